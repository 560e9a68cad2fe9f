//! A text file as a table, cell by cell.

use std::ops::Range;

use super::Delimited;
use super::blocks::Shared;
use super::fault::{Fault, FaultKind};
use super::index::Index;
use super::marks::{Doubt, Marks};
use super::open::decoded;
use super::read::check_text;
use crate::evidence::intake::error::{Outcome, ReadError, fail};
use crate::evidence::intake::table::{RawCell, RawTable};
use crate::project::limits::MAX_TABLE_CELLS;

impl Delimited {
    /// The whole file as text.
    pub fn table(&self) -> Outcome<RawTable> {
        let shared = Shared::default();
        let blocks = self.blocks(&shared).map_err(|fault| self.errors(&[fault]))?;
        let (mut rows, mut faults): (Vec<Vec<RawCell>>, Vec<Fault>) = Default::default();
        let width = self.columns.len();
        for block in blocks {
            let block = block.map_err(|fault| self.errors(&[fault]))?;
            check_text(&block, self.encoded).map_err(|faults| self.errors(&faults))?;
            let (mut index, mut odd, mut at) = (Index::default(), Vec::new(), 0);
            while at < block.text().len() {
                at = index.fill(block.text(), at, &self.syntax, width, &mut odd);
                let first = rows.len();
                rows.extend((0..index.rows()).map(|_| Vec::with_capacity(width)));
                for column in 0..width {
                    for (row, (start, end)) in rows[first..].iter_mut().zip(index.column(column)) {
                        let text = decoded(&block.text()[start..end], self.encoded);
                        let offset = block.offset as usize;
                        let range = offset + start..offset + end;
                        let cell = self.raw_cell(column, &text, range);
                        row.push(cell.unwrap_or_else(|(fault, cell)| {
                            faults.push(fault);
                            cell
                        }));
                    }
                }
                if rows.len() * width > MAX_TABLE_CELLS {
                    return fail(ReadError::new("the table has too many cells to be published"));
                }
            }
            faults.extend(self.faults(&block, &odd));
        }
        if !faults.is_empty() {
            return Err(self.errors(&faults));
        }
        let range = self.header.start as usize..self.header.end as usize;
        let header = |name: &String| RawCell { text: name.clone(), range: self.range(&range) };
        Ok(RawTable { header: self.columns.iter().map(header).collect(), rows })
    }

    /// A cell, with a fault if it could be two numbers.
    fn raw_cell(
        &self,
        column: usize,
        text: &str,
        range: Range<usize>,
    ) -> Result<RawCell, (Fault, RawCell)> {
        let unquoted = self.syntax.unquoted(text);
        let marks = self.marks[column];
        let text = unquoted.trim();
        let plain = if marks == Marks::PLAIN { None } else { marks.plain(text) };
        let cell =
            RawCell { text: plain.unwrap_or_else(|| text.to_string()), range: self.range(&range) };
        match marks.answer(text) {
            Ok(_) => Ok(cell),
            Err(Doubt) => {
                let kind = FaultKind::Doubt(self.columns[column].clone(), text.to_string());
                Err((Fault { range: range.start as u64..range.end as u64, kind }, cell))
            }
        }
    }

    /// Where bytes of the text stand in the file, if that is the same.
    fn range(&self, range: &Range<usize>) -> Option<Range<usize>> {
        self.encoded.is_utf8().then(|| range.clone())
    }

    /// Says where a row stands, counted from 0.
    pub fn place(&self, row: u64) -> String {
        match self.row_start(row) {
            Some(start) => format!("line {}", self.lines(&[start])[0]),
            None => format!("row {}", row + 1),
        }
    }

    /// Where a row begins in the text of the file.
    pub fn row_start(&self, row: u64) -> Option<u64> {
        let shared = Shared::default();
        let mut before = 0;
        for block in self.blocks(&shared).ok()? {
            let block = block.ok()?;
            let (mut index, mut odd, mut at) = (Index::default(), Vec::new(), 0);
            while at < block.text().len() {
                at = index.fill(block.text(), at, &self.syntax, self.columns.len(), &mut odd);
                let rows = index.rows() as u64;
                if row < before + rows {
                    return Some(block.offset + index.start((row - before) as usize) as u64);
                }
                before += rows;
            }
            shared.give_back(block.buffer);
        }
        None
    }
}
