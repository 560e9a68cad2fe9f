//! Writing files so that a path always holds either the old or the new whole
//! file.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Files that have been written beside their destinations and wait to be put
/// in place together.
#[derive(Debug, Default)]
pub struct Staged {
    files: Vec<(NamedTempFile, PathBuf)>,
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
        let folder = self.folder_of(destination)?;
        if destination.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder is in the way"));
        }
        let mut file = builder().tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.flush()?;
        self.files.push((file, destination.to_path_buf()));
        Ok(())
    }

    /// Copies a file to beside its destination, creating the folders to it.
    pub fn add_copy(&mut self, destination: &Path, original: &Path) -> io::Result<()> {
        let folder = self.folder_of(destination)?;
        let mut file = builder().tempfile_in(folder)?;
        io::copy(&mut fs::File::open(original)?, &mut file)?;
        self.files.push((file, destination.to_path_buf()));
        Ok(())
    }

    /// The folder of a destination, which is created.
    fn folder_of<'a>(&self, destination: &'a Path) -> io::Result<&'a Path> {
        let folder = destination.parent().unwrap_or(Path::new("."));
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
}

/// Temporary files are private by default; what is published is readable as
/// any other new file would be.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".report-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}
