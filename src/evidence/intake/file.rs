//! Reading one open file at several places at once.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

/// An open file that several threads read, each where it needs to.
#[derive(Debug)]
pub struct SharedFile {
    file: Mutex<File>,
    len: u64,
}

impl SharedFile {
    /// Takes over an open file.
    pub fn new(file: File) -> io::Result<Self> {
        let len = file.metadata()?.len();
        Ok(Self { file: Mutex::new(file), len })
    }

    /// How many bytes the file has.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Fills a buffer from a place on, and says how much there was.
    pub fn read_at(&self, place: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(place))?;
        let mut filled = 0;
        while filled < buffer.len() {
            match file.read(&mut buffer[filled..]) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    /// The bytes from a place on, at most as many as asked for.
    pub fn bytes_at(&self, place: u64, most: usize) -> io::Result<Vec<u8>> {
        let there = usize::try_from(self.len.saturating_sub(place)).unwrap_or(usize::MAX);
        let mut bytes = vec![0; most.min(there)];
        let filled = self.read_at(place, &mut bytes)?;
        bytes.truncate(filled);
        Ok(bytes)
    }

    /// A reader from a place on.
    pub fn reader(self: &Arc<Self>, place: u64, buffer: usize) -> FileReader {
        BufReader::with_capacity(buffer, FileCursor { file: Arc::clone(self), place })
    }
}

/// A buffered reader of a shared file.
pub type FileReader = BufReader<FileCursor>;

/// A place in a shared file.
#[derive(Debug)]
pub struct FileCursor {
    file: Arc<SharedFile>,
    place: u64,
}

impl Read for FileCursor {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read_at(self.place, buffer)?;
        self.place += count as u64;
        Ok(count)
    }
}

impl Seek for FileCursor {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(offset) => self.file.len.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.place.checked_add_signed(offset),
        };
        self.place = place.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.place)
    }
}
