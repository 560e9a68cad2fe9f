//! Where documents use numbers.

use serde::Serialize;

use super::columns::Words;
use super::table::{Cell, Table};
use crate::assemble::{Usage, UsageKind};
use crate::diag::Place;

/// A place where a document uses a number.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct UsageRow {
    /// The key of the indicator.
    pub key: String,
    /// The id of the document.
    pub document: String,
    /// The language of the edition.
    pub language: String,
    /// The key of the section; none if the layout uses it.
    pub section: Option<String>,
    /// How it is used: `number`, `figure` or `claim`.
    pub kind: &'static str,
    /// The key of the figure.
    pub figure: Option<String>,
    /// The file and the line.
    pub place: String,
}

impl UsageRow {
    /// Describes a use.
    pub fn new(usage: &Usage, place: impl Fn(&Place) -> String) -> Self {
        let (kind, figure) = match &usage.kind {
            UsageKind::Number => ("number", None),
            UsageKind::Figure(figure) => ("figure", Some(figure.clone())),
            UsageKind::Claim => ("claim", None),
        };
        Self {
            key: usage.key.clone(),
            document: usage.document.clone(),
            language: usage.language.clone(),
            section: usage.section.clone(),
            kind,
            figure,
            place: place(&usage.place),
        }
    }
}

/// Uses as a table.
pub fn usage_table(rows: &[UsageRow], words: &Words) -> Table {
    let columns = [
        ("key", "Key"),
        ("document", "Document"),
        ("language", "Language"),
        ("section", "Section"),
        ("use", "Used as"),
        ("figure", "Figure"),
        ("place", "Place"),
    ];
    let cells = |row: &UsageRow| {
        vec![
            Cell::text(Some(&row.key)),
            Cell::text(Some(&row.document)),
            Cell::text(Some(&row.language)),
            Cell::text(row.section.as_ref()),
            Cell::text(Some(row.kind)),
            Cell::text(row.figure.as_ref()),
            Cell::text(Some(&row.place)),
        ]
    };
    Table {
        columns: columns.map(|(id, english)| words.column(id, english)).to_vec(),
        rows: rows.iter().map(cells).collect(),
    }
}
