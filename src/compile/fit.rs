//! Does the document have the pages that it should have, and does every block
//! of a fixed page fit its place?

use std::collections::BTreeMap;

use typst::diag::eco_format;
use typst_layout::PagedDocument;

use super::slots::{self, Slot};
use crate::diag::{Place, Problems};
use crate::project::DocumentSpec;

/// By how much a block may exceed its place before it is an error, in points.
const TOLERANCE: f64 = 0.05;

/// Reports blocks that do not fit and a page count that was not declared.
/// `places` says where the text of a block is written.
pub fn check_fit(
    document: &PagedDocument,
    spec: &DocumentSpec,
    places: &BTreeMap<String, Place>,
    problems: &mut Problems,
) {
    let found = slots::slots(document);
    if found.is_none() {
        let message = eco_format!("the layout of `{}` leaves marks that do not pair", spec.id);
        problems.error(&spec.place, message).hint(eco_format!(
            "every `{}` needs a `{}` with the same key after it",
            slots::START,
            slots::END
        ));
    }
    for slot in found.into_iter().flatten() {
        let excess = slot.needed - slot.available;
        if excess > TOLERANCE {
            report_excess(&slot, excess, places, problems);
        }
    }
    let Some((declared, place)) = &spec.pages else {
        return;
    };
    let found = document.pages().len();
    if declared.contains(&found) {
        return;
    }
    let expected = match (declared.start(), declared.end()) {
        (1, 1) => "1 page".to_string(),
        (min, max) if min == max => format!("{min} pages"),
        (min, _) if found < *min => format!("at least {min} pages"),
        (_, max) => format!("at most {max} pages"),
    };
    let message = eco_format!("`{}` has {found} pages and must have {expected}", spec.id);
    problems.error(place, message);
}

fn report_excess(
    slot: &Slot,
    excess: f64,
    places: &BTreeMap<String, Place>,
    problems: &mut Problems,
) {
    let lines = (excess / slot.line.max(1.0)).ceil() as usize;
    let unit = if lines == 1 { "line" } else { "lines" };
    let message = eco_format!(
        "the block `{}` is {lines} {unit} too long (it needs {:.1} pt and has {:.1} pt)",
        slot.key,
        slot.needed,
        slot.available,
    );
    let hint = "shorten the text, or give the block more room in the layout";
    match places.get(&slot.key) {
        Some(place) => problems.error(place, message).hint(hint),
        None => problems.error_anywhere(message).hint(hint),
    }
}
