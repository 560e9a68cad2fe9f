//! Footnotes: where they are defined and where the text refers to them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::model::{Block, Footnote, InlineKind};
use super::super::problem::Problem;
use super::Reader;
use super::frame::FrameKind;

/// The footnotes of a text, in the order in which they are first met.
#[derive(Default)]
pub struct Notes {
    /// The footnotes, and whether each has been defined.
    notes: Vec<(Footnote, bool)>,
    /// Their indices by label. Markdown compares labels without regard to case.
    indices: BTreeMap<String, usize>,
}

impl Notes {
    /// The index of the footnote with a label, which is first met at a range.
    fn index(&mut self, label: &str, range: &Range<usize>) -> usize {
        let next = self.notes.len();
        let index = *self.indices.entry(label.to_lowercase()).or_insert(next);
        if index == next {
            let (label, range) = (label.to_string(), range.clone());
            self.notes.push((Footnote { label, body: Vec::new(), references: 0, range }, false));
        }
        index
    }

    /// Adds what a footnote says.
    pub fn define(
        &mut self,
        label: String,
        body: Vec<Block>,
        range: Range<usize>,
        problems: &mut Vec<Problem>,
    ) {
        let index = self.index(&label, &range);
        let marker = range.start..range.start + label.len() + "[^]".len();
        let Some((note, defined)) = self.notes.get_mut(index) else { return };
        if *defined {
            let message = format!("the footnote `{label}` is defined twice");
            problems.push(Problem::new(marker, message).hint("give each footnote its own label"));
            return;
        }
        *defined = true;
        note.body = body;
        note.range = range;
        if note.body.is_empty() {
            let message = format!("the footnote `{label}` is empty");
            problems
                .push(Problem::new(marker, message).hint("write what it says behind the colon"));
        }
    }

    /// The footnotes; those to which nothing refers are reported.
    pub fn finish(self, problems: &mut Vec<Problem>) -> Vec<Footnote> {
        let notes: Vec<_> = self.notes.into_iter().map(|(note, _)| note).collect();
        for note in notes.iter().filter(|note| note.references == 0) {
            let marker = note.range.start..note.range.start + note.label.len() + "[^]".len();
            let message = format!("nothing refers to the footnote `{}`", note.label);
            let hint = format!("write `[^{}]` in the text, or delete the footnote", note.label);
            problems.push(Problem::new(marker, message).hint(hint));
        }
        notes
    }
}

impl Reader<'_> {
    /// Reads a reference to a footnote that is defined.
    pub(super) fn note_reference(&mut self, label: &str, range: Range<usize>) {
        let label = self.source.restore(label, &range);
        let index = self.notes.index(&label, &range);
        if let Some((note, _)) = self.notes.notes.get_mut(index) {
            note.references += 1;
        }
        let refused = if self.is_in(|kind| matches!(kind, FrameKind::Heading(..))) {
            Some(("a heading cannot have a footnote", "refer to it in the text below the heading"))
        } else if self.is_in(|kind| matches!(kind, FrameKind::Footnote(_))) {
            Some(("a footnote cannot have a footnote", "write it in the same footnote"))
        } else {
            None
        };
        match refused {
            Some((message, hint)) => self.problem(range, message, hint),
            None => self.push(InlineKind::Footnote(index), range),
        }
    }

    /// Markdown shows a reference to a footnote that is not defined as text.
    pub(super) fn report_undefined_note(&mut self, at: usize) {
        let rest = self.source.slice(at..self.source.text.len());
        let Some(label) = rest.strip_prefix("[^") else { return };
        let end = label.find(|c: char| c == ']' || c == '[' || c.is_whitespace());
        let Some(end) = end.filter(|end| *end > 0 && label[*end..].starts_with(']')) else {
            return;
        };
        if self.source.is_escaped(at) || self.is_in_image() {
            return;
        }
        let label = &label[..end];
        let hint = format!("write `[^{label}]: …` below, or `\\[^` to print the letters");
        let range = at..at + "[^".len() + end + "]".len();
        self.problem(range, format!("the footnote `{label}` is not defined"), &hint);
    }
}
