//! Documents that only one of two editions has.

use serde::Serialize;

use super::{DocumentName, EditionDocument, ReviewedEdition};

/// A document that the other edition does not have, and what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WholeDocument {
    /// The document.
    #[serde(flatten)]
    pub document: DocumentName,
    /// How many pages it has.
    pub pages: usize,
    /// The titles of its sections.
    pub sections: Vec<String>,
    /// The keys of its figures.
    pub figures: Vec<String>,
    /// The keys of the values that it prints or relies on.
    pub values: Vec<String>,
}

/// The documents of an edition that the other one does not have.
pub fn only(edition: &ReviewedEdition, other: &ReviewedEdition) -> Vec<WholeDocument> {
    let documents = edition.documents.iter();
    documents.filter(|document| other.document(&document.name).is_none()).map(whole).collect()
}

fn whole(document: &EditionDocument) -> WholeDocument {
    let record = &document.record;
    WholeDocument {
        document: document.name.clone(),
        pages: document.pages,
        sections: record.sections.iter().map(|section| section.title.clone()).collect(),
        figures: record.figures.iter().map(|figure| figure.key.clone()).collect(),
        values: record.values.iter().map(|value| value.key.clone()).collect(),
    }
}
