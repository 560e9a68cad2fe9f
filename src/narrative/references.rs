//! The grammar of `@fig:key`, `@sec:key`, `[@key, p. 3]` and `{#sec:key}`.

use std::ops::Range;

use super::problem::Problem;

/// What a reference starting with `@` refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Referent {
    /// A figure.
    Figure,
    /// A section or heading.
    Section,
}

impl Referent {
    /// The prefix of its references and labels.
    fn prefix(self) -> &'static str {
        match self {
            Self::Figure => "fig:",
            Self::Section => "sec:",
        }
    }
}

/// A work that the text cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The key of its entry in the bibliography.
    pub key: String,
    /// The place in the work.
    pub locator: Option<String>,
}

/// The length of the key at the start of `text`: ASCII letters, digits, `_`
/// and `-`. A hyphen at the end belongs to the sentence.
pub fn key_length(text: &str) -> usize {
    let is_key = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let length = text.bytes().take_while(|byte| is_key(byte)).count();
    text[..length].trim_end_matches('-').len()
}

/// Whether all of `text` is a key.
pub fn is_key(text: &str) -> bool {
    !text.is_empty() && key_length(text) == text.len()
}

/// Reads the reference that may stand at the start of `rest`, a text that
/// starts with `@` at position `at`. Returns its length and its key.
pub fn reference(rest: &str, at: usize) -> Option<(usize, Referent, Result<String, Problem>)> {
    let referent = [Referent::Figure, Referent::Section]
        .into_iter()
        .find(|referent| rest[1..].starts_with(referent.prefix()))?;
    let start = 1 + referent.prefix().len();
    let length = key_length(&rest[start..]);
    let end = start + length;
    let key = match length {
        0 => Err(unnamed(referent, at..at + start)),
        _ => Ok(rest[start..end].into()),
    };
    Some((end, referent, key))
}

fn unnamed(referent: Referent, range: Range<usize>) -> Problem {
    let prefix = referent.prefix();
    let what = match referent {
        Referent::Figure => "figure",
        Referent::Section => "section",
    };
    Problem::new(range, format!("`@{prefix}` names no {what}"))
        .hint(format!("write `@{prefix}key`; `\\@{prefix}` prints the letters"))
}

/// Reads the citations that may stand at the start of `rest`, a text that
/// starts with `[@` at position `at`. Returns their length and what is cited.
pub fn citations(rest: &str, at: usize) -> Option<(usize, Result<Vec<Citation>, Problem>)> {
    let end = bracket_end(rest)?;
    if rest[end..].starts_with('(') {
        return None;
    }
    let content = &rest[1..end - 1];
    // A bracket that holds only `@` cites nothing, nor does a reference in brackets.
    let first = citation_key(content.split(';').next().unwrap_or_default())?;
    if [Referent::Figure, Referent::Section].iter().any(|to| first.starts_with(to.prefix())) {
        return None;
    }
    let mut offset = at + 1;
    let mut citations = Vec::new();
    for part in content.split(';') {
        match parse_citation(part) {
            Some(citation) => citations.push(citation),
            None if part.trim().is_empty() => return Some((end, Err(absent(at..at + end)))),
            None => return Some((end, Err(malformed(part, offset)))),
        }
        offset += part.len() + 1;
    }
    Some((end, Ok(citations)))
}

/// Where the bracket ends that opens `rest`, if nothing in it belongs to
/// Markdown and it stays within its paragraph.
fn bracket_end(rest: &str) -> Option<usize> {
    let mut blank_line = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            ']' => return Some(at + 1),
            '[' | '`' | '\\' | '<' | '>' | '|' => return None,
            '\n' if blank_line => return None,
            '\n' => blank_line = true,
            c if !c.is_whitespace() => blank_line = false,
            _ => {}
        }
    }
    None
}

/// The key in a citation such as `@key` or `@key, p. 3`.
fn citation_key(part: &str) -> Option<&str> {
    let name = part.trim().strip_prefix('@')?;
    let key = name.split(',').next().unwrap_or_default().trim_end();
    (!key.is_empty() && !key.contains(char::is_whitespace)).then_some(key)
}

fn parse_citation(part: &str) -> Option<Citation> {
    let key = citation_key(part)?.to_string();
    let locator = part.split_once(',').map(|(_, locator)| locator);
    let words: Vec<&str> = locator.into_iter().flat_map(str::split_whitespace).collect();
    Some(Citation { key, locator: (!words.is_empty()).then(|| words.join(" ")) })
}

/// How works are cited.
const CITING: &str = "write `[@key]`, `[@key, p. 3]` or `[@one; @two]`";

fn absent(range: Range<usize>) -> Problem {
    Problem::new(range, "a citation is missing before or after `;`").hint(CITING)
}

fn malformed(part: &str, offset: usize) -> Problem {
    let start = offset + (part.len() - part.trim_start().len());
    let range = start..start + part.trim().len();
    Problem::new(range, format!("`{}` is not a citation", part.trim())).hint(CITING)
}

/// Reads the id that may stand at the start of `rest`, a text that starts
/// with `{#` at position `at`. Returns its length and the id without `sec:`.
pub fn heading_id(rest: &str, at: usize) -> Option<(usize, Result<String, Problem>)> {
    let length = rest[2..].find(['{', '}', '\n', '`'])?;
    let end = 2 + length + 1;
    if !rest[..end].ends_with('}') || length == 0 {
        return None;
    }
    let id = &rest[2..end - 1];
    let key = match id.strip_prefix("sec:") {
        Some(key) if is_key(key) => Ok(key.into()),
        _ => Err(Problem::new(at..at + end, format!("`{id}` cannot be the id of a heading"))
            .hint("write `{#sec:key}`, with letters, digits, `_` and `-` in the key")),
    };
    Some((end, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Option<(usize, Result<String, String>)> {
        let (length, _, key) = reference(text, 0)?;
        Some((length, key.map_err(|problem| problem.message)))
    }

    #[test]
    fn keys_end_where_the_sentence_goes_on() {
        assert_eq!(key("@fig:leads_to."), Some((13, Ok("leads_to".into()))));
        assert_eq!(key("@sec:a-b-, c"), Some((8, Ok("a-b".into()))));
        assert_eq!(key("@sec:één"), Some((5, Err("`@sec:` names no section".into()))));
        assert_eq!(key("@name"), None);
        assert_eq!(key("@figure"), None);
    }

    #[test]
    fn a_reference_without_a_key_is_reported() {
        let problem = reference("@fig: a", 7).unwrap().2.unwrap_err();
        let expected = Problem::new(7..12, "`@fig:` names no figure")
            .hint("write `@fig:key`; `\\@fig:` prints the letters");
        assert_eq!(problem, expected);
    }

    #[test]
    fn citations_have_keys_and_places() {
        let cited = |text: &str| {
            let citations = citations(text, 0).unwrap().1.unwrap();
            citations.into_iter().map(|c| (c.key, c.locator)).collect::<Vec<_>>()
        };
        assert_eq!(cited("[@smith:2020]"), [("smith:2020".into(), None)]);
        assert_eq!(cited("[@a, p. 3,\n 5]"), [("a".into(), Some("p. 3, 5".into()))]);
        assert_eq!(
            cited("[@a; @b, p. 1]"),
            [("a".into(), None), ("b".into(), Some("p. 1".into()))]
        );
        assert_eq!(cited("[@a, ]"), [("a".into(), None)]);
    }

    #[test]
    fn other_brackets_are_no_citations() {
        for text in [
            "[@]", "[@ a]", "[@a", "[@a](b)", "[@a [b]]", "[@a `]`", "[@a\n\n]", "[@, x]",
            "[@fig:a]",
        ] {
            assert_eq!(citations(text, 0), None, "{text:?}");
        }
    }

    #[test]
    fn a_malformed_citation_is_reported() {
        let (end, citations) = citations("[@a; b]", 10).unwrap();
        let expected = Problem::new(15..16, "`b` is not a citation")
            .hint("write `[@key]`, `[@key, p. 3]` or `[@one; @two]`");
        assert_eq!((end, citations), (7, Err(expected)));
        for text in ["[@a;]", "[@a; ; @b]"] {
            let problem = super::citations(text, 3).unwrap().1.unwrap_err();
            assert_eq!(problem.range, 3..3 + text.len());
            assert_eq!(problem.message, "a citation is missing before or after `;`");
        }
    }

    #[test]
    fn ids_of_headings_start_with_sec() {
        assert_eq!(heading_id("{#sec:method} x", 0), Some((13, Ok("method".into()))));
        assert_eq!(heading_id("{#a\n}", 0), None);
        assert_eq!(heading_id("{#}", 0), None);
        let problem = heading_id("{#method}", 3).unwrap().1.unwrap_err();
        let expected = Problem::new(3..12, "`method` cannot be the id of a heading")
            .hint("write `{#sec:key}`, with letters, digits, `_` and `-` in the key");
        assert_eq!(problem, expected);
    }
}
