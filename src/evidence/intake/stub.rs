//! Temporary.
#![allow(missing_docs)]
use super::*;
use crate::project::{Language, Project};
use crate::diag::Problems;
use std::ops::Range;
use typst::diag::EcoString;
use std::collections::HashMap;
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape { Plain }
#[derive(Debug, Clone, Default)]
pub struct Dialect {}
pub struct Declared<'a> { pub name: &'a str, pub sheet: Option<&'a str>, pub range: Option<&'a str>, pub shape: Option<Shape>, pub dialect: Dialect, pub languages: &'a [Language] }
pub struct ReadError { pub message: EcoString, pub hint: Option<EcoString>, pub range: Option<Range<usize>> }
pub struct Intake { columns: Vec<String>, rows: Vec<Vec<String>>, codebook: Codebook }
impl Intake {
    pub fn open(file: std::fs::File, _d: &Declared) -> Result<Self, Vec<ReadError>> {
        let mut r = csv::Reader::from_reader(file);
        let columns = r.headers().map(|h| h.iter().map(String::from).collect()).unwrap_or_default();
        let rows = r.records().filter_map(Result::ok).map(|x| x.iter().map(String::from).collect()).collect();
        Ok(Self { columns, rows, codebook: Codebook::default() })
    }
    pub fn columns(&self) -> &[String] { &self.columns }
    pub fn codebook(&self) -> &Codebook { &self.codebook }
    pub fn place(&self, row: u64) -> String { format!("row {}", row + 1) }
    pub fn read<R: Send>(&self, wanted: &[usize], each: impl Fn(&Chunk) -> R + Sync, mut merge: impl FnMut(R) + Send) -> Result<(), Vec<ReadError>> {
        for rows in self.rows.chunks(100) {
            let columns = wanted.iter().map(|w| {
                let mut c = CodedColumn::default(); let mut known: HashMap<Answer,u32> = HashMap::new();
                for row in rows { let a = Answer::of_text(&row[*w]); let n = known.len() as u32;
                    let id = *known.entry(a.clone()).or_insert_with(|| { c.answers.push(a); n }); c.codes.push(id); }
                c }).collect();
            merge(each(&Chunk { rows: rows.len(), columns }));
        }
        Ok(())
    }
}
impl Codebook { pub fn overlay(&mut self, _o: Codebook) {} }
pub fn read_codebook(_p: &Project, _f: typst::syntax::FileId, _pr: &mut Problems) -> Option<Codebook> { None }
