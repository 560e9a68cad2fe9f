//! Does a document that carries data carry some?

use typst::diag::eco_format;
use typst::foundations::{NativeElement, Selector};
use typst::introspection::Introspector;
use typst::pdf::AttachElem;
use typst_layout::PagedDocument;

use crate::diag::Problems;
use crate::project::DocumentSpec;

/// Reports a document that is asked to carry the data of its figures and carries none:
/// it has no figure, or the theme gives figures no label to know them by.
pub fn check_attachments(document: &PagedDocument, spec: &DocumentSpec, problems: &mut Problems) {
    let attached = Selector::Elem(AttachElem::ELEM, None);
    if document.introspector().query_first(&attached).is_none() {
        let message =
            eco_format!("`{}` is to carry the data of its figures, and has no figure", spec.id);
        problems.error(&spec.place, message).hint(
            "leave `attach-data` out; or, where it has figures, have the theme give each the \
             label `fig:<key>`",
        );
    }
}
