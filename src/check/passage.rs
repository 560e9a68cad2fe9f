//! Running text as plain text that still knows where it is written.

use std::ops::Range;

use typst::syntax::FileId;

use crate::diag::Place;
use crate::narrative::model::{Inline, InlineKind, Mark};

/// What stands for whatever is no text of the author: a number of the evidence, a
/// reference, code, or what is marked to be taken as it is.
pub const OBJECT: char = '\u{fffc}';

/// What a passage is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassageKind {
    /// The title of a section.
    Title,
    /// A heading within a section.
    Heading,
    /// A paragraph, or whatever runs like one.
    Prose,
    /// A cell of a table.
    Cell,
    /// A description of a picture.
    Alternative,
    /// A text of the figure with this key.
    Figure(String),
    /// A text of the manifest.
    Manifest,
}

/// A piece of text without a break: a title, a paragraph, a cell.
#[derive(Debug, Clone)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// The file in which it is written.
    pub file: FileId,
    /// The language that it is in.
    pub language: String,
    /// The text, in which a line break of the file is a line break.
    pub text: String,
    /// The parts of it that are marked as in another language.
    pub foreign: Vec<(Range<usize>, String)>,
    /// Where each piece of it starts and what it was read from, in order.
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone)]
struct Piece {
    start: usize,
    source: Range<usize>,
    /// Whether the piece is a copy of its source, letter by letter.
    copied: bool,
}

impl Passage {
    /// An empty passage.
    pub fn new(kind: PassageKind, file: FileId, language: &str) -> Self {
        let (text, foreign, pieces) = (String::new(), Vec::new(), Vec::new());
        Self { kind, file, language: language.into(), text, foreign, pieces }
    }

    /// Adds a running text of the author's file `source`.
    pub fn inlines(&mut self, text: &[Inline], source: &str) {
        for Inline { kind, range } in text {
            match kind {
                InlineKind::Text(text) => self.push(text, range.clone(), source),
                InlineKind::Literal(text) => self.literal(text, range.clone(), source),
                InlineKind::SoftBreak | InlineKind::HardBreak => {
                    self.push("\n", range.clone(), source);
                }
                InlineKind::Footnote(_) => {}
                InlineKind::Span { mark: Mark::Literal, .. } => self.object(range.clone()),
                InlineKind::Span { mark: Mark::Language(language), text } => {
                    let start = self.text.len();
                    self.inlines(text, source);
                    self.foreign.push((start..self.text.len(), language.id().into()));
                }
                kind if !kind.children().is_empty() => self.inlines(kind.children(), source),
                _ => self.object(range.clone()),
            }
        }
    }

    /// What an author has escaped is as it should be.
    fn literal(&mut self, text: &str, range: Range<usize>, source: &str) {
        match text {
            "\"" | "'" => self.object(range),
            _ => self.push(text, range, source),
        }
    }

    /// Adds a text that was read from a range of the author's file.
    pub fn push(&mut self, text: &str, range: Range<usize>, source: &str) {
        let copied = source.get(range.clone()) == Some(text);
        self.pieces.push(Piece { start: self.text.len(), source: range, copied });
        self.text.push_str(text);
    }

    /// Adds something that is no text.
    pub fn object(&mut self, range: Range<usize>) {
        self.push(OBJECT.encode_utf8(&mut [0; 4]), range, "");
    }

    /// Whether nothing but white space stands in it.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Where a range of the text stands in the author's file.
    pub fn place(&self, range: Range<usize>) -> Place {
        let start = self.piece(range.start).map_or(0, |(piece, at)| match piece.copied {
            true => piece.source.start + at,
            false => piece.source.start,
        });
        let last = range.end.saturating_sub(1).max(range.start);
        let end = self.piece(last).map_or(start, |(piece, _)| match piece.copied {
            true => piece.source.start + range.end - piece.start,
            false => piece.source.end,
        });
        Place::new(self.file, start..end.max(start))
    }

    /// The piece that holds a position of the text, and the position in the piece.
    fn piece(&self, at: usize) -> Option<(&Piece, usize)> {
        let after = self.pieces.partition_point(|piece| piece.start <= at);
        let piece = self.pieces.get(after.checked_sub(1)?)?;
        Some((piece, at - piece.start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::narrative::markdown;
    use crate::narrative::model::BlockKind;
    use crate::project::file_id;

    fn passage(source: &str) -> Passage {
        let document = markdown::parse(source, 0).document;
        let BlockKind::Paragraph(text) = &document.blocks[0].kind else { panic!("{document:?}") };
        let mut passage = Passage::new(PassageKind::Prose, file_id("report/a/nl/a.md"), "nl");
        passage.inlines(text, source);
        passage
    }

    #[test]
    fn what_is_no_text_is_one_sign() {
        let text = passage("Van {{ a }} is `b` 7 in @fig:c,\nof *d \\\"e*.").text;
        assert_eq!(text, "Van \u{fffc} is \u{fffc} 7 in \u{fffc},\nof d \u{fffc}e.");
    }

    #[test]
    fn every_word_is_found_in_the_file() {
        let source = "Een {{ a }} én *twee* &amp; drie 75.";
        let passage = passage(source);
        for (word, written) in [("75", "75"), ("twee", "twee"), ("& drie", "&amp; drie")] {
            let at = passage.text.find(word).unwrap();
            let place = passage.place(at..at + word.len());
            assert_eq!(&source[place.range], written);
        }
    }
}
