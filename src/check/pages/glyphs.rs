//! Letters that no font has.

use std::ops::Range;

use typst::diag::eco_format;
use typst::syntax::DiagSpan;
use typst::text::{Glyph, TextItem};
use typst::{World, WorldExt};

use super::Laid;
use crate::diag::Problems;
use crate::rules::typography::MISSING_GLYPH;

/// The glyph that stands for those that a font does not have.
const NOT_DEFINED: u16 = 0;

/// Reports the letters that are printed as an empty box.
pub fn check(laid: &Laid, problems: &mut Problems) {
    if !laid.asks(&MISSING_GLYPH) {
        return;
    }
    for piece in &laid.sheets.pieces {
        let item = piece.item;
        for (index, glyph) in item.glyphs.iter().enumerate() {
            if glyph.id != NOT_DEFINED {
                continue;
            }
            let letters = item.text.get(glyph.range()).unwrap_or_default();
            let family = &item.font.info().family;
            let message =
                eco_format!("the font `{family}` has no `{letters}`, and no other has it");
            let hint = "add a font that has it to `fonts/` and to the theme, or write it otherwise";
            let span = letter(laid.world, item, index);
            laid.report(&MISSING_GLYPH, span, message, hint, problems);
        }
    }
}

/// Where the letters of a glyph are written.
fn letter(world: &dyn World, item: &TextItem, index: usize) -> DiagSpan {
    written(world, item, index..index + 1)
}

/// Where the first word of a piece is written.
pub fn first_word(world: &dyn World, item: &TextItem) -> DiagSpan {
    let is_space = |index: usize| {
        let letters = item.glyphs.get(index).and_then(|glyph| item.text.get(glyph.range()));
        letters.is_none_or(|letters| letters.trim().is_empty())
    };
    let count = item.glyphs.len();
    let start = (0..count).find(|index| !is_space(*index)).unwrap_or_default();
    let end = (start + 1..count).find(|index| is_space(*index)).unwrap_or(count);
    written(world, item, start..end)
}

/// Where the letters of some glyphs are written, as far as they are of one piece with the
/// first.
fn written(world: &dyn World, item: &TextItem, glyphs: Range<usize>) -> DiagSpan {
    let Some(first) = item.glyphs.get(glyphs.start) else { return DiagSpan::detached() };
    let span = first.span.0;
    let same = |glyph: &&Glyph| glyph.span.0 == span;
    let last = item.glyphs.get(glyphs).and_then(|glyphs| glyphs.iter().rev().find(same));
    let last = last.unwrap_or(first);
    let Some((file, piece)) = span.id().zip(world.range(span)) else {
        return DiagSpan::from(span);
    };
    let at = |offset: usize| (piece.start + offset).min(piece.end);
    let start = at(first.span.1.into());
    let end = at(usize::from(last.span.1) + last.range().len());
    DiagSpan::from_range(file, start..end.max(start))
}
