//! `manifest.json`: what was rendered, from what, by what.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::json::in_lines;
use crate::assemble::DocumentRecord;
use crate::compile::OutlineEntry;
use crate::project::{FitStep, Manifest};

/// The name of the run's manifest in the output folder.
pub const MANIFEST: &str = "manifest.json";

/// What an output folder holds.
#[derive(Debug, Serialize, Deserialize)]
pub struct RunManifest {
    /// The publication's identifier.
    pub id: String,
    /// The version of this edition.
    pub version: Option<String>,
    /// The date of this edition, as in ISO 8601.
    pub date: String,
    /// The tool and its version.
    pub generator: Generator,
    /// The files, sorted by path.
    pub files: Vec<OutputFile>,
}

impl RunManifest {
    /// Describes files that have just been rendered.
    pub fn new(manifest: &Manifest, files: Vec<OutputFile>) -> Self {
        Self {
            id: manifest.id.clone(),
            version: manifest.version.clone(),
            date: manifest.date.to_string(),
            generator: Generator::this(),
            files,
        }
    }

    /// Keeps what an earlier run of the same publication and edition has
    /// written beside these files.
    pub fn with_earlier(mut self, path: &Path) -> Self {
        // A symbolic link is none that a run has written.
        let is_own = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file());
        let json = is_own.then(|| fs::read(path).ok()).flatten();
        let earlier = json.and_then(|json| serde_json::from_slice::<Self>(&json).ok());
        let same = |earlier: &Self| {
            (&earlier.id, &earlier.version, &earlier.date, &earlier.generator)
                == (&self.id, &self.version, &self.date, &self.generator)
        };
        let folder = path.parent().unwrap_or(Path::new("."));
        for file in earlier.filter(same).map_or(Vec::new(), |earlier| earlier.files) {
            let replaced = self.files.iter().any(|other| other.path == file.path);
            if !replaced && folder.join(&file.path).is_file() {
                self.files.push(file);
            }
        }
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        self
    }

    /// The manifest as JSON in lines.
    pub fn to_json(&self) -> io::Result<Vec<u8>> {
        let json = serde_json::to_string(self).map_err(io::Error::other)?;
        Ok(in_lines(&json).into_bytes())
    }
}

/// The tool that rendered.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Generator {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

impl Generator {
    /// This build of the tool.
    pub fn this() -> Self {
        Self { name: env!("CARGO_PKG_NAME").into(), version: env!("CARGO_PKG_VERSION").into() }
    }
}

/// A file that was rendered.
#[derive(Debug, Serialize, Deserialize)]
pub struct OutputFile {
    /// The path below the output folder.
    pub path: String,
    /// The document's id.
    pub document: String,
    /// The language, as a BCP 47 tag.
    pub language: String,
    /// The document's title.
    pub title: String,
    /// How many pages it has.
    pub pages: usize,
    /// Its size in bytes.
    pub bytes: usize,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
    /// The PDF standards that it conforms to; none for a draft.
    pub standards: Vec<String>,
    /// Whether it is a draft.
    pub draft: bool,
    /// Whether it is for the printing house, with bleed and crop marks.
    #[serde(default)]
    pub print: bool,
    /// The step of the theme at which it fits its pages, if it is to be fitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fit: Option<UsedStep>,
    /// The files of the project that it was made from, sorted by path.
    pub inputs: Vec<InputFile>,
    /// The pages on which its sections, headings and figures stand.
    #[serde(default)]
    pub outline: Vec<OutlineEntry>,
    /// What it states and shows; none in manifests of versions that did not record it.
    #[serde(default)]
    pub record: Option<DocumentRecord>,
}

/// The step of the theme at which a document fits its pages.
#[derive(Debug, Serialize, Deserialize)]
pub struct UsedStep {
    /// Its number, from 1 for the theme as it is.
    pub step: usize,
    /// How many steps the theme has.
    pub of: usize,
    /// The size of body type in points, if the theme's tokens name it.
    pub body: Option<f64>,
    /// The distance of its baselines in points, if the theme's tokens name it.
    pub line: Option<f64>,
}

impl UsedStep {
    /// Describes a step.
    pub fn new(step: &FitStep) -> Self {
        Self { step: step.number, of: step.of, body: step.body, line: step.line }
    }
}

/// A file that a document was made from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InputFile {
    /// The path below the project's folder.
    pub path: String,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
}
