//! Cells of a sheet as a table.

use std::collections::{BTreeMap, BTreeSet};

use typst::diag::eco_format;

use super::cell::Value;
use super::reference::{Area, letters};
use crate::evidence::intake::answer::Answer;
use crate::evidence::intake::error::{MOST_ERRORS, Outcome, ReadError, fail};
use crate::evidence::intake::loaded::{Loaded, Loader};
use crate::project::limits::MAX_SHEET_CELLS;

/// How many rows in the middle of a table can be empty. They count as rows, so a
/// cell left over far below would make a large table of a small one.
const MOST_EMPTY_ROWS: u32 = 1000;

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
        if self.cells > MAX_SHEET_CELLS {
            let error =
                ReadError::new(eco_format!("the sheet has more than {MAX_SHEET_CELLS} cells"));
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
        let above = self.last.max(header);
        if row - above > MOST_EMPTY_ROWS {
            let message = eco_format!("the rows {} to {row} of the sheet are empty", above + 2);
            let hint = "delete what stands below them, or state the `range` of the table";
            return fail(ReadError::new(message).hint(hint));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn table(area: Option<&str>, cells: &[(u32, u32, &str)]) -> Outcome<(u32, Loaded)> {
        let mut grid = Grid::new(area.map(Area::parse).transpose()?);
        for (row, column, text) in cells {
            grid.set(*row, *column, Value::Answer(Answer::of_text(text)))?;
        }
        grid.finish("Data")
    }

    #[test]
    fn the_first_row_is_the_header() {
        let cells = [(0, 0, "title"), (2, 1, "a"), (2, 2, "b"), (3, 1, "1"), (3, 3, "x")];
        let (header, loaded) = table(Some("B3:C9"), &cells).unwrap();
        assert_eq!((header, loaded.columns), (2, vec!["a".to_string(), "b".to_string()]));
        let (header, loaded) = table(None, &cells[1..]).unwrap();
        assert_eq!((header, loaded.columns.join(" ")), (2, "a b D".to_string()));
        assert!(table(Some("A2:C9"), &cells).is_err());
    }

    #[test]
    fn a_cell_far_below_is_no_row() {
        assert!(table(None, &[(0, 0, "a"), (1000, 0, "1")]).is_ok());
        let errors = table(None, &[(0, 0, "a"), (1, 0, "1"), (1002, 0, "1")]).unwrap_err();
        assert_eq!(errors[0].message, "the rows 3 to 1002 of the sheet are empty");
    }

    #[test]
    fn a_column_has_one_name() {
        assert!(table(None, &[(0, 0, "a"), (0, 1, "a")]).is_err());
    }
}
