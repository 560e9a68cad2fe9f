//! The manifest and locale files: what is wrong is said at its place, and the same each time.

use report::diag::Problems;
use report::project::{Locale, Manifest, file_id};

use super::world;

/// Fields that name files. Typst numbers all paths that a process has seen, and there are
/// not enough numbers for those that a fuzzer makes up.
const PATHS: [&str; 2] = ["bibliography", "emblem"];

/// Checks a text as a manifest and as a locale file.
///
/// # Panics
/// If something does not hold.
pub fn check(text: &str) {
    if PATHS.iter().any(|field| text.contains(field)) && !names_known_files(text) {
        return;
    }
    let path = "report/report.toml";
    let read = || {
        let mut problems = Problems::new();
        let manifest = Manifest::read(file_id(path), text, &mut problems);
        let locale = manifest.as_ref().and_then(|manifest| {
            Locale::read(file_id(path), text, &manifest.languages, &mut problems)
        });
        (manifest, locale, problems)
    };
    let (manifest, locale, problems) = read();
    world::show(&problems, path, text);
    match &manifest {
        Some(manifest) => {
            assert!(!manifest.languages.is_empty());
            assert!(manifest.documents.iter().all(|document| is_id(&document.id)));
            assert!(is_id(&manifest.id));
        }
        None => assert!(problems.has_errors(), "nothing is wrong, and there is no manifest"),
    }
    let again = read();
    assert_eq!(format!("{:?}{:?}", manifest, locale), format!("{:?}{:?}", again.0, again.1));
    assert_eq!(format!("{problems:?}"), format!("{:?}", again.2));
}

/// Ids become names of folders and files.
fn is_id(id: &str) -> bool {
    id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c))
}

fn names_known_files(text: &str) -> bool {
    fn known(value: &toml::Value) -> bool {
        match value {
            toml::Value::Table(table) => table.iter().all(|(name, value)| {
                let path = value.as_str().filter(|_| PATHS.contains(&name.as_str()));
                path.is_none_or(|path| ["works.bib", "eu.svg", "../x"].contains(&path))
                    && known(value)
            }),
            toml::Value::Array(values) => values.iter().all(known),
            _ => true,
        }
    }
    text.parse::<toml::Table>().is_ok_and(|table| known(&toml::Value::Table(table)))
}
