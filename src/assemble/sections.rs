//! The sections of a document.

use crate::diag::Problems;
use crate::narrative::{Section, read_section};
use crate::project::{DocumentSpec, Language, Project};

use super::uses::check_languages;

/// The sections of a document, with those of other languages that it prints.
pub struct DocumentSections<'a> {
    /// The document.
    pub spec: &'a DocumentSpec,
    /// Its sections in the order in which they are printed.
    pub sections: Vec<Section>,
}

/// Reads the sections of a document in the order in which they are printed.
pub fn read_sections(
    project: &Project,
    spec: &DocumentSpec,
    language: &Language,
    problems: &mut Problems,
) -> Vec<Section> {
    let files = project.sections(&spec.id, language.id(), problems);
    let mut sections: Vec<Section> = Vec::new();
    for file in &files {
        sections.extend(read_section(project, file, language.id(), problems));
    }
    sections.sort_by_key(|section| section.order);
    check_languages(project, spec, language, &files, problems);
    let mut all = Vec::new();
    for section in sections {
        let (key, everywhere) = (section.key.clone(), section.every_language);
        all.push(section);
        if everywhere {
            all.extend(translations(project, spec, language, &key, problems));
        }
    }
    all
}

/// The same section in the project's other languages.
fn translations(
    project: &Project,
    spec: &DocumentSpec,
    language: &Language,
    key: &str,
    problems: &mut Problems,
) -> Vec<Section> {
    let mut sections = Vec::new();
    for other in &project.manifest.languages {
        if other != language {
            let files = project.sections(&spec.id, other.id(), problems);
            let file = files.iter().find(|file| file.key == key);
            sections
                .extend(file.and_then(|file| read_section(project, file, other.id(), problems)));
        }
    }
    sections
}
