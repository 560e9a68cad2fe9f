//! Which generated text came from which text of the author.

use std::ops::Range;

/// For generated text, the author's text that it came from.
///
/// The pieces are nested like the elements they came from: a paragraph's piece
/// encloses those of its words.
#[derive(Debug, Clone, Default)]
pub struct Origins(Vec<Origin>);

#[derive(Debug, Clone)]
struct Origin {
    generated: Range<usize>,
    author: Range<usize>,
    /// Whether the generated text is a copy of the author's, byte by byte.
    copied: bool,
    /// The index of the piece that encloses this one.
    parent: Option<usize>,
}

impl Origins {
    /// The author's text from which a range of the generated text came: that of
    /// the smallest piece that encloses the range.
    pub fn author_range(&self, range: Range<usize>) -> Option<Range<usize>> {
        let after = self.0.partition_point(|origin| origin.generated.start <= range.start);
        let mut index = after.checked_sub(1);
        while let Some(origin) = index.and_then(|index| self.0.get(index)) {
            if range.end <= origin.generated.end {
                return Some(origin.author_range(range));
            }
            index = origin.parent;
        }
        None
    }

    /// The origins of a text before which `length` bytes have been put.
    pub fn shifted(mut self, length: usize) -> Self {
        for origin in &mut self.0 {
            origin.generated.start += length;
            origin.generated.end += length;
        }
        self
    }

    /// The same pieces, all of which came from one range.
    pub fn all_from(mut self, author: &Range<usize>) -> Self {
        for origin in &mut self.0 {
            origin.author = author.clone();
            origin.copied = false;
        }
        self
    }
}

impl Origin {
    fn author_range(&self, range: Range<usize>) -> Range<usize> {
        match self.copied {
            true => {
                let position = |at: usize| self.author.start + at - self.generated.start;
                position(range.start)..position(range.end)
            }
            false => self.author.clone(),
        }
    }
}

/// Records origins while text is generated.
#[derive(Debug, Default)]
pub struct Recorder {
    origins: Vec<Origin>,
    open: Vec<usize>,
}

impl Recorder {
    /// Starts a piece at a position of the generated text.
    pub fn start(&mut self, at: usize, author: &Range<usize>) {
        let parent = self.open.last().copied();
        self.open.push(self.origins.len());
        let (generated, author) = (at..at, author.clone());
        self.origins.push(Origin { generated, author, copied: false, parent });
    }

    /// Ends the piece that was started last.
    pub fn end(&mut self, at: usize) {
        if let Some(origin) = self.open.pop().and_then(|index| self.origins.get_mut(index)) {
            origin.generated.end = at;
        }
    }

    /// Records that a piece of `length` bytes is a copy of the author's text.
    pub fn copy(&mut self, at: usize, author: usize, length: usize) {
        if let Some(last) = self.origins.last_mut()
            && last.copied
            && last.generated.end == at
            && last.author.end == author
        {
            last.generated.end += length;
            last.author.end += length;
            return;
        }
        let (generated, author) = (at..at + length, author..author + length);
        let parent = self.open.last().copied();
        self.origins.push(Origin { generated, author, copied: true, parent });
    }

    /// What was recorded.
    pub fn finish(self) -> Origins {
        Origins(self.origins)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A paragraph at 10..30 that came from 100..120; in it a word at 12..16
    /// copied from 102..106, and an element at 20..25 from 108..118.
    fn origins() -> Origins {
        let mut recorder = Recorder::default();
        recorder.start(10, &(100..120));
        recorder.copy(12, 102, 2);
        recorder.copy(14, 104, 2);
        recorder.start(20, &(108..118));
        recorder.end(25);
        recorder.end(30);
        recorder.finish()
    }

    #[test]
    fn the_smallest_piece_that_encloses_a_range_counts() {
        let origins = origins();
        assert_eq!(origins.author_range(21..22), Some(108..118));
        assert_eq!(origins.author_range(18..22), Some(100..120));
        assert_eq!(origins.author_range(26..30), Some(100..120));
        assert_eq!(origins.author_range(29..31), None);
        assert_eq!(origins.author_range(9..10), None);
    }

    #[test]
    fn copies_are_exact() {
        assert_eq!(origins().author_range(13..15), Some(103..105));
        assert_eq!(origins().author_range(13..18), Some(100..120));
    }

    #[test]
    fn positions_move_with_the_text() {
        assert_eq!(origins().shifted(5).author_range(18..20), Some(103..105));
    }

    #[test]
    fn all_pieces_can_come_from_one_range() {
        assert_eq!(origins().all_from(&(1..2)).author_range(13..15), Some(1..2));
    }

    #[test]
    fn without_pieces_there_are_no_origins() {
        assert_eq!(Origins::default().author_range(0..1), None);
    }
}
