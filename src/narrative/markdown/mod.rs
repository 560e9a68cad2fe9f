//! From Markdown to the document model.
//!
//! The events of `pulldown-cmark` open and close elements. The reader keeps
//! those that are open in `Frame`s and turns each into a node of the model
//! when it closes. What an author must not write is reported and left out, so
//! that everything else can still be checked.

mod blocks;
mod frame;
mod images;
mod inlines;
mod notes;
mod source;
mod spans;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::mem;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use self::frame::{Frame, FrameKind};
use self::notes::Notes;
use self::source::Source;
use super::characters;
use super::model::{Block, BlockKind, Document, Inline, InlineKind};
use super::problem::Problem;
use super::tokens::{Masked, TokenKind};

/// How deeply quotations, lists, emphasis and the like may be nested. Typst
/// gives up at 64 nested show rules, of which a quotation takes three.
const MAX_NESTING: usize = 12;

/// A text that has been read.
#[derive(Debug)]
pub struct Parsed {
    /// What was read.
    pub document: Document,
    /// What is wrong with it, in the order of the text.
    pub problems: Vec<Problem>,
}

/// Reads a Markdown text from a position on. All ranges count from the start
/// of `text`.
pub fn parse(text: &str, from: usize) -> Parsed {
    let masked = Masked::new(text, from);
    let mut reader = Reader::new(Source { text, masked: &masked });
    let parser = Parser::new_ext(&masked.text, dialect());
    for (event, range) in parser.into_offset_iter() {
        reader.read(event, range);
    }
    let mut parsed = reader.finish();
    parsed.problems.extend(characters::check(text, from));
    parsed.problems.sort_by_key(|problem| (problem.range.start, problem.range.end));
    parsed
}

/// CommonMark with the extensions that sections may use.
fn dialect() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

/// Turns the events of Markdown into the model.
struct Reader<'a> {
    source: Source<'a>,
    /// The innermost open element.
    current: Frame,
    /// The open elements around it, from the outermost on.
    outer: Vec<Frame>,
    /// How many of them can be nested ever deeper.
    nesting: usize,
    /// How many elements are open that lie too deep to be read.
    skipped: usize,
    /// Whether anything lay too deep.
    too_deep: bool,
    /// Which tokens have been read.
    used: Vec<bool>,
    notes: Notes,
    /// The level of the last heading.
    level: u8,
    /// The ids of the headings so far.
    ids: BTreeSet<String>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn new(source: Source<'a>) -> Self {
        Self {
            used: vec![false; source.masked.tokens.len()],
            current: Frame::new(FrameKind::Document, 0..source.text.len()),
            outer: Vec::new(),
            nesting: 0,
            skipped: 0,
            too_deep: false,
            notes: Notes::default(),
            level: 1,
            ids: BTreeSet::new(),
            problems: Vec::new(),
            source,
        }
    }

    fn read(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(_) if self.skipped > 0 => self.skipped += 1,
            Event::End(_) if self.skipped > 0 => self.skipped -= 1,
            _ if self.skipped > 0 => {}
            Event::Start(tag) => self.open(tag, range),
            Event::End(_) => self.close(),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => self.code(&text, range),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html, range),
            Event::FootnoteReference(label) => self.note_reference(&label, range),
            Event::SoftBreak => self.push(InlineKind::SoftBreak, range),
            Event::HardBreak => self.push(InlineKind::HardBreak, range),
            Event::Rule => self.add_block(BlockKind::Rule, range),
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn open(&mut self, tag: Tag, range: Range<usize>) {
        let kind = FrameKind::new(tag);
        if kind.nests() {
            if self.nesting == MAX_NESTING {
                self.skip(range);
                return;
            }
            self.nesting += 1;
        }
        let parent = mem::replace(&mut self.current, Frame::new(kind, range));
        self.outer.push(parent);
    }

    fn skip(&mut self, range: Range<usize>) {
        self.skipped = 1;
        if !mem::replace(&mut self.too_deep, true) {
            let message = format!("this is nested more than {MAX_NESTING} levels deep");
            let problem = Problem::new(range.start..range.start + 1, message);
            self.problems.push(problem.hint("use fewer levels of quotations, lists and emphasis"));
        }
    }

    fn close(&mut self) {
        let Some(parent) = self.outer.pop() else { return };
        let frame = mem::replace(&mut self.current, parent);
        if frame.kind.nests() {
            self.nesting -= 1;
        }
        self.closed(frame);
    }

    fn finish(mut self) -> Parsed {
        let root = mem::replace(&mut self.current, Frame::new(FrameKind::Other, 0..0));
        let blocks = self.body(root);
        let notes = mem::take(&mut self.notes).finish(&mut self.problems);
        if !self.too_deep {
            self.report_unused_tokens();
        }
        Parsed { document: Document { blocks, notes }, problems: self.problems }
    }

    /// Numbers that were neither read nor shown as code stand in an address,
    /// in raw HTML or another place that prints no numbers.
    fn report_unused_tokens(&mut self) {
        for (token, used) in self.source.masked.tokens.iter().zip(&self.used) {
            if !used && matches!(token.kind, TokenKind::Number(_)) {
                let problem = Problem::new(token.range.clone(), "an indicator cannot stand here");
                let hint = "indicators stand in text and captions, \
                            not in addresses, raw HTML or alternative texts";
                self.problems.push(problem.hint(hint));
            }
        }
    }

    /// Whether an element is open that `is` describes.
    fn is_in(&self, is: impl Fn(&FrameKind) -> bool) -> bool {
        is(&self.current.kind) || self.outer.iter().any(|frame| is(&frame.kind))
    }

    fn is_in_link(&self) -> bool {
        self.is_in(|kind| matches!(kind, FrameKind::Link { .. }))
    }

    fn is_in_image(&self) -> bool {
        self.is_in(|kind| matches!(kind, FrameKind::Image { .. }))
    }

    fn push(&mut self, kind: InlineKind, range: Range<usize>) {
        self.current.inlines.push(Inline { kind, range });
    }

    fn add_block(&mut self, kind: BlockKind, range: Range<usize>) {
        self.end_paragraph();
        self.current.blocks.push(Block { kind, range });
    }

    fn problem(&mut self, range: Range<usize>, message: impl Into<String>, hint: &str) {
        self.problems.push(Problem::new(range, message).hint(hint));
    }
}
