//! Does the document have the pages that it should have, and does every block
//! of a fixed page fit its place?

use std::collections::BTreeMap;

use typst::diag::eco_format;
use typst::foundations::{Content, Dict, Label, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use crate::diag::{Place, Problems};
use crate::project::DocumentSpec;

/// The labels of the metadata that the theme leaves before and after the text
/// of each block of fixed size.
const SLOT_LABELS: [&str; 2] = ["report-slot", "report-slot-end"];

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
    let slots = slots(document);
    if slots.is_none() {
        let message = eco_format!("the layout of `{}` leaves marks that do not pair", spec.id);
        problems.error(&spec.place, message).hint(eco_format!(
            "every `{}` needs a `{}` with the same key after it",
            SLOT_LABELS[0],
            SLOT_LABELS[1]
        ));
    }
    for slot in slots.into_iter().flatten() {
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

/// The blocks of fixed size, in the order of the document. How much a block
/// needs is the distance between its marks; a block never breaks over pages.
/// There is nothing to say where the marks do not pair.
fn slots(document: &PagedDocument) -> Option<Vec<Slot>> {
    let [starts, ends] = SLOT_LABELS.map(|label| marks(document, label));
    if starts.len() != ends.len() {
        return None;
    }
    starts.into_iter().zip(ends).map(|(start, end)| read_slot(start, end)).collect()
}

/// A mark's data, and how far below the top of its page it stands, in points.
type Mark = (Dict, f64);

fn marks(document: &PagedDocument, label: &str) -> Vec<Mark> {
    let Some(label) = Label::new(PicoStr::intern(label)) else { return Vec::new() };
    let introspector = document.introspector();
    let mark = |content: &Content| {
        let Value::Dict(dict) = &content.to_packed::<MetadataElem>()?.value else { return None };
        let position = introspector.position(content.location()?)?;
        Some((dict.clone(), position.point.y.to_pt()))
    };
    introspector.query(&Selector::Label(label)).iter().filter_map(mark).collect()
}

fn read_slot((start, top): Mark, (end, bottom): Mark) -> Option<Slot> {
    let number = |name: &str| match start.get(name).ok()? {
        Value::Float(number) => Some(*number),
        Value::Int(number) => Some(*number as f64),
        _ => None,
    };
    let Value::Str(key) = start.get("key").ok()? else { return None };
    if start.get("key") != end.get("key") {
        return None;
    }
    Some(Slot {
        key: key.to_string(),
        available: number("available")?,
        needed: bottom - top,
        line: number("line")?,
    })
}
