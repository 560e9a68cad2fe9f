//! The text of laid out pages, piece by piece, where it stands.

use typst::layout::{Frame, FrameItem, Transform};
use typst::text::TextItem;
use typst_layout::PagedDocument;

/// The pages of a document.
pub struct Sheets(Vec<Sheet>);

/// A page.
#[derive(Default)]
pub struct Sheet {
    /// The pieces of text in the order in which they were laid out.
    pub pieces: Vec<Piece>,
}

/// A piece of text of one font and size.
pub struct Piece {
    /// The text and its glyphs.
    pub item: TextItem,
    /// Where it begins, from the left edge of the page in points.
    pub left: f64,
    /// Where it ends.
    pub right: f64,
    /// The height of its base line, from the upper edge of the page in points.
    pub base: f64,
}

impl Sheets {
    /// Reads the pages of a document.
    pub fn read(document: &PagedDocument) -> Self {
        let read = |page: &typst_layout::Page| {
            let mut sheet = Sheet::default();
            sheet.walk(&page.frame, Transform::identity());
            sheet
        };
        Self(document.pages().iter().map(read).collect())
    }

    /// The pages in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Sheet> {
        self.0.iter()
    }
}

impl Sheet {
    fn walk(&mut self, frame: &Frame, place: Transform) {
        for (position, item) in frame.items() {
            match item {
                FrameItem::Group(group) => {
                    let inner = Transform::translate(position.x, position.y);
                    self.walk(&group.frame, place.pre_concat(inner).pre_concat(group.transform));
                }
                FrameItem::Text(item) => {
                    let at = position.transform(place);
                    self.pieces.push(Piece {
                        left: at.x.to_pt(),
                        right: (at.x + item.width()).to_pt(),
                        base: at.y.to_pt(),
                        item: item.clone(),
                    });
                }
                _ => {}
            }
        }
    }
}
