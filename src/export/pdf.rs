//! Pages to PDF.

use typst::diag::SourceDiagnostic;
use typst::ecow::{EcoVec, eco_vec};
use typst::foundations::Smart;
use typst::layout::Abs;
use typst::syntax::DiagSpan;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::boxes::with_bleed_boxes;

/// What a PDF conforms to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conformance {
    /// Nothing: a draft.
    None,
    /// PDF/UA-1 (ISO 14289-1, accessible) and PDF/A-2a (ISO 19005-2, archivable).
    Archivable,
    /// PDF/UA-1 and PDF/A-3a (ISO 19005-3), which may carry files of any kind.
    WithData,
}

impl Conformance {
    /// The standards by the names under which Typst knows them.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::None => &[],
            Self::Archivable => &["ua-1", "a-2a"],
            Self::WithData => &["ua-1", "a-3a"],
        }
    }

    fn standards(self) -> PdfStandards {
        let archive = match self {
            Self::None => return PdfStandards::default(),
            Self::Archivable => PdfStandard::A_2a,
            Self::WithData => PdfStandard::A_3a,
        };
        PdfStandards::new(&[PdfStandard::Ua_1, archive])
            .unwrap_or_else(|_| unreachable!("PDF/UA-1 goes together with PDF/A-2a and PDF/A-3a"))
    }
}

/// Writes a PDF. `ident` identifies the document over its editions.
pub fn write(
    document: &PagedDocument,
    ident: &str,
    conformance: Conformance,
) -> Result<Vec<u8>, EcoVec<SourceDiagnostic>> {
    let options = PdfOptions {
        ident: Smart::Custom(ident.into()),
        creator: Smart::Custom(Some(concat!("report ", env!("CARGO_PKG_VERSION")).into())),
        standards: conformance.standards(),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options)
}

/// Writes a PDF for the printing house, whose pages say how far their bleed goes:
/// `bleed` millimetres on each side.
pub fn write_for_print(
    document: &PagedDocument,
    ident: &str,
    conformance: Conformance,
    bleed: f64,
) -> Result<Vec<u8>, EcoVec<SourceDiagnostic>> {
    let pdf = write(document, ident, conformance)?;
    with_bleed_boxes(&pdf, Abs::mm(bleed).to_pt()).ok_or_else(|| {
        let message = "cannot add the bleed to the pages of the PDF";
        eco_vec![SourceDiagnostic::error(DiagSpan::detached(), message)]
    })
}
