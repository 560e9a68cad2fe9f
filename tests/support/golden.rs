//! Golden files: what a test printed when somebody last looked at it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The environment variable that rewrites golden files instead of comparing.
pub const UPDATE: &str = "UPDATE_GOLDENS";

/// Compares text with golden files and remembers which were used.
pub struct Goldens {
    folder: PathBuf,
    extension: &'static str,
    used: BTreeSet<PathBuf>,
    differences: Vec<String>,
}

impl Goldens {
    /// The golden files with an extension anywhere below a folder.
    pub fn new(folder: PathBuf, extension: &'static str) -> Self {
        Self { folder, extension, used: BTreeSet::new(), differences: Vec::new() }
    }

    /// Compares a text with the golden file of a name.
    pub fn check(&mut self, name: &str, found: &str) {
        let path = self.folder.join(format!("{name}.{}", self.extension));
        self.used.insert(path.clone());
        if std::env::var_os(UPDATE).is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, found).unwrap();
            return;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected != found {
            let difference = first_difference(&expected, found);
            self.differences.push(format!("{}: {difference}", path.display()));
        }
    }

    /// Fails if anything differed or if a golden file belongs to nothing.
    pub fn finish(self) {
        let mut complaints = self.differences;
        for path in files(&self.folder, self.extension) {
            if !self.used.contains(&path) {
                if std::env::var_os(UPDATE).is_some() {
                    fs::remove_file(&path).unwrap();
                } else {
                    complaints.push(format!("{}: belongs to no test", path.display()));
                }
            }
        }
        assert!(
            complaints.is_empty(),
            "{}\n\nIf this is what it should be: {UPDATE}=1 cargo test, then read the diff.",
            complaints.join("\n\n")
        );
    }
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let paths = entries.map(|entry| entry.into_path());
    paths
        .filter(|path| path.is_file() && path.extension().is_some_and(|e| e == extension))
        .collect()
}

fn first_difference(expected: &str, found: &str) -> String {
    let pair = expected.lines().zip(found.lines()).enumerate().find(|(_, (a, b))| a != b);
    match pair {
        Some((line, (a, b))) => format!("line {}\n  expected: {a}\n  found:    {b}", line + 1),
        None => {
            let (expected, found) = (expected.lines().count(), found.lines().count());
            format!("expected {expected} lines, found {found}")
        }
    }
}
