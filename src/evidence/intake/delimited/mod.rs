//! CSV and other delimited text.

mod blocks;
mod encoding;
mod fault;
mod index;
mod marks;
mod open;
mod read;
mod sample;
mod shapes;
mod stat_line;
mod syntax;
mod table;

use std::sync::Arc;

use self::encoding::Encoded;
use self::marks::Marks;
use self::syntax::Syntax;
use super::codebook::Codebook;
use super::file::SharedFile;

/// A delimited text file of which the header has been read.
#[derive(Debug)]
pub struct Delimited {
    file: Arc<SharedFile>,
    columns: Vec<String>,
    codebook: Codebook,
    encoded: Encoded,
    /// How long the byte order mark is.
    mark: u64,
    syntax: Syntax,
    /// Where the header stands in the text of the file.
    header: std::ops::Range<u64>,
    /// Where the rows begin in the text of the file.
    start: u64,
    /// How numbers are written, by column.
    marks: Vec<Marks>,
    /// Whether the file comes from StatLine: `.` is empty, sources are no rows.
    stat_line: bool,
}

impl Delimited {
    /// The columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// What the file says about its columns.
    pub fn codebook(&self) -> &Codebook {
        &self.codebook
    }
}
