//! The headers of tables that the website of StatLine exports.
//!
//! Above the rows stand titles, then one or several records of headers: subjects
//! from the general to the special, and sometimes the units below them.

use super::sample::{Record, usual_width};
use super::shapes::named;

/// What joins the parts of a column's name.
const JOIN: &str = " | ";

/// Where the last record of the header is, and the names of the columns.
pub fn header(records: &[Record]) -> Option<(usize, Vec<String>)> {
    let width = usual_width(records);
    let first = records.iter().position(|record| record.cells.len() == width)?;
    let after = records[first..].iter().position(is_row).unwrap_or(1).max(1);
    let headers: Vec<&[String]> =
        records[first..first + after].iter().map(|record| record.cells.as_slice()).collect();
    let columns = match (&headers[..], records.get(first + after)) {
        ([_, .., last], Some(row)) => names(&headers, last, &row.cells),
        _ => named(headers.first()?),
    };
    Some((first + after - 1, columns))
}

/// Whether a record holds numbers, or points where there are none.
fn is_row(record: &Record) -> bool {
    let values = record.cells.iter().skip(1);
    let filled = || values.clone().filter(|cell| !cell.is_empty());
    // Years above columns are no values of them, unless years are all there is.
    filled().any(|cell| is_value(cell)) && !filled().all(|cell| is_heading(cell))
}

fn is_value(cell: &str) -> bool {
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | ' ');
    !cell.is_empty() && cell.chars().all(digits)
}

/// Whether a cell is a text, or a year from 1800 to 2199.
fn is_heading(cell: &str) -> bool {
    let year = || cell.parse::<u16>().is_ok_and(|year| (1800..2200).contains(&year));
    !is_value(cell) || (cell.len() == 4 && year())
}

/// A cell of a record, which may be shorter than others.
fn cell(record: &[String], column: usize) -> &str {
    record.get(column).map_or("", String::as_str)
}

/// The names of columns below several records of headers. Columns of keys are
/// named by the last record, the others by the most special subject, with those
/// above it where it does not tell them apart.
fn names(headers: &[&[String]], last: &[String], row: &[String]) -> Vec<String> {
    let is_key = |column: usize| column == 0 || row.get(column).is_none_or(|it| !is_value(it));
    // Where the first cell names the subjects, units stand in the last record.
    let has_units = headers.first().is_some_and(|first| !first[0].is_empty());
    let subjects = &headers[..headers.len() - usize::from(has_units)];
    let values: Vec<usize> = (0..last.len()).filter(|column| !is_key(*column)).collect();
    let tells_apart = |record: &&&[String]| {
        let mut cells: Vec<&str> = values.iter().map(|column| cell(record, *column)).collect();
        cells.sort();
        cells.windows(2).all(|pair| pair[0] != pair[1])
    };
    let varies =
        |record: &&&[String]| values.iter().any(|it| cell(record, *it) != cell(record, values[0]));
    let special = subjects.last().filter(tells_apart);
    let name = |column: usize| match special {
        _ if is_key(column) => last[column].clone(),
        Some(record) => cell(record, column).into(),
        None => {
            let parts = subjects.iter().filter(varies).map(|record| cell(record, column));
            parts.collect::<Vec<_>>().join(JOIN)
        }
    };
    named(&(0..last.len()).map(name).collect::<Vec<_>>())
}
