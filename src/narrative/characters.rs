//! Characters that no font shows and no reader expects.

use super::problem::Problem;
pub use crate::project::is_unprintable;

/// How many characters are reported, at most: a file of another kind would
/// otherwise fill the screen.
const MAX_REPORTED: usize = 20;

/// Reports the characters that cannot be printed, from a position on.
pub fn check(text: &str, from: usize) -> Vec<Problem> {
    let rest = text.get(from..).unwrap_or_default();
    let found = rest.char_indices().filter(|(_, c)| is_unprintable(*c));
    let problem = |(at, c): (usize, char)| {
        let start = from + at;
        let code = u32::from(c);
        let what = format!("the text contains the control character U+{code:04X}");
        Problem::new(start..start + c.len_utf8(), what).hint("delete it")
    };
    found.take(MAX_REPORTED).map(problem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_found_where_they_are() {
        let problems = check("a\u{91}b\0\u{2028}\u{202e}", 0);
        let ranges: Vec<_> = problems.iter().map(|problem| problem.range.clone()).collect();
        assert_eq!(ranges, [1..3, 4..5, 5..8, 8..11]);
        let message = "the text contains the control character U+0091";
        assert_eq!(problems[0], Problem::new(1..3, message).hint("delete it"));
    }

    #[test]
    fn ordinary_white_space_and_joiners_are_fine() {
        assert_eq!(check("a\tb\r\nc\u{a0}d\u{200d}e\u{ad}f\u{feff}", 0), []);
        assert_eq!(check("\0", 1), []);
    }

    #[test]
    fn a_binary_file_is_not_reported_byte_by_byte() {
        assert_eq!(check(&"\0".repeat(1000), 0).len(), MAX_REPORTED);
    }
}
