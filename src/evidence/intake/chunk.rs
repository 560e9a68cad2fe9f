//! A run of rows, as readers hand it on.

use std::ops::Range;

use super::answer::Answer;

/// Consecutive rows of a data file, of which only the wanted columns were read.
#[derive(Debug)]
pub struct Chunk {
    /// How many rows there are.
    pub rows: usize,
    /// The wanted columns, in the order in which they were asked for.
    pub columns: Vec<CodedColumn>,
}

/// A column of a chunk: each row as an index into the chunk's distinct answers.
#[derive(Debug, Default)]
pub struct CodedColumn {
    /// The distinct answers.
    pub answers: Vec<Answer>,
    /// For each row, which of the answers it holds.
    pub codes: Vec<u32>,
}

impl CodedColumn {
    /// The answer in a row.
    pub fn answer(&self, row: usize) -> &Answer {
        &self.answers[self.codes[row] as usize]
    }

    /// Some of the rows, with only the answers that they hold.
    pub fn part(&self, rows: Range<usize>) -> Self {
        let mut codes_here = vec![None; self.answers.len()];
        let mut part = Self::default();
        for code in &self.codes[rows] {
            let here = *codes_here[*code as usize].get_or_insert_with(|| {
                part.answers.push(self.answers[*code as usize].clone());
                part.answers.len() as u32 - 1
            });
            part.codes.push(here);
        }
        part
    }
}
