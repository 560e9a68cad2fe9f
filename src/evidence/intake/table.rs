//! A small file as text, cell by cell.

use std::ops::Range;

/// A table as it is written in a file.
#[derive(Debug, Clone, PartialEq)]
pub struct RawTable {
    /// The names of the columns.
    pub header: Vec<RawCell>,
    /// The rows, each as long as the header.
    pub rows: Vec<Vec<RawCell>>,
}

/// A cell as it is written, but with a decimal point and nothing between
/// thousands.
#[derive(Debug, Clone, PartialEq)]
pub struct RawCell {
    /// The text, without surrounding white space.
    pub text: String,
    /// The bytes it was read from, quotes included, where the file is UTF-8
    /// text. A byte order mark does not count. For a header it is all of it.
    pub range: Option<Range<usize>>,
}
