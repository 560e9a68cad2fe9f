//! What commands that work on a project share.

use std::env;
use std::path::{Path, PathBuf};

use typst::diag::Severity;
use typst_kit::fonts::FontStore;

use super::console::Console;
use crate::assemble::Selection;
use crate::compile::{DocumentWorld, Shared};
use crate::diag::{Problems, name_hint};
use crate::project::{Files, Manifest, Memory, ProjectFiles, file_id, find_root};

/// The environment variable that names the cache folder; empty for none.
const CACHE: &str = "REPORT_CACHE_DIR";

/// The project's folder: the one that is given, or the nearest upward.
pub fn project_root(given: Option<&Path>) -> Result<PathBuf, String> {
    if let Some(root) = given {
        return match root.join("report/report.toml").is_file() {
            true => Ok(root.to_path_buf()),
            false => Err(format!("there is no `report/report.toml` in `{}`", root.display())),
        };
    }
    let here = env::current_dir().map_err(|error| format!("cannot tell the folder ({error})"))?;
    find_root(&here).ok_or_else(|| {
        "there is no project here: no `report/report.toml` in this folder or above it".into()
    })
}

/// The files of the project in a folder. That it cannot be opened is said.
pub fn open_files(root: &Path, console: &Console) -> Option<Files> {
    match ProjectFiles::new(root) {
        Ok(loader) => Some(Files::new(loader)),
        Err(error) => {
            console.error(&format!("cannot open the project `{}` ({error})", root.display()));
            None
        }
    }
}

/// What is remembered between runs: in the user's cache folder, unless there is
/// none or nobody wants it.
pub fn memory(no_cache: bool) -> Memory {
    Memory::new(if no_cache { None } else { cache_folder() })
}

fn cache_folder() -> Option<PathBuf> {
    let absolute = |name: &str| env::var_os(name).map(PathBuf::from).filter(|it| it.is_absolute());
    if let Some(folder) = env::var_os(CACHE) {
        return (!folder.is_empty()).then(|| folder.into());
    }
    let folder = match cfg!(windows) {
        true => absolute("LOCALAPPDATA"),
        false => {
            absolute("XDG_CACHE_HOME").or_else(|| absolute("HOME").map(|home| home.join(".cache")))
        }
    };
    folder.map(|folder| folder.join("report"))
}

/// Where output goes, and the folder that symbolic links must not lead it out of: the one
/// that is given, or `out` in the project.
pub fn output(given: Option<&Path>, root: &Path) -> (PathBuf, PathBuf) {
    match given {
        Some(folder) => (folder.to_path_buf(), folder.to_path_buf()),
        None => (root.join("out"), root.to_path_buf()),
    }
}

/// The known names that are asked for, in the order in which they are known.
pub fn chosen(what: &str, asked: &[String], known: Vec<&str>) -> Result<Vec<String>, String> {
    if let Some(unknown) = asked.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(unknown_name(what, unknown, &known));
    }
    let wanted = |name: &&&str| asked.is_empty() || asked.iter().any(|asked| asked == **name);
    Ok(known.iter().filter(wanted).map(|name| name.to_string()).collect())
}

/// Says that a name is not known, and which is the nearest.
pub fn unknown_name(what: &str, unknown: &str, known: &[&str]) -> String {
    let hint = name_hint(unknown, known.iter().copied());
    let hint = hint.map(|hint| format!("; {hint}")).unwrap_or_default();
    format!("the project has no {what} `{unknown}`{hint}")
}

/// The documents and languages that are asked for.
pub fn selected(
    documents: &[String],
    languages: &[String],
    manifest: &Manifest,
) -> Result<Selection, String> {
    let known_documents = manifest.documents.iter().map(|document| document.id.as_str());
    let known_languages = manifest.languages.iter().map(|language| language.id());
    Ok(Selection {
        documents: chosen("document", documents, known_documents.collect())?,
        languages: chosen("language", languages, known_languages.collect())?,
        draft: false,
        print: false,
    })
}

/// Puts problems in the order of their places, each once.
pub fn settle(problems: &mut Problems, files: &Files) {
    problems.deduplicate();
    if !problems.is_empty() {
        in_world(files, |world| problems.sort(world));
    }
}

/// Does something in a world that sees the project's files.
pub fn in_world<T>(files: &Files, then: impl FnOnce(&DocumentWorld) -> T) -> T {
    let fonts = FontStore::new();
    let shared = Shared::new(files, &fonts);
    then(&shared.world(file_id("report/report.toml")))
}

/// Prints problems at their places in the project's files.
pub fn show(console: &Console, problems: &Problems, files: &Files) {
    if !problems.is_empty() {
        in_world(files, |world| console.problems(problems, world));
    }
}

/// How many errors there are, in words.
pub fn count_errors(problems: &Problems) -> String {
    match problems.count(Severity::Error) {
        1 => "1 error".into(),
        count => format!("{count} errors"),
    }
}

/// A path as people look at it: relative to where they are, if it lies there.
pub fn shown(path: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).display().to_string()
}
