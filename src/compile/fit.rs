//! Does the document have the pages that it should have, and does every block
//! of a fixed page fit its place?

use std::collections::BTreeMap;

use typst::diag::eco_format;
use typst::foundations::{Dict, Label, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use crate::diag::{Place, Problems};
use crate::project::DocumentSpec;

/// The label of the metadata that the theme leaves for each block of fixed size.
const SLOT_LABEL: &str = "report-slot";

/// By how much a block may exceed its place before it is an error, in points.
const TOLERANCE: f64 = 0.05;

/// A block of fixed size as it was laid out; lengths in points.
struct Slot {
    key: String,
    available: f64,
    needed: f64,
    line: f64,
}

/// Reports blocks that do not fit and a page count that was not declared.
/// `places` says where the text of a block is written.
pub fn check_fit(
    document: &PagedDocument,
    spec: &DocumentSpec,
    places: &BTreeMap<String, Place>,
    problems: &mut Problems,
) {
    for slot in slots(document) {
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

/// The blocks of fixed size, in the order of the document.
fn slots(document: &PagedDocument) -> Vec<Slot> {
    let Some(label) = Label::new(PicoStr::intern(SLOT_LABEL)) else {
        return Vec::new();
    };
    let found = document.introspector().query(&Selector::Label(label));
    found
        .iter()
        .filter_map(|content| content.to_packed::<MetadataElem>())
        .filter_map(|metadata| match &metadata.value {
            Value::Dict(dict) => read_slot(dict),
            _ => None,
        })
        .collect()
}

fn read_slot(dict: &Dict) -> Option<Slot> {
    let number = |name: &str| match dict.get(name).ok()? {
        Value::Float(number) => Some(*number),
        Value::Int(number) => Some(*number as f64),
        _ => None,
    };
    let Value::Str(key) = dict.get("key").ok()? else {
        return None;
    };
    Some(Slot {
        key: key.to_string(),
        available: number("available")?,
        needed: number("needed")?,
        line: number("line")?,
    })
}
