//! Tables as comma-separated values.

use std::io;

use super::table::{Cell, Table};

/// The table as CSV in UTF-8 without a byte order mark, with the names for programs
/// as its header and numbers with all their digits and a point.
///
/// # Errors
/// None in practice: memory does not refuse what is written to it.
pub fn write_csv(table: &Table) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(table.columns.iter().map(|column| column.id))?;
    for row in &table.rows {
        writer.write_record(row.iter().map(Cell::exact))?;
    }
    writer.into_inner().map_err(|error| error.into_error())
}
