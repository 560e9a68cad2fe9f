//! Rules about letters and signs, as the author has written them.

use super::passage::PassageKind;
use super::{Subject, report};
use crate::diag::Problems;
use crate::rules::typography::{DOUBLE_SPACE, STRAIGHT_QUOTE};

/// Looks at the rules about letters and signs.
pub fn check(subject: &Subject, problems: &mut Problems) {
    if subject.asks(&STRAIGHT_QUOTE) {
        straight_quotes(subject, problems);
    }
    if subject.asks(&DOUBLE_SPACE) {
        double_spaces(subject, problems);
    }
}

/// Reports straight quotation marks in texts that print as they are. In running text they
/// become those of the language.
fn straight_quotes(subject: &Subject, problems: &mut Problems) {
    let as_is = |kind: &PassageKind| {
        matches!(kind, PassageKind::Title | PassageKind::Figure(_) | PassageKind::Manifest)
    };
    for passage in subject.passages.iter().filter(|passage| as_is(&passage.kind)) {
        for (at, quote) in passage.text.match_indices(['"', '\'']) {
            let place = passage.place(at..at + quote.len());
            let hint = match quote {
                "'" => "write `’`, or `‘` where a quotation opens",
                _ => "write the quotation marks of the language, such as `“` and `”`",
            };
            let message = "this text prints as it is, with a straight quotation mark";
            report(&STRAIGHT_QUOTE, &place, message, hint, problems);
        }
    }
}

/// Reports spaces that follow a space.
fn double_spaces(subject: &Subject, problems: &mut Problems) {
    for passage in &subject.passages {
        for (at, spaces) in runs_of_spaces(&passage.text) {
            let place = passage.place(at..at + spaces);
            let message = "there are several spaces between two words";
            report(&DOUBLE_SPACE, &place, message, "keep one", problems);
        }
    }
}

/// Where two spaces or more stand between other signs of a line, and how many bytes they
/// take.
fn runs_of_spaces(text: &str) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("  ").map(|to| at + to) {
        let end = text[start..].find(|c| c != ' ').map_or(text.len(), |length| start + length);
        let within = !text[..start].is_empty() && !text[..start].ends_with('\n');
        if within && end < text.len() && !text[end..].starts_with('\n') {
            runs.push((start, end - start));
        }
        at = end;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_spaces_between_words_count() {
        assert_eq!(runs_of_spaces("a  b   c"), [(1, 2), (4, 3)]);
        assert_eq!(runs_of_spaces("  a b \n  c  "), []);
    }
}
