//! Passages in brackets that are marked: `[2024]{.literal}`.

use std::ops::Range;

use super::super::model::{Inline, InlineKind, Mark};
use super::Reader;

impl Reader<'_> {
    /// Marks the passage in brackets that ends where the mark begins. Markdown reads its
    /// brackets as text.
    pub(super) fn mark(&mut self, mark: &Mark, range: Range<usize>) {
        let Some((index, at)) = self.opening(range.start) else {
            let hint = "put the passage in brackets before it, with nothing between: \
                        `[2024]{.literal}`";
            return self.problem(range, "the mark follows no passage in brackets", hint);
        };
        let mut text = self.current.inlines.split_off(index);
        let start = match text.first_mut().map(|first| split(first, at)) {
            Some((before, start)) => {
                self.current.inlines.extend(before);
                start
            }
            None => range.start,
        };
        if let Some(Inline { kind: InlineKind::Text(last), range }) = text.last_mut() {
            // The bracket that closes.
            last.pop();
            range.end -= 1;
        }
        text.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
        self.push(InlineKind::Span { mark: mark.clone(), text }, start..range.end);
    }

    /// The inline that holds the bracket which opens the passage before a position, and
    /// where in it the bracket stands.
    fn opening(&self, end: usize) -> Option<(usize, usize)> {
        let closes = |inline: &Inline| {
            inline.range.end == end
                && matches!(&inline.kind, InlineKind::Text(text) if text.ends_with(']'))
        };
        self.current.inlines.last().filter(|last| closes(last))?;
        let mut depth = 0;
        for (index, inline) in self.current.inlines.iter().enumerate().rev() {
            let InlineKind::Text(text) = &inline.kind else { continue };
            if text.len() != inline.range.len() {
                continue;
            }
            for (at, bracket) in text.rmatch_indices(['[', ']']) {
                match (bracket, self.source.is_escaped(inline.range.start + at)) {
                    (_, true) => {}
                    ("]", _) => depth += 1,
                    _ if depth == 1 => return Some((index, at)),
                    _ => depth -= 1,
                }
            }
        }
        None
    }
}

/// Splits a text at the bracket that it has at a position: what stands before it is
/// returned, with where the bracket stands in the file; what stands behind it is left.
fn split(inline: &mut Inline, at: usize) -> (Option<Inline>, usize) {
    let InlineKind::Text(text) = &mut inline.kind else { return (None, inline.range.start) };
    let start = inline.range.start + at;
    let rest = text.split_off(at + 1);
    let mut before = std::mem::replace(text, rest);
    before.pop();
    let range = inline.range.start..start;
    inline.range.start = start + 1;
    let before = Inline { kind: InlineKind::Text(before), range: range.clone() };
    ((!range.is_empty()).then_some(before), start)
}
