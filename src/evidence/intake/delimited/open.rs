//! Finding out how a text file is written.

use std::collections::BTreeSet;
use std::sync::Arc;

use memchr::memchr;
use typst::diag::eco_format;

use super::Delimited;
use super::blocks::TextStream;
use super::encoding::{self, Encoded, SAMPLE};
use super::fault::{Fault, FaultKind, LineCounter};
use super::marks::{self, Evidence, Marks};
use super::sample::{self, Record};
use super::shapes::{self, Header};
use super::syntax::Syntax;
use crate::evidence::intake::declared::{Declared, Dialect, Shape};
use crate::evidence::intake::error::{MOST_ERRORS, Outcome, ReadError, fail};
use crate::evidence::intake::file::SharedFile;

/// How much of the end of a file is looked at for its source.
const END: usize = 4 * 1024;

impl Delimited {
    /// Reads the header of a file.
    pub fn open(file: Arc<SharedFile>, declared: &Declared) -> Outcome<Self> {
        let dialect = &declared.dialect;
        let (encoded, mark) = encoding::detect(&file, dialect.encoding.as_deref())?;
        let mut text = Vec::new();
        let read = TextStream::new(&file, encoded, mark).read(SAMPLE, &mut text);
        let whole = read.map_err(|error| vec![Fault::io(0, &error).error(1, encoded, 0)])?;
        if text.trim_ascii().is_empty() {
            return fail(ReadError::new("the file is empty"));
        }
        let (syntax, from) = syntax(&text, declared)?;
        let decode = |bytes: &[u8]| decoded(bytes, encoded);
        let (records, flawed) = sample::records(&text, from, whole, &syntax, decode);
        let end = file.bytes_at(file.len().saturating_sub(END as u64), END).unwrap_or_default();
        let shape = declared
            .shape
            .unwrap_or_else(|| shapes::detect(&records, syntax.delimiter, &decode(&end)));
        let stated = dialect.header.map(|_| 0);
        let Some(header) = shapes::header(shape, &records, stated, declared.languages) else {
            let Some(flawed) = flawed else {
                return fail(ReadError::new("the header of the file is too long"));
            };
            let line = LineCounter::new(syntax.terminator).advance(&text[..flawed.at]);
            let fault = Fault::of_flaw(flawed.flaw, flawed.at as u64..flawed.at as u64 + 1);
            return fail(fault.error(line, encoded, 0));
        };
        check(&header, &records, &text, &syntax).map_err(|errors| match encoded.is_utf8() {
            true => errors,
            // A place in the translated text is none in the file.
            false => errors.into_iter().map(|it| ReadError { range: None, ..it }).collect(),
        })?;
        let start = match header.first_row.checked_sub(1).and_then(|last| records.get(last)) {
            Some(record) => record.range.end,
            None => text.len(),
        };
        if whole || start < text.len() {
            check_text(&text[..start], encoded, &syntax)?;
        }
        let place = &records[header.record].range;
        Ok(Self {
            header: place.start as u64..place.start as u64 + row_length(&text, place) as u64,
            start: start as u64,
            marks: marks_of(&header, &records, dialect, shape, &syntax),
            stat_line: shape == Shape::StatLine,
            columns: header.columns,
            codebook: header.codebook,
            file,
            encoded,
            mark,
            syntax,
        })
    }
}

/// The text of bytes.
pub fn decoded(bytes: &[u8], encoded: Encoded) -> String {
    match encoded {
        Encoded::Bytes(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// What stands above the rows is text; rows are looked at when they are read.
fn check_text(head: &[u8], encoded: Encoded, syntax: &Syntax) -> Outcome<()> {
    let Err(error) = std::str::from_utf8(head) else { return Ok(()) };
    if !encoded.is_utf8() {
        return Ok(());
    }
    let at = error.valid_up_to();
    let line = LineCounter::new(syntax.terminator).advance(&head[..at]);
    fail(Fault { range: at as u64..at as u64, kind: FaultKind::NotUtf8 }.error(line, encoded, 0))
}

/// The syntax of a text, and where its header or what is above it begins.
fn syntax(text: &[u8], declared: &Declared) -> Outcome<(Syntax, usize)> {
    let dialect = &declared.dialect;
    let terminator = match memchr(b'\n', text) {
        None if memchr(b'\r', text).is_some() => b'\r',
        _ => b'\n',
    };
    let line = dialect.header.unwrap_or(1);
    let Some(from) = sample::line_start(text, line, terminator) else {
        return fail(ReadError::new(eco_format!("the file has no line {line} for its header")));
    };
    let delimiter = ascii(dialect.delimiter, "delimiter")?;
    let quote = ascii(dialect.quote, "quote")?;
    let tabs = declared.extension() == "tsv";
    Ok((sample::syntax(&text[from..], delimiter, quote, terminator, tabs), from))
}

fn ascii(stated: Option<char>, what: &str) -> Outcome<Option<u8>> {
    match stated {
        None => Ok(None),
        Some(it) if it.is_ascii() && !it.is_ascii_alphanumeric() && !"\r\n\0".contains(it) => {
            Ok(Some(it as u8))
        }
        Some(it) => fail(ReadError::new(eco_format!("`{it}` cannot be the {what} of a CSV file"))),
    }
}

/// The length of a record without its terminator.
fn row_length(text: &[u8], range: &std::ops::Range<usize>) -> usize {
    text[range.clone()].trim_ascii_end().len()
}

/// Every column has a name of its own, and the header looks like the header.
fn check(header: &Header, records: &[Record], text: &[u8], syntax: &Syntax) -> Outcome<()> {
    let record = &records[header.record];
    let range = record.range.start..record.range.start + row_length(text, &record.range);
    let mut known = BTreeSet::new();
    let twice = header.columns.iter().filter(|name| !known.insert(name.as_str()));
    let twice: BTreeSet<&String> = twice.collect();
    let error = |name: &&String| {
        let message = eco_format!("the column `{name}` occurs twice");
        ReadError::new(message).at(range.clone())
    };
    let mut errors: Vec<_> = twice.iter().map(error).take(MOST_ERRORS).collect();
    let rows = &records[header.first_row.min(records.len())..];
    let width = sample::usual_width(rows);
    let usual = rows.iter().filter(|row| row.cells.len() == width).count();
    if width > header.columns.len()
        && usual * 2 > rows.len()
        && let Some(better) = rows.iter().find(|row| row.cells.len() == width)
    {
        let line = LineCounter::new(syntax.terminator).advance(&text[..better.range.start]);
        let found = header.columns.len();
        let message = eco_format!("the header has {found} cells, most rows have {width}");
        let hint = eco_format!(
            "if the header is further below, state its line: `csv = {{ header = {line} }}`"
        );
        errors = vec![ReadError::new(message).hint(hint).at(range)];
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// How the numbers of all columns are written: as stated, as the program that
/// exports does, or as the first rows say.
fn marks_of(
    header: &Header,
    records: &[Record],
    dialect: &Dialect,
    shape: Shape,
    syntax: &Syntax,
) -> Vec<Marks> {
    let width = header.columns.len();
    let mut evidence = vec![Evidence::default(); width];
    for row in &records[header.first_row.min(records.len())..] {
        for (evidence, cell) in evidence.iter_mut().zip(&row.cells) {
            evidence.add(cell);
        }
    }
    if let Some(stated) = Marks::stated(dialect.decimal, dialect.thousands) {
        return vec![stated; width];
    }
    let keyed = shape == Shape::StatLine && header.columns[0] == "ID";
    if keyed {
        return vec![Marks::PLAIN; width];
    }
    marks::decide(&evidence, syntax.delimiter == b',')
}
