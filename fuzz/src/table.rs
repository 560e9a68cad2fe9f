//! Delimited text: any bytes are read or refused, and cells are what the `csv` crate reads.

use std::fs::File;
use std::io::{Seek, Write};

use report::evidence::intake::{Declared, Dialect, Intake, RawTable, Shape};
use report::evidence::{Amount, ReadError};
use report::project::Language;

/// Checks the bytes of a file behind one that says what is declared about it: a comma,
/// a semicolon or a tab that it separates cells, anything else nothing.
///
/// # Panics
/// If something does not hold.
pub fn check(bytes: &[u8]) {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let languages: Vec<Language> = Language::parse("nl").into_iter().collect();
    let mut declared = Declared::new("t.csv", &languages);
    let delimiter = Some(*first).filter(|first| b",;\t".contains(first));
    if let Some(delimiter) = delimiter {
        declared.shape = Some(Shape::Plain);
        declared.dialect = Dialect {
            delimiter: Some(char::from(delimiter)),
            quote: Some('"'),
            encoding: Some("utf-8".into()),
            decimal: Some('.'),
            thousands: None,
            header: Some(1),
        };
    }
    let intake = match Intake::open(file(bytes), &declared) {
        Ok(intake) => intake,
        Err(errors) => return check_errors(&errors, bytes),
    };
    let columns = intake.columns().to_vec();
    let wanted: Vec<usize> = (0..columns.len()).collect();
    let chunks = intake.chunks(&wanted, |chunk| {
        assert!(chunk.columns.iter().all(|column| column.codes.len() == chunk.rows));
        assert_eq!(chunk.columns.len(), wanted.len());
        chunk.rows
    });
    match (chunks, intake.table()) {
        (Ok(chunks), Ok(table)) => {
            assert!(table.rows.iter().all(|row| row.len() == columns.len()));
            assert_eq!(chunks.iter().sum::<usize>(), table.rows.len());
            if let Some(delimiter) = delimiter {
                compare(&table, bytes, delimiter);
            }
        }
        (Err(errors), Err(more)) => {
            check_errors(&errors, bytes);
            check_errors(&more, bytes);
        }
        (chunks, table) => panic!("one reader refuses what the other takes: {chunks:?} {table:?}"),
    }
}

fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().expect("temporary files can be made");
    file.write_all(bytes).and_then(|()| file.rewind()).expect("they can be written");
    file
}

fn check_errors(errors: &[ReadError], bytes: &[u8]) {
    assert!(!errors.is_empty());
    for error in errors {
        assert!(!error.message.is_empty());
        let range = error.range.clone().unwrap_or(0..0);
        assert!(range.start <= range.end && range.end <= bytes.len(), "{error:?}");
    }
}

/// Compares a table with what the `csv` crate reads.
fn compare(table: &RawTable, bytes: &[u8], delimiter: u8) {
    let mut bytes = bytes;
    while let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        bytes = rest;
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(bytes);
    let records: Vec<csv::StringRecord> =
        reader.records().map(|record| record.expect("it was read as UTF-8")).collect();
    let is_blank = |record: &csv::StringRecord| record.len() == 1 && record[0].trim().is_empty();
    let records: Vec<_> = records.into_iter().filter(|record| !is_blank(record)).collect();
    let rows = std::iter::once(&table.header).chain(&table.rows);
    let rows: Vec<_> = rows.filter(|row| row.len() > 1 || !row[0].text.is_empty()).collect();
    assert_eq!(rows.len(), records.len(), "{rows:?} {records:?}");
    for (index, (row, record)) in rows.into_iter().zip(&records).enumerate() {
        assert_eq!(row.len(), record.len(), "{row:?} {record:?}");
        for (column, (cell, expected)) in row.iter().zip(record).enumerate() {
            let unnamed = index == 0 && expected.trim().is_empty();
            let expected = match unnamed {
                true => format!("column {}", column + 1),
                false => expected.trim().to_string(),
            };
            assert!(same(&cell.text, &expected), "{:?} for {expected:?}", cell.text);
        }
    }
}

/// Whether a cell is what was written, or the same number.
fn same(cell: &str, written: &str) -> bool {
    let number = |text: &str| Amount::parse(text).map(Amount::shortest);
    cell == written || number(cell).is_some_and(|it| Some(it) == number(written))
}
