//! The sentences of a section as they are printed.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{Sentence, StatedNumber, line};
use crate::assemble::edition::Edition;
use crate::evidence::Form;
use crate::narrative::model::{Block, BlockKind, Document, Inline, InlineKind};
use crate::narrative::{Section, SectionBody};

/// The sentences of a section, whose file has this text: its title, its lead and its body.
pub fn sentences(edition: &Edition, section: &Section, text: &str) -> Vec<Sentence> {
    let number = |key: &str, form: Form| {
        edition.printed(section, key, form).unwrap_or_else(|| format!("{{{{ {key} }}}}"))
    };
    let mut sentences = vec![Sentence {
        line: line(text, section.place.range.start),
        text: section.title.clone(),
        numbers: Vec::new(),
    }];
    if let Some(lead) = &section.lead {
        let place = |range: Range<usize>| line(text, lead.place(range).start);
        let reader = Reader { source: lead.words(text), number: &number, line: &place };
        reader.read(&lead.text, &mut sentences);
    }
    let place = |range: Range<usize>| line(text, range.start);
    let reader = Reader { source: text, number: &number, line: &place };
    match &section.body {
        SectionBody::Markdown(document) => reader.read(document, &mut sentences),
        SectionBody::Typst => reader.read_source(section, &mut sentences),
    }
    sentences
}

/// Reads the sentences of a text.
struct Reader<'a> {
    /// The text in which ranges point.
    source: &'a str,
    /// Prints a number.
    number: &'a dyn Fn(&str, Form) -> String,
    /// The line of a range in the author's file.
    line: &'a dyn Fn(Range<usize>) -> usize,
}

impl Reader<'_> {
    fn read(&self, document: &Document, sentences: &mut Vec<Sentence>) {
        document.visit_blocks(&mut |block| self.read_block(block, sentences));
    }

    fn read_block(&self, block: &Block, sentences: &mut Vec<Sentence>) {
        for inlines in block.kind.texts() {
            let mut running = Running::default();
            self.run(inlines, &mut running);
            self.split(running, sentences);
        }
        let verbatim = match &block.kind {
            BlockKind::Code { text, .. } => text,
            BlockKind::Picture(picture) => &picture.alt,
            _ => return,
        };
        if !verbatim.trim().is_empty() {
            let line = (self.line)(block.range.clone());
            sentences.push(Sentence { line, text: verbatim.clone(), numbers: Vec::new() });
        }
    }

    fn run(&self, inlines: &[Inline], running: &mut Running) {
        for inline in inlines {
            let at = inline.range.start;
            match &inline.kind {
                InlineKind::Text(text) | InlineKind::Literal(text) | InlineKind::Code(text) => {
                    running.push(text, at);
                }
                InlineKind::SoftBreak | InlineKind::HardBreak => running.push(" ", at),
                InlineKind::Footnote(_) => {}
                InlineKind::Number { key, form } => {
                    running.push_number(key, (self.number)(key, *form), at);
                }
                kind if !kind.children().is_empty() => self.run(kind.children(), running),
                _ => running.push(self.source.get(inline.range.clone()).unwrap_or_default(), at),
            }
        }
    }

    /// Divides a running text into sentences.
    fn split(&self, running: Running, sentences: &mut Vec<Sentence>) {
        for (start, sentence) in running.text.split_sentence_bound_indices() {
            let text = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
            if text.is_empty() {
                continue;
            }
            let end = start + sentence.len();
            let own = running.numbers.iter().filter(|(at, _)| (start..end).contains(at));
            let numbers = own.map(|(_, number)| number.clone()).collect();
            let at = running.source_of(start);
            sentences.push(Sentence { line: (self.line)(at..at), text, numbers });
        }
    }

    /// The paragraphs of a section that is written in Typst, with numbers as printed.
    fn read_source(&self, section: &Section, sentences: &mut Vec<Sentence>) {
        let mut numbers: Vec<_> = section.numbers().collect();
        numbers.sort_by_key(|number| number.range.start);
        let mut at = 0;
        for paragraph in self.source.split("\n\n") {
            let (start, end) = (at, at + paragraph.len());
            at = end + 2;
            let (mut running, mut read) = (Running::default(), start);
            let own = numbers.iter().filter(|it| it.range.start >= start && it.range.end <= end);
            for number in own {
                let before = self.source.get(read..number.range.start).unwrap_or_default();
                running.push(before.strip_suffix('#').unwrap_or(before), read);
                let printed = (self.number)(&number.key, number.form);
                running.push_number(&number.key, printed, number.range.start);
                read = number.range.end;
            }
            running.push(self.source.get(read..end).unwrap_or_default(), read);
            let text = running.text.split_whitespace().collect::<Vec<_>>().join(" ");
            if text.is_empty() || text.starts_with("/*---") || text.starts_with("+++") {
                continue;
            }
            let numbers = running.numbers.into_iter().map(|(_, number)| number).collect();
            sentences.push(Sentence { line: (self.line)(start..end), text, numbers });
        }
    }
}

/// A running text as it is printed, which knows where it comes from.
#[derive(Default)]
struct Running {
    text: String,
    /// Where pieces begin, in the text and in the source.
    pieces: Vec<(usize, usize)>,
    /// The numbers and where they begin in the text.
    numbers: Vec<(usize, StatedNumber)>,
}

impl Running {
    fn push(&mut self, text: &str, source: usize) {
        self.pieces.push((self.text.len(), source));
        self.text.push_str(text);
    }

    fn push_number(&mut self, key: &str, printed: String, source: usize) {
        self.pieces.push((self.text.len(), source));
        let start = self.text.len();
        self.text.push_str(&printed);
        // Sentences have all white space as single spaces.
        let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
        self.numbers.push((start, StatedNumber { key: key.into(), printed }));
    }

    /// Where the piece at a position of the text begins in the source. White space
    /// before a sentence belongs to the one before it.
    fn source_of(&self, at: usize) -> usize {
        let after = self.pieces.partition_point(|(start, _)| *start <= at);
        after.checked_sub(1).and_then(|index| self.pieces.get(index)).map_or(0, |piece| piece.1)
    }
}
