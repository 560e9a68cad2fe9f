//! Finding the project's root and the sections of a document.

use std::path::{Path, PathBuf};

use typst::diag::eco_format;
use typst::syntax::FileId;
use walkdir::WalkDir;

use super::limits::MAX_SECTIONS;
use super::{Project, checked_file_id};
use crate::diag::Problems;

/// The manifest's path below the root.
const MANIFEST: &str = "report/report.toml";

/// Looks for the project that a folder lies in, upward as cargo does.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    start.ancestors().find(|folder| folder.join(MANIFEST).is_file()).map(Path::to_path_buf)
}

/// A section's file and how it is written.
#[derive(Debug, Clone)]
pub struct SectionFile {
    /// The key: the file's stem without leading digits and hyphen.
    pub key: String,
    /// The file.
    pub file: FileId,
    /// The language it is written in.
    pub kind: SectionKind,
}

/// How a section is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionKind {
    /// Markdown.
    Markdown,
    /// Typst.
    Typst,
}

impl Project {
    /// The section files of a document in one language, sorted by name.
    /// Files with other endings belong to the sections and are not listed.
    pub fn sections(
        &self,
        document: &str,
        language: &str,
        problems: &mut Problems,
    ) -> Vec<SectionFile> {
        let folder = format!("report/{document}/{language}");
        let mut sections: Vec<SectionFile> = Vec::new();
        let path = self.root().join(&folder);
        if path.exists() && !self.files.loader().holds(&path) {
            problems
                .error_anywhere(eco_format!(
                    "cannot list the folder `{folder}` (a symbolic link leads out of the project)"
                ))
                .hint("every document has a folder of sections for each language");
            return sections;
        }
        for entry in WalkDir::new(path).min_depth(1).max_depth(1).sort_by_file_name() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let reason = error.io_error().map(ToString::to_string).unwrap_or_default();
                    problems
                        .error_anywhere(eco_format!("cannot list the folder `{folder}` ({reason})"))
                        .hint("every document has a folder of sections for each language");
                    break;
                }
            };
            let Some(name) = entry.file_name().to_str() else {
                problems.error_anywhere(eco_format!("a file name in `{folder}` is not UTF-8"));
                continue;
            };
            let section = match section_file(&folder, name) {
                Some(Ok(section)) => section,
                Some(Err(message)) => {
                    problems.error_anywhere(message);
                    continue;
                }
                None => continue,
            };
            if let Some(other) = sections.iter().find(|other| other.key == section.key) {
                let other = other.file.vpath().get_without_slash();
                problems.error_anywhere(eco_format!(
                    "the sections `{other}` and `{folder}/{name}` have the same key `{}`",
                    section.key
                ));
            }
            sections.push(section);
        }
        if sections.len() > MAX_SECTIONS {
            let count = sections.len();
            problems
                .error_anywhere(eco_format!(
                    "`{folder}` has {count} sections, and a document has at most {MAX_SECTIONS}"
                ))
                .hint("join sections, or divide the document");
            sections.clear();
        }
        sections
    }
}

/// The section in a file of this name, if its name is that of a section; or
/// why it cannot be named so.
fn section_file(folder: &str, name: &str) -> Option<Result<SectionFile, String>> {
    let (stem, extension) = name.rsplit_once('.')?;
    let kind = match extension {
        "md" => SectionKind::Markdown,
        "typ" => SectionKind::Typst,
        _ => return None,
    };
    if stem.starts_with('.') {
        return None;
    }
    let key = stem.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('-');
    let key = if key.is_empty() { stem } else { key };
    let section = |file| SectionFile { key: key.into(), file, kind };
    Some(checked_file_id(folder, name).map(section))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_the_stem_without_its_number() {
        let key = |name: &str| Some(section_file("report/a/nl", name)?.unwrap().key);
        assert_eq!(key("10-context.md").as_deref(), Some("context"));
        assert_eq!(key("context.typ").as_deref(), Some("context"));
        assert_eq!(key("2024.md").as_deref(), Some("2024"));
        assert_eq!(key("picture.png"), None);
        assert_eq!(key(".hidden.md"), None);
        assert!(section_file("report/a/nl", "a\\b.md").unwrap().is_err());
    }
}
