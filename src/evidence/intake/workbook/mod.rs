//! Workbooks: XLSX, XLSB, XLS and ODS.

mod archive;
mod cell;
mod compound;
mod grid;
mod reference;

use std::sync::Arc;

use calamine::{Error as BookError, Ods, Reader, Xls, Xlsb, Xlsx};
use typst::diag::{EcoString, eco_format};

use self::cell::value;
use self::grid::Grid;
use self::reference::Area;
use super::chunk::Chunk;
use super::declared::Declared;
use super::error::{Outcome, ReadError, fail};
use super::file::{FileReader, SharedFile};
use super::guard::guarded;
use super::loaded::Loaded;
use crate::diag::name_hint;

/// How much of a file is read at once.
const BUFFER: usize = 64 * 1024;

/// A sheet of a workbook.
#[derive(Debug)]
pub struct Workbook {
    sheet: String,
    /// The row of the header, from 0.
    header: u32,
    loaded: Loaded,
}

impl Workbook {
    /// Reads the sheet that is meant.
    pub fn open(file: &Arc<SharedFile>, declared: &Declared) -> Outcome<Self> {
        let area = declared.range.map(Area::parse).transpose()?;
        let kind = archive::check(file, &declared.extension())?;
        let reader = file.reader(0, BUFFER);
        let mut grid = Grid::new(area);
        let read = || {
            Ok(match kind {
                archive::Kind::Xlsx => xlsx(reader, declared, &mut grid),
                archive::Kind::Xlsb => xlsb(reader, declared, &mut grid),
                archive::Kind::Xls => {
                    let book = Xls::new(reader).map_err(|error| failed(&error.into()));
                    book.and_then(|book| dense(book, declared, &mut grid))
                }
                archive::Kind::Ods => {
                    let book = Ods::new(reader).map_err(|error| failed(&error.into()));
                    book.and_then(|book| dense(book, declared, &mut grid))
                }
            })
        };
        let sheet = guarded(read, |error| error, damaged)??;
        let (header, loaded) = grid.finish(&sheet)?;
        Ok(Self { sheet, header, loaded })
    }

    /// The columns.
    pub fn columns(&self) -> &[String] {
        &self.loaded.columns
    }

    /// Hands on the wanted columns in chunks.
    pub fn chunks<R: Send>(
        &self,
        wanted: &[usize],
        each: impl Fn(&Chunk) -> R + Sync,
    ) -> Outcome<Vec<R>> {
        self.loaded.chunks(wanted, each)
    }

    /// Says where a row stands, counted from 0.
    pub fn place(&self, row: u64) -> String {
        format!("sheet `{}`, row {}", self.sheet, u64::from(self.header) + row + 2)
    }
}

fn xlsx(reader: FileReader, declared: &Declared, grid: &mut Grid) -> Outcome<String> {
    let mut book = Xlsx::new(reader).map_err(|error| failed(&error.into()))?;
    let sheet = sheet(book.sheet_names(), declared)?;
    let cells = book.worksheet_cells_reader(&sheet);
    let mut cells = cells.map_err(|error| failed(&error.into()))?;
    while let Some(cell) = cells.next_cell().map_err(|error| failed(&error.into()))? {
        let (row, column) = cell.get_position();
        grid.set(row, column, value(cell.get_value()))?;
    }
    Ok(sheet)
}

fn xlsb(reader: FileReader, declared: &Declared, grid: &mut Grid) -> Outcome<String> {
    let mut book = Xlsb::new(reader).map_err(|error| failed(&error.into()))?;
    let sheet = sheet(book.sheet_names(), declared)?;
    let cells = book.worksheet_cells_reader(&sheet);
    let mut cells = cells.map_err(|error| failed(&error.into()))?;
    while let Some(cell) = cells.next_cell().map_err(|error| failed(&error.into()))? {
        let (row, column) = cell.get_position();
        grid.set(row, column, value(cell.get_value()))?;
    }
    Ok(sheet)
}

/// Formats of which a sheet is read at once.
fn dense<B: Reader<FileReader>>(
    mut book: B,
    declared: &Declared,
    grid: &mut Grid,
) -> Outcome<String>
where
    BookError: From<B::Error>,
{
    let sheet = sheet(book.sheet_names(), declared)?;
    let range = book.worksheet_range(&sheet).map_err(|error| failed(&error.into()))?;
    let (first_row, first_column) = range.start().unwrap_or_default();
    for (row, column, data) in range.used_cells() {
        let (row, column) = (first_row + row as u32, first_column + column as u32);
        grid.set(row, column, value(&cell::borrowed(data)))?;
    }
    Ok(sheet)
}

/// The name of the sheet that is meant.
fn sheet(names: Vec<String>, declared: &Declared) -> Outcome<String> {
    match declared.sheet {
        None => match names.first() {
            Some(first) => Ok(first.clone()),
            None => fail(ReadError::new("the workbook has no sheet")),
        },
        Some(sheet) if names.iter().any(|name| name == sheet) => Ok(sheet.to_string()),
        Some(sheet) => {
            let hint = name_hint(sheet, names.iter().map(String::as_str));
            let message = eco_format!("the workbook has no sheet `{sheet}`");
            fail(ReadError::new(message).maybe_hint(hint))
        }
    }
}

fn failed(error: &BookError) -> Vec<ReadError> {
    use calamine::{OdsError, XlsError, XlsbError, XlsxError};
    let protected = matches!(
        error,
        BookError::Xlsx(XlsxError::Password)
            | BookError::Xlsb(XlsbError::Password)
            | BookError::Xls(XlsError::Password)
            | BookError::Ods(OdsError::Password)
    );
    vec![if protected { protected_error() } else { damaged(&error.to_string()) }]
}

/// The error of a workbook that needs a password.
fn protected_error() -> ReadError {
    ReadError::new("the workbook is protected with a password").hint("save it without a password")
}

/// The error of a workbook that makes no sense.
fn damaged(reason: &str) -> ReadError {
    let reason: EcoString = reason.into();
    ReadError::new(eco_format!("the file is no workbook, or is damaged ({reason})"))
        .hint("open it in a spreadsheet program and save it again")
}
