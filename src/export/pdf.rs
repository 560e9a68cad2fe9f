//! Pages to PDF.

use typst::diag::SourceDiagnostic;
use typst::ecow::{EcoVec, eco_vec};
use typst::foundations::Smart;
use typst::layout::Abs;
use typst::syntax::DiagSpan;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::boxes::with_bleed_boxes;

/// The standards that every published PDF conforms to, by the names under
/// which Typst knows them: PDF/UA-1 (ISO 14289-1, accessible) and PDF/A-2a
/// (ISO 19005-2, archivable).
pub const STANDARDS: [&str; 2] = ["ua-1", "a-2a"];

/// Writes a PDF. `ident` identifies the document over its editions; a draft
/// conforms to no standard.
pub fn write(
    document: &PagedDocument,
    ident: &str,
    draft: bool,
) -> Result<Vec<u8>, EcoVec<SourceDiagnostic>> {
    let standards = match draft {
        true => PdfStandards::default(),
        false => PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
            .unwrap_or_else(|_| unreachable!("PDF/UA-1 and PDF/A-2a go together")),
    };
    let options = PdfOptions {
        ident: Smart::Custom(ident.into()),
        creator: Smart::Custom(Some(concat!("report ", env!("CARGO_PKG_VERSION")).into())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options)
}

/// Writes a PDF for the printing house, whose pages say how far their bleed goes:
/// `bleed` millimetres on each side.
pub fn write_for_print(
    document: &PagedDocument,
    ident: &str,
    draft: bool,
    bleed: f64,
) -> Result<Vec<u8>, EcoVec<SourceDiagnostic>> {
    let pdf = write(document, ident, draft)?;
    with_bleed_boxes(&pdf, Abs::mm(bleed).to_pt()).ok_or_else(|| {
        let message = "cannot add the bleed to the pages of the PDF";
        eco_vec![SourceDiagnostic::error(DiagSpan::detached(), message)]
    })
}
