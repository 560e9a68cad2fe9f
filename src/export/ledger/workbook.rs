//! The ledger as a workbook, to be published beside the documents.
//!
//! Each sheet is one table from A1 on, with its headings in the first row, without
//! merged or empty rows, so that programs and screen readers can read it. The same
//! ledger gives the same bytes.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use super::document::LedgerDocument;
use super::table::{Cell, Number, Table};
use super::text::longest_word;
use crate::project::Date;

/// The widest that a column is made, in characters. Longer texts are wrapped.
const WIDEST: usize = 60;

/// The longest text that a cell can hold, in characters.
const LONGEST: usize = 32_767;

/// Writes tables as the sheets of a workbook, each with its name.
///
/// # Errors
/// If a sheet has more rows than workbooks can have.
pub fn write_workbook(
    ledger: &LedgerDocument,
    date: Date,
    sheets: &[(String, Table)],
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(ledger, date)?);
    for (name, table) in sheets {
        write_sheet(workbook.add_worksheet().set_name(name)?, table)?;
    }
    workbook.save_to_buffer()
}

fn properties(ledger: &LedgerDocument, date: Date) -> Result<DocProperties, XlsxError> {
    let publication = &ledger.publication;
    let created = ExcelDateTime::from_ymd(date.year, date.month, date.day)?;
    Ok(DocProperties::new()
        .set_title(&publication.title)
        .set_subject(&publication.id)
        .set_author(publication.authors.join("; "))
        .set_creation_datetime(&created)
        .set_custom_property("Language", ledger.language.as_str()))
}

fn write_sheet(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let heading = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    for (index, column) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, index, &column.heading, &heading)?;
        sheet.set_column_width(index, width(table, index.into()))?;
    }
    for (row, cells) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(cells) {
            write_cell(sheet, row, column, cell)?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape();
    if let (Ok(rows), Ok(columns)) =
        (u32::try_from(table.rows.len()), u16::try_from(table.columns.len()))
        && columns > 0
    {
        sheet.autofilter(0, 0, rows, columns - 1)?;
    }
    Ok(())
}

fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    let top = Format::new().set_align(FormatAlign::Top);
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            let text: String = text.chars().take(LONGEST).collect();
            sheet.write_string_with_format(row, column, text, &top.set_text_wrap())?;
        }
        Cell::Number(number) => {
            let format = top.set_num_format(number_format(number));
            sheet.write_number_with_format(row, column, number.nearest, &format)?;
        }
    }
    Ok(())
}

/// How Excel shows the number. Hundredths get a percent sign and stay hundredths.
fn number_format(number: &Number) -> String {
    let decimals = match number.decimals {
        0 => String::new(),
        decimals => format!(".{}", "0".repeat(decimals.into())),
    };
    match number.percent {
        true => format!("0{decimals}\"%\""),
        false => format!("#,##0{decimals}"),
    }
}

fn width(table: &Table, column: usize) -> f64 {
    // Headings are wrapped; a filter's button needs room beside their words.
    let heading = table.columns.get(column).map_or(0, |column| longest_word(&column.heading) + 3);
    let cells = table.rows.iter().filter_map(|row| row.get(column));
    let widest = cells.map(|cell| cell.short().width() + 1).max().unwrap_or(0);
    // Widths are given in characters, of which there are never so many.
    widest.max(heading).min(WIDEST) as f64
}
