//! The syntax that is ours rather than Markdown's: numbers, references,
//! citations, ids of headings and marks of passages.
//!
//! It is found before Markdown is read, and masked: each token becomes a word
//! of exactly as many bytes, in which Markdown sees no `|`, `_` or `[`. So all
//! positions stay true, and where a token turns out to stand in code or in an
//! address, the author's own text is put back.

use std::ops::Range;

use super::interpolation::{self, Number};
use super::marks;
use super::model::Mark;
use super::problem::Problem;
use super::references::{self, Citation, Referent};

/// The first character of a masked token. Like [`END`], it is a control
/// character that takes two bytes and never occurs in the masked text otherwise.
pub const START: char = '\u{91}';

/// The last character of a masked token.
pub const END: char = '\u{92}';

/// What stands for the two in the masked text where an author wrote them.
const NEITHER: char = '\u{a4}';

/// What fills a masked token: a letter, so that emphasis beside it works.
const FILL: char = 'x';

/// A piece of our own syntax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it says, or what is wrong with it.
    pub kind: TokenKind,
    /// Whether it is masked. What Markdown may read otherwise is not.
    pub masked: bool,
}

/// The kinds of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenKind {
    /// `{{ key | filter }}`
    Number(Result<Number, Problem>),
    /// `@fig:key` or `@sec:key`
    Reference(Referent, Result<String, Problem>),
    /// `[@key, p. 3]`
    Citations(Result<Vec<Citation>, Problem>),
    /// `{#sec:key}`
    HeadingId(Result<String, Problem>),
    /// `{.literal}` or `{lang=en}` behind a bracket.
    Mark(Result<Mark, Problem>),
}

/// A text whose tokens are masked.
#[derive(Debug)]
pub struct Masked {
    /// The text, of the same length in bytes.
    pub text: String,
    /// The tokens in their order.
    pub tokens: Vec<Token>,
}

impl Masked {
    /// Masks the tokens of a text from a position on. What stands before it,
    /// such as front matter, becomes blank.
    pub fn new(text: &str, from: usize) -> Self {
        let tokens = find(text, from);
        let blank = |byte| if byte == b'\n' { '\n' } else { ' ' };
        let mut masked: String = text.bytes().take(from).map(blank).collect();
        let mut at = from;
        let keep = |range: Range<usize>| {
            text.get(range)
                .unwrap_or_default()
                .replace([START, END], NEITHER.encode_utf8(&mut [0; 2]))
        };
        for token in tokens.iter().filter(|token| token.masked) {
            masked.push_str(&keep(at..token.range.start));
            masked.push(START);
            let filled = token.range.len() - START.len_utf8() - END.len_utf8();
            masked.extend(std::iter::repeat_n(FILL, filled));
            masked.push(END);
            at = token.range.end;
        }
        masked.push_str(&keep(at..text.len()));
        Self { text: masked, tokens }
    }
}

/// Finds the tokens of a text in their order.
fn find(text: &str, from: usize) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        let token = match byte {
            b'\\' => {
                at += 1 + char_at(text, at + 1).map_or(0, char::len_utf8);
                continue;
            }
            b'{' | b'[' | b'@' => token(text, at),
            _ => None,
        };
        at = match &token {
            Some(token) => token.range.end,
            None => at + 1,
        };
        tokens.extend(token);
    }
    tokens
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The token that starts at a position, if one does.
fn token(text: &str, at: usize) -> Option<Token> {
    let rest = text.get(at..)?;
    let (length, kind) = match rest.as_bytes() {
        [b'{', b'{', ..] => return Some(number(rest, at)),
        [b'{', b'#', ..] => {
            let (length, id) = references::heading_id(rest, at)?;
            (length, TokenKind::HeadingId(id))
        }
        [b'{', ..] if text[..at].ends_with(']') => {
            let (length, mark) = marks::mark(rest, at)?;
            (length, TokenKind::Mark(mark))
        }
        [b'[', b'@', ..] => {
            let (length, citations) = references::citations(rest, at)?;
            (length, TokenKind::Citations(citations))
        }
        [b'@', ..] if !follows_letter(text, at) => {
            let (length, referent, key) = references::reference(rest, at)?;
            (length, TokenKind::Reference(referent, key))
        }
        _ => return None,
    };
    // A mark without a name, `{.}`, is text.
    let has_room = length >= START.len_utf8() + END.len_utf8();
    has_room.then(|| Token { range: at..at + length, kind, masked: true })
}

fn number(rest: &str, at: usize) -> Token {
    let Some(end) = interpolation::end(rest) else {
        let kind = TokenKind::Number(Err(interpolation::unclosed(at)));
        return Token { range: at..at + 2, kind, masked: false };
    };
    let content = &rest[2..end - 2];
    let range = at..at + end;
    match interpolation::is_plain(content) {
        true => {
            let number = interpolation::parse(content, range.clone());
            Token { range, kind: TokenKind::Number(number), masked: true }
        }
        // Only the braces belong to the token: what follows may be code.
        false => {
            let number = interpolation::parse(content, range);
            Token { range: at..at + 2, kind: TokenKind::Number(number), masked: false }
        }
    }
}

/// Whether a letter or digit stands before a position, as in an address.
fn follows_letter(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens of a text.
    fn tokens(text: &str) -> Vec<&str> {
        let tokens = Masked::new(text, 0).tokens.into_iter();
        tokens.map(|token| &text[token.range]).collect()
    }

    #[test]
    fn masking_keeps_every_position() {
        for text in [
            "a {{ b | words }} c",
            "é {{é}} [@a, p. 3] @fig:x {#sec:a}",
            "{{ a\n| b }}",
            "\u{91}x\u{92}",
        ] {
            let masked = Masked::new(text, 0).text;
            assert_eq!(masked.len(), text.len(), "{text:?}");
            for hidden in ['|', '_', '{', '[', '@', '#'] {
                assert!(!masked.contains(hidden), "{masked:?}");
            }
        }
    }

    #[test]
    fn front_matter_becomes_blank() {
        assert_eq!(Masked::new("+++\né\n+++\n{{ a }}", 11).text, "   \n  \n   \n\u{91}xxx\u{92}");
    }

    #[test]
    fn what_is_escaped_is_no_token() {
        for text in ["\\{{ a }}", "\\@fig:a", "\\[@a]", "\\{#sec:a}"] {
            assert_eq!(tokens(text), [""; 0], "{text}");
        }
        assert_eq!(tokens("\\\\{{ a }}"), ["{{ a }}"]);
        assert_eq!(tokens("\\é{{ a }}\\"), ["{{ a }}"]);
    }

    #[test]
    fn addresses_are_no_references() {
        assert_eq!(tokens("a@fig:b é@sec:c 1@fig:d"), [""; 0]);
        assert_eq!(tokens("(@fig:b)"), ["@fig:b"]);
    }

    #[test]
    fn what_markdown_may_read_otherwise_is_not_masked() {
        let text = "`{{` and `}}`";
        let masked = Masked::new(text, 0);
        assert_eq!(masked.text, text);
        assert_eq!(masked.tokens[0].range, 1..3);
    }

    #[test]
    fn what_has_no_room_for_a_mask_is_text() {
        for text in ["[a]{.}", "[a]{#}", "[a]{=}"] {
            assert_eq!(Masked::new(text, 0).text, text);
        }
    }

    #[test]
    fn many_openings_take_linear_time() {
        for opening in ["{{", "{{ a", "[@", "[@a", "{#", "@fig:", "\\", "{{ a\n", "[@a\n"] {
            let tokens = Masked::new(&opening.repeat(100_000), 0).tokens;
            assert!(tokens.len() <= 100_000);
        }
    }
}
