//! The files of a project, from the disk and from the pipeline itself.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::{Component, Path, PathBuf};

use typst::diag::{FileError, FileResult, PackageError, eco_format};
use typst::foundations::Bytes;
use typst::syntax::{FileId, RootedPath, VirtualPath, VirtualRoot};
use typst_kit::files::{FileLoader, FileStore, FsRoot};

use super::limits::{MAX_FILE_SIZE, MAX_TEXT_SIZE};

/// The store that serves every stage, from the manifest to the compiler.
pub type Files = FileStore<ProjectFiles>;

/// Loads the files below the project's root, and nothing else.
///
/// Files that the pipeline generates are laid over them. A path that leaves
/// the root, by `..` or by a symbolic link, is refused; so are hidden files, such as
/// those of version control, and packages, which would have to come from the network.
#[derive(Debug)]
pub struct ProjectFiles {
    root: FsRoot,
    real_root: PathBuf,
    generated: BTreeMap<String, Bytes>,
}

impl ProjectFiles {
    /// Serves the folder `root`.
    pub fn new(root: &Path) -> std::io::Result<Self> {
        Ok(Self {
            root: FsRoot::new(root.to_path_buf()),
            real_root: root.canonicalize()?,
            generated: BTreeMap::new(),
        })
    }

    /// The folder that is served.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// Lays a generated file over the project. It has to be done before
    /// anything asks for the file, because the store remembers its answers.
    pub fn generate(&mut self, id: FileId, bytes: Bytes) {
        self.generated.insert(id.vpath().get_without_slash().into(), bytes);
    }

    /// The generated files by their path below the root, in order of path.
    pub fn generated(&self) -> impl Iterator<Item = (&str, &Bytes)> {
        self.generated.iter().map(|(path, bytes)| (path.as_str(), bytes))
    }

    /// Whether the file was made by the pipeline.
    pub fn is_generated(&self, id: FileId) -> bool {
        self.generated.contains_key(id.vpath().get_without_slash())
    }

    /// Where a file of the project lies on the disk.
    ///
    /// # Errors
    /// If it does not exist, does not lie inside the project, or is no ordinary file.
    pub fn path(&self, id: FileId) -> FileResult<PathBuf> {
        self.resolve(id.vpath()).map(|(path, _)| path)
    }

    /// Whether a path of the file system exists and really lies inside the project.
    pub fn holds(&self, path: &Path) -> bool {
        path.canonicalize().is_ok_and(|real| real.starts_with(&self.real_root))
    }

    /// The file's real path and what the system says about it, if it is a file that
    /// lies inside the project.
    fn resolve(&self, path: &VirtualPath) -> FileResult<(PathBuf, Metadata)> {
        let refused = |reason: &str| Err(FileError::Other(Some(reason.into())));
        let in_project = |error| FileError::from_io(error, path.get_without_slash().as_ref());
        let joined = self.root.resolve(path)?;
        if is_hidden(path.get_without_slash().as_ref()) {
            return refused("hidden files are no part of a project");
        }
        let real = joined.canonicalize().map_err(in_project)?;
        let Ok(below) = real.strip_prefix(&self.real_root) else {
            return refused("a symbolic link leads out of the project");
        };
        if is_hidden(below) {
            return refused("a symbolic link leads to a hidden file");
        }
        let metadata = fs::metadata(&real).map_err(in_project)?;
        if metadata.is_dir() {
            return Err(FileError::IsDirectory);
        }
        // Whoever reads a pipe waits, and a device never ends.
        if !metadata.is_file() {
            return refused("it is no ordinary file");
        }
        Ok((real, metadata))
    }
}

/// Whether a path leads to a hidden file or through a hidden folder, as those of version
/// control and of programs are, which hold passwords.
fn is_hidden(path: &Path) -> bool {
    let hidden = |part: Component| part.as_os_str().as_encoded_bytes().starts_with(b".");
    path.components().any(hidden)
}

impl FileLoader for ProjectFiles {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        if *id.root() != VirtualRoot::Project {
            let reason = "a render has no network and takes no packages";
            return Err(FileError::Package(PackageError::Other(Some(reason.into()))));
        }
        if let Some(bytes) = self.generated.get(id.vpath().get_without_slash()) {
            return Ok(bytes.clone());
        }
        let (path, metadata) = self.resolve(id.vpath())?;
        let in_project = |error| FileError::from_io(error, id.vpath().get_without_slash().as_ref());
        let most = max_size(id.vpath().extension());
        if metadata.len() > most {
            let reason = eco_format!("it is larger than {} MiB", most / (1024 * 1024));
            return Err(FileError::Other(Some(reason)));
        }
        fs::read(&path).map(Bytes::new).map_err(in_project)
    }
}

/// The bytes that a file with such an ending may have.
fn max_size(extension: Option<&str>) -> u64 {
    match extension {
        Some("toml" | "md" | "typ") => MAX_TEXT_SIZE,
        _ => MAX_FILE_SIZE,
    }
}

/// The id of a file by its path below the project's root.
///
/// The path must not leave the root; [`checked_file_id`] is for paths that
/// authors write.
pub fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).unwrap_or_else(|_| {
        unreachable!("the pipeline builds only paths that stay below the root: {path}")
    });
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The id of a file that an author names relative to a folder of the project,
/// or what is wrong with the path.
pub fn checked_file_id(folder: &str, path: &str) -> Result<FileId, String> {
    if path.is_empty() {
        return Err("the path is empty".into());
    }
    if path.contains('\\') || path.contains('\0') {
        return Err(format!("the path `{}` contains a backslash or a null", path.escape_debug()));
    }
    if Path::new(path).is_absolute() || path.contains("://") {
        return Err(format!("the path `{path}` does not lie in the project"));
    }
    VirtualPath::new(folder)
        .and_then(|folder| folder.join(path))
        .map(|path| RootedPath::new(VirtualRoot::Project, path).intern())
        .map_err(|_| format!("the path `{path}` leads out of the project"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_authors_stay_in_the_project() {
        assert!(checked_file_id("data", "a.csv").is_ok());
        assert!(checked_file_id("data", "../report/a.csv").is_ok());
        for path in ["", "/etc/passwd", "../../a", "http://x/y", "a\\b", "a\0b"] {
            assert!(checked_file_id("data", path).is_err(), "{path}");
        }
    }
}
