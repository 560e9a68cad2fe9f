//! The numbers that stand in a text.

use std::ops::Range;

/// A word in Latin script before a number that is a unit of money rather than a name.
const CURRENCIES: [&str; 8] = ["EUR", "USD", "GBP", "CHF", "DKK", "NOK", "SEK", "PLN"];

/// The ranges of the numbers in a text: digits, with what stands between digits of one
/// number. Digits that belong to a name, as in `KA1`, are none.
pub fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|to| at + to) {
        let end = start + length(&text[start..]);
        if !is_name(&text[..start]) {
            found.push(start..end);
        }
        at = end;
    }
    found
}

/// How long the number is that a text begins with.
fn length(text: &str) -> usize {
    let mut end = 0;
    loop {
        end += text[end..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - end);
        let mut rest = text[end..].chars();
        let joins = |c| matches!(c, '.' | ',' | '\'' | '’' | '\u{a0}' | '\u{202f}');
        let Some(sign) = rest.next().filter(|c| joins(*c)) else { return end };
        let digits = rest.as_str().bytes().take_while(u8::is_ascii_digit).count();
        // White space only groups thousands.
        if digits == 0 || sign.is_whitespace() && digits != 3 {
            return end;
        }
        end += sign.len_utf8();
    }
}

/// Whether what stands before a number makes a name of both: `KA`, `COVID-`, `PDF/A-`.
fn is_name(before: &str) -> bool {
    let starts = |c: char| c.is_whitespace() || "([{“‘\"'=+×~<>\u{fffc}".contains(c);
    let word = before.rsplit(starts).next().unwrap_or_default();
    let letters = word.trim_end_matches(['-', '‑', '/', '.', '_']);
    let named = letters.chars().next_back().is_some_and(char::is_alphanumeric)
        && letters.chars().any(char::is_alphabetic);
    // A full stop ends a sentence, so nothing is joined by it alone.
    let joined = letters.len() == word.len() || !word.ends_with('.');
    named && joined && !CURRENCIES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        numbers(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn numbers_are_found_with_what_belongs_to_them() {
        assert_eq!(found("Van 1.892 naar 14,8 (10%) of 5."), ["1.892", "14,8", "10", "5"]);
        assert_eq!(found("12\u{a0}345 en 1 892"), ["12\u{a0}345", "1", "892"]);
        assert_eq!(found("€10, EUR10, n=75, 10km, 2e"), ["10", "10", "75", "10", "2"]);
        assert_eq!(found("jaar.5 en 2021–2027"), ["5", "2021", "2027"]);
    }

    #[test]
    fn names_are_no_numbers() {
        assert_eq!(found("KA1/KA2, CO2, COVID-19, PDF/UA-1, A-3a"), [""; 0]);
    }
}
