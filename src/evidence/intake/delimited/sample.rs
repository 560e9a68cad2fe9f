//! The first records of a text file.

use std::ops::Range;

use memchr::{memchr, memrchr};

use super::syntax::{Flaw, Flawed, Syntax};

/// A record of the sample.
#[derive(Debug)]
pub struct Record {
    /// Where it stands in the text, its terminator included.
    pub range: Range<usize>,
    /// Its cells, without quotes and surrounding white space.
    pub cells: Vec<String>,
}

impl Record {
    /// Whether there is nothing in the record.
    pub fn is_blank(&self) -> bool {
        self.cells.len() == 1 && self.cells[0].is_empty()
    }
}

/// The records of a text that are whole, without blank lines, up to the first
/// that cannot be read.
pub fn records(
    text: &[u8],
    from: usize,
    whole: bool,
    syntax: &Syntax,
    decode: impl Fn(&[u8]) -> String,
) -> (Vec<Record>, Option<Flawed>) {
    let mut records = Vec::new();
    let mut ends = Vec::new();
    let mut at = from;
    while at < text.len() {
        ends.clear();
        let next = match syntax.record(text, at, &mut ends) {
            Ok(next) => next,
            Err(flawed) if flawed.flaw == Flaw::OpenQuote && !whole => break,
            Err(flawed) => return (records, Some(flawed)),
        };
        if !whole && next == text.len() && text.last() != Some(&syntax.terminator) {
            break;
        }
        let starts = std::iter::once(at).chain(ends.iter().map(|end| *end as usize + 1));
        let cell = |(start, end): (usize, &u32)| {
            let cell = decode(&text[start..*end as usize]);
            syntax.unquoted(&cell).trim().to_string()
        };
        let record = Record { range: at..next, cells: starts.zip(&ends).map(cell).collect() };
        if !record.is_blank() {
            records.push(record);
        }
        at = next;
    }
    (records, None)
}

/// How many cells most records have.
pub fn usual_width(records: &[Record]) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    for record in records {
        *counts.entry(record.cells.len()).or_insert(0_usize) += 1;
    }
    counts.into_iter().max_by_key(|(width, count)| (*count, *width)).map_or(0, |(width, _)| width)
}

/// Where a line begins, counted from 1.
pub fn line_start(text: &[u8], line: usize, terminator: u8) -> Option<usize> {
    let mut start = 0;
    for _ in 1..line {
        start += memchr(terminator, &text[start..])? + 1;
    }
    Some(start)
}

/// How much of a text is looked at to find out what separates cells.
const LOOK: usize = 64 * 1024;

/// The syntax of a text, as far as it is not stated.
pub fn syntax(
    text: &[u8],
    delimiter: Option<u8>,
    quote: Option<u8>,
    terminator: u8,
    tabs: bool,
) -> Syntax {
    let text = match memrchr(terminator, &text[..text.len().min(LOOK)]) {
        Some(end) if text.len() > LOOK => &text[..=end],
        _ => text,
    };
    let quote = quote.unwrap_or_else(|| quote_of(text, terminator));
    let syntax = |delimiter| Syntax { delimiter, quote, terminator };
    let candidates = match delimiter {
        Some(delimiter) => return syntax(delimiter),
        None if tabs => [b'\t', b';', b',', b'|'],
        None => [b',', b';', b'\t', b'|'],
    };
    let mut best = (0.0, syntax(candidates[0]));
    for candidate in candidates.map(syntax) {
        let score = score(text, &candidate);
        if score > best.0 {
            best = (score, candidate);
        }
    }
    best.1
}

/// How well a syntax explains a text: the share of records that have as many
/// cells as most and, among equals, that the first of them has, and how many
/// these are. Nothing is explained if there is only one cell.
fn score(text: &[u8], syntax: &Syntax) -> f64 {
    let filled = |cell: &[u8]| if cell.trim_ascii().is_empty() { "" } else { "x" }.to_string();
    let (records, flawed) = records(text, 0, false, syntax, filled);
    let width = usual_width(&records);
    if width < 2 {
        return 0.0;
    }
    let usual = records.iter().filter(|record| record.cells.len() == width).count();
    let share = usual as f64 / records.len() as f64;
    let from_start = records.first().is_some_and(|first| first.cells.len() == width);
    let sound = if flawed.is_some() { 0.5 } else { 1.0 };
    let wide = 1.0 - 1.0 / width as f64;
    sound * (share + if from_start { 0.2 } else { 0.0 } + 0.1 * wide)
}

/// An apostrophe, if the cells of the first line are enclosed by them.
fn quote_of(text: &[u8], terminator: u8) -> u8 {
    let line = &text[..memchr(terminator, text).unwrap_or(text.len())];
    let line = line.trim_ascii();
    let enclosed = line.len() > 2 && line.first() == Some(&b'\'') && line.last() == Some(&b'\'');
    let between = [b"','".as_slice(), b"';'", b"'\t'", b"'|'"];
    let repeated = between.iter().any(|it| line.windows(3).any(|window| window == *it));
    if enclosed && repeated { b'\'' } else { b'"' }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (char, char) {
        let syntax = syntax(text.as_bytes(), None, None, b'\n', false);
        (syntax.delimiter.into(), syntax.quote.into())
    }

    #[test]
    fn what_separates_cells_is_found() {
        assert_eq!(found("a,b\n1,2\n"), (',', '"'));
        assert_eq!(found("a;b;c\n1;2,5;3,5\n1;2,5;3,5\n"), (';', '"'));
        assert_eq!(found("a\tb, c\n1\t2\n"), ('\t', '"'));
        assert_eq!(found("a|b\n\"x,y\"|2\n"), ('|', '"'));
        assert_eq!(found("'a','b'\n'1,5','2'\n"), (',', '\''));
        assert_eq!(found("only\n1\n2\n"), (',', '"'));
        assert_eq!(found("Title, with comma\n\na;b\n1;2\n1;3\n"), (';', '"'));
    }

    #[test]
    fn lines_are_found() {
        assert_eq!(line_start(b"a\nbc\nd", 3, b'\n'), Some(5));
        assert_eq!(line_start(b"a\nb", 4, b'\n'), None);
    }
}
