//! Where every cell of a stretch of text stands.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memrchr};

use super::syntax::{Flaw, Syntax};

/// How much text is indexed at once: the index and the text stay in the cache
/// while column after column is read.
const TILE: usize = 128 * 1024;

/// The cells of some records, all of which have the same number of cells.
#[derive(Debug, Default)]
pub struct Index {
    /// Where the records begin.
    starts: Vec<u32>,
    /// Where the cells end, record by record. All but the first cell of a
    /// record begin one after the end of the cell before.
    ends: Vec<u32>,
    width: usize,
}

/// A record that is not as it should be.
#[derive(Debug)]
pub struct Odd {
    /// The bytes of the record, or of the flaw.
    pub range: Range<usize>,
    /// What is wrong.
    pub flaw: Flaw,
}

impl Index {
    /// Indexes the records from a place on, as many as are read at once, and
    /// says where the next ones begin. The text ends with a whole record.
    pub fn fill(
        &mut self,
        text: &[u8],
        from: usize,
        syntax: &Syntax,
        width: usize,
        odd: &mut Vec<Odd>,
    ) -> usize {
        self.width = width;
        let limit = text.len().min(from + TILE);
        // In a file of one column, a blank line would look like an empty cell.
        if width > 1
            && let Some(end) = self.fill_regular(text, from, limit, syntax)
        {
            return end;
        }
        self.fill_carefully(text, from, limit, syntax, odd)
    }

    /// Indexes text of which every record has the right number of cells and
    /// every quote stands where it should. Says where the last record ends.
    fn fill_regular(
        &mut self,
        text: &[u8],
        from: usize,
        limit: usize,
        syntax: &Syntax,
    ) -> Option<usize> {
        self.starts.clear();
        self.ends.clear();
        let (end, lines) = match memchr(syntax.quote, &text[from..limit]) {
            None => {
                let end = memrchr(syntax.terminator, &text[from..limit])? + from + 1;
                mark_separators(text, from, end, syntax, &mut self.ends);
                (end, memchr_iter(syntax.terminator, &text[from..end]).count())
            }
            Some(_) => mark_around_quotes(text, from, limit, syntax, &mut self.ends)?,
        };
        self.is_regular(text, from, lines, syntax).then_some(end)
    }

    /// Whether the marked separators make records of the right length. Finds
    /// where the records begin, and leaves carriage returns out of the last cells.
    fn is_regular(&mut self, text: &[u8], from: usize, lines: usize, syntax: &Syntax) -> bool {
        if self.ends.len() != lines * self.width {
            return false;
        }
        // As many lines as records: if every record ends with a line, no line
        // ends within a record.
        let mut start = from as u32;
        let mut returns = 0;
        for record in self.ends.chunks_exact_mut(self.width) {
            self.starts.push(start);
            let Some(last) = record.last_mut() else { return false };
            if text[*last as usize] != syntax.terminator {
                return false;
            }
            start = *last + 1;
            if text[*last as usize - 1] == b'\r' {
                *last -= 1;
                returns += 1;
            }
        }
        // Elsewhere than at the end of a line, a carriage return is looked at carefully.
        syntax.terminator == b'\r'
            || memchr_iter(b'\r', &text[from..start as usize]).count() == returns
    }

    /// Indexes text record by record.
    fn fill_carefully(
        &mut self,
        text: &[u8],
        from: usize,
        limit: usize,
        syntax: &Syntax,
        odd: &mut Vec<Odd>,
    ) -> usize {
        self.starts.clear();
        self.ends.clear();
        let mut at = from;
        while at < limit {
            let known = self.ends.len();
            let next = match syntax.record(text, at, &mut self.ends) {
                Ok(next) => next,
                Err(flawed) => {
                    self.ends.truncate(known);
                    odd.push(Odd { range: flawed.at..flawed.next, flaw: flawed.flaw });
                    at = flawed.next;
                    continue;
                }
            };
            let cells = self.ends.len() - known;
            let blank = cells == 1 && text[at..next].trim_ascii().is_empty();
            if cells == self.width && !blank {
                self.starts.push(at as u32);
            } else {
                let end = self.ends.last().map_or(next, |end| *end as usize);
                self.ends.truncate(known);
                if !blank {
                    odd.push(Odd { range: at..end, flaw: Flaw::Cells(cells) });
                }
            }
            at = next;
        }
        at
    }

    /// How many records there are.
    pub fn rows(&self) -> usize {
        self.starts.len()
    }

    /// Where a record begins.
    pub fn start(&self, row: usize) -> usize {
        self.starts[row] as usize
    }

    /// Where the cells of a column stand, record by record.
    pub fn column(&self, column: usize) -> impl Iterator<Item = (usize, usize)> {
        let records = self.ends.chunks_exact(self.width.max(1));
        records.zip(&self.starts).map(move |(record, start)| {
            let start = match column.checked_sub(1) {
                Some(before) => record[before] + 1,
                None => *start,
            };
            (start as usize, record[column] as usize)
        })
    }
}

/// Adds the place of every delimiter and terminator, eight bytes at a time.
fn mark_separators(text: &[u8], from: usize, end: usize, syntax: &Syntax, places: &mut Vec<u32>) {
    let delimiters = u64::from_ne_bytes([syntax.delimiter; 8]);
    let terminators = u64::from_ne_bytes([syntax.terminator; 8]);
    let (words, rest) = text[from..end].as_chunks::<8>();
    let mut at = from as u32;
    for word in words {
        let word = u64::from_le_bytes(*word);
        let mut hits = zero_bytes(word ^ delimiters) | zero_bytes(word ^ terminators);
        while hits != 0 {
            places.push(at + hits.trailing_zeros() / 8);
            hits &= hits - 1;
        }
        at += 8;
    }
    for byte in rest {
        if *byte == syntax.delimiter || *byte == syntax.terminator {
            places.push(at);
        }
        at += 1;
    }
}

/// The same in text with quotes: adds what stands outside them, up to the last
/// record that ends before the limit. Says where it ends and how many there are,
/// unless a quote stands where it should not.
fn mark_around_quotes(
    text: &[u8],
    from: usize,
    limit: usize,
    syntax: &Syntax,
    places: &mut Vec<u32>,
) -> Option<(usize, usize)> {
    let delimiters = u64::from_ne_bytes([syntax.delimiter; 8]);
    let terminators = u64::from_ne_bytes([syntax.terminator; 8]);
    let quotes = u64::from_ne_bytes([syntax.quote; 8]);
    let mut inside = false;
    let (mut lines, mut known, mut end) = (0, 0, from);
    let (words, rest) = text[from..limit].as_chunks::<8>();
    let mut last = [syntax.delimiter ^ syntax.terminator ^ syntax.quote ^ 0x80; 8];
    // What is left over is filled up with a byte that stands for nothing.
    last[..rest.len()].copy_from_slice(rest);
    let mut at = from;
    for word in words.iter().chain([&last]) {
        let word = u64::from_le_bytes(*word);
        let quote_hits = zero_bytes(word ^ quotes);
        let mut hits = quote_hits | zero_bytes(word ^ delimiters) | zero_bytes(word ^ terminators);
        // Outside quotes, most words have none.
        while hits != 0 {
            let bit = hits & hits.wrapping_neg();
            let place = at + (hits.trailing_zeros() / 8) as usize;
            hits ^= bit;
            if quote_hits & bit != 0 {
                let right = match inside {
                    true => closes(text, place, syntax),
                    false => opens(text, from, place, syntax),
                };
                if !right {
                    return None;
                }
                inside = !inside;
            } else if !inside {
                places.push(place as u32);
                if text[place] == syntax.terminator {
                    lines += 1;
                    (known, end) = (places.len(), place + 1);
                }
            }
        }
        at += 8;
    }
    places.truncate(known);
    (lines > 0).then_some((end, lines))
}

/// Whether a quote may begin a cell, or go on with it after another quote.
fn opens(text: &[u8], from: usize, place: usize, syntax: &Syntax) -> bool {
    place == from || [syntax.delimiter, syntax.terminator, syntax.quote].contains(&text[place - 1])
}

/// Whether a quote may end a cell, or be followed by another quote.
fn closes(text: &[u8], place: usize, syntax: &Syntax) -> bool {
    match text.get(place + 1) {
        None => true,
        Some(b'\r') => text.get(place + 2).is_none_or(|byte| *byte == syntax.terminator),
        Some(byte) => [syntax.delimiter, syntax.terminator, syntax.quote].contains(byte),
    }
}

/// The highest bit of every byte that is zero. Henry S. Warren, *Hacker's
/// Delight*, section 6-1.
fn zero_bytes(word: u64) -> u64 {
    const LOW: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    !(((word & LOW) + LOW) | word | LOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMA: Syntax = Syntax { delimiter: b',', quote: b'"', terminator: b'\n' };

    fn index(text: &str, width: usize) -> (Vec<Vec<&str>>, Vec<Flaw>) {
        let (mut index, mut odd) = (Index::default(), Vec::new());
        let (mut rows, mut at) = (Vec::new(), 0);
        while at < text.len() {
            at = index.fill(text.as_bytes(), at, &COMMA, width, &mut odd);
            let columns: Vec<Vec<_>> = (0..width).map(|it| index.column(it).collect()).collect();
            let cell = |row: usize, column: usize| {
                let (start, end): (usize, usize) = columns[column][row];
                &text[start..end]
            };
            rows.extend((0..index.rows()).map(|row| (0..width).map(|it| cell(row, it)).collect()));
        }
        (rows, odd.into_iter().map(|odd| odd.flaw).collect())
    }

    #[test]
    fn all_ways_to_index_agree() {
        let plain = "1,22,333\r\n4444,,55555\n,,\n";
        let expected = vec![vec!["1", "22", "333"], vec!["4444", "", "55555"], vec!["", "", ""]];
        assert_eq!(index(plain, 3), (expected.clone(), vec![]));
        let with_quotes = format!("{plain}\n\n\"a,\n\",b,c\n");
        let (with_quotes, flaws) = index(&with_quotes, 3);
        assert_eq!(with_quotes[..3], expected);
        assert_eq!(with_quotes[3], ["\"a,\n\"", "b", "c"]);
        assert!(flaws.is_empty());
    }

    #[test]
    fn records_of_another_length_are_odd() {
        let (rows, flaws) = index("1,2\n1\n1,2,3\n3,4\n", 2);
        assert_eq!(rows, [["1", "2"], ["3", "4"]]);
        assert_eq!(flaws, [Flaw::Cells(1), Flaw::Cells(3)]);
    }

    #[test]
    fn the_fast_way_finds_what_the_careful_way_finds() {
        let mut state = 1_u64;
        let mut fast = 0;
        for _ in 0..40_000 {
            let mut next = |below: u64| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (state >> 33) % below
            };
            let width = 2 + next(2) as usize;
            let cells =
                ["", "a", "bcd", "\"\"", "\"x,y\"", "\"q\"\"\n\"", "\"longer text\"", "5\"", "\""];
            let odd = next(8);
            let mut text = String::new();
            for _ in 0..=next(6) {
                let cell = |_| cells[next(if odd == 0 { 9 } else { 7 }) as usize];
                let record: Vec<&str> = (0..width).map(cell).collect();
                text += &record.join(",");
                text += ["\n", "\r\n"][next(2) as usize];
            }
            let bytes = text.as_bytes();
            let (mut quick, mut slow) = (Index::default(), Index::default());
            (quick.width, slow.width) = (width, width);
            let Some(end) = quick.fill_regular(bytes, 0, bytes.len(), &COMMA) else { continue };
            fast += 1;
            let mut odd = Vec::new();
            assert_eq!(slow.fill_carefully(bytes, 0, end, &COMMA, &mut odd), end, "{text:?}");
            assert_eq!((quick.starts, quick.ends), (slow.starts, slow.ends), "{text:?}");
            assert!(odd.is_empty(), "{text:?}");
        }
        assert!(fast > 30_000, "{fast}");
    }

    #[test]
    fn every_separator_is_found() {
        let text: Vec<u8> = (0..=255).chain(*b",,\n\n-+\x0b\x09").collect();
        let mut places = Vec::new();
        mark_separators(&text, 1, text.len(), &COMMA, &mut places);
        let expected = (1..text.len()).filter(|it| text[*it] == b',' || text[*it] == b'\n');
        assert!(places.iter().map(|it| *it as usize).eq(expected));
    }
}
