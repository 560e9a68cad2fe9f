//! Where cells and records of a CSV file begin and end.

use memchr::{memchr, memchr3, memrchr};

/// The characters that structure a CSV file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Syntax {
    /// What separates cells.
    pub delimiter: u8,
    /// What encloses cells; doubled, it stands for itself.
    pub quote: u8,
    /// What ends records: a line feed, or a carriage return in files without one.
    pub terminator: u8,
}

/// What is wrong with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// It has another number of cells than the header.
    Cells(usize),
    /// Something follows a closing quote.
    StrayQuote,
    /// A quote is never closed.
    OpenQuote,
    /// A carriage return stands within a line, where other programs end the record.
    LoneReturn,
}

/// A record with a flaw in it, and where the next one begins.
#[derive(Debug)]
pub struct Flawed {
    /// What is wrong.
    pub flaw: Flaw,
    /// Where.
    pub at: usize,
    /// Where the next record begins.
    pub next: usize,
}

impl Syntax {
    /// Reads the record that begins at a place, adds where its cells end, and
    /// says where the next one begins. The start of a cell is one after the
    /// end of the cell before it.
    pub fn record(&self, bytes: &[u8], start: usize, ends: &mut Vec<u32>) -> Result<usize, Flawed> {
        let mut at = start;
        loop {
            let (end, stop) = match bytes.get(at) == Some(&self.quote) {
                true => self.quoted_cell(bytes, at)?,
                false => self.plain_cell(bytes, at)?,
            };
            ends.push(end as u32);
            if bytes.get(stop).is_none_or(|byte| *byte == self.terminator) {
                return Ok((stop + 1).min(bytes.len()));
            }
            at = stop + 1;
        }
    }

    /// The end of a cell, and where what ends it stands.
    fn plain_cell(&self, bytes: &[u8], at: usize) -> Result<(usize, usize), Flawed> {
        let end = memchr3(self.delimiter, self.terminator, b'\r', &bytes[at..])
            .map_or(bytes.len(), |length| at + length);
        if self.terminator == b'\r' || bytes.get(end) != Some(&b'\r') {
            return Ok((end, end));
        }
        let returns = bytes[end..].iter().take_while(|byte| **byte == b'\r').count();
        let stop = end + returns;
        if bytes.get(stop).is_none_or(|byte| *byte == self.terminator) {
            return Ok((end, stop));
        }
        let rest = &bytes[stop..];
        let line = memchr(self.terminator, rest).map_or(rest.len(), |length| length + 1);
        Err(Flawed { flaw: Flaw::LoneReturn, at, next: stop + line })
    }

    fn quoted_cell(&self, bytes: &[u8], at: usize) -> Result<(usize, usize), Flawed> {
        let Some(end) = self.closed(bytes, at) else {
            return Err(Flawed { flaw: Flaw::OpenQuote, at, next: bytes.len() });
        };
        let rest = &bytes[end..];
        let carriage =
            rest.first() == Some(&b'\r') && rest.get(1).is_none_or(|byte| *byte == self.terminator);
        let stop = end + usize::from(carriage && self.terminator != b'\r');
        match bytes.get(stop) {
            Some(byte) if *byte != self.delimiter && *byte != self.terminator => {
                let line = memchr(self.terminator, rest).map_or(rest.len(), |length| length + 1);
                Err(Flawed { flaw: Flaw::StrayQuote, at, next: end + line })
            }
            _ => Ok((end, stop)),
        }
    }

    /// Where the cell that begins with a quote ends, after its closing quote.
    fn closed(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let mut look = at + 1;
        loop {
            look += memchr(self.quote, &bytes[look..])? + 1;
            if bytes.get(look) != Some(&self.quote) {
                return Some(look);
            }
            look += 1;
        }
    }

    /// Where the last whole record of a text ends that begins with a record.
    /// If a quote is still open at the end, its place is the error where no
    /// record is whole.
    pub fn last_end(&self, bytes: &[u8]) -> Result<usize, Option<usize>> {
        let mut at = 0;
        let mut end = None;
        loop {
            let quote = memchr(self.quote, &bytes[at..]).map(|length| at + length);
            let outside = &bytes[at..quote.unwrap_or(bytes.len())];
            if let Some(place) = memrchr(self.terminator, outside) {
                end = Some(at + place + 1);
            }
            let Some(quote) = quote else { return end.ok_or(None) };
            let before = quote.checked_sub(1).map(|before| bytes[before]);
            let opens = before.is_none_or(|it| it == self.delimiter || it == self.terminator);
            at = match opens {
                false => quote + 1,
                true => match self.closed(bytes, quote) {
                    Some(closed) => closed,
                    None => return end.ok_or(Some(quote)),
                },
            };
        }
    }

    /// The text of a cell, without the quotes around it.
    pub fn unquoted<'a>(&self, cell: &'a str) -> std::borrow::Cow<'a, str> {
        let quote = char::from(self.quote);
        let inner = cell.strip_prefix(quote).and_then(|inner| inner.strip_suffix(quote));
        match inner {
            Some(inner) if inner.contains(quote) => {
                let doubled: String = [quote, quote].iter().collect();
                inner.replace(&doubled, quote.encode_utf8(&mut [0; 4])).into()
            }
            Some(inner) => inner.into(),
            None => cell.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMA: Syntax = Syntax { delimiter: b',', quote: b'"', terminator: b'\n' };

    fn cells(text: &str) -> Vec<&str> {
        let mut ends = Vec::new();
        COMMA.record(text.as_bytes(), 0, &mut ends).unwrap();
        let starts = std::iter::once(0).chain(ends.iter().map(|end| *end as usize + 1));
        starts.zip(&ends).map(|(start, end)| &text[start..*end as usize]).collect()
    }

    #[test]
    fn a_record_has_cells() {
        assert_eq!(cells("a,,c\r\nnext"), ["a", "", "c"]);
        assert_eq!(cells("a,\"b,\n\"\"x\"\r\nnext"), ["a", "\"b,\n\"\"x\""]);
        assert_eq!(cells("5\" pipe,b"), ["5\" pipe", "b"]);
    }

    #[test]
    fn quotes_must_close_and_be_followed_by_nothing() {
        let flaw = |text: &str| COMMA.record(text.as_bytes(), 0, &mut Vec::new()).unwrap_err();
        assert_eq!(flaw("a,\"b\n").flaw, Flaw::OpenQuote);
        let stray = flaw("\"a\"b,c\nnext");
        assert_eq!((stray.flaw, stray.next), (Flaw::StrayQuote, 7));
    }

    #[test]
    fn carriage_returns_only_end_lines() {
        assert_eq!(cells("a,b\r\r\nnext"), ["a", "b"]);
        assert_eq!(cells("a,b\r"), ["a", "b"]);
        let flaw = COMMA.record(b"a,b\rc,d\r\nnext", 0, &mut Vec::new()).unwrap_err();
        assert_eq!((flaw.flaw, flaw.at, flaw.next), (Flaw::LoneReturn, 2, 9));
    }

    #[test]
    fn blocks_end_outside_quotes() {
        assert_eq!(COMMA.last_end(b"a,b\nc,\"d\ne"), Ok(4));
        assert_eq!(COMMA.last_end(b"a,\"b\nc\"\nx"), Ok(8));
        assert_eq!(COMMA.last_end(b"a,5\"\nb,c\nd"), Ok(9));
        assert_eq!(COMMA.last_end(b"a,\"b\n"), Err(Some(2)));
        assert_eq!(COMMA.last_end(b"a,b"), Err(None));
    }

    #[test]
    fn doubled_quotes_stand_for_one() {
        assert_eq!(COMMA.unquoted("\"a\"\"b\""), "a\"b");
        assert_eq!(COMMA.unquoted("\""), "\"");
        assert_eq!(COMMA.unquoted("a"), "a");
    }
}
