//! How text is spelled in Typst markup, so that every letter prints as itself.

use std::fmt::Write;

use typst::syntax::{is_id_continue, is_newline};

use super::super::characters::is_unprintable;

/// How a character is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// As it is.
    Plain,
    /// As another character that means the same in Typst.
    As(char),
    /// Behind a backslash.
    Escaped,
    /// By its number.
    Number,
}

/// A line of text between two pieces of Typst code, or between the ends of its
/// content block, in which every character can see its neighbours.
pub struct Line {
    characters: Vec<char>,
    /// Where the first word starts, if the text starts a line of markup. Only
    /// there does Typst read markers of headings and lists.
    marker: Option<usize>,
}

impl Line {
    /// A text that stands at the start of a line of markup, or within one.
    pub fn new(characters: Vec<char>, starts_line: bool) -> Self {
        let marker = characters.iter().position(|c| !c.is_whitespace()).filter(|_| starts_line);
        Self { characters, marker }
    }

    /// How the character at an index is written. In literal text, straight
    /// quotes stay straight.
    pub fn spelling(&self, index: usize, literal: bool) -> Spelling {
        let Some(&c) = self.characters.get(index) else { return Spelling::Plain };
        match c {
            ' ' => Spelling::Plain,
            '\u{a0}' => Spelling::As('~'),
            c if c == '\t' || is_newline(c) && !is_unprintable(c) => Spelling::As(' '),
            c if is_unprintable(c) || is_invisible(c) => Spelling::Number,
            '\'' | '"' if literal => Spelling::Escaped,
            _ if self.is_special(c, index) => Spelling::Escaped,
            _ => Spelling::Plain,
        }
    }

    /// Whether Typst would read something else than the character itself.
    /// Nothing that follows the line can change what its last character means.
    fn is_special(&self, c: char, index: usize) -> bool {
        let next = self.characters.get(index + 1).copied();
        let next_is = |is: fn(char) -> bool| next.is_some_and(is);
        match c {
            '\\' | '#' | '$' | '`' | '[' | ']' | '~' => true,
            '*' | '_' => !self.is_within_word(index),
            '<' | '@' => next_is(is_id_continue),
            '/' if next_is(|c| matches!(c, '/' | '*')) => true,
            '-' if next_is(|c| matches!(c, '-' | '?') || c.is_numeric()) => true,
            '.' if next == Some('.') => true,
            '=' | '+' | '-' | '/' | '.' => self.is_marker(index),
            _ => false,
        }
    }

    /// Between letters and digits of ASCII, `*` and `_` print as themselves.
    fn is_within_word(&self, index: usize) -> bool {
        let is_wordy = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
        let before = index.checked_sub(1).and_then(|before| self.characters.get(before));
        is_wordy(before) && is_wordy(self.characters.get(index + 1))
    }

    /// Whether the character at an index ends what could be the marker of a
    /// heading (`=`), an item (`-`, `+`, `/`) or a numbered item (`1.`).
    fn is_marker(&self, index: usize) -> bool {
        let Some(start) = self.marker else { return false };
        let Some(marker) = self.characters.get(start..=index) else { return false };
        let ends = self.characters.get(index + 1).is_none_or(|c| c.is_whitespace());
        match marker {
            ['=', ..] => marker.len() == 1,
            ['-' | '+' | '/'] => ends,
            [digits @ .., '.'] => {
                ends && !digits.is_empty() && digits.iter().all(char::is_ascii_digit)
            }
            _ => false,
        }
    }
}

/// Characters that nobody would see in the generated text.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A text as a string literal of Typst code.
pub fn string(text: &str) -> String {
    let mut literal = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => literal.extend(['\\', c]),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            c if is_unprintable(c) || is_invisible(c) => {
                // Writing to a string cannot fail.
                let _ = write!(literal, "\\u{{{:x}}}", u32::from(c));
            }
            c => literal.push(c),
        }
    }
    literal.push('"');
    literal
}

/// A label as Typst code.
pub fn label(name: &str) -> String {
    // Typst takes `<.a>` for a sign, although it calls `.a` a name that can be written so.
    match name.starts_with(is_id_continue) && typst::syntax::is_valid_label_literal_id(name) {
        true => format!("<{name}>"),
        false => format!("label({})", string(name)),
    }
}

/// Whether a straight apostrophe stands for letters left out at the start of a
/// word: Typst would take it for an opening quote. `after` is the text behind
/// it, `before` the character before it.
pub fn is_elision(language: &str, before: Option<char>, after: &[char]) -> bool {
    if before.is_some_and(char::is_alphanumeric) {
        return false;
    }
    let word: String = after.iter().take_while(|c| c.is_alphanumeric()).collect();
    match language {
        // 's avonds, 's-Hertogenbosch, 't
        "nl" if word == "s" || word == "t" => true,
        // '90, '90s
        _ => {
            let digits = word.trim_end_matches('s');
            digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text as it is spelled at the start of a line of markup, or within one.
    fn spelled(text: &str, starts_line: bool, literal: bool) -> String {
        let line = Line::new(text.chars().collect(), starts_line);
        let spell = |(index, c): (usize, char)| match line.spelling(index, literal) {
            Spelling::Plain => c.to_string(),
            Spelling::As(c) => c.to_string(),
            Spelling::Escaped => format!("\\{c}"),
            Spelling::Number => format!("\\u{{{:x}}}", u32::from(c)),
        };
        text.chars().enumerate().map(spell).collect()
    }

    #[test]
    fn only_what_needs_it_is_escaped() {
        for text in
            ["a-b", "a_b", "1.5", "a/b", "a < b", "a = b", "a + b", "x @ y", "{a} (b) c: d; 50%"]
        {
            assert_eq!(spelled(text, true, false), text);
        }
        assert_eq!(
            spelled("#a $b$ [c] ~ `d` \\e", true, false),
            "\\#a \\$b\\$ \\[c\\] \\~ \\`d\\` \\\\e"
        );
        assert_eq!(spelled("*a* _b_ a*b*", true, false), "\\*a\\* \\_b\\_ a*b\\*");
        assert_eq!(spelled("<a> @b", true, false), "\\<a> \\@b");
        assert_eq!(spelled("// /* ///", true, false), "\\// \\/\\* \\/\\//");
        assert_eq!(spelled("a--b---c -3 -?", true, false), "a\\--b\\-\\--c \\-3 \\-?");
        assert_eq!(spelled("a... b..", true, false), "a\\.\\.. b\\..");
    }

    #[test]
    fn markers_count_only_at_the_start_of_a_line() {
        for marker in ["=", "-", "+", "/"] {
            assert_eq!(spelled(&format!("{marker} a"), true, false), format!("\\{marker} a"));
            assert_eq!(spelled(&format!("{marker} a"), false, false), format!("{marker} a"));
            assert_eq!(spelled(marker, true, false), format!("\\{marker}"));
        }
        assert_eq!(spelled("12. a 3. b", true, false), "12\\. a 3. b");
        assert_eq!(spelled(" == a", true, false), " \\== a");
        assert_eq!(spelled("-a +b 1.a", true, false), "-a +b 1.a");
    }

    #[test]
    fn quotes_are_straight_in_literal_text() {
        assert_eq!(spelled("\"a\" 'b'", true, false), "\"a\" 'b'");
        assert_eq!(spelled("\"a\" 'b'", true, true), "\\\"a\\\" \\'b\\'");
    }

    #[test]
    fn what_nobody_sees_is_spelled_out() {
        assert_eq!(spelled("a\u{a0}b\tc\nd", true, false), "a~b c d");
        assert_eq!(
            spelled("\u{ad}\u{200b}\u{202e}\u{feff}", true, false),
            "\\u{ad}\\u{200b}\\u{202e}\\u{feff}"
        );
        assert_eq!(spelled("\0\u{85}\u{2028}", true, false), "\\u{0}\\u{85}\\u{2028}");
    }

    #[test]
    fn strings_and_labels_are_literals() {
        assert_eq!(string("a\"b\\c\nd\te\r#[\u{2028}"), "\"a\\\"b\\\\c\\nd\\te\\r#[\\u{2028}\"");
        assert_eq!(label("sec:a-b_c.d"), "<sec:a-b_c.d>");
        assert_eq!(label("a/b \"c\""), "label(\"a/b \\\"c\\\"\")");
        assert_eq!(label(""), "label(\"\")");
        assert_eq!([label(".a"), label(":a")], ["label(\".a\")", "label(\":a\")"]);
    }

    #[test]
    fn apostrophes_for_left_out_letters_are_told_from_quotes() {
        let elision = |language: &str, before: Option<char>, after: &str| {
            is_elision(language, before, &after.chars().collect::<Vec<_>>())
        };
        assert!(elision("nl", None, "s avonds"));
        assert!(elision("nl", Some('('), "s-Hertogenbosch"));
        assert!(elision("nl", Some(' '), "t is"));
        assert!(elision("en", Some(' '), "90s"));
        assert!(elision("nl", Some(' '), "90"));
        assert!(!elision("en", None, "s a"));
        assert!(!elision("nl", None, "stad'"));
        assert!(!elision("nl", Some('o'), "t"));
        assert!(!elision("en", None, "1990'"));
    }
}
