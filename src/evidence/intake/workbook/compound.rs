//! Old workbooks are streams in compound files. They say how large their sheets
//! are, and the reader believes it and takes as much memory. So what they say is
//! looked at first.
//!
//! See Microsoft, *\[MS-CFB\]: Compound File Binary File Format*, 2.2, 2.3 and
//! 2.6, and *\[MS-XLS\]: Excel Binary File Format*, 2.4.90.

use crate::evidence::intake::file::SharedFile;

/// The largest file that is looked at.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// The record of a sheet's size.
const DIMENSIONS: u64 = 0x0200;

/// Whether all sheets say that they are as large as sheets can be. Files that
/// are not in order are not.
pub fn has_sound_sheets(file: &SharedFile) -> bool {
    let stream = (file.len() <= MOST_BYTES).then(|| workbook_stream(file)).flatten();
    stream.is_some_and(|stream| sheets_are_sound(&stream))
}

fn sheets_are_sound(stream: &[u8]) -> bool {
    let mut at = 0;
    while let (Some(kind), Some(length)) = (number(stream, at, 2), number(stream, at + 2, 2)) {
        at += 4;
        let Some(record) = stream.get(at..at + length as usize) else { break };
        if kind == DIMENSIONS && !is_sound(record) {
            return false;
        }
        at += record.len();
    }
    true
}

/// First row, row after the last, first column, column after the last.
fn is_sound(record: &[u8]) -> bool {
    let width = if record.len() < 14 { 2 } else { 4 };
    let places = [(0, width), (width, width), (2 * width, 2), (2 * width + 2, 2)];
    let ends = places.map(|(at, length)| number(record, at, length));
    let [Some(first_row), Some(rows), Some(first_column), Some(columns)] = ends else {
        return false;
    };
    first_row <= rows && rows <= 65_536 && first_column <= columns.max(255) && columns <= 256
}

/// The stream of the workbook.
fn workbook_stream(file: &SharedFile) -> Option<Vec<u8>> {
    let file = file.bytes_at(0, usize::try_from(file.len()).ok()?).ok()?;
    let compound = Compound::of(&file)?;
    let directory = compound.chain(number(&file, 48, 4)?)?;
    let name = |entry: &&[u8]| {
        let is = |name: &str| {
            let bytes: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            entry.starts_with(&bytes) && number(entry, 64, 2) == Some(bytes.len() as u64 + 2)
        };
        is("Workbook") || is("Book")
    };
    let entry = directory.chunks_exact(128).find(name)?;
    let size = number(entry, 120, 4)?;
    // Short streams are stored elsewhere, but no workbook is as short.
    if size < number(&file, 56, 4)? {
        return None;
    }
    compound.chain(number(entry, 116, 4)?)
}

/// A compound file: sectors, and for each the one that follows it.
struct Compound<'a> {
    file: &'a [u8],
    sector: usize,
    next: Vec<u8>,
}

impl<'a> Compound<'a> {
    fn of(file: &'a [u8]) -> Option<Self> {
        let shift = number(file, 30, 2).filter(|shift| [9, 12].contains(shift))?;
        let mut compound = Self { file, sector: 1 << shift, next: Vec::new() };
        let mut lists: Vec<u64> = (0..109).filter_map(|it| number(file, 76 + it * 4, 4)).collect();
        let mut more = number(file, 68, 4)?;
        for _ in 0..file.len() / compound.sector {
            let Some(sector) = compound.at(more) else { break };
            let (list, last) = sector.split_at(compound.sector - 4);
            lists.extend((0..list.len()).step_by(4).filter_map(|it| number(list, it, 4)));
            more = number(last, 0, 4)?;
        }
        for list in lists {
            let Some(sector) = compound.at(list) else { break };
            compound.next.extend_from_slice(sector);
        }
        Some(compound)
    }

    fn at(&self, sector: u64) -> Option<&'a [u8]> {
        let start = usize::try_from(sector).ok()?.checked_add(1)?.checked_mul(self.sector)?;
        self.file.get(start..start.checked_add(self.sector)?)
    }

    /// The bytes of a sector and all that follow it.
    fn chain(&self, mut sector: u64) -> Option<Vec<u8>> {
        const END: u64 = 0xffff_fffe;
        let mut bytes = Vec::new();
        while sector != END {
            bytes.extend_from_slice(self.at(sector)?);
            // A ring of sectors has no end.
            if bytes.len() > self.file.len() {
                return None;
            }
            sector = number(&self.next, usize::try_from(sector).ok()? * 4, 4)?;
        }
        Some(bytes)
    }
}

/// A number from so many bytes, the lowest first.
pub fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_as_large_as_they_can_be() {
        let record = |rows: u32, columns: u16| {
            let size = [0_u32.to_le_bytes(), rows.to_le_bytes()].concat();
            let columns = [0_u16.to_le_bytes(), columns.to_le_bytes(), [0; 2]].concat();
            [vec![0, 2, 14, 0], size, columns].concat()
        };
        assert!(sheets_are_sound(&record(65_536, 256)));
        assert!(!sheets_are_sound(&record(65_537, 3)));
        assert!(!sheets_are_sound(&[record(9, 3), record(9, 300)].concat()));
    }
}
