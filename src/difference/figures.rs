//! Which figures changed, and in what.

use serde::Serialize;

use super::{DocumentName, EditionDocument, Pair, paired};
use crate::assemble::ShownFigure;

/// A figure that differs.
#[derive(Debug, Serialize)]
pub struct FigureDifference {
    /// The document.
    #[serde(flatten)]
    pub document: DocumentName,
    /// The figure's key.
    pub key: String,
    /// Where the document places it, in the new edition if it is there.
    pub places: Vec<String>,
    /// Whether the edition shows it.
    pub shown: Pair<bool>,
    /// What differs; nothing if only one edition shows it.
    pub parts: Vec<Part>,
}

/// A part of a figure that differs.
#[derive(Debug, Serialize)]
pub struct Part {
    /// `kind`, `title`, `subtitle`, `note`, `claim`, `refuted` (why the title is not true),
    /// `alt`, or `data`: a row of its data.
    pub part: &'static str,
    /// What it was and is.
    #[serde(flatten)]
    pub texts: Pair<String>,
}

/// Compares the figures of a document.
pub fn compare(old: &EditionDocument, new: &EditionDocument) -> Vec<FigureDifference> {
    let pairs = paired(&old.record.figures, &new.record.figures, |figure| &figure.key);
    let differences = pairs.into_iter().filter_map(|(before, after)| {
        let figure = after.or(before)?;
        let parts = before.zip(after).map_or(Vec::new(), |(a, b)| parts(a, b));
        let shown = Pair::new(Some(before.is_some()), Some(after.is_some()));
        let differs = !parts.is_empty() || !shown.is_equal();
        differs.then(|| FigureDifference {
            document: new.name.clone(),
            key: figure.key.clone(),
            places: figure.places.clone(),
            shown,
            parts,
        })
    });
    differences.collect()
}

fn parts(old: &ShownFigure, new: &ShownFigure) -> Vec<Part> {
    let texts = [
        ("kind", Some(&old.kind), Some(&new.kind)),
        ("title", Some(&old.title), Some(&new.title)),
        ("subtitle", Some(&old.subtitle), Some(&new.subtitle)),
        ("note", old.note.as_ref(), new.note.as_ref()),
        ("claim", old.claim.as_ref(), new.claim.as_ref()),
        ("refuted", old.refuted.as_ref(), new.refuted.as_ref()),
        ("alt", Some(&old.alt), Some(&new.alt)),
    ];
    let texts = texts.into_iter();
    let texts = texts.map(|(part, a, b)| (part, Pair::new(a.cloned(), b.cloned())));
    // The name of a row is its first cell.
    let name = |row: &String| row.split(" | ").next().unwrap_or_default().to_string();
    let rows = paired(&old.rows, &new.rows, name);
    let rows = rows.into_iter().map(|(a, b)| ("data", Pair::new(a.cloned(), b.cloned())));
    let parts = texts.chain(rows).filter(|(_, texts)| !texts.is_equal());
    parts.map(|(part, texts)| Part { part, texts }).collect()
}
