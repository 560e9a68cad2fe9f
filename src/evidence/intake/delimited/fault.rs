//! What is wrong with the records of a text file, and how to say it.

use std::io;
use std::ops::Range;

use memchr::memchr_iter;
use typst::diag::{EcoString, eco_format};

use super::encoding::Encoded;
use super::syntax::Flaw;
use crate::evidence::intake::error::ReadError;

/// Something wrong at a place in the text of a file.
#[derive(Debug)]
pub struct Fault {
    /// Where, in bytes of the text.
    pub range: Range<u64>,
    /// What.
    pub kind: FaultKind,
}

/// What can be wrong in the text of a file.
#[derive(Debug)]
pub enum FaultKind {
    /// The system does not give the file, or what it gives is not text.
    Io(EcoString),
    /// It is not UTF-8.
    NotUtf8,
    /// A character that no text has.
    Nul,
    /// A quote that is never closed.
    OpenQuote,
    /// Something after a closing quote.
    StrayQuote,
    /// A carriage return within a line.
    LoneReturn,
    /// A record with so many cells.
    Cells(usize),
    /// A cell that could be one number or another, and its column.
    Doubt(String, String),
}

impl Fault {
    /// The system does not give the file.
    pub fn io(offset: u64, error: &io::Error) -> Self {
        let message = match error.kind() {
            io::ErrorKind::InvalidData => "the file is not text in its encoding".into(),
            _ => eco_format!("the file cannot be read ({error})"),
        };
        Self { range: offset..offset, kind: FaultKind::Io(message) }
    }

    /// What the syntax found.
    pub fn of_flaw(flaw: Flaw, range: Range<u64>) -> Self {
        let kind = match flaw {
            Flaw::Cells(count) => FaultKind::Cells(count),
            Flaw::StrayQuote => FaultKind::StrayQuote,
            Flaw::OpenQuote => FaultKind::OpenQuote,
            Flaw::LoneReturn => FaultKind::LoneReturn,
        };
        Self { range, kind }
    }

    /// The error, which names a line. `width` is how many cells there should be.
    pub fn error(&self, line: u64, encoded: Encoded, width: usize) -> ReadError {
        let error = self.message(line, width);
        // In UTF-8 the text is the file; what is no text cannot be shown.
        match encoded {
            _ if matches!(self.kind, FaultKind::NotUtf8 | FaultKind::Io(_)) => error,
            Encoded::Utf8 | Encoded::Ascii => {
                error.at(self.range.start as usize..self.range.end as usize)
            }
            Encoded::Bytes(_) | Encoded::Translated(_) => error,
        }
    }

    fn message(&self, line: u64, width: usize) -> ReadError {
        match &self.kind {
            FaultKind::Io(message) => ReadError::new(message.clone()),
            FaultKind::NotUtf8 => {
                ReadError::new(eco_format!("the file is not UTF-8 text (line {line})")).hint(
                    "save the file as UTF-8, or state its encoding, such as \
                     `csv = { encoding = \"windows-1252\" }`",
                )
            }
            FaultKind::Nul => ReadError::new(eco_format!(
                "the file is not text: it has a zero byte (line {line})"
            ))
            .hint("export the file again as CSV"),
            FaultKind::OpenQuote => {
                ReadError::new(eco_format!("a quote is not closed (line {line})"))
                    .hint("close it, or state another `quote` in `csv = { … }`")
            }
            FaultKind::StrayQuote => {
                let message = eco_format!("there is text after a closing quote (line {line})");
                ReadError::new(message).hint("a quote inside a quoted cell has to be doubled")
            }
            FaultKind::LoneReturn => {
                let message = eco_format!("a carriage return stands within the line (line {line})");
                ReadError::new(message)
                    .hint("end all lines alike, or quote the cell that contains a line break")
            }
            FaultKind::Cells(found) => {
                let message = eco_format!(
                    "the row has {found} {}, the header has {width} (line {line})",
                    if *found == 1 { "cell" } else { "cells" },
                );
                ReadError::new(message).hint("a cell that contains a delimiter has to be quoted")
            }
            FaultKind::Doubt(column, text) => {
                let message = eco_format!(
                    "`{text}` in column `{column}` can be read as two numbers (line {line})"
                );
                ReadError::new(message).hint(
                    "state how numbers are written: `csv = { decimal = \".\" }`, or \
                     `csv = { decimal = \",\", thousands = \".\" }`",
                )
            }
        }
    }
}

/// Counts lines of a text that comes in pieces.
pub struct LineCounter {
    terminator: u8,
    lines: u64,
}

impl LineCounter {
    /// Starts at line 1.
    pub fn new(terminator: u8) -> Self {
        Self { terminator, lines: 1 }
    }

    /// Goes on by a piece of text and says which line is reached.
    pub fn advance(&mut self, text: &[u8]) -> u64 {
        self.lines += memchr_iter(self.terminator, text).count() as u64;
        self.lines
    }
}
