//! Running text as plain text that still knows where it comes from.

use std::ops::Range;

use super::model::{Document, Inline, InlineKind};

/// A running text as one line of plain text.
///
/// White space is one space, and what is not text (a number, a reference)
/// reads as the author has written it.
#[derive(Debug, Default)]
pub struct PlainText {
    /// The text.
    pub text: String,
    /// Where each piece of it starts and what it was read from, in order.
    pieces: Vec<Piece>,
}

#[derive(Debug)]
struct Piece {
    start: usize,
    source: Range<usize>,
    /// Whether the piece is a copy of its source, letter by letter.
    copied: bool,
}

impl PlainText {
    /// Reads a running text of the author's file `source`.
    pub fn new(text: &[Inline], source: &str) -> Self {
        let mut plain = Self::default();
        plain.read(text, source);
        plain
    }

    fn read(&mut self, text: &[Inline], source: &str) {
        for inline in text {
            let range = inline.range.clone();
            match &inline.kind {
                InlineKind::Text(text) | InlineKind::Literal(text) | InlineKind::Code(text) => {
                    self.push(text, range, source);
                }
                InlineKind::SoftBreak | InlineKind::HardBreak => self.push(" ", range, source),
                InlineKind::Footnote(_) => {}
                _ if !inline.kind.children().is_empty() => {
                    self.read(inline.kind.children(), source);
                }
                _ => self.push(source.get(range.clone()).unwrap_or_default(), range, source),
            }
        }
    }

    fn push(&mut self, text: &str, range: Range<usize>, source: &str) {
        let copied = source.get(range.clone()) == Some(text);
        for (at, c) in text.char_indices() {
            let c = if c.is_whitespace() { ' ' } else { c };
            if c == ' ' && (self.text.is_empty() || self.text.ends_with(' ')) {
                continue;
            }
            let source = match copied {
                true => range.start + at..range.end,
                false => range.clone(),
            };
            let follows = self.pieces.last().is_some_and(|piece| {
                copied
                    && piece.copied
                    && piece.source.start + self.text.len() - piece.start == source.start
            });
            if !follows {
                self.pieces.push(Piece { start: self.text.len(), source, copied });
            }
            self.text.push(c);
        }
    }

    /// Where every occurrence of a phrase stands in the author's file.
    pub fn find(&self, phrase: &str) -> Vec<Range<usize>> {
        let occurrences = self.text.match_indices(phrase);
        let place = |(at, _): (usize, &str)| {
            let start = self.source(at).start;
            // The last byte's piece tells where the phrase ends.
            start..self.source_end(at + phrase.len()).max(start)
        };
        occurrences.map(place).collect()
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.start <= at);
        self.pieces.get(after.checked_sub(1)?)
    }

    fn source(&self, at: usize) -> Range<usize> {
        match self.piece(at) {
            Some(piece) if piece.copied => piece.source.start + at - piece.start..piece.source.end,
            Some(piece) => piece.source.clone(),
            None => 0..0,
        }
    }

    /// Where the text before a position ends in the author's file.
    fn source_end(&self, at: usize) -> usize {
        match at.checked_sub(1).and_then(|last| self.piece(last)) {
            Some(piece) if piece.copied => piece.source.start + at - piece.start,
            Some(piece) => piece.source.end,
            None => 0,
        }
    }
}

/// A text with all white space as single spaces.
pub fn normalized(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where a phrase stands in a document, in the order of the blocks.
pub fn find(document: &Document, phrase: &str, source: &str) -> Vec<Range<usize>> {
    let phrase = normalized(phrase);
    let mut places = Vec::new();
    if phrase.is_empty() {
        return places;
    }
    document.visit_blocks(&mut |block| {
        for text in block.kind.texts() {
            places.extend(PlainText::new(text, source).find(&phrase));
        }
    });
    places
}

/// Where a phrase stands, letter by letter, in source text from a position on.
pub fn find_in_source(phrase: &str, source: &str, from: usize) -> Vec<Range<usize>> {
    let text = source.get(from..).unwrap_or_default();
    let occurrences = text.match_indices(phrase).filter(|_| !phrase.is_empty());
    occurrences.map(|(at, _)| from + at..from + at + phrase.len()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::markdown;
    use super::*;

    fn found<'a>(text: &'a str, phrase: &str) -> Vec<&'a str> {
        let document = markdown::parse(text, 0).document;
        find(&document, phrase, text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn a_phrase_is_found_where_it_stands() {
        assert_eq!(found("Het merendeel, ja.", "Het merendeel"), ["Het merendeel"]);
        assert_eq!(found("a b\n\n- a b\n\n| a b |\n|-|\n", "a b"), ["a b"; 3]);
        assert_eq!(found("één a één", "één"), ["één", "één"]);
        assert_eq!(found("a", "b"), [""; 0]);
        assert_eq!(found("a", " "), [""; 0]);
    }

    #[test]
    fn a_phrase_may_cross_lines_and_emphasis() {
        assert_eq!(found("het\nmerendeel", "het merendeel"), ["het\nmerendeel"]);
        assert_eq!(found("> het\n> merendeel", "het  merendeel"), ["het\n> merendeel"]);
        assert_eq!(found("het *meren*deel is", "merendeel"), ["meren*deel"]);
        assert_eq!(found("Q&amp;A", "Q&A"), ["Q&amp;A"]);
        assert_eq!(found("een note[^1] hier\n\n[^1]: x", "note hier"), ["note[^1] hier"]);
    }

    #[test]
    fn a_phrase_may_hold_a_number() {
        assert_eq!(found("wel {{ a_b }} van", "wel {{ a_b }} van"), ["wel {{ a_b }} van"]);
    }
}
