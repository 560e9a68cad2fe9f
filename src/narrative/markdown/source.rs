//! The author's text beside its masked copy.

use std::ops::Range;

use super::super::tokens::{END, Masked, START, Token};

/// The author's text beside its masked copy, which Markdown is read from.
pub struct Source<'a> {
    /// The author's text.
    pub text: &'a str,
    /// The copy of the same length whose tokens are masked.
    pub masked: &'a Masked,
}

impl<'a> Source<'a> {
    /// The author's text in a range.
    pub fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    /// Whether `shown`, which Markdown reports for a range, is a copy of it.
    pub fn is_copy(&self, shown: &str, range: &Range<usize>) -> bool {
        self.masked.text.get(range.clone()) == Some(shown)
    }

    /// The tokens that start in a range.
    pub fn tokens(&self, range: &Range<usize>) -> Range<usize> {
        let tokens = &self.masked.tokens;
        let first = tokens.partition_point(|token| token.range.start < range.start);
        let after = tokens.partition_point(|token| token.range.start < range.end);
        first..after.max(first)
    }

    /// What the author wrote where Markdown shows masked tokens.
    pub fn restore(&self, shown: &str, range: &Range<usize>) -> String {
        let tokens = self.masked.tokens.get(self.tokens(range)).unwrap_or_default();
        let mut masked = tokens.iter().filter(|token| token.masked);
        let mut text = String::new();
        for piece in pieces(shown) {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Token => {
                    let token = masked.next();
                    text.push_str(token.map_or("", |token| self.slice(token.range.clone())));
                }
            }
        }
        text
    }

    /// The token with an index.
    pub fn token(&self, index: usize) -> Option<&'a Token> {
        self.masked.tokens.get(index)
    }

    /// Whether a backslash takes the meaning of the character at a position.
    pub fn is_escaped(&self, at: usize) -> bool {
        let before = self.text.as_bytes().get(..at).unwrap_or_default();
        before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
    }
}

/// A piece of a text that Markdown shows.
pub enum Piece<'a> {
    /// The author's text.
    Text(&'a str),
    /// A masked token.
    Token,
}

/// Takes a shown text apart at its masked tokens.
pub fn pieces(shown: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = shown;
    while let Some((text, token)) = rest.split_once(START) {
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        pieces.push(Piece::Token);
        rest = token.split_once(END).map_or("", |(_, after)| after);
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}
