//! Where text runs from right to left, charts are those of the other direction, mirrored.

use typst::layout::{Abs, Frame, FrameItem, Transform};
use typst_layout::{Page, PagedDocument};

use crate::bench::Charts;
use crate::data::{Labels, Sample, Values};
use crate::expect_none;

/// Kinds, each with what the names of its data end in.
const KINDS: [(&str, &str); 11] = [
    ("bar", "_one"),
    ("column", "_one"),
    ("interval", "_one"),
    ("slope", "_two"),
    ("line", "_years"),
    ("multiples", "_years"),
    ("grouped", ""),
    ("stacked", ""),
    ("flow", ""),
    ("likert", ""),
    ("dots", "_two"),
];

/// How far a shape may lie from where its mirror image does, in points.
const TOLERANCE: f64 = 0.05;

/// Charts of some kinds over data with such labels.
fn charts(kinds: &[(&str, &str)], labels: &[Labels]) -> Charts {
    let mut charts = Charts::new();
    for (kind, suffix) in kinds {
        for labels in labels {
            let sample = Sample { labels: *labels, values: Values::Usual, rows: 7 };
            let name = charts.add_data(sample);
            let toml = format!("kind = \"{kind}\"\ndata = \"{name}{suffix}\"");
            charts.add_figure(&format!("{kind}_{name}"), &toml);
        }
    }
    charts
}

#[test]
fn charts_hold_from_right_to_left() {
    // The hyphen of a Latin word stands out at the right, where Typst puts it.
    let labels = [Labels::Usual, Labels::Mixed, Labels::Sentence];
    expect_none(charts(&KINDS, &labels).running_left("dir: rtl").complaints());
    // The names of a heat table stand at the very edge, so that such a hyphen leaves it.
    let heat = charts(&[("heat", "")], &[Labels::Usual, Labels::Mixed]);
    expect_none(heat.running_left("dir: rtl").complaints());
}

#[test]
fn charts_are_mirrored() {
    // Keys are lines of text, whose order is that of the language. A slope's two texts at an
    // end keep their places.
    let kinds = &KINDS[..4];
    let cases = [
        (Labels::Usual, "dir: rtl"),
        (Labels::Letter, "lang: \"he\""),
        (Labels::Letter, "lang: \"ar\""),
    ];
    for (labels, how) in cases {
        let ordinary = charts(kinds, &[labels]).drawn();
        let mirrored = charts(kinds, &[labels]).running_left(how).drawn();
        expect_mirrored(&ordinary, &mirrored);
    }
}

/// Every shape of each page stands on the other at the same distance from its other side.
fn expect_mirrored(ordinary: &PagedDocument, mirrored: &PagedDocument) {
    let mut compared = 0;
    for (page, mirror) in ordinary.pages().iter().zip(mirrored.pages()) {
        let width = page.frame.width().to_pt();
        let expected = shapes(page).into_iter().map(|shape| {
            let (left, right) = shape.x;
            Extent { x: (width - right, width - left), ..shape }
        });
        let found = shapes(mirror);
        for shape in expected {
            assert!(found.iter().any(|other| other.is_at(&shape)), "{shape:?} is not in {found:?}");
            compared += 1;
        }
    }
    assert!(compared > 100, "{compared}");
}

/// The box of a shape, in points from the page's upper left corner.
#[derive(Debug, Clone, Copy)]
struct Extent {
    x: (f64, f64),
    y: (f64, f64),
}

impl Extent {
    fn is_at(&self, other: &Self) -> bool {
        let near = |a: (f64, f64), b: (f64, f64)| {
            (a.0 - b.0).abs() < TOLERANCE && (a.1 - b.1).abs() < TOLERANCE
        };
        near(self.x, other.x) && near(self.y, other.y)
    }
}

fn shapes(page: &Page) -> Vec<Extent> {
    let mut found = Vec::new();
    collect(&page.frame, Transform::identity(), &mut found);
    found
}

fn collect(frame: &Frame, place: Transform, found: &mut Vec<Extent>) {
    for (position, item) in frame.items() {
        let place = place.pre_concat(Transform::translate(position.x, position.y));
        match item {
            FrameItem::Group(group) => {
                collect(&group.frame, place.pre_concat(group.transform), found);
            }
            FrameItem::Shape(shape, _) => {
                let bounds = shape.bbox(false);
                let (min, max) = (bounds.min.transform(place), bounds.max.transform(place));
                let pair = |a: Abs, b: Abs| (a.to_pt(), b.to_pt());
                found.push(Extent { x: pair(min.x, max.x), y: pair(min.y, max.y) });
            }
            _ => {}
        }
    }
}
