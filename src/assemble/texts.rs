//! What the documents of a run say, for those who check it.

use std::collections::BTreeMap;

use super::usage::Usage;
use crate::evidence::Evidence;
use crate::figures::{Chart, Figures};
use crate::narrative::Section;
use crate::project::Language;

/// What the documents of a run say, in all languages that were asked for.
#[derive(Debug)]
pub struct Texts {
    /// All numbers.
    pub evidence: Evidence,
    /// The figures as they are specified.
    pub figures: Figures,
    /// What is said in each language, in the order of the manifest.
    pub editions: Vec<EditionTexts>,
}

/// What all documents say in one language.
#[derive(Debug)]
pub struct EditionTexts {
    /// The language.
    pub language: Language,
    /// The figures as they are drawn, by key.
    pub charts: BTreeMap<String, Chart>,
    /// The documents, in the order of the manifest.
    pub documents: Vec<DocumentTexts>,
    /// Where they use indicators.
    pub usages: Vec<Usage>,
}

/// What a document says in one language.
#[derive(Debug)]
pub struct DocumentTexts {
    /// The id of the document.
    pub id: String,
    /// Its sections in the order in which they are printed, with those of other
    /// languages that it prints.
    pub sections: Vec<Section>,
}

impl Texts {
    /// What is said in a language.
    pub fn edition(&self, language: &str) -> Option<&EditionTexts> {
        self.editions.iter().find(|edition| edition.language.id() == language)
    }
}

impl EditionTexts {
    /// What a document says.
    pub fn document(&self, id: &str) -> Option<&DocumentTexts> {
        self.documents.iter().find(|document| document.id == id)
    }
}
