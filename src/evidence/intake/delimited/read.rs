//! Reading the rows of a text file, several blocks at a time.

use memchr::memchr;
use rayon::prelude::*;

use super::Delimited;
use super::blocks::{Block, Blocks, PADDING, Shared, TextStream};
use super::encoding::{self, Encoded};
use super::fault::{Fault, FaultKind, LineCounter};
use super::index::{Index, Odd};
use super::open::decoded;
use super::shapes;
use super::syntax::Flaw;
use crate::evidence::intake::answer::Answer;
use crate::evidence::intake::chunk::{Chunk, CodedColumn};
use crate::evidence::intake::distinct;
use crate::evidence::intake::error::{MOST_ERRORS, Outcome, ReadError};
use crate::evidence::intake::interner::TextInterner;

/// The lowest bytes of a word, by their number.
const LOWEST: [u64; 9] = {
    let mut masks = [0; 9];
    let mut bytes = 1;
    while bytes <= 8 {
        masks[bytes] = u64::MAX >> (64 - 8 * bytes);
        bytes += 1;
    }
    masks
};

impl Delimited {
    /// Hands on the wanted columns in chunks.
    pub fn chunks<R: Send>(
        &self,
        wanted: &[usize],
        each: impl Fn(&Chunk) -> R + Sync,
    ) -> Outcome<Vec<R>> {
        let faults = match self.chunks_as(self.encoded, wanted, &each) {
            Ok(results) => return Ok(results),
            Err(faults) => faults,
        };
        let not_utf8 = |fault: &Fault| matches!(fault.kind, FaultKind::NotUtf8);
        if self.encoded == Encoded::Ascii && faults.iter().any(not_utf8) {
            let encoded = encoding::settle(&self.file)?;
            if encoded != Encoded::Utf8 {
                let again = self.chunks_as(encoded, wanted, &each);
                return again.map_err(|faults| self.errors(&faults));
            }
        }
        Err(self.errors(&faults))
    }

    fn chunks_as<R: Send>(
        &self,
        encoded: Encoded,
        wanted: &[usize],
        each: impl Fn(&Chunk) -> R + Sync,
    ) -> Result<Vec<R>, Vec<Fault>> {
        let shared = Shared::default();
        let blocks = self.blocks(&shared).map_err(|fault| vec![fault])?;
        let read = |(index, block): (usize, Result<Block, Fault>)| {
            let chunk = block.map_err(|fault| vec![fault]).and_then(|block| {
                let chunk = self.chunk(&block, encoded, wanted);
                shared.give_back(block.buffer);
                chunk
            });
            if chunk.as_ref().is_err_and(|faults| faults.len() >= MOST_ERRORS) {
                shared.stop();
            }
            (index, chunk.map(|chunk| each(&chunk)))
        };
        let mut results: Vec<_> = blocks.enumerate().par_bridge().map(read).collect();
        results.sort_unstable_by_key(|(index, _)| *index);
        let (mut values, mut faults) = (Vec::new(), Vec::new());
        for (_, result) in results {
            match result {
                Ok(value) => values.push(value),
                Err(more) => faults.extend(more),
            }
        }
        if faults.is_empty() { Ok(values) } else { Err(faults) }
    }

    /// The blocks of the rows.
    pub fn blocks<'a>(&'a self, shared: &'a Shared) -> Result<Blocks<'a>, Fault> {
        let stream = TextStream::new(&self.file, self.encoded, self.mark);
        Blocks::new(stream, self.syntax, self.start, shared)
            .map_err(|error| Fault::io(self.start, &error))
    }

    fn chunk(
        &self,
        block: &Block,
        encoded: Encoded,
        wanted: &[usize],
    ) -> Result<Chunk, Vec<Fault>> {
        check_text(block, encoded)?;
        let mut columns: Vec<Column> = wanted.iter().map(|column| Column::new(*column)).collect();
        let (mut index, mut odd) = (Index::default(), Vec::new());
        let (text, mut at, mut rows) = (block.text(), 0, 0);
        while at < text.len() {
            at = index.fill(text, at, &self.syntax, self.columns.len(), &mut odd);
            rows += index.rows();
            // If records go on to be as long, there will be so many.
            let expected = rows * text.len().div_ceil(at.max(1));
            for column in &mut columns {
                column.codes.reserve(expected - column.codes.len());
                column.read(&block.buffer, &index);
            }
        }
        let mut faults = self.faults(block, &odd);
        let columns: Vec<_> = columns
            .into_iter()
            .filter_map(|column| {
                self.finished(column, encoded)
                    .map_err(|text| faults.push(self.doubt(block, text)))
                    .ok()
            })
            .collect();
        if faults.is_empty() { Ok(Chunk { rows, columns }) } else { Err(faults) }
    }

    /// What is wrong with records. The sources below a table are not.
    pub fn faults(&self, block: &Block, odd: &[Odd]) -> Vec<Fault> {
        let is_wrong = |odd: &&Odd| {
            let text = String::from_utf8_lossy(&block.text()[odd.range.clone()]);
            let source = matches!(odd.flaw, Flaw::Cells(_))
                && shapes::is_source(text.trim_start_matches(['"', ' ', '\u{fffd}']));
            let copyright = block.text().get(odd.range.start) == Some(&0xa9)
                || block.text().get(odd.range.start + 1) == Some(&0xa9);
            !(self.stat_line && (source || copyright))
        };
        let fault = |odd: &Odd| Fault::of_flaw(odd.flaw, block.place(&odd.range));
        odd.iter().filter(is_wrong).take(MOST_ERRORS).map(fault).collect()
    }

    /// A cell that could be two numbers, at its first place in the block.
    fn doubt(&self, block: &Block, (column, text): (usize, String)) -> Fault {
        let found = memchr::memmem::find(block.text(), text.as_bytes()).unwrap_or(0) as u64;
        let range = block.offset + found..block.offset + found + text.len() as u64;
        Fault { range, kind: FaultKind::Doubt(self.columns[column].clone(), text) }
    }

    fn finished(&self, column: Column, encoded: Encoded) -> Result<CodedColumn, (usize, String)> {
        let marks = self.marks[column.column];
        let mut answers = Vec::with_capacity(column.interner.texts().len());
        for cell in column.interner.texts() {
            answers.push(
                match std::str::from_utf8(cell) {
                    Ok(text) if self.is_simple(text) => marks.answer(text),
                    _ => {
                        let text = decoded(cell, encoded);
                        let text = self.syntax.unquoted(&text);
                        match text.trim() {
                            "." if self.stat_line => Ok(Answer::Empty),
                            text => marks.answer(text),
                        }
                    }
                }
                .map_err(|_| (column.column, decoded(cell, encoded)))?,
            );
        }
        Ok(distinct::column(answers, column.codes))
    }

    /// Whether a cell is ASCII and has no quotes around it.
    fn is_simple(&self, cell: &str) -> bool {
        cell.is_ascii() && !cell.starts_with(char::from(self.syntax.quote)) && !self.stat_line
    }

    /// Faults as errors, with the lines they are on.
    pub fn errors(&self, faults: &[Fault]) -> Vec<ReadError> {
        let mut faults: Vec<&Fault> = faults.iter().collect();
        faults.sort_by_key(|fault| fault.range.start);
        // A doubt about a column is the same doubt in every block.
        let mut doubted: Vec<&str> = Vec::new();
        faults.retain(|fault| match &fault.kind {
            FaultKind::Doubt(column, _) if doubted.contains(&column.as_str()) => false,
            FaultKind::Doubt(column, _) => {
                doubted.push(column);
                true
            }
            _ => true,
        });
        faults.truncate(MOST_ERRORS);
        let lines = self.lines(&faults.iter().map(|fault| fault.range.start).collect::<Vec<_>>());
        let errors = faults.iter().zip(lines);
        errors.map(|(fault, line)| fault.error(line, self.encoded, self.columns.len())).collect()
    }

    /// The lines of places in the text, which are in order.
    pub fn lines(&self, places: &[u64]) -> Vec<u64> {
        let mut stream = TextStream::new(&self.file, self.encoded, self.mark);
        let mut counter = LineCounter::new(self.syntax.terminator);
        let (mut text, mut offset, mut ended) = (Vec::new(), 0, false);
        let mut lines = Vec::new();
        for place in places {
            while !ended && offset + (text.len() as u64) < *place {
                counter.advance(&text);
                offset += text.len() as u64;
                text.clear();
                ended = stream.read(encoding::SAMPLE, &mut text).unwrap_or(true);
            }
            let here = text.len().min((*place - offset) as usize);
            lines.push(counter.advance(&text[..here]));
            offset += here as u64;
            text.drain(..here);
        }
        lines
    }
}

/// That the bytes of a block are text.
pub fn check_text(block: &Block, encoded: Encoded) -> Result<(), Vec<Fault>> {
    let fault = |place: usize, kind| {
        let place = block.offset + place as u64;
        vec![Fault { range: place..place + 1, kind }]
    };
    if let Some(place) = memchr(0, block.text()) {
        return Err(fault(place, FaultKind::Nul));
    }
    match (encoded, std::str::from_utf8(block.text())) {
        (Encoded::Utf8 | Encoded::Ascii, Err(error)) => {
            Err(fault(error.valid_up_to(), FaultKind::NotUtf8))
        }
        _ => Ok(()),
    }
}

/// A column while a block is read.
struct Column {
    column: usize,
    interner: TextInterner,
    codes: Vec<u32>,
}

impl Column {
    fn new(column: usize) -> Self {
        Self { column, interner: TextInterner::new(), codes: Vec::new() }
    }

    /// Reads the cells of indexed records.
    fn read(&mut self, buffer: &[u8], index: &Index) {
        let interner = &mut self.interner;
        let code = |(start, end): (usize, usize)| {
            let len = end - start;
            match buffer.get(start..start + PADDING).and_then(|word| word.first_chunk::<8>()) {
                Some(word) if len <= 8 => {
                    interner.packed(u64::from_le_bytes(*word) & LOWEST[len], len)
                }
                _ => interner.text(&buffer[start..end]),
            }
        };
        self.codes.extend(index.column(self.column).map(code));
    }
}
