//! An edition as far as it is compared.

use std::collections::BTreeMap;

use super::DocumentName;
use crate::assemble::DocumentRecord;
use crate::compile::OutlineEntry;

/// An edition of a publication.
#[derive(Debug)]
pub struct ReviewedEdition {
    /// What people call it, such as `v1.0 (version 1, 2024-05-01)`.
    pub name: String,
    /// Its documents, each in a language.
    pub documents: Vec<EditionDocument>,
}

/// A document of an edition.
#[derive(Debug)]
pub struct EditionDocument {
    /// The document and its language.
    pub name: DocumentName,
    /// How many pages it has.
    pub pages: usize,
    /// On which of them what stands.
    pub outline: Vec<OutlineEntry>,
    /// What it states and shows.
    pub record: DocumentRecord,
    /// The SHA-256 of the files that it was made from, by their paths.
    pub checksums: BTreeMap<String, String>,
}

impl ReviewedEdition {
    /// An edition whose documents are sorted by language and id, however they were read.
    pub fn new(name: String, mut documents: Vec<EditionDocument>) -> Self {
        let key = |it: &EditionDocument| (it.name.language.clone(), it.name.document.clone());
        documents.sort_by_key(key);
        Self { name, documents }
    }

    /// The document with a name.
    pub fn document(&self, name: &DocumentName) -> Option<&EditionDocument> {
        self.documents.iter().find(|document| document.name == *name)
    }
}
