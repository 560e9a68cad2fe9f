//! Letters that no font has.

use typst::World;
use typst::syntax::DiagSpan;
use typst::text::TextItem;
use typst::{WorldExt, diag::eco_format};

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
    for piece in laid.sheets.iter().flat_map(|sheet| &sheet.pieces) {
        let item = &piece.item;
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
pub fn letter(world: &dyn World, item: &TextItem, index: usize) -> DiagSpan {
    let Some(glyph) = item.glyphs.get(index) else { return DiagSpan::detached() };
    let (span, offset) = glyph.span;
    let piece = span.id().zip(world.range(span));
    let Some((file, piece)) = piece else { return DiagSpan::from(span) };
    let start = (piece.start + usize::from(offset)).min(piece.end);
    let end = (start + glyph.range().len()).min(piece.end);
    DiagSpan::from_range(file, start..end)
}
