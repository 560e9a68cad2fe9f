//! The lines of a paragraph.

use super::sheet::Piece;

/// By how much a base line may rise or fall within a line, in points.
const LEVEL: f64 = 1.0;

/// How far apart two pieces may stand that belong to one word, in points.
const JOINED: f64 = 0.5;

/// A line of a paragraph, with the pieces of its author's text.
pub struct Line<'d> {
    /// The number of the page, from 0.
    pub page: usize,
    /// The height of its base line.
    pub base: f64,
    /// The author's text in it, from left to right. It is not empty.
    pub pieces: Vec<Piece<'d>>,
    /// Whether it ends with a hyphen.
    pub is_hyphenated: bool,
}

/// The lines of a paragraph. What stands above or below a base line, such as the mark of
/// a footnote, is of another size and no line.
pub fn lines<'d>(paragraph: &[Piece<'d>]) -> Vec<Line<'d>> {
    let mut lines: Vec<Line> = Vec::new();
    for piece in paragraph {
        let last = lines.last_mut().filter(|line| line.continues_with(piece));
        match last {
            Some(line) => line.add(piece),
            None if piece.is_authors => {
                let (page, base) = (piece.page, piece.base);
                let mut line = Line { page, base, pieces: Vec::new(), is_hyphenated: false };
                line.add(piece);
                lines.push(line);
            }
            None => {}
        }
    }
    lines
}

impl<'d> Line<'d> {
    fn continues_with(&self, piece: &Piece) -> bool {
        self.page == piece.page
            && (self.base - piece.base).abs() < LEVEL
            && self.pieces.last().is_none_or(|last| piece.left > last.left - JOINED)
    }

    fn add(&mut self, piece: &Piece<'d>) {
        self.is_hyphenated = piece.item.text.ends_with(['-', '\u{2010}', '\u{ad}']);
        if piece.is_authors {
            self.pieces.push(*piece);
        }
    }
}

/// The lines of a paragraph that stand together, in one column of one page.
pub fn columns<'l, 'd>(lines: &'l [Line<'d>]) -> Vec<&'l [Line<'d>]> {
    lines.chunk_by(|a, b| a.page == b.page && b.base > a.base).collect()
}
