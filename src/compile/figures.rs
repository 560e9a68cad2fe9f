//! Do figures fit their pages?

use typst::diag::eco_format;
use typst::foundations::Content;
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst_layout::PagedDocument;

use crate::assemble::Assembly;
use crate::diag::Problems;
use crate::rules::layout::OVERFLOW;

/// What the label of a figure begins with.
const LABEL: &str = "fig:";

/// By how much a figure may stand out of its page before it is an error, in points:
/// thick lines at the edge do.
const TOLERANCE: f64 = 2.0;

/// Reports figures that go on below their pages.
pub fn check_figures(document: &PagedDocument, assembly: &Assembly, problems: &mut Problems) {
    let mut finder = Finder::default();
    for (index, page) in document.pages().iter().enumerate() {
        finder.page = index + 1;
        let bottom = page.frame.height().to_pt();
        for (position, item) in page.frame.items() {
            finder.visit(*position, item, Transform::identity(), bottom);
        }
    }
    for figure in finder.found {
        let (key, page, id) = (&figure.key, figure.page, &assembly.spec.id);
        let excess = typst::layout::Abs::pt(figure.excess).to_mm().ceil();
        let message = eco_format!(
            "the figure `{key}` is higher than its page: it goes on {excess} mm below page {page} of `{id}`"
        );
        let place = assembly.figures.get(key).unwrap_or(&assembly.spec.place);
        problems.error(place, message).breaks(&OVERFLOW).hint(
            "split it, or show a part of it and the rest as a figure of the kind `table`, \
             which goes on to the next page",
        );
    }
}

/// A figure that stands out of its page.
struct Overflow {
    key: String,
    page: usize,
    /// How far, in points.
    excess: f64,
}

/// Walks through pages.
#[derive(Default)]
struct Finder {
    page: usize,
    /// The figure in which the walk is.
    open: Option<(String, Location)>,
    found: Vec<Overflow>,
}

impl Finder {
    /// Visits what stands on a page, above whose lower edge `bottom` it has to end: that
    /// of the page, or of the text on it, which is a frame of its own.
    fn visit(&mut self, position: Point, item: &FrameItem, place: Transform, bottom: f64) {
        let height = |point: Point| (position + point).transform(place).y.to_pt();
        match item {
            FrameItem::Group(group) => {
                let inner = Transform::translate(position.x, position.y);
                let inner = place.pre_concat(inner).pre_concat(group.transform);
                let is_text = place == Transform::identity();
                let end = height(group.frame.size().to_point());
                let bottom = if is_text { bottom.min(end) } else { bottom };
                self.walk(&group.frame, inner, bottom);
            }
            FrameItem::Tag(Tag::Start(content, _)) => self.start(content),
            FrameItem::Tag(Tag::End(location, ..)) => self.end(*location),
            FrameItem::Text(_) => self.reach(height(Point::zero()), bottom),
            FrameItem::Shape(shape, _) => self.reach(height(shape.bbox(false).max), bottom),
            FrameItem::Image(_, size, _) => self.reach(height(size.to_point()), bottom),
            FrameItem::Link(..) => {}
        }
    }

    fn walk(&mut self, frame: &Frame, place: Transform, bottom: f64) {
        for (position, item) in frame.items() {
            self.visit(*position, item, place, bottom);
        }
    }

    fn start(&mut self, content: &Content) {
        let Some((label, location)) = content.label().zip(content.location()) else { return };
        if let Some(key) = label.resolve().as_str().strip_prefix(LABEL) {
            self.open = Some((key.to_string(), location));
        }
    }

    fn end(&mut self, location: Location) {
        if self.open.as_ref().is_some_and(|(_, own)| *own == location) {
            self.open = None;
        }
    }

    /// Something in the open figure reaches down to a height on the page.
    fn reach(&mut self, height: f64, bottom: f64) {
        let Some((key, _)) = &self.open else { return };
        let excess = height - bottom;
        if excess <= TOLERANCE {
            return;
        }
        match self.found.iter_mut().find(|figure| figure.key == *key && figure.page == self.page) {
            Some(figure) => figure.excess = figure.excess.max(excess),
            None => {
                self.found.push(Overflow { key: key.clone(), page: self.page, excess });
            }
        }
    }
}
