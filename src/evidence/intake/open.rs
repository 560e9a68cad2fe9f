//! Data files of all formats.

use std::fs::File;
use std::sync::Arc;

use typst::diag::eco_format;

use super::answer::Answer;
use super::chunk::Chunk;
use super::codebook::Codebook;
use super::declared::Declared;
use super::delimited::Delimited;
use super::error::{Outcome, ReadError, fail};
use super::file::SharedFile;
use super::json;
use super::loaded::Loaded;
use super::parquet::Parquet;
use super::spss::Spss;
use super::table::{RawCell, RawTable};
use super::workbook::Workbook;
use crate::project::limits::MAX_TABLE_CELLS;

/// A data file of which is known what it holds.
#[derive(Debug)]
pub struct Intake {
    format: Format,
    /// Of formats without one.
    no_codebook: Codebook,
}

#[derive(Debug)]
enum Format {
    Delimited(Delimited),
    Json(Loaded),
    Parquet(Parquet),
    Spss(Box<Spss>),
    Workbook(Workbook),
}

impl Intake {
    /// Opens a file and reads what stands above its rows. JSON files and
    /// workbooks are read as a whole, because they say their columns nowhere
    /// else.
    pub fn open(file: File, declared: &Declared) -> Outcome<Self> {
        let file = SharedFile::new(file);
        let file = Arc::new(file.map_err(|error| {
            vec![ReadError::new(eco_format!("the file cannot be read ({error})"))]
        })?);
        if file.len() == 0 {
            return fail(ReadError::new("the file is empty"));
        }
        let format = match declared.extension().as_str() {
            "csv" | "tsv" | "tab" | "txt" => Format::Delimited(Delimited::open(file, declared)?),
            "json" | "ndjson" | "jsonl" => Format::Json(json::load(&file)?),
            "parquet" => Format::Parquet(Parquet::open(file)?),
            "sav" | "zsav" => Format::Spss(Box::new(Spss::open(file, declared.languages)?)),
            "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => {
                Format::Workbook(Workbook::open(&file, declared)?)
            }
            _ => {
                let message = eco_format!("`{}` is of no kind that can be read", declared.name);
                return fail(ReadError::new(message).hint(
                    "use `.csv`, `.tsv`, `.xlsx`, `.xls`, `.ods`, `.json`, `.ndjson`, `.parquet`, \
                     `.sav` or `.zsav`",
                ));
            }
        };
        Ok(Self { format, no_codebook: Codebook::default() })
    }

    /// The names of the columns.
    pub fn columns(&self) -> &[String] {
        match &self.format {
            Format::Delimited(file) => file.columns(),
            Format::Json(file) => &file.columns,
            Format::Parquet(file) => file.columns(),
            Format::Spss(file) => file.columns(),
            Format::Workbook(file) => file.columns(),
        }
    }

    /// What the file itself says about its columns.
    pub fn codebook(&self) -> &Codebook {
        match &self.format {
            Format::Delimited(file) => file.codebook(),
            Format::Spss(file) => file.codebook(),
            Format::Json(_) | Format::Parquet(_) | Format::Workbook(_) => &self.no_codebook,
        }
    }

    /// The column that the file declares as its weight.
    pub fn weight(&self) -> Option<&str> {
        match &self.format {
            Format::Spss(file) => file.weight(),
            _ => None,
        }
    }

    /// Reads the wanted columns in chunks, on all threads. The results are in
    /// the order of the file.
    pub fn chunks<R: Send>(
        &self,
        wanted: &[usize],
        each: impl Fn(&Chunk) -> R + Sync,
    ) -> Outcome<Vec<R>> {
        match &self.format {
            Format::Delimited(file) => file.chunks(wanted, each),
            Format::Json(file) => file.chunks(wanted, each),
            Format::Parquet(file) => file.chunks(wanted, each),
            Format::Spss(file) => file.chunks(wanted, each),
            Format::Workbook(file) => file.chunks(wanted, each),
        }
    }

    /// The whole file as text, if it is small.
    pub fn table(&self) -> Outcome<RawTable> {
        if let Format::Delimited(file) = &self.format {
            return file.table();
        }
        let width = self.columns().len();
        let wanted: Vec<usize> = (0..width).collect();
        let cell = |answer: &Answer| RawCell { text: answer.to_string(), range: None };
        let chunks = self.chunks(&wanted, |chunk| {
            if chunk.rows * width > MAX_TABLE_CELLS {
                return None;
            }
            let row = |row| chunk.columns.iter().map(|it| cell(it.answer(row))).collect();
            Some((0..chunk.rows).map(row).collect::<Vec<Vec<RawCell>>>())
        })?;
        let cells = |rows: &Vec<Vec<RawCell>>| rows.len() * width;
        let rows: Option<Vec<_>> = chunks.into_iter().collect();
        let rows = rows.filter(|chunks| chunks.iter().map(cells).sum::<usize>() <= MAX_TABLE_CELLS);
        let Some(rows) = rows else {
            return fail(ReadError::new("the table has too many cells to be published"));
        };
        let header = |name: &String| RawCell { text: name.clone(), range: None };
        let header = self.columns().iter().map(header).collect();
        Ok(RawTable { header, rows: rows.into_iter().flatten().collect() })
    }

    /// Says where a row stands, counted from 0.
    pub fn place(&self, row: u64) -> String {
        match &self.format {
            Format::Delimited(file) => file.place(row),
            Format::Workbook(file) => file.place(row),
            Format::Json(_) | Format::Parquet(_) | Format::Spss(_) => format!("row {}", row + 1),
        }
    }
}
