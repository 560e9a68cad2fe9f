//! Parquet files, of which only the wanted columns are read.

mod column;
mod kind;

use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::Repetition;
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::reader::{ChunkReader, FileReader, Length, SerializedFileReader};
use parquet::schema::types::SchemaDescriptor;
use rayon::prelude::*;
use typst::diag::{EcoString, eco_format};

use self::column::Column;
use self::kind::Kind;
use super::chunk::Chunk;
use super::error::{Outcome, ReadError, fail};
use super::file::{FileReader as Reader, SharedFile};
use super::guard::guarded;
use super::loaded::CHUNK_ROWS;

/// A Parquet file of which the metadata have been read.
pub struct Parquet {
    reader: SerializedFileReader<Source>,
    columns: Vec<String>,
    /// For each column, where its values are and what they are, or why it
    /// cannot be read.
    leaves: Vec<Result<(usize, Kind), EcoString>>,
}

impl Parquet {
    /// Reads the metadata of a file.
    pub fn open(file: Arc<SharedFile>) -> Outcome<Self> {
        let start = file.bytes_at(0, 4).unwrap_or_default();
        if start == b"PARE" {
            return fail(
                ReadError::new("the file is encrypted").hint("export it without encryption"),
            );
        }
        let reader = read(|| SerializedFileReader::new(Source(file)))?;
        let schema = reader.metadata().file_metadata().schema_descr();
        let (columns, leaves) = columns(schema);
        Ok(Self { columns, leaves, reader })
    }

    /// The columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Hands on the wanted columns in chunks.
    pub fn chunks<R: Send>(
        &self,
        wanted: &[usize],
        each: impl Fn(&Chunk) -> R + Sync,
    ) -> Outcome<Vec<R>> {
        let (mut leaves, mut errors) = (Vec::new(), Vec::new());
        for column in wanted {
            match &self.leaves[*column] {
                Ok(leaf) => leaves.push(leaf.clone()),
                Err(reason) => {
                    let name = &self.columns[*column];
                    let message = eco_format!("the column `{name}` cannot be read ({reason})");
                    errors.push(ReadError::new(message));
                }
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut results = Vec::new();
        for group in 0..self.reader.num_row_groups() {
            self.group(group, &leaves, &each, &mut results)?;
        }
        Ok(results)
    }

    /// Reads a group of rows, a chunk for each thread at a time: all threads
    /// decode columns, then each works on a chunk.
    fn group<R: Send>(
        &self,
        group: usize,
        leaves: &[(usize, Kind)],
        each: impl Fn(&Chunk) -> R + Sync,
        results: &mut Vec<R>,
    ) -> Outcome<()> {
        let group = read(|| self.reader.get_row_group(group))?;
        let rows = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
        let column = |(leaf, kind): &(usize, Kind)| {
            Ok(Column::new(group.get_column_reader(*leaf)?, kind.clone()))
        };
        let mut columns = read(|| leaves.iter().map(column).collect::<ParquetResult<Vec<_>>>())?;
        let mut left = rows;
        while left > 0 {
            let sizes = sizes(left, rayon::current_num_threads());
            left -= sizes.iter().sum::<usize>();
            let decode = |column: &mut Column| {
                let parts =
                    guarded(|| column.read(&sizes), |cut| damaged(&cut.to_string()), damaged);
                parts.map(Vec::into_iter)
            };
            let mut parts = columns.par_iter_mut().map(decode).collect::<Outcome<Vec<_>>>()?;
            let chunk = |rows: &usize| Chunk {
                rows: *rows,
                columns: parts.iter_mut().filter_map(Iterator::next).collect(),
            };
            let chunks: Vec<Chunk> = sizes.iter().map(chunk).collect();
            results.par_extend(chunks.into_par_iter().map(|chunk| each(&chunk)));
        }
        Ok(())
    }
}

/// What the reader gives, or what is wrong with the file.
fn read<T>(read: impl FnOnce() -> ParquetResult<T>) -> Outcome<T> {
    guarded(read, |error| damaged(&error.to_string()), damaged)
}

/// How many rows the next chunks have, one for each thread and of about the
/// same size.
fn sizes(left: usize, threads: usize) -> Vec<usize> {
    let rows = left.min(threads * CHUNK_ROWS);
    let chunks = rows.div_ceil(CHUNK_ROWS).max(threads.min(rows.div_ceil(4096)));
    let share = |index: usize| rows * (index + 1) / chunks - rows * index / chunks;
    (0..chunks).map(share).collect()
}

/// The columns of a file, which are the fields at the top of its schema.
#[expect(clippy::type_complexity, reason = "two lists, one after the other")]
fn columns(schema: &SchemaDescriptor) -> (Vec<String>, Vec<Result<(usize, Kind), EcoString>>) {
    let fields = schema.root_schema().get_fields();
    let leaf = |field: usize| {
        (0..schema.num_columns()).find(|it| schema.get_column_root_idx(*it) == field)
    };
    let column = |(index, field): (usize, &Arc<parquet::schema::types::Type>)| {
        let info = field.get_basic_info();
        let repeated = info.has_repetition() && info.repetition() == Repetition::REPEATED;
        let kind = match leaf(index) {
            Some(leaf) if field.is_primitive() && !repeated => {
                Kind::of(&schema.column(leaf)).map(|kind| (leaf, kind))
            }
            _ => Err("its values are nested".into()),
        };
        (field.name().to_string(), kind)
    };
    fields.iter().enumerate().map(column).unzip()
}

fn damaged(reason: &str) -> ReadError {
    ReadError::new(eco_format!("the file is no Parquet file, or is damaged ({reason})"))
        .hint("export the file again")
}

/// The file, as the reader wants it.
struct Source(Arc<SharedFile>);

impl Length for Source {
    fn len(&self) -> u64 {
        self.0.len()
    }
}

impl ChunkReader for Source {
    type T = Reader;

    fn get_read(&self, start: u64) -> ParquetResult<Self::T> {
        Ok(self.0.reader(start, 1024))
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<Bytes> {
        let bytes = self.0.bytes_at(start, length)?;
        match bytes.len() == length {
            true => Ok(bytes.into()),
            false => Err(ParquetError::EOF("the file ends early".into())),
        }
    }
}

impl std::fmt::Debug for Parquet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parquet").field("columns", &self.columns).finish_non_exhaustive()
    }
}
