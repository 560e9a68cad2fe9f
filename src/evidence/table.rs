//! Tables in CSV, with the place of every cell.

use std::collections::BTreeMap;
use std::ops::Range;

use typst::diag::{FileError, eco_format};
use typst::syntax::FileId;

use super::data::check_sum;
use super::sources::Source;
use crate::diag::{Place, Problems, name_hint};
use crate::project::Project;

/// A table that has been read.
#[derive(Debug)]
pub struct Table {
    /// The file.
    pub file: FileId,
    columns: Vec<String>,
    header: Range<usize>,
    rows: Vec<Vec<Cell>>,
}

/// A cell: its text and where it stands in the file.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The text, without surrounding white space.
    pub text: String,
    /// The bytes of the file that it was read from, quotes included.
    pub range: Range<usize>,
}

impl Table {
    /// Reads the table of a source and checks its pinned checksum.
    pub fn read(project: &Project, source: &Source, problems: &mut Problems) -> Option<Self> {
        let file = source.file?;
        let path = file.vpath().get_without_slash();
        let bytes = match project.files.file(file) {
            Ok(bytes) => bytes,
            Err(FileError::NotFound(_)) => {
                problems.error(&source.place, eco_format!("there is no table `{path}`"));
                return None;
            }
            Err(error) => {
                problems.error(&source.place, eco_format!("cannot read `{path}` ({error})"));
                return None;
            }
        };
        check_sum(project, source, problems);
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf".as_slice()).unwrap_or(&bytes);
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::parse(file, text, problems),
            Err(error) => {
                let line = line_of(bytes, error.valid_up_to());
                problems
                    .error(&source.place, eco_format!("`{path}` is not UTF-8 text (line {line})"))
                    .hint("save the table as CSV with the encoding UTF-8");
                None
            }
        }
    }

    fn parse(file: FileId, text: &str, problems: &mut Problems) -> Option<Self> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        let mut record = csv::StringRecord::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    let message = eco_format!("cannot read the table ({error})");
                    problems.error(&Place::new(file, 0..0), message);
                    return None;
                }
            }
            let start = record.position().map_or(0, |position| position.byte() as usize);
            let end = reader.position().byte() as usize;
            let ranges = field_ranges(text, start..end);
            let cell = |(index, field): (usize, &str)| Cell {
                text: field.to_string(),
                range: ranges.get(index).cloned().unwrap_or(start..end),
            };
            rows.push(record.iter().enumerate().map(cell).collect());
        }
        Self::with_header(file, rows, problems)
    }

    /// Takes the first row as the header and checks the shape of the others.
    fn with_header(
        file: FileId,
        mut rows: Vec<Vec<Cell>>,
        problems: &mut Problems,
    ) -> Option<Self> {
        if rows.is_empty() {
            problems.error(&Place::new(file, 0..0), "the table is empty");
            return None;
        }
        let problems_before = problems.iter().count();
        let header = rows.remove(0);
        let mut columns: Vec<String> = Vec::new();
        for cell in &header {
            if columns.contains(&cell.text) {
                let message = eco_format!("the column `{}` occurs twice", cell.text);
                problems.error(&Place::new(file, cell.range.clone()), message);
            }
            columns.push(cell.text.clone());
        }
        if rows.is_empty() {
            let message = "the table has a header and no rows";
            problems.error(&Place::new(file, row_range(&header)), message);
        }
        for row in rows.iter().filter(|row| row.len() != columns.len()) {
            let (found, expected) = (row.len(), columns.len());
            let message = eco_format!("the row has {found} cells, the header has {expected}");
            problems
                .error(&Place::new(file, row_range(row)), message)
                .hint("a cell that contains a comma has to be quoted");
        }
        // A table of another shape than it should have is not read by halves.
        let well_formed = problems.iter().count() == problems_before;
        well_formed.then(|| Self { file, header: row_range(&header), columns, rows })
    }

    /// The index of a column; an unknown one is reported at the place that names it.
    pub fn column(&self, name: &str, named_at: &Place, problems: &mut Problems) -> Option<usize> {
        let index = self.columns.iter().position(|column| column == name);
        if index.is_none() {
            let path = self.file.vpath().get_without_slash();
            let hint = name_hint(name, self.columns.iter().map(String::as_str));
            let header = Place::new(self.file, self.header.clone());
            let message = eco_format!("`{path}` has no column `{name}`");
            problems
                .error_with_hint(named_at, message, hint)
                .spanned_hint("these are its columns", header.span());
        }
        index
    }

    /// The rows, each as long as the header.
    pub fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.rows.iter().map(Vec::as_slice)
    }
}

/// The tables of all sources, each read when it is first asked for.
#[derive(Debug, Default)]
pub struct Tables(BTreeMap<String, Option<Table>>);

impl Tables {
    /// The table of a source, if it could be read.
    pub fn get(
        &mut self,
        project: &Project,
        source: &Source,
        problems: &mut Problems,
    ) -> Option<&Table> {
        self.0
            .entry(source.id.clone())
            .or_insert_with(|| Table::read(project, source, problems))
            .as_ref()
    }
}

fn line_of(bytes: &[u8], at: usize) -> usize {
    bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1
}

fn row_range(row: &[Cell]) -> Range<usize> {
    match (row.first(), row.last()) {
        (Some(first), Some(last)) => first.range.start..last.range.end,
        _ => 0..0,
    }
}

/// Where the fields of a record stand, by its commas outside quotes.
fn field_ranges(text: &str, record: Range<usize>) -> Vec<Range<usize>> {
    let line = text[record.clone()].trim_end_matches(['\r', '\n']);
    let mut ranges = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (index, byte) in line.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b',' if !quoted => {
                ranges.push(record.start + start..record.start + index);
                start = index + 1;
            }
            _ => {}
        }
    }
    ranges.push(record.start + start..record.start + line.len());
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_know_where_they_stand() {
        let text = "a,b\n\"x, y\",2\n";
        assert_eq!(field_ranges(text, 0..4), [0..1, 2..3]);
        let cells = field_ranges(text, 4..text.len());
        assert_eq!(&text[cells[0].clone()], "\"x, y\"");
        assert_eq!(&text[cells[1].clone()], "2");
    }

    #[test]
    fn a_byte_range_survives_multibyte_text() {
        let text = "größe,n\nü,1\n";
        let cells = field_ranges(text, text.find('ü').unwrap()..text.len());
        assert_eq!(&text[cells[1].clone()], "1");
    }
}
