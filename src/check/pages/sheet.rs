//! The text of laid out pages, piece by piece, and the paragraphs and headings that the
//! pieces belong to.

use typst::foundations::Content;
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::{FigureElem, HeadingElem, ParElem};
use typst::syntax::FileId;
use typst::text::TextItem;
use typst_layout::PagedDocument;

/// A piece of text of one font and size.
#[derive(Clone, Copy)]
pub struct Piece<'d> {
    /// The text and its glyphs.
    pub item: &'d TextItem,
    /// The number of the page, from 0.
    pub page: usize,
    /// Where it begins, from the left edge of the page in points.
    pub left: f64,
    /// The height of its base line, from the upper edge of the page in points.
    pub base: f64,
    /// Whether it is the author's text, and not what the theme adds.
    pub is_authors: bool,
}

/// The text of a document, in the order in which it is laid out.
#[derive(Default)]
pub struct Sheets<'d> {
    /// All pieces of text.
    pub pieces: Vec<Piece<'d>>,
    /// The pieces of each paragraph.
    pub paragraphs: Vec<Vec<Piece<'d>>>,
    /// All headings.
    pub headings: Vec<Heading<'d>>,
}

/// A heading as it is laid out.
pub struct Heading<'d> {
    /// Its pieces.
    pub pieces: Vec<Piece<'d>>,
    /// The page and the height where what follows it begins. Nothing may follow.
    pub follows: Option<(usize, f64)>,
}

/// What tells whether a file holds text of authors.
pub type IsAuthors<'a> = &'a dyn Fn(FileId) -> bool;

/// Reads the pages of a document.
pub fn read<'d>(document: &'d PagedDocument, is_authors: IsAuthors) -> Sheets<'d> {
    let (sheets, open) = (Sheets::default(), Vec::new());
    let mut reader = Reader { sheets, open, waiting: Vec::new(), page: 0, is_authors };
    for (page, sheet) in document.pages().iter().enumerate() {
        reader.page = page;
        reader.walk(&sheet.frame, Transform::identity());
    }
    reader.sheets
}

/// An element that is open, with its pieces so far.
struct Open<'d> {
    location: Location,
    is_heading: bool,
    pieces: Vec<Piece<'d>>,
}

struct Reader<'d, 'a> {
    sheets: Sheets<'d>,
    open: Vec<Open<'d>>,
    /// The headings that nothing has followed yet.
    waiting: Vec<usize>,
    page: usize,
    is_authors: IsAuthors<'a>,
}

impl<'d> Reader<'d, '_> {
    fn walk(&mut self, frame: &'d Frame, place: Transform) {
        for (position, item) in frame.items() {
            let at = position.transform(place);
            match item {
                FrameItem::Group(group) => {
                    let inner = Transform::translate(position.x, position.y);
                    self.walk(&group.frame, place.pre_concat(inner).pre_concat(group.transform));
                }
                FrameItem::Text(item) => self.text(item, at),
                FrameItem::Tag(Tag::Start(content, _)) => self.start(content, at),
                FrameItem::Tag(Tag::End(location, ..)) => self.end(*location),
                _ => {}
            }
        }
    }

    fn text(&mut self, item: &'d TextItem, at: Point) {
        let file = item.glyphs.iter().find_map(|glyph| glyph.span.0.id());
        let piece = Piece {
            item,
            page: self.page,
            left: at.x.to_pt(),
            base: at.y.to_pt(),
            is_authors: file.is_some_and(self.is_authors),
        };
        self.sheets.pieces.push(piece);
        let in_heading = self.open.iter().any(|open| open.is_heading);
        if piece.is_authors && !in_heading {
            self.follow(piece.base);
        }
        if let Some(open) = self.open.last_mut() {
            open.pieces.push(piece);
        }
    }

    fn start(&mut self, content: &Content, at: Point) {
        let Some(location) = content.location() else { return };
        if content.to_packed::<FigureElem>().is_some() {
            self.follow(at.y.to_pt());
        }
        let is_heading = content.to_packed::<HeadingElem>().is_some();
        if is_heading || content.to_packed::<ParElem>().is_some() {
            self.open.push(Open { location, is_heading, pieces: Vec::new() });
        }
    }

    fn end(&mut self, location: Location) {
        let Some(index) = self.open.iter().rposition(|open| open.location == location) else {
            return;
        };
        let Open { is_heading, pieces, .. } = self.open.remove(index);
        if !is_heading {
            self.sheets.paragraphs.push(pieces);
        } else if pieces.iter().any(|piece| piece.is_authors) {
            self.waiting.push(self.sheets.headings.len());
            self.sheets.headings.push(Heading { pieces, follows: None });
        }
    }

    /// Something follows the headings before it.
    fn follow(&mut self, height: f64) {
        for index in self.waiting.drain(..) {
            if let Some(heading) = self.sheets.headings.get_mut(index) {
                heading.follows = Some((self.page, height));
            }
        }
    }
}
