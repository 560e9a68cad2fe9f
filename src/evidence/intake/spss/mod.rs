//! SPSS files: `.sav` and `.zsav`.

mod column;
mod dictionary;

use std::sync::{Arc, Mutex, PoisonError};

use ambers::Scanner;
use ambers::error::SpssError;
use rayon::prelude::*;
use typst::diag::eco_format;

use super::chunk::Chunk;
use super::codebook::Codebook;
use super::error::{Outcome, ReadError, fail};
use super::file::{FileReader, SharedFile};
use super::guard::guarded;
use super::loaded::CHUNK_ROWS;
use crate::project::Language;

/// How much of a file is read at once.
const BUFFER: usize = 256 * 1024;

/// An SPSS file of which the dictionary has been read.
pub struct Spss {
    file: Arc<SharedFile>,
    columns: Vec<String>,
    codebook: Codebook,
    weight: Option<String>,
    /// How many rows the file says it has.
    rows: Option<u64>,
    /// The scanner that read the dictionary, until it is used for the data.
    scanner: Mutex<Option<Scanner<FileReader>>>,
}

impl Spss {
    /// Reads the dictionary of a file.
    pub fn open(file: Arc<SharedFile>, languages: &[Language]) -> Outcome<Self> {
        check_kind(&file)?;
        let scanner = scanner(&file)?;
        let metadata = scanner.metadata();
        Ok(Self {
            columns: metadata.variable_names.clone(),
            codebook: dictionary::codebook(metadata, languages),
            weight: metadata.weight_variable.clone(),
            rows: metadata.number_rows.and_then(|rows| u64::try_from(rows).ok()),
            scanner: Mutex::new(Some(scanner)),
            file,
        })
    }

    /// The columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// What the file says about its columns.
    pub fn codebook(&self) -> &Codebook {
        &self.codebook
    }

    /// The variable that the file declares as its weight.
    pub fn weight(&self) -> Option<&str> {
        self.weight.as_deref()
    }

    /// Hands on the wanted columns in chunks. The file is read from start to
    /// end; the threads work on chunks that have been read.
    pub fn chunks<R: Send>(
        &self,
        wanted: &[usize],
        each: impl Fn(&Chunk) -> R + Sync,
    ) -> Outcome<Vec<R>> {
        let known = self.scanner.lock().unwrap_or_else(PoisonError::into_inner).take();
        let mut scanner = match known {
            Some(scanner) => scanner,
            None => self::scanner(&self.file)?,
        };
        // Without a column nothing would say how many rows there are.
        let mut names: Vec<&str> = wanted.iter().map(|it| self.columns[*it].as_str()).collect();
        if names.is_empty() {
            names.extend(self.columns.first().map(String::as_str));
        }
        read(|| scanner.select(&names))?;
        let (mut results, mut rows) = (Vec::new(), 0);
        loop {
            let mut batches = Vec::new();
            while batches.len() < rayon::current_num_threads() {
                match read(|| scanner.next_batch())? {
                    Some(batch) => batches.push(batch),
                    None => break,
                }
            }
            if batches.is_empty() {
                break;
            }
            rows += batches.iter().map(|batch| batch.num_rows() as u64).sum::<u64>();
            let chunk = |batch| {
                let mut columns: Vec<_> = column::columns(&batch);
                columns.truncate(wanted.len());
                each(&Chunk { rows: batch.num_rows(), columns })
            };
            results.par_extend(batches.into_par_iter().map(chunk));
        }
        match self.rows {
            Some(expected) if rows < expected => {
                let message = eco_format!("the file ends after {rows} of {expected} rows");
                fail(ReadError::new(message).hint("export the file again"))
            }
            _ => Ok(results),
        }
    }
}

fn scanner(file: &Arc<SharedFile>) -> Outcome<Scanner<FileReader>> {
    read(|| Scanner::open(file.reader(0, BUFFER), CHUNK_ROWS))
}

/// The value, or what is wrong with the file.
fn read<T>(read: impl FnOnce() -> Result<T, SpssError>) -> Outcome<T> {
    guarded(read, |error| damaged(&reason(&error)), damaged)
}

fn reason(error: &SpssError) -> String {
    match error {
        SpssError::TruncatedFile { .. } => "it ends early".into(),
        SpssError::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            "it ends early".into()
        }
        error => error.to_string(),
    }
}

/// Refuses what is no SPSS file that can be read, and says what it is.
fn check_kind(file: &SharedFile) -> Outcome<()> {
    let start = file.bytes_at(0, 512).unwrap_or_default();
    if start.get(8..20) == Some(b"ENCRYPTEDSAV".as_slice()) {
        let error = ReadError::new("the file is protected with a password");
        return fail(error.hint("save it in SPSS without a password"));
    }
    if memchr::memmem::find(&start, b"SPSS PORT FILE").is_some() {
        let error = ReadError::new("the file is an SPSS portable file");
        return fail(error.hint("save it in SPSS as `.sav`"));
    }
    if !start.starts_with(b"$FL2") && !start.starts_with(b"$FL3") {
        return fail(damaged("it does not begin like one"));
    }
    // The layout code is 2, or 3 where SPSS itself would have written it.
    if start.get(64..68).is_some_and(|code| code[0] == 0 && code[3] != 0) {
        let error = ReadError::new("the file was written on a machine with another order of bytes");
        return fail(error.hint("save it again with a present SPSS or PSPP"));
    }
    Ok(())
}

fn damaged(reason: &str) -> ReadError {
    ReadError::new(eco_format!("the file is no SPSS file, or is damaged ({reason})"))
        .hint("export the file again")
}

impl std::fmt::Debug for Spss {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Spss").field("columns", &self.columns).finish_non_exhaustive()
    }
}
