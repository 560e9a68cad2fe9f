//! What the exports of known programs look like.

use std::collections::BTreeMap;

use super::sample::{Record, usual_width};
use super::stat_line;
use crate::evidence::intake::answer::Answer;
use crate::evidence::intake::codebook::{Codebook, ColumnEntry, ResponseSet};
use crate::evidence::intake::declared::Shape;
use crate::project::{Language, Localized};

/// Where the header is, where the rows begin, and what the header says.
#[derive(Debug)]
pub struct Header {
    /// Which record of the sample has the names of the columns.
    pub record: usize,
    /// Which record is the first row.
    pub first_row: usize,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// What the file says about its columns.
    pub codebook: Codebook,
}

/// The shape of a file, if it is a known one.
pub fn detect(records: &[Record], delimiter: u8, end: &str) -> Shape {
    if records.get(2).is_some_and(is_import_ids) {
        return Shape::Qualtrics;
    }
    if records.first().is_some_and(is_lime_survey) {
        return Shape::LimeSurvey;
    }
    if delimiter == b';' && is_stat_line(records, end) {
        return Shape::StatLine;
    }
    Shape::Plain
}

fn is_import_ids(record: &Record) -> bool {
    record.cells.first().is_some_and(|cell| cell.starts_with("{\"ImportId\":"))
}

fn is_lime_survey(header: &Record) -> bool {
    let is = |cell: &str, name: &str| {
        cell.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(". "))
    };
    let has = |name: &str| header.cells.iter().any(|cell| is(cell, name));
    header.cells.first().is_some_and(|first| is(first, "id")) && has("submitdate")
}

/// Either the data of a table by their keys, or what the website exports, with
/// titles above and the source below.
fn is_stat_line(records: &[Record], end: &str) -> bool {
    let keyed = records.first().is_some_and(|header| header.cells[0] == "ID");
    let period = |record: &Record| record.cells.iter().any(|cell| is_period(cell));
    let titled = records.first().is_some_and(|first| first.cells.len() < usual_width(records));
    let sourced = end.lines().any(|line| is_source(line.trim_matches(['"', ';', ' ', '\r'])));
    (keyed && records.iter().skip(1).take(5).any(period)) || (titled && sourced)
}

/// Whether a cell is a period as CBS codes them, such as `2019JJ00`.
fn is_period(cell: &str) -> bool {
    let bytes = cell.as_bytes();
    bytes.len() == 8
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && bytes[4..6].iter().all(u8::is_ascii_uppercase)
        && bytes[6..].iter().all(u8::is_ascii_digit)
}

/// Whether a line says where a table of CBS comes from.
pub fn is_source(line: &str) -> bool {
    ["Bron:", "Source:", "\u{a9}", "(c) C"].iter().any(|start| line.starts_with(start))
}

/// Finds the header of a shape. `stated` is the record that the project says.
pub fn header(
    shape: Shape,
    records: &[Record],
    stated: Option<usize>,
    languages: &[Language],
) -> Option<Header> {
    let (record, columns) = match (stated, shape) {
        (None, Shape::StatLine) => stat_line::header(records)?,
        (stated, _) => {
            let record = stated.unwrap_or(0);
            (record, named(&records.get(record)?.cells))
        }
    };
    let header = Header { record, first_row: record + 1, columns, codebook: Codebook::default() };
    Some(match shape {
        Shape::Plain | Shape::StatLine => header,
        Shape::Qualtrics => qualtrics(header, records, languages),
        Shape::LimeSurvey => lime_survey(header, records, languages),
    })
}

/// The names of columns; a column without one is called by its number.
pub fn named(cells: &[String]) -> Vec<String> {
    let name = |(index, cell): (usize, &String)| match cell.as_str() {
        "" => format!("column {}", index + 1),
        name => name.to_string(),
    };
    cells.iter().enumerate().map(name).collect()
}

/// Question texts are below the names, and import ids below these.
fn qualtrics(mut header: Header, records: &[Record], languages: &[Language]) -> Header {
    let next = header.record + 1;
    header.first_row = match records.get(next + 1) {
        Some(record) if is_import_ids(record) => next + 2,
        _ => next + 1,
    };
    let texts = records.get(next).map(|record| record.cells.as_slice()).unwrap_or_default();
    for (name, text) in header.columns.iter().zip(texts) {
        label(&mut header.codebook, name, text, languages);
    }
    header
}

/// Columns are called by the code before the question; columns of one question
/// with several answers are a set.
fn lime_survey(mut header: Header, records: &[Record], languages: &[Language]) -> Header {
    let split: Vec<_> = header.columns.iter().map(|column| code_and_text(column)).collect();
    let mut codes: Vec<&str> = split.iter().map(|(code, _)| *code).collect();
    codes.sort_unstable();
    codes.dedup();
    if codes.len() == split.len() {
        let mut codebook = Codebook::default();
        for (code, text) in &split {
            label(&mut codebook, code, text, languages);
        }
        header.codebook = codebook;
        header.columns = split.iter().map(|(code, _)| code.to_string()).collect();
    }
    header.codebook.sets = sets(&header, records);
    header
}

/// Splits `Q1[SQ001]. The question` into its code and the question.
fn code_and_text(column: &str) -> (&str, &str) {
    match column.split_once(". ") {
        Some((code, text)) if is_code(code) => (code, text.trim()),
        _ => (column, ""),
    }
}

fn is_code(text: &str) -> bool {
    let part = |it: char| it.is_ascii_alphanumeric() || "_-[]".contains(it);
    text.starts_with(|it: char| it.is_ascii_alphabetic()) && text.chars().all(part)
}

/// What LimeSurvey writes for a chosen option, in the languages of surveys so far.
const CHOSEN: [&str; 7] = ["Y", "Yes", "Ja", "Oui", "S\u{ed}", "S\u{ec}", "Sim"];

/// What it writes for an option that was not chosen.
const NOT_CHOSEN: [&str; 8] = ["", "N", "No", "Nee", "Nein", "Non", "N\u{e3}o", "N/A"];

fn sets(header: &Header, records: &[Record]) -> BTreeMap<String, ResponseSet> {
    let mut questions: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, column) in header.columns.iter().enumerate() {
        if let Some((question, option)) = column.split_once('[')
            && option.ends_with(']')
            && !option.contains("other")
            && !option.contains("comment")
        {
            questions.entry(question).or_default().push(index);
        }
    }
    let rows = &records[header.first_row.min(records.len())..];
    let set = |(question, columns): (&str, Vec<usize>)| {
        let counted = counted(rows, &columns)?;
        let columns = columns.iter().map(|it| header.columns[*it].clone()).collect();
        let set = ResponseSet { label: None, columns, counted: Some(counted) };
        Some((question.to_string(), set))
    };
    questions.into_iter().filter_map(set).collect()
}

/// The answer that means "chosen", if columns hold nothing else but its opposite.
fn counted(rows: &[Record], columns: &[usize]) -> Option<Answer> {
    let cells = rows.iter().flat_map(|row| columns.iter().filter_map(|it| row.cells.get(*it)));
    let mut chosen = None;
    for cell in cells {
        let cell = cell.as_str();
        if CHOSEN.contains(&cell) && chosen.is_none_or(|known| known == cell) {
            chosen = Some(cell);
        } else if !NOT_CHOSEN.contains(&cell) {
            return None;
        }
    }
    chosen.map(Answer::of_text)
}

fn label(codebook: &mut Codebook, column: &str, text: &str, languages: &[Language]) {
    if !text.is_empty() {
        let label = Some(Localized::everywhere(languages, text));
        codebook.columns.insert(column.into(), ColumnEntry { label, ..ColumnEntry::default() });
    }
}
