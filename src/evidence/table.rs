//! Published tables, with the place of every cell.

use std::collections::BTreeMap;
use std::ops::Range;

use typst::diag::eco_format;
use typst::syntax::FileId;

use super::data::{DataFile, check_sum};
use super::intake::{Answer, RawCell};
use super::sources::Source;
use crate::diag::{Place, Problems, name_hint};
use crate::project::Project;

/// What stands in tables of statistics offices where a number is not known.
const UNKNOWN: &str = ".";

/// A table that has been read.
#[derive(Debug)]
pub struct Table {
    /// The file.
    pub file: FileId,
    columns: Vec<String>,
    header: Option<Range<usize>>,
    rows: Vec<Vec<Cell>>,
}

/// A cell: its text and where it stands.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The text, without surrounding white space, with a point for decimals.
    pub text: String,
    /// Where it stands: in the file if that is text, otherwise where the source is
    /// declared.
    pub place: Place,
    /// How messages call its row where the file is no text.
    pub row: Option<String>,
    /// Whether it says that there is no number.
    pub is_missing: bool,
}

impl Table {
    /// Reads the table of a source and checks its pinned checksum.
    pub fn read(project: &Project, source: &Source, problems: &mut Problems) -> Option<Self> {
        let data = DataFile::open(project, source, problems)?;
        let file = source.file?;
        check_sum(project, source, problems);
        let raw = data.table(problems)?;
        let header = raw.header.first().and_then(|cell| cell.range.clone());
        if raw.rows.is_empty() {
            let place = header.map_or(source.place.clone(), |range| Place::new(file, range));
            problems.error(&place, "the table has a header and no rows");
            return None;
        }
        let cell = |row: usize, cell: RawCell| Cell {
            is_missing: is_missing(source, &cell.text),
            row: cell.range.is_none().then(|| data.place_of_row(row as u64)),
            place: match cell.range {
                Some(range) => Place::new(file, range),
                None => source.place.clone(),
            },
            text: cell.text,
        };
        let row = |(index, cells): (usize, Vec<RawCell>)| {
            cells.into_iter().map(|raw| cell(index, raw)).collect()
        };
        let rows = raw.rows.into_iter().enumerate().map(row).collect();
        let columns = raw.header.into_iter().map(|cell| cell.text).collect();
        Some(Self { file, columns, header, rows })
    }

    /// The index of a column; an unknown one is reported at the place that names it.
    pub fn column(&self, name: &str, named_at: &Place, problems: &mut Problems) -> Option<usize> {
        let index = self.columns.iter().position(|column| column == name);
        if index.is_none() {
            let path = self.file.vpath().get_without_slash();
            let hint = name_hint(name, self.columns.iter().map(String::as_str));
            let message = eco_format!("`{path}` has no column `{name}`");
            let error = problems.error_with_hint(named_at, message, hint);
            if let Some(header) = &self.header {
                let header = Place::new(self.file, header.clone());
                error.spanned_hint("these are its columns", header.span());
            }
        }
        index
    }

    /// The rows, each as long as the header.
    pub fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.rows.iter().map(Vec::as_slice)
    }
}

/// Whether a cell says that there is no number.
fn is_missing(source: &Source, text: &str) -> bool {
    let answer = Answer::of_text(text);
    text == UNKNOWN || source.missing.iter().any(|missing| missing.covers(&answer))
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
