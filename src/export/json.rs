//! JSON in lines: short enough to keep, and such that two files can be compared line by
//! line.

/// What is no longer than this, in bytes, stays on one line.
const LINE: usize = 160;

/// Puts each entry of a list or object that is too long for a line on a line of its own.
/// `json` has no white space between its parts.
pub fn in_lines(json: &str) -> String {
    let mut lengths = lengths(json).into_iter();
    let mut lines = String::with_capacity(json.len() + json.len() / 4);
    // For each list or object that is open, whether it goes over several lines.
    let mut open: Vec<bool> = Vec::new();
    let mut text = Text::default();
    for c in json.chars() {
        if text.holds(c) {
            lines.push(c);
            continue;
        }
        match c {
            '{' | '[' => {
                lines.push(c);
                open.push(lengths.next().is_some_and(|length| length > LINE));
                break_line(&open, &mut lines);
            }
            '}' | ']' => {
                if open.pop() == Some(true) {
                    lines.push('\n');
                    indent(open.len(), &mut lines);
                }
                lines.push(c);
            }
            ',' => {
                lines.push(c);
                break_line(&open, &mut lines);
            }
            _ => lines.push(c),
        }
    }
    lines.push('\n');
    lines
}

fn break_line(open: &[bool], lines: &mut String) {
    if open.last() == Some(&true) {
        lines.push('\n');
        indent(open.len(), lines);
    }
}

fn indent(depth: usize, lines: &mut String) {
    lines.extend(std::iter::repeat_n(' ', depth));
}

/// How long the lists and objects are, in bytes, in the order in which they begin.
fn lengths(json: &str) -> Vec<usize> {
    let (mut lengths, mut open, mut text) = (Vec::new(), Vec::new(), Text::default());
    for (at, c) in json.char_indices() {
        match c {
            _ if text.holds(c) => {}
            '{' | '[' => {
                open.push((lengths.len(), at));
                lengths.push(0);
            }
            '}' | ']' => {
                if let Some((index, start)) = open.pop()
                    && let Some(length) = lengths.get_mut(index)
                {
                    *length = at + 1 - start;
                }
            }
            _ => {}
        }
    }
    lengths
}

/// Whether one is within a string.
#[derive(Default)]
struct Text {
    inside: bool,
    escaped: bool,
}

impl Text {
    /// Takes the next letter, and says whether it belongs to a string.
    fn holds(&mut self, c: char) -> bool {
        let was_inside = self.inside;
        match c {
            _ if self.escaped => self.escaped = false,
            '\\' => self.escaped = was_inside,
            '"' => self.inside = !was_inside,
            _ => {}
        }
        was_inside || self.inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_things_stay_on_a_line_and_long_ones_do_not() {
        let long = "\\\"[{,".repeat(40);
        let json = format!("{{\"a\":[1,2],\"b\":[{{\"c\":\"{long}\"}},[],{{}}],\"d\":\"é\"}}");
        let expected = format!(
            "{{\n \"a\":[1,2],\n \"b\":[\n  {{\n   \"c\":\"{long}\"\n  }},\n  [],\n  {{}}\n ],\n \"d\":\"é\"\n}}\n"
        );
        assert_eq!(in_lines(&json), expected);
        assert_eq!(in_lines("[]"), "[]\n");
    }

    #[test]
    fn nothing_but_white_space_is_added() {
        let json = r#"[{"a":"\\","b":[1,2,3,"]"]},null,true,-1.5e3]"#;
        let json = format!("[{}]", [json; 20].join(","));
        let read = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
        assert_eq!(read(&in_lines(&json)), read(&json));
    }
}
