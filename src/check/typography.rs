//! Rules about letters and signs, as the author has written them.

use std::ops::Range;

use super::passage::{OBJECT, PassageKind};
use super::{Subject, report};
use crate::diag::Problems;
use crate::rules::typography::{BREAKING_UNIT, DOUBLE_SPACE, STRAIGHT_QUOTE};

/// Signs of units that stand behind a number.
const UNITS: [&str; 34] = [
    "%", "‰", "°C", "km", "m", "cm", "mm", "m²", "m³", "km²", "ha", "kg", "g", "mg", "l", "ml",
    "kWh", "MWh", "GWh", "kW", "MW", "W", "Hz", "MB", "GB", "km/h", "EUR", "USD", "€", "mln",
    "mld", "bn", "CO2", "pt",
];

/// Signs of money, and others that stand before a number.
const MONEY: [&str; 8] = ["€", "$", "£", "EUR", "USD", "GBP", "CHF", "§"];

/// Looks at the rules about letters and signs.
pub fn check(subject: &Subject, problems: &mut Problems) {
    if subject.asks(&STRAIGHT_QUOTE) {
        straight_quotes(subject, problems);
    }
    if subject.asks(&DOUBLE_SPACE) {
        double_spaces(subject, problems);
    }
    if subject.asks(&BREAKING_UNIT) {
        breaking_units(subject, problems);
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

/// Reports white space between a number and a sign of its unit at which a line can end.
fn breaking_units(subject: &Subject, problems: &mut Problems) {
    for passage in &subject.passages {
        for range in breaks_before_units(&passage.text) {
            let place = passage.place(range);
            let message = "a line can end between the number and its unit";
            let hint = "write a no-break space (U+00A0) between them, or `&nbsp;` in Markdown";
            report(&BREAKING_UNIT, &place, message, hint, problems);
        }
    }
}

/// Where a space or the end of a line stands between a number and a sign of a unit.
fn breaks_before_units(text: &str) -> Vec<Range<usize>> {
    let is_number = |c: char| c.is_ascii_digit() || c == OBJECT;
    let mut breaks = Vec::new();
    for (at, _) in text.match_indices([' ', '\n']) {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let unit = after.split(|c: char| c.is_whitespace() || ",.;:)?!".contains(c)).next();
        let unit = unit.unwrap_or_default();
        let number = before.rsplit(|c: char| c.is_whitespace() || "(–-".contains(c)).next();
        let number = number.unwrap_or_default();
        let is_name = number.contains(char::is_alphabetic);
        let follows = number.ends_with(is_number) && !is_name && UNITS.contains(&unit);
        let word = before.rsplit(|c: char| !c.is_alphanumeric() && !"€$£§".contains(c)).next();
        let word = word.unwrap_or_default();
        let precedes = after.starts_with(is_number) && MONEY.contains(&word);
        if follows || precedes {
            breaks.push(at..at + 1);
        }
    }
    breaks
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
    fn units_stay_with_their_number() {
        let breaks = |text: &str| breaks_before_units(text).len();
        assert_eq!(breaks("10 km, \u{fffc} %, 5\nkg. EUR 10 en € \u{fffc}"), 5);
        assert_eq!(breaks("10\u{a0}km, 10 keer, m 5, 10%, in KA1 m"), 0);
    }

    #[test]
    fn only_spaces_between_words_count() {
        assert_eq!(runs_of_spaces("a  b   c"), [(1, 2), (4, 3)]);
        assert_eq!(runs_of_spaces("  a b \n  c  "), []);
    }
}
