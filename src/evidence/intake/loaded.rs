//! Files that are small enough to be held in memory.

use std::collections::HashMap;

use rayon::prelude::*;

use super::answer::Answer;
use super::chunk::{Chunk, CodedColumn};
use super::error::{MOST_ERRORS, Outcome, ReadError};

/// How many rows a chunk has at most.
pub const CHUNK_ROWS: usize = 65_536;

/// All columns of a file.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// What is wrong with cells, by their column.
    pub faults: Vec<(usize, ReadError)>,
    rows: usize,
    data: Vec<CodedColumn>,
}

impl Loaded {
    /// Hands on the wanted columns in chunks.
    pub fn chunks<R: Send>(
        &self,
        wanted: &[usize],
        each: impl Fn(&Chunk) -> R + Sync,
    ) -> Outcome<Vec<R>> {
        let faults = self.faults.iter().filter(|(column, _)| wanted.contains(column));
        let errors: Vec<_> = faults.map(|(_, error)| error.clone()).take(MOST_ERRORS).collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        let chunk = |index: usize| {
            let rows = index * CHUNK_ROWS..self.rows.min((index + 1) * CHUNK_ROWS);
            let part = |column: &usize| self.data[*column].part(rows.clone());
            let columns = wanted.iter().map(part).collect();
            each(&Chunk { rows: rows.len(), columns })
        };
        Ok((0..self.rows.div_ceil(CHUNK_ROWS)).into_par_iter().map(chunk).collect())
    }
}

/// Fills columns row by row.
#[derive(Debug, Default)]
pub struct Loader {
    columns: Vec<String>,
    faults: Vec<(usize, ReadError)>,
    rows: usize,
    data: Vec<Growing>,
}

#[derive(Debug)]
struct Growing {
    known: HashMap<Answer, u32>,
    column: CodedColumn,
}

impl Growing {
    fn code(&mut self, answer: Answer) -> u32 {
        if let Some(code) = self.known.get(&answer) {
            return *code;
        }
        let code = self.column.answers.len() as u32;
        self.column.answers.push(answer.clone());
        self.known.insert(answer, code);
        code
    }

    /// Leaves the rows up to one empty.
    fn pad(&mut self, rows: usize) {
        if self.column.codes.len() < rows {
            let empty = self.code(Answer::Empty);
            self.column.codes.resize(rows, empty);
        }
    }
}

impl Loader {
    /// Adds a column and says its index. Its cells so far are empty.
    pub fn column(&mut self, name: String) -> usize {
        self.columns.push(name);
        self.data.push(Growing { known: HashMap::new(), column: CodedColumn::default() });
        self.data.len() - 1
    }

    /// Sets a cell of a row. Rows come in order; a cell that was set stays.
    pub fn set(&mut self, row: usize, column: usize, answer: Answer) -> bool {
        let growing = &mut self.data[column];
        growing.pad(row);
        let free = growing.column.codes.len() == row;
        if free {
            let code = growing.code(answer);
            growing.column.codes.push(code);
            self.rows = self.rows.max(row + 1);
        }
        free
    }

    /// Notes what is wrong with a cell of a column.
    pub fn fault(&mut self, column: usize, error: ReadError) {
        self.faults.push((column, error));
    }

    /// Ends with at least so many rows.
    pub fn finish(mut self, rows: usize) -> Loaded {
        let rows = self.rows.max(rows);
        for growing in &mut self.data {
            growing.pad(rows);
        }
        let data = self.data.into_iter().map(|growing| growing.column).collect();
        Loaded { columns: self.columns, faults: self.faults, rows, data }
    }
}
