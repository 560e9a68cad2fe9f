//! What kind of workbook a file is, and whether it can be opened safely.

use typst::diag::eco_format;

use super::compound::{has_sound_sheets, number};
use super::{damaged, protected_error};
use crate::evidence::intake::error::{Outcome, ReadError, fail};
use crate::evidence::intake::file::SharedFile;

/// How many bytes the parts of a workbook may have together when unpacked.
const MOST_BYTES: u64 = 1024 * 1024 * 1024;

/// The formats of workbooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Excel since 2007.
    Xlsx,
    /// The binary form of it.
    Xlsb,
    /// Excel before 2007.
    Xls,
    /// OpenDocument.
    Ods,
}

/// The kind of a workbook by its ending, if its content is of that kind and
/// not too large.
pub fn check(file: &SharedFile, extension: &str) -> Outcome<Kind> {
    let kind = match extension {
        "xlsb" => Kind::Xlsb,
        "xls" => Kind::Xls,
        "ods" => Kind::Ods,
        _ => Kind::Xlsx,
    };
    let start = file.bytes_at(0, 8).unwrap_or_default();
    let compound = start == [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let packed = start.starts_with(b"PK\x03\x04");
    match kind {
        Kind::Xls if compound && has_sound_sheets(file) => Ok(kind),
        Kind::Xls if compound => fail(damaged("it contradicts itself")),
        Kind::Xls if packed => fail(damaged("it is of a newer kind: name it `.xlsx`")),
        // A protected workbook is packed into a compound file.
        Kind::Xlsx | Kind::Xlsb if compound && !has_workbook_stream(file) => {
            fail(protected_error())
        }
        Kind::Xlsx if compound => fail(damaged("it is of an older kind: name it `.xls`")),
        _ if packed => check_size(file).map(|()| kind),
        _ => fail(damaged("it does not begin like one")),
    }
}

/// Whether a compound file has a stream with the name of old workbooks.
fn has_workbook_stream(file: &SharedFile) -> bool {
    let name: Vec<u8> = "Workbook".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let start = file.bytes_at(0, 16 * 1024 * 1024).unwrap_or_default();
    memchr::memmem::find(&start, &name).is_some()
}

/// Adds up what the directory of a ZIP archive says about the size of its parts.
fn check_size(file: &SharedFile) -> Outcome<()> {
    let Some(total) = unpacked_size(file) else {
        return fail(damaged("it ends early"));
    };
    if total <= MOST_BYTES {
        return Ok(());
    }
    let message = eco_format!("the workbook has {} MiB when unpacked", total / 1024 / 1024);
    fail(ReadError::new(message).hint("store the data as Parquet or CSV"))
}

/// See PKWARE, *.ZIP File Format Specification*, 4.3.12 and 4.3.16.
fn unpacked_size(file: &SharedFile) -> Option<u64> {
    const END: usize = 22 + 65_535;
    let end = file.bytes_at(file.len().saturating_sub(END as u64), END).ok()?;
    let at = memchr::memmem::rfind(&end, b"PK\x05\x06")?;
    let (length, start) = (number(&end, at + 12, 4)?, number(&end, at + 16, 4)?);
    let directory = file.bytes_at(start, usize::try_from(length).ok()?).ok()?;
    let (mut at, mut total) = (0, 0_u64);
    while directory.get(at..at + 4) == Some(b"PK\x01\x02".as_slice()) {
        total = total.checked_add(number(&directory, at + 24, 4)?)?;
        let names: Option<u64> = [28, 30, 32].iter().map(|it| number(&directory, at + it, 2)).sum();
        at += 46 + usize::try_from(names?).ok()?;
    }
    (at > 0).then_some(total)
}
