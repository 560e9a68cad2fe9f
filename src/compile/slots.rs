//! The blocks of fixed size on laid out pages: how much room each has, and how
//! much its text takes.
//!
//! The theme leaves a mark before and after such a block. What stands between them
//! is looked up in the pages themselves: containers say no more than the room that
//! they were given, and text may stand out of them.

use typst::foundations::{Content, Dict, Label, Value};
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

/// The label of the mark before a block.
pub const START: &str = "report-slot";

/// The label of the mark after a block.
pub const END: &str = "report-slot-end";

/// By how much a block may exceed its place before it is an error, in points.
const TOLERANCE: f64 = 0.05;

/// A block may leave so much of its place empty; more looks like a hole, even in a row
/// of blocks of which one is short.
const MAX_EMPTY: f64 = 0.4;

/// The same in lines: what a small block leaves is no hole.
const MAX_EMPTY_LINES: f64 = 5.0;

/// A block of fixed size as it was laid out; lengths in points.
#[derive(Debug)]
pub struct Slot {
    /// The key of the section that stands in it, or of the figure.
    pub key: String,
    /// How high it is.
    pub available: f64,
    /// How much of that, or more, it takes: to the lowest base line, and to the lower
    /// edge of whatever is drawn.
    pub needed: f64,
    /// From one base line to the next.
    line: f64,
    /// Whether it has to fill its place.
    filled: bool,
}

impl Slot {
    /// How many lines do not fit, if any.
    pub fn surplus_lines(&self) -> Option<usize> {
        let excess = self.needed - self.available;
        (excess > TOLERANCE).then(|| (excess / self.line.max(1.0)).ceil() as usize)
    }

    /// How many lines are empty, if they are so many that the page has a hole.
    pub fn missing_lines(&self) -> Option<usize> {
        let rest = self.available - self.needed;
        let lines = rest / self.line.max(1.0);
        let hole = rest > MAX_EMPTY * self.available && lines > MAX_EMPTY_LINES;
        (self.filled && hole).then_some(lines as usize)
    }
}

/// The blocks of fixed size in the order of the document. None where marks do not
/// pair.
pub fn slots(document: &PagedDocument) -> Option<Vec<Slot>> {
    let mut finder = Finder::new()?;
    for page in document.pages() {
        finder.walk(&page.frame, Transform::identity());
        if finder.open.is_some() {
            return None;
        }
    }
    finder.paired.then_some(finder.found)
}

/// Walks through pages.
struct Finder {
    labels: [Label; 2],
    /// The block between the marks of which the walk is, and where it begins.
    open: Option<(Slot, f64)>,
    found: Vec<Slot>,
    paired: bool,
}

impl Finder {
    fn new() -> Option<Self> {
        let label = |name| Label::new(PicoStr::intern(name));
        let labels = [label(START)?, label(END)?];
        Some(Self { labels, open: None, found: Vec::new(), paired: true })
    }

    fn walk(&mut self, frame: &Frame, place: Transform) {
        for (position, item) in frame.items() {
            let height = |point: Point| (*position + point).transform(place).y.to_pt();
            match item {
                FrameItem::Group(group) => {
                    let inner = Transform::translate(position.x, position.y);
                    self.walk(&group.frame, place.pre_concat(inner).pre_concat(group.transform));
                }
                FrameItem::Tag(Tag::Start(content, _)) => self.mark(content, height(Point::zero())),
                FrameItem::Text(_) => self.reach(height(Point::zero())),
                FrameItem::Shape(shape, _) => self.reach(height(shape.bbox(false).max)),
                FrameItem::Image(_, size, _) => self.reach(height(size.to_point())),
                FrameItem::Link(..) | FrameItem::Tag(Tag::End(..)) => {}
            }
        }
    }

    /// Something in the open block reaches down to a height on the page.
    fn reach(&mut self, bottom: f64) {
        if let Some((slot, top)) = &mut self.open {
            slot.needed = slot.needed.max(bottom - *top);
        }
    }

    fn mark(&mut self, content: &Content, top: f64) {
        let [start, end] = self.labels;
        let Some(label) = content.label().filter(|label| [start, end].contains(label)) else {
            return;
        };
        let mark = content.to_packed::<MetadataElem>().map(|mark| &mark.value);
        let Some(Value::Dict(mark)) = mark else {
            self.paired = false;
            return;
        };
        if label == start {
            self.paired &= self.open.is_none();
            self.open = read_slot(mark).map(|slot| (slot, top));
            self.paired &= self.open.is_some();
        } else {
            let same = |(slot, _): &(Slot, f64)| text(mark, "key") == Some(&slot.key);
            self.paired &= self.open.as_ref().is_some_and(same);
            self.found.extend(self.open.take().map(|(slot, _)| slot));
        }
    }
}

fn read_slot(mark: &Dict) -> Option<Slot> {
    Some(Slot {
        key: text(mark, "key")?.to_string(),
        available: number(mark, "available")?,
        needed: 0.0,
        line: number(mark, "line")?,
        filled: mark.get("filled") != Ok(&Value::Bool(false)),
    })
}

fn text<'a>(mark: &'a Dict, name: &str) -> Option<&'a str> {
    match mark.get(name).ok()? {
        Value::Str(text) => Some(text.as_str()),
        _ => None,
    }
}

fn number(mark: &Dict, name: &str) -> Option<f64> {
    match mark.get(name).ok()? {
        Value::Float(number) => Some(*number),
        Value::Int(number) => Some(*number as f64),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(available: f64, needed: f64) -> Slot {
        Slot { key: "text".into(), available, needed, line: 10.0, filled: true }
    }

    #[test]
    fn a_part_of_a_line_too_long_is_a_line_too_long() {
        assert_eq!(slot(100.0, 100.04).surplus_lines(), None);
        assert_eq!(slot(100.0, 100.1).surplus_lines(), Some(1));
        assert_eq!(slot(100.0, 125.0).surplus_lines(), Some(3));
    }

    #[test]
    fn a_hole_is_a_large_part_of_a_place_and_many_lines() {
        assert_eq!(slot(100.0, 45.0).missing_lines(), Some(5));
        assert_eq!(slot(80.0, 35.0).missing_lines(), None, "few lines");
        assert_eq!(slot(300.0, 230.0).missing_lines(), None, "a small part");
        let open = Slot { filled: false, ..slot(100.0, 0.0) };
        assert_eq!(open.missing_lines(), None, "none of it has to be filled");
    }
}
