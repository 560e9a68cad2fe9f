//! Texts as they stand on laid out pages.

use std::fmt;

use typst::layout::{Frame, FrameItem, Point, Rect, Transform};
use typst::text::TextItem;
use typst_layout::Page;

/// How far ink may reach into another box, or out of the page at its sides, in points:
/// letters may lean a little out of their place.
const LEAN: f64 = 0.4;

/// How far ink may reach out of the page above and below, in parts of the type size:
/// pages end at capitals and base lines, so accents and descenders stand out.
const OVERHANG: f64 = 0.3;

/// A piece of text and the box of its ink, in points from the page's upper left corner.
#[derive(Debug, Clone)]
pub struct Ink {
    /// The text.
    pub text: String,
    /// The type size.
    pub size: f64,
    /// The left and the right end.
    pub x: (f64, f64),
    /// The upper and the lower end.
    pub y: (f64, f64),
}

impl fmt::Display for Ink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ((left, right), (top, bottom)) = (self.x, self.y);
        write!(f, "“{}” ({left:.1}–{right:.1}, {top:.1}–{bottom:.1})", self.text)
    }
}

impl Ink {
    /// All texts of a page that have ink.
    pub fn on(page: &Page) -> Vec<Self> {
        let mut found = Vec::new();
        collect(&page.frame, Transform::identity(), &mut found);
        found
    }

    fn of(item: &TextItem, place: Transform) -> Option<Self> {
        let Rect { min, max } = item.bbox();
        let corners = [min, max, Point::new(min.x, max.y), Point::new(max.x, min.y)];
        let corners = corners.map(|corner| corner.transform(place));
        let ends = |values: [f64; 4]| {
            (values.iter().copied().reduce(f64::min), values.iter().copied().reduce(f64::max))
        };
        let (left, right) = ends(corners.map(|corner| corner.x.to_pt()));
        let (top, bottom) = ends(corners.map(|corner| corner.y.to_pt()));
        let ink = Self {
            text: item.text.to_string(),
            size: item.size.to_pt(),
            x: (left?, right?),
            y: (top?, bottom?),
        };
        // A space has no ink, and so no box.
        [ink.x.0, ink.x.1, ink.y.0, ink.y.1].iter().all(|end| end.is_finite()).then_some(ink)
    }

    /// Whether two texts stand over each other.
    fn meets(&self, other: &Self) -> bool {
        let meet = |a: (f64, f64), b: (f64, f64)| a.1.min(b.1) - a.0.max(b.0) > LEAN;
        meet(self.x, other.x) && meet(self.y, other.y)
    }

    /// Whether it reaches out of a page of this width and height.
    fn leaves(&self, (width, height): (f64, f64)) -> bool {
        let over = OVERHANG * self.size;
        let sideways = self.x.0 < -LEAN || self.x.1 > width + LEAN;
        sideways || self.y.0 < -over || self.y.1 > height + over
    }
}

fn collect(frame: &Frame, place: Transform, found: &mut Vec<Ink>) {
    for (position, item) in frame.items() {
        let place = place.pre_concat(Transform::translate(position.x, position.y));
        match item {
            FrameItem::Group(group) => {
                collect(&group.frame, place.pre_concat(group.transform), found);
            }
            FrameItem::Text(text) => found.extend(Ink::of(text, place)),
            _ => {}
        }
    }
}

/// What is wrong on a page: texts that stand over each other or reach out of it.
pub fn collisions(page: &Page) -> Vec<String> {
    let size = page.frame.size();
    let size = (size.x.to_pt(), size.y.to_pt());
    let mut inks = Ink::on(page);
    let leaving = inks.iter().filter(|ink| ink.leaves(size));
    let mut found: Vec<String> = leaving
        .map(|ink| format!("{ink} leaves the chart of {:.1} × {:.1}", size.0, size.1))
        .collect();
    // From top to bottom, so that only near ones are compared.
    inks.sort_by(|a, b| a.y.0.total_cmp(&b.y.0));
    for (index, ink) in inks.iter().enumerate() {
        let near = inks[index + 1..].iter().take_while(|other| other.y.0 < ink.y.1);
        let meeting = near.filter(|other| ink.meets(other));
        found.extend(meeting.map(|other| format!("{ink} meets {other}")));
    }
    found
}
