//! Places as lines and columns.

use std::ops::Range;

use serde::Serialize;

/// A stretch of a file: lines and columns from 1, the end behind the last letter. A
/// column counts letters as Unicode scalar values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Spot {
    /// The file's path below the project.
    pub file: String,
    /// The line where it begins.
    pub line: usize,
    /// The column where it begins.
    pub column: usize,
    /// The line where it ends.
    pub end_line: usize,
    /// The column behind its end.
    pub end_column: usize,
}

impl Spot {
    /// The spot of a range of bytes in a file with this content.
    pub fn new(file: String, content: &[u8], range: Range<usize>) -> Self {
        let (line, column) = position(content, range.start);
        let (end_line, end_column) = position(content, range.end.max(range.start));
        Self { file, line, column, end_line, end_column }
    }
}

/// The line and column of a position.
fn position(content: &[u8], at: usize) -> (usize, usize) {
    let before = content.get(..at).unwrap_or(content);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |found| found + 1);
    let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_letters() {
        let text = "één\ntwée 75\n".as_bytes();
        let spot = Spot::new("a.md".into(), text, 12..14);
        assert_eq!((spot.line, spot.column, spot.end_line, spot.end_column), (2, 6, 2, 8));
        let all = Spot::new("a.md".into(), text, 0..99);
        assert_eq!((all.line, all.column, all.end_line, all.end_column), (1, 1, 3, 1));
    }
}
