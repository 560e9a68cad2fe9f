//! Cells of a sheet as a table.

use std::collections::{BTreeMap, BTreeSet};

use typst::diag::eco_format;

use super::cell::Value;
use super::reference::{Area, letters};
use crate::evidence::intake::answer::Answer;
use crate::evidence::intake::error::{MOST_ERRORS, Outcome, ReadError, fail};
use crate::evidence::intake::loaded::{Loaded, Loader};

/// How many cells a sheet may have.
const MOST_CELLS: usize = 5_000_000;

/// The cells of a sheet while they are read, row by row.
pub struct Grid {
    area: Option<Area>,
    cells: usize,
    /// The row of the header, from 0.
    header: Option<u32>,
    /// The texts of the header by their columns.
    names: BTreeMap<u32, String>,
    loader: Loader,
    /// The columns of the table by those of the sheet.
    columns: BTreeMap<u32, usize>,
    /// The last row that holds anything.
    last: u32,
}

impl Grid {
    /// Starts with no cell. Only those in the area count.
    pub fn new(area: Option<Area>) -> Self {
        let header = area.map(|area| area.first.0);
        let (names, columns) = (BTreeMap::new(), BTreeMap::new());
        Self { area, cells: 0, header, names, loader: Loader::default(), columns, last: 0 }
    }

    /// Takes a cell. Cells come row by row.
    pub fn set(&mut self, row: u32, column: u32, value: Value) -> Outcome<()> {
        self.cells += 1;
        if self.cells > MOST_CELLS {
            let error = ReadError::new(eco_format!("the sheet has more than {MOST_CELLS} cells"));
            return fail(error.hint("store the data as Parquet or CSV"));
        }
        let outside = self.area.is_some_and(|area| !area.contains(row, column));
        if outside || matches!(value, Value::Answer(Answer::Empty)) {
            return Ok(());
        }
        let header = *self.header.get_or_insert(row);
        if row == header {
            let name = match value {
                Value::Answer(answer) => answer.to_string(),
                Value::Failed(error) => error.into(),
            };
            self.names.insert(column, name);
            return Ok(());
        }
        if row < header || row < self.last {
            return fail(ReadError::new("the rows of the sheet are out of order"));
        }
        self.last = row;
        let index = self.column(column);
        let answer = match value {
            Value::Answer(answer) => answer,
            Value::Failed(error) => {
                let cell = format!("{}{}", letters(column), row + 1);
                let message = eco_format!("the cell {cell} has the error `{error}`");
                let hint = "correct its formula, or empty the cell";
                self.loader.fault(index, ReadError::new(message).hint(hint));
                Answer::Empty
            }
        };
        if self.loader.set((row - header - 1) as usize, index, answer) {
            return Ok(());
        }
        fail(ReadError::new(eco_format!("the cell {}{} occurs twice", letters(column), row + 1)))
    }

    /// The column of the table; one without a header is called by its letters.
    fn column(&mut self, column: u32) -> usize {
        if self.columns.is_empty() {
            for (column, name) in &self.names {
                self.columns.insert(*column, self.loader.column(name.clone()));
            }
        }
        *self.columns.entry(column).or_insert_with(|| self.loader.column(letters(column)))
    }

    /// The row of the header and the table.
    pub fn finish(mut self, sheet: &str) -> Outcome<(u32, Loaded)> {
        let Some(header) = self.header.filter(|_| !self.names.is_empty()) else {
            let message = match self.area {
                Some(_) => eco_format!("the first row of the range is empty (sheet `{sheet}`)"),
                None => eco_format!("the sheet `{sheet}` is empty"),
            };
            return fail(ReadError::new(message).hint("the first row of a range is the header"));
        };
        for column in self.names.keys().copied().collect::<Vec<_>>() {
            self.column(column);
        }
        let mut known = BTreeSet::new();
        let twice = self.names.values().filter(|name| !known.insert(name.as_str()));
        let error = |name: &String| {
            ReadError::new(eco_format!("the column `{name}` occurs twice (sheet `{sheet}`)"))
        };
        let errors: Vec<_> = twice.map(error).take(MOST_ERRORS).collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok((header, self.loader.finish(0)))
    }
}
