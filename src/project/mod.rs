//! The project: its files, its manifest, its languages, and where things are.

mod checksums;
mod disclosure;
mod discovery;
mod documents;
mod fields;
mod files;
mod language;
pub mod limits;
mod locale;
mod manifest;
mod panics;
mod reader;
mod rules;
mod steps;

pub use self::checksums::{Memory, checksum, checksum_of_file};
pub use self::disclosure::Disclosure;
pub use self::discovery::{SectionFile, SectionKind, find_root};
pub use self::documents::{DocumentSpec, PRINT_SUFFIX};
pub use self::fields::{Fields, Value};
pub use self::files::{Files, ProjectFiles, checked_file_id, file_id};
pub use self::language::{Language, Localized};
pub use self::locale::Locale;
pub use self::manifest::{Author, Bibliography, Date, EuFunding, Manifest};
pub use self::panics::caught;
pub use self::reader::{TomlReader, is_unprintable};
pub use self::steps::{FitStep, FitSteps};

use std::collections::BTreeMap;
use std::path::Path;

use typst::diag::{FileError, eco_format};
use typst::syntax::FileId;

use crate::diag::Problems;

/// A project folder that has been opened.
pub struct Project {
    /// All files, read on demand.
    pub files: Files,
    /// The manifest.
    pub manifest: Manifest,
    /// The locale files by language.
    pub locales: BTreeMap<String, Locale>,
    /// What is remembered of files that were read.
    pub memory: Memory,
}

impl Project {
    /// Opens the project whose files these are, from `report/report.toml` on.
    /// If the manifest gives too little to go on, the files are given back, so
    /// that problems can be shown in them.
    pub fn open(files: Files, problems: &mut Problems) -> Result<Self, Box<Files>> {
        let file = file_id("report/report.toml");
        let text = read_text(&files, file, problems);
        let Some(manifest) = text.and_then(|text| Manifest::read(file, &text, problems)) else {
            return Err(Box::new(files));
        };
        let locales = read_locales(&files, &manifest, problems);
        Ok(Self { files, manifest, locales, memory: Memory::default() })
    }

    /// The project, which remembers more than within this run.
    pub fn remembering(self, memory: Memory) -> Self {
        Self { memory, ..self }
    }

    /// The project's folder.
    pub fn root(&self) -> &Path {
        self.files.loader().root()
    }

    /// Reads a file as text; a problem is reported and yields nothing.
    pub fn text(&self, file: FileId, problems: &mut Problems) -> Option<String> {
        read_text(&self.files, file, problems)
    }

    /// Reads an optional file as text; that it is absent is no problem.
    pub fn optional_text(&self, file: FileId, problems: &mut Problems) -> Option<String> {
        match self.files.file(file) {
            Err(FileError::NotFound(_)) => None,
            _ => self.text(file, problems),
        }
    }
}

fn read_locales(
    files: &Files,
    manifest: &Manifest,
    problems: &mut Problems,
) -> BTreeMap<String, Locale> {
    let mut locales = BTreeMap::new();
    for language in &manifest.languages {
        let file = file_id(&format!("report/locales/{}.toml", language.id()));
        let Some(text) = read_text(files, file, problems) else {
            continue;
        };
        if let Some(locale) = Locale::read(file, &text, &manifest.languages, problems) {
            locales.insert(language.id().to_string(), locale);
        }
    }
    locales
}

/// Reads a file as UTF-8 text without a byte order mark.
fn read_text(files: &Files, file: FileId, problems: &mut Problems) -> Option<String> {
    let path = file.vpath().get_without_slash();
    let bytes = match files.file(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            problems.error_anywhere(eco_format!("cannot read `{path}` ({error})"));
            return None;
        }
    };
    match std::str::from_utf8(&bytes) {
        Ok(text) => Some(text.to_string()),
        Err(error) => {
            let at = error.valid_up_to();
            let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
            problems
                .error_anywhere(eco_format!("`{path}` is not UTF-8 text (line {line})"))
                .hint("save the file with the encoding UTF-8");
            None
        }
    }
}
