//! Reading the values of a Parquet column.

use std::fmt;

use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{AsBytes, DataType};
use parquet::errors::ParquetError;
use typst::diag::EcoString;

use super::kind::Kind;
use crate::evidence::intake::answer::Answer;
use crate::evidence::intake::chunk::CodedColumn;
use crate::evidence::intake::distinct::{self, NOTHING};
use crate::evidence::intake::interner::{BitsInterner, TextInterner};

/// A column of a group of rows while it is read.
pub struct Column {
    reader: ColumnReader,
    kind: Kind,
}

/// Why the values of a column end.
#[derive(Debug)]
pub enum Cut {
    /// The reader says so.
    Reader(ParquetError),
    /// A value makes no sense.
    Value(EcoString),
}

impl From<ParquetError> for Cut {
    fn from(error: ParquetError) -> Self {
        Self::Reader(error)
    }
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reader(error) => error.fmt(f),
            Self::Value(reason) => reason.fmt(f),
        }
    }
}

impl Column {
    /// Starts with the first value.
    pub fn new(reader: ColumnReader, kind: Kind) -> Self {
        Self { reader, kind }
    }

    /// Reads so many values, and then so many, and so on.
    pub fn read(&mut self, sizes: &[usize]) -> Result<Vec<CodedColumn>, Cut> {
        use ColumnReader as Of;
        let kind = &self.kind;
        let whole = |bits: u64| kind.of_whole(bits as i64, bits);
        let double = |bits: u64| Answer::of_number(f64::from_bits(bits));
        match &mut self.reader {
            Of::BoolColumnReader(it) => bits(it, sizes, |value| u64::from(*value), truth),
            Of::Int32ColumnReader(it) if *kind == Kind::Unsigned => {
                bits(it, sizes, |value| u64::from(*value as u32), whole)
            }
            Of::Int32ColumnReader(it) => bits(it, sizes, |value| i64::from(*value) as u64, whole),
            Of::Int64ColumnReader(it) => bits(it, sizes, |value| *value as u64, whole),
            Of::Int96ColumnReader(it) => bits(it, sizes, |it| it.to_micros() as u64, whole),
            Of::FloatColumnReader(it) => bits(it, sizes, |it| u64::from(it.to_bits()), single),
            Of::DoubleColumnReader(it) => bits(it, sizes, |value| value.to_bits(), double),
            Of::ByteArrayColumnReader(it) => texts(it, sizes, kind),
            Of::FixedLenByteArrayColumnReader(it) => texts(it, sizes, kind),
        }
    }
}

fn truth(bits: u64) -> Answer {
    Answer::of_text(if bits == 0 { "false" } else { "true" })
}

/// A number of single precision as it is written, not as it is stored: 0.1 is
/// 0.1.
fn single(bits: u64) -> Answer {
    let value = f32::from_bits(bits as u32);
    Answer::of_number(value.to_string().parse().unwrap_or(f64::NAN))
}

fn bits<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    sizes: &[usize],
    bits: impl Fn(&T::T) -> u64,
    answer: impl Fn(u64) -> Answer,
) -> Result<Vec<CodedColumn>, Cut> {
    let mut buffers = Buffers::default();
    let read = |rows: &usize| {
        let mut interner = BitsInterner::new();
        let codes = buffers.codes(reader, *rows, |value| interner.code(bits(value)))?;
        let answers = interner.values().iter().map(|bits| answer(*bits)).collect();
        Ok(distinct::with_nothing(answers, codes))
    };
    sizes.iter().map(read).collect()
}

fn texts<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    sizes: &[usize],
    kind: &Kind,
) -> Result<Vec<CodedColumn>, Cut> {
    let mut buffers = Buffers::default();
    let read = |rows: &usize| {
        let mut interner = TextInterner::new();
        let codes = buffers.codes(reader, *rows, |value| interner.text(value.as_bytes()))?;
        let answers: Result<_, _> = interner.texts().map(|text| kind.of_bytes(text)).collect();
        Ok(distinct::with_nothing(answers.map_err(Cut::Value)?, codes))
    };
    sizes.iter().map(read).collect()
}

/// What is used again from chunk to chunk.
struct Buffers<T> {
    values: Vec<T>,
    levels: Vec<i16>,
}

impl<T> Default for Buffers<T> {
    fn default() -> Self {
        Self { values: Vec::new(), levels: Vec::new() }
    }
}

impl<V> Buffers<V> {
    fn codes<T: DataType<T = V>>(
        &mut self,
        reader: &mut ColumnReaderImpl<T>,
        rows: usize,
        code: impl FnMut(&V) -> u32,
    ) -> Result<Vec<u32>, Cut> {
        self.values.clear();
        self.levels.clear();
        let (records, values, _) =
            reader.read_records(rows, Some(&mut self.levels), None, &mut self.values)?;
        if records != rows {
            return Err(Cut::Value("a column has too few values".into()));
        }
        let mut coded = self.values.iter().map(code);
        if values == rows {
            return Ok(coded.collect());
        }
        let row = |level: &i16| match level {
            0 => NOTHING,
            _ => coded.next().unwrap_or(NOTHING),
        };
        Ok(self.levels.iter().map(row).collect())
    }
}
