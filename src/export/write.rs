//! Writing files so that a path always holds either the old or the new whole
//! file.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use walkdir::WalkDir;

/// What the names of files begin with that are not yet in place.
const PREFIX: &str = ".report-";

/// Files that have been written beside their destinations and wait to be put
/// in place together.
///
/// Each is locked as long as its process lives, so that what a killed one has left
/// behind can be told from what another is writing.
#[derive(Debug, Default)]
pub struct Staged {
    files: Vec<(NamedTempFile, PathBuf)>,
    /// The folders in which nothing is left of earlier runs.
    swept: BTreeSet<PathBuf>,
    /// The folder that all files have to lie in, if they have to.
    within: Option<PathBuf>,
}

impl Staged {
    /// Files that must lie in a folder: symbolic links in it, which may have come with a
    /// project, cannot lead them elsewhere.
    pub fn within(folder: &Path) -> Self {
        Self { within: Some(folder.to_path_buf()), ..Self::default() }
    }

    /// Writes a file beside its destination, creating the folders to it.
    pub fn add(&mut self, destination: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.begin(destination)?;
        file.as_file_mut().write_all(bytes)?;
        self.files.push((file, destination.to_path_buf()));
        Ok(())
    }

    /// Copies a file to beside its destination, creating the folders to it.
    pub fn add_copy(&mut self, destination: &Path, original: &Path) -> io::Result<()> {
        let mut file = self.begin(destination)?;
        io::copy(&mut File::open(original)?, file.as_file_mut())?;
        self.files.push((file, destination.to_path_buf()));
        Ok(())
    }

    /// The folder of a destination, which is created.
    fn folder_of<'a>(&self, destination: &'a Path) -> io::Result<&'a Path> {
        let folder = destination.parent().filter(|it| !it.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        // Where the outer folder does not exist yet, there is no link in it.
        if let Some(Ok(within)) = self.within.as_ref().map(|within| within.canonicalize()) {
            let existing = folder.ancestors().find(|folder| folder.symlink_metadata().is_ok());
            if !existing.unwrap_or(folder).canonicalize()?.starts_with(within) {
                let reason = "a symbolic link leads elsewhere; `--out` can name that folder";
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, reason));
            }
        }
        fs::create_dir_all(folder)?;
        Ok(folder)
    }

    /// Renames all files to their destinations, none of which may exist.
    pub fn commit_new(self) -> Result<(), (PathBuf, io::Error)> {
        for (file, destination) in self.files {
            file.persist_noclobber(&destination).map_err(|error| (destination, error.error))?;
        }
        Ok(())
    }

    /// Renames all files to their destinations. Whatever is not renamed yet
    /// when one fails is removed, and the files at the destinations stay.
    pub fn commit(self) -> Result<(), (PathBuf, io::Error)> {
        for (file, destination) in self.files {
            file.persist(&destination).map_err(|error| (destination, error.error))?;
        }
        Ok(())
    }

    /// Begins a file beside its destination.
    fn begin(&mut self, destination: &Path) -> io::Result<NamedTempFile> {
        let folder = self.folder_of(destination)?;
        if destination.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder is in the way"));
        }
        if self.swept.insert(folder.to_path_buf()) {
            sweep(folder);
        }
        loop {
            // The name of the temporary file, which the error states, tells nobody anything.
            let file = builder().tempfile_in(folder).map_err(|error| error.kind())?;
            // A file system without locks keeps what a killed process leaves.
            let locked = file.as_file().lock().is_ok();
            // Another process may have swept it away before it was locked.
            if !locked || file.path().exists() {
                return Ok(file);
            }
        }
    }
}

/// Removes what killed processes have left behind in a folder. That it cannot be
/// removed is no reason not to write.
fn sweep(folder: &Path) {
    let entries = WalkDir::new(folder).min_depth(1).max_depth(1).sort_by_file_name();
    for entry in entries.into_iter().filter_map(Result::ok) {
        let is_staged = entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX));
        if is_staged && entry.file_type().is_file() {
            remove_if_left(entry.path());
        }
    }
}

/// Removes a file that no process has locked.
fn remove_if_left(path: &Path) {
    let Ok(file) = File::options().write(true).open(path) else { return };
    match file.try_lock() {
        // It is locked while it goes, so that whoever began it just now will know.
        Ok(()) => drop(fs::remove_file(path)),
        Err(TryLockError::WouldBlock | TryLockError::Error(_)) => {}
    }
}

/// Temporary files are private by default; what is published is readable as
/// any other new file would be.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter();
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn what_nobody_writes_any_more_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let left = folder.path().join(".report-left");
        fs::write(&left, "half").unwrap();
        fs::write(folder.path().join(".report.toml"), "").unwrap();
        fs::create_dir(folder.path().join(".report-folder")).unwrap();
        let mut other = Staged::default();
        other.add(&folder.path().join("b.pdf"), b"other").unwrap();
        assert!(!left.exists());
        let mut staged = Staged::default();
        staged.add(&folder.path().join("a.pdf"), b"new").unwrap();
        staged.commit().unwrap();
        other.commit().unwrap();
        assert_eq!(names(folder.path()), [".report-folder", ".report.toml", "a.pdf", "b.pdf"]);
    }

    #[test]
    fn what_is_not_put_in_place_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut staged = Staged::default();
        staged.add(&folder.path().join("a.pdf"), b"new").unwrap();
        assert!(staged.add(folder.path(), b"new").is_err());
        drop(staged);
        assert_eq!(names(folder.path()), [""; 0]);
    }
}
