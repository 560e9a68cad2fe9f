//! The text on pages that a document must not have.

use std::collections::BTreeSet;
use std::ops::Range;

use typst::WorldExt;
use typst::layout::{Frame, FrameItem, Point};
use typst::syntax::{DiagSpan, FileId};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use super::DocumentWorld;
use crate::assemble::Assembly;

/// How many lines of a document's sections stand on pages too many, and the first
/// of them.
pub struct Overrun {
    /// The number of lines, side by side ones counted once.
    pub lines: usize,
    /// The first line, in the source that was compiled.
    pub first: DiagSpan,
}

/// What stands after the first `allowed` pages, if anything does. What the layout
/// repeats on every page does not count.
pub fn overrun(
    document: &PagedDocument,
    allowed: usize,
    assembly: &Assembly,
    world: &DocumentWorld,
) -> Option<Overrun> {
    let is_text = |file: FileId| {
        let path = file.vpath().get_without_slash();
        let (id, language) = (&assembly.spec.id, assembly.language.id());
        let written = path.starts_with(&format!("report/{id}/{language}/"));
        written || file != assembly.main && assembly.owns(path)
    };
    let mut lines = BTreeSet::new();
    let mut first = None;
    for (page, sheet) in document.pages().iter().enumerate().skip(allowed) {
        walk(&sheet.frame, Point::zero(), &mut |height, item| {
            let Some(place) = place(item, world).filter(|(file, _)| is_text(*file)) else {
                return;
            };
            lines.insert((page, height));
            first.get_or_insert(place);
        });
    }
    let (file, range) = first?;
    Some(Overrun { lines: lines.len(), first: DiagSpan::from_range(file, range) })
}

/// Visits all text of a frame with the height of its base line in whole points.
fn walk(frame: &Frame, origin: Point, visit: &mut dyn FnMut(i64, &TextItem)) {
    for (position, item) in frame.items() {
        let place = origin + *position;
        match item {
            FrameItem::Group(group) => walk(&group.frame, place, visit),
            FrameItem::Text(item) => visit(place.y.to_pt().round() as i64, item),
            _ => {}
        }
    }
}

/// Where a run of text is written: from its first letter to its last, if they are of
/// one piece.
fn place(item: &TextItem, world: &DocumentWorld) -> Option<(FileId, Range<usize>)> {
    let (span, offset) = item.glyphs.first()?.span;
    let file = span.id()?;
    let piece = world.range(span)?;
    let last = item.glyphs.iter().rev().find(|glyph| glyph.span.0 == span)?;
    let at = |offset: u16| (piece.start + usize::from(offset)).min(piece.end);
    Some((file, at(offset)..(at(last.span.1) + 1).min(piece.end)))
}
