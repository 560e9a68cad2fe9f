//! Checksums of files, and what is remembered between runs.
//!
//! Large data files are costly to read, so the cache folder keeps what was found
//! in them: their checksum, as long as size, time and identity of the file stay the
//! same, and results by the checksum of everything they depend on. The cache is
//! never needed and never changes a result; what is damaged in it is ignored.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use typst::diag::{FileError, FileResult};
use typst::syntax::FileId;

use super::Project;

/// Files that are smaller than this are read again in each run, in bytes.
const WORTH_REMEMBERING: u64 = 1024 * 1024;

/// A file that was changed this shortly before it was read may change again
/// without a change of its time.
const SETTLED: Duration = Duration::from_secs(2);

/// Remembers checksums within a run, and more between runs.
#[derive(Debug, Default)]
pub struct Memory {
    folder: Option<PathBuf>,
    known: Mutex<BTreeMap<String, String>>,
}

/// What tells that a file has not changed.
#[derive(Debug, Serialize, Deserialize, PartialEq, Eq)]
struct Identity {
    path: PathBuf,
    bytes: u64,
    modified: Option<Duration>,
    #[serde(default)]
    numbers: Vec<i64>,
}

/// A checksum and the file that it is of.
#[derive(Debug, Serialize, Deserialize)]
struct Fingerprint {
    file: Identity,
    sha256: String,
}

impl Memory {
    /// Remembers in a folder, or only within this run.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, known: Mutex::default() }
    }

    fn path(&self, kind: &str, key: &str) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(kind).join(format!("{key}.json")))
    }

    fn read<T: DeserializeOwned>(&self, kind: &str, key: &str) -> Option<T> {
        serde_json::from_slice(&fs::read(self.path(kind, key)?).ok()?).ok()
    }

    /// Keeps something for later runs; that it cannot be kept is no error.
    fn write<T: Serialize>(&self, kind: &str, key: &str, value: &T) {
        let write = || -> Option<()> {
            let path = self.path(kind, key)?;
            let folder = path.parent()?;
            fs::create_dir_all(folder).ok()?;
            let mut file = tempfile::NamedTempFile::new_in(folder).ok()?;
            file.write_all(&serde_json::to_vec(value).ok()?).ok()?;
            file.persist(path).ok().map(|_| ())
        };
        let _kept = write();
    }
}

impl Identity {
    fn of(path: &Path) -> io::Result<Self> {
        let metadata = fs::metadata(path)?;
        let modified = metadata.modified().ok();
        let modified = modified.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        let numbers = numbers(&metadata);
        Ok(Self { path: path.into(), bytes: metadata.len(), modified, numbers })
    }
}

/// The file's device, number and time of change, where the system knows them.
#[cfg(unix)]
fn numbers(metadata: &fs::Metadata) -> Vec<i64> {
    use std::os::unix::fs::MetadataExt;
    let (device, number) = (metadata.dev().cast_signed(), metadata.ino().cast_signed());
    vec![device, number, metadata.ctime(), metadata.ctime_nsec()]
}

#[cfg(not(unix))]
fn numbers(_: &fs::Metadata) -> Vec<i64> {
    Vec::new()
}

impl Project {
    /// The SHA-256 of a file in hexadecimal. It is read once in a run at most.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn sha256(&self, file: FileId) -> FileResult<String> {
        if let Some(known) = self.known_sha256(file) {
            return Ok(known);
        }
        let path = file.vpath().get_without_slash();
        // What has been read is what counts; only large data files pass the store by.
        let sha256 = if self.files.loader().is_generated(file) || !self.is_large(file) {
            checksum(&self.files.file(file)?)
        } else {
            let real = self.files.loader().path(file)?;
            let in_project = |error| FileError::from_io(error, path.as_ref());
            let identity = Identity::of(&real).map_err(in_project)?;
            let sha256 = checksum_of_file(&real).map_err(in_project)?;
            self.remember_sha256(identity, &sha256);
            sha256
        };
        if let Ok(mut known) = self.memory.known.lock() {
            known.insert(path.into(), sha256.clone());
        }
        Ok(sha256)
    }

    /// The SHA-256 of a file, if it is known without reading the file.
    pub fn known_sha256(&self, file: FileId) -> Option<String> {
        let path = file.vpath().get_without_slash();
        if let Some(known) = self.memory.known.lock().ok()?.get(path) {
            return Some(known.clone());
        }
        let real = self.files.loader().path(file).ok()?;
        let identity = Identity::of(&real).ok()?;
        if identity.bytes < WORTH_REMEMBERING {
            return None;
        }
        let kept: Fingerprint = self.memory.read("files", &key_of_path(&real))?;
        if kept.file != identity {
            return None;
        }
        self.memory.known.lock().ok()?.insert(path.into(), kept.sha256.clone());
        Some(kept.sha256)
    }

    fn remember_sha256(&self, file: Identity, sha256: &str) {
        #[expect(clippy::disallowed_methods, reason = "it decides what is kept, and no result")]
        let now = SystemTime::now();
        let age = file.modified.and_then(|modified| {
            let modified = SystemTime::UNIX_EPOCH.checked_add(modified)?;
            now.duration_since(modified).ok()
        });
        if file.bytes >= WORTH_REMEMBERING && age.is_some_and(|age| age >= SETTLED) {
            let key = key_of_path(&file.path);
            self.memory.write("files", &key, &Fingerprint { file, sha256: sha256.into() });
        }
    }

    /// Whether results of a file are worth keeping between runs.
    pub fn is_large(&self, file: FileId) -> bool {
        let size = self.files.loader().path(file).and_then(|path| {
            fs::metadata(path).map_err(|error| FileError::from_io(error, "".as_ref()))
        });
        size.is_ok_and(|metadata| metadata.len() >= WORTH_REMEMBERING)
    }

    /// What was kept of results that depend on this and nothing else.
    pub fn remembered<T: DeserializeOwned>(&self, depends_on: &str) -> Option<T> {
        self.memory.read("results", &checksum(depends_on.as_bytes()))
    }

    /// Keeps results that depend on this and nothing else.
    pub fn remember<T: Serialize>(&self, depends_on: &str, results: &T) {
        self.memory.write("results", &checksum(depends_on.as_bytes()), results);
    }
}

fn key_of_path(path: &Path) -> String {
    checksum(path.as_os_str().as_encoded_bytes())
}

/// The SHA-256 of a file in lower-case hexadecimal.
///
/// # Errors
/// If the file cannot be read.
pub fn checksum_of_file(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1024 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex(&hasher.finalize())),
            read => hasher.update(&buffer[..read]),
        }
    }
}

/// The SHA-256 of some bytes in lower-case hexadecimal.
pub fn checksum(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in lower-case hexadecimal.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
