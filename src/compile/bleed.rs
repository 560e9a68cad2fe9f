//! Does every page for print go on around its edge?

use typst::diag::eco_format;
use typst::layout::Abs;
use typst_layout::PagedDocument;

use crate::assemble::BLEED;
use crate::diag::Problems;
use crate::project::DocumentSpec;

/// Reports a page for print that has no bleed. The theme gives it; that it does is
/// not left to trust.
pub fn check_bleed(document: &PagedDocument, spec: &DocumentSpec, problems: &mut Problems) {
    // Millimetres are not exact in points.
    let least = Abs::mm(BLEED - 0.01);
    let lacks = |page: &typst_layout::Page| page.bleed.iter().any(|side| *side < least);
    if let Some(page) = document.pages().iter().position(lacks) {
        let number = page + 1;
        let message = eco_format!("page {number} of `{}` has no bleed of {BLEED} mm", spec.id);
        problems
            .error(&spec.place, message)
            .hint("for print, the theme has to set `page(bleed: …)` by `data.print.bleed`");
    }
}
