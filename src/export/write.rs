//! Writing files so that a path always holds either the old or the new whole
//! file.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Files that have been written beside their destinations and wait to be put
/// in place together.
#[derive(Debug, Default)]
pub struct Staged(Vec<(NamedTempFile, PathBuf)>);

impl Staged {
    /// Writes a file beside its destination, creating the folders to it.
    pub fn add(&mut self, destination: &Path, bytes: &[u8]) -> io::Result<()> {
        let folder = destination.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        if destination.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder is in the way"));
        }
        let mut file = builder().tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.flush()?;
        self.0.push((file, destination.to_path_buf()));
        Ok(())
    }

    /// Copies a file to beside its destination, creating the folders to it.
    pub fn add_copy(&mut self, destination: &Path, original: &Path) -> io::Result<()> {
        let folder = destination.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = builder().tempfile_in(folder)?;
        io::copy(&mut fs::File::open(original)?, &mut file)?;
        self.0.push((file, destination.to_path_buf()));
        Ok(())
    }

    /// Renames all files to their destinations, none of which may exist.
    pub fn commit_new(self) -> Result<(), (PathBuf, io::Error)> {
        for (file, destination) in self.0 {
            file.persist_noclobber(&destination).map_err(|error| (destination, error.error))?;
        }
        Ok(())
    }

    /// Renames all files to their destinations. Whatever is not renamed yet
    /// when one fails is removed, and the files at the destinations stay.
    pub fn commit(self) -> Result<(), (PathBuf, io::Error)> {
        for (file, destination) in self.0 {
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
