//! The sources in `data/sources.toml`: who published what, and where the
//! tables are.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeValue;
use typst::diag::eco_format;
use typst::syntax::FileId;

use super::definition::{Named, named, read_missing};
use super::intake::{Dialect, Missing, Shape};
use crate::diag::{Place, Problems, name_hint};
use crate::project::{Fields, Localized, Project, TomlReader, checked_file_id, file_id};

/// A publication or a table that numbers are taken from.
#[derive(Debug, Clone)]
pub struct Source {
    /// The id that indicators name.
    pub id: String,
    /// Where the source is declared.
    pub place: Place,
    /// The title, as the producer gives it.
    pub title: Localized,
    /// Who made it.
    pub producer: Localized,
    /// The year or period of publication, as printed.
    pub published: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// The day on which it was retrieved, as written.
    pub retrieved: Option<String>,
    /// The table in `data/`, if the source is one.
    pub file: Option<FileId>,
    /// The SHA-256 that the table must have, in hexadecimal.
    pub sha256: Option<Spanned<String>>,
    /// The licence, as the producer gives it.
    pub licence: Option<String>,
    /// The entry of the bibliography.
    pub cite: Option<String>,
    /// A caveat that readers have to know.
    pub note: Option<Localized>,
    /// Whom or what the source is about.
    pub population: Option<Localized>,
    /// Whether the data are invented, which every document that uses them says.
    pub synthetic: bool,
    /// How the file is to be read, where that is not plain.
    pub reading: Reading,
    /// The codebook beside the data.
    pub codebook: Option<FileId>,
    /// Answers that are missing in every column.
    pub missing: Vec<Missing>,
    /// The column with weights.
    pub weight: Option<Named>,
    /// The column with the strata of the sample.
    pub strata: Option<Named>,
    /// The column with the primary sampling units.
    pub cluster: Option<Named>,
    /// How many units the sample was drawn from.
    pub population_size: Option<PopulationSize>,
}

/// How a data file is to be read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The sheet of a workbook.
    pub sheet: Option<Spanned<String>>,
    /// The cells of a sheet.
    pub range: Option<Spanned<String>>,
    /// The shape of an export.
    pub shape: Option<Shape>,
    /// How a CSV file is written.
    pub dialect: Dialect,
}

/// How many units a sample was drawn from.
#[derive(Debug, Clone)]
pub enum PopulationSize {
    /// So many.
    Number(u64),
    /// As many as a column says, for each stratum.
    Column(Named),
}

impl Source {
    /// The column with the size of the population, if there is one.
    pub fn population_column(&self) -> Option<&Named> {
        match &self.population_size {
            Some(PopulationSize::Column(column)) => Some(column),
            _ => None,
        }
    }
}

/// Reads `data/sources.toml`.
pub fn read_sources(project: &Project, problems: &mut Problems) -> BTreeMap<String, Source> {
    let file = file_id("data/sources.toml");
    let Some(text) = project.optional_text(file, problems) else {
        return BTreeMap::new();
    };
    let languages = &project.manifest.languages;
    let sources = TomlReader::read(file, &text, languages, "the file", problems, |fields| {
        let read = |(id, fields): (Spanned<String>, Fields)| {
            let source = read_source(&id, &fields);
            fields.finish();
            (id.into_inner(), source)
        };
        fields.entries().into_iter().map(read).collect()
    });
    sources.unwrap_or_default()
}

fn read_source(id: &Spanned<String>, fields: &Fields) -> Source {
    let text = |name| fields.text(name).map(Spanned::into_inner);
    let column = |name| fields.text(name).map(|column| named(fields, column));
    if let (Some(pinned), false) = (fields.text("sha256"), fields.has("file")) {
        fields.reader.error(pinned.span(), "`sha256` pins a `file`, and there is none");
    }
    let title = fields.required_localized("title");
    let producer = fields.required_localized("producer");
    Source {
        id: id.get_ref().clone(),
        place: fields.place(),
        title: title.unwrap_or_default(),
        producer: producer.unwrap_or_default(),
        published: text("published"),
        url: read_url(fields),
        retrieved: text("retrieved"),
        file: fields.text("file").and_then(|path| table_file(fields, &path)),
        sha256: fields.text("sha256"),
        licence: text("licence"),
        cite: text("cite"),
        note: fields.localized("note"),
        population: fields.localized("population"),
        synthetic: fields.flag("synthetic"),
        reading: Reading {
            sheet: fields.text("sheet"),
            range: fields.text("range"),
            shape: fields.text("shape").and_then(|shape| read_shape(fields, &shape)),
            dialect: fields.table("csv").map(read_dialect).unwrap_or_default(),
        },
        codebook: fields.text("codebook").and_then(|path| table_file(fields, &path)),
        missing: read_missing(fields, "missing"),
        weight: column("weight"),
        strata: column("strata"),
        cluster: column("cluster"),
        population_size: read_population_size(fields),
    }
}

/// `population-size = 6194`, or the name of a column.
fn read_population_size(fields: &Fields) -> Option<PopulationSize> {
    match fields.get("population-size")?.get_ref() {
        DeValue::String(_) => fields
            .text("population-size")
            .map(|column| PopulationSize::Column(named(fields, column))),
        _ => fields
            .integer("population-size", 1..=i64::MAX)
            .map(|size| PopulationSize::Number(size as u64)),
    }
}

fn read_url(fields: &Fields) -> Option<String> {
    let url = fields.text("url")?;
    let address = url.get_ref();
    if !address.starts_with("https://") && !address.starts_with("http://") {
        let message = eco_format!("`{address}` is not a web address");
        let hint = Some("an address starts with `https://`".into());
        fields.reader.error_with_hint(url.span(), message, hint);
        return None;
    }
    Some(url.into_inner())
}

fn table_file(fields: &Fields, path: &Spanned<String>) -> Option<FileId> {
    checked_file_id("data", path.get_ref())
        .map_err(|message| fields.reader.error(path.span(), message))
        .ok()
}

fn read_shape(fields: &Fields, shape: &Spanned<String>) -> Option<Shape> {
    let found = Shape::of_name(shape.get_ref());
    if found.is_none() {
        let message = eco_format!("there is no shape `{}`", shape.get_ref());
        let known = ["plain", "qualtrics", "limesurvey", "statline"];
        fields.reader.error_with_hint(shape.span(), message, name_hint(shape.get_ref(), known));
    }
    found
}

/// `csv = { delimiter = ";", decimal = "," }`: how a text file is written.
fn read_dialect(fields: Fields) -> Dialect {
    let mark = |name: &str, allowed: fn(char) -> bool, expected: &str| {
        let text = fields.text(name)?;
        let mut chars = text.get_ref().chars();
        match (chars.next(), chars.next()) {
            (Some(mark), None) if allowed(mark) => Some(mark),
            _ => {
                let message = eco_format!("`{name}` must be {expected}");
                fields.reader.error(text.span(), message);
                None
            }
        }
    };
    let any = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '\r' | '\n');
    let dialect = Dialect {
        delimiter: mark("delimiter", any, "one ASCII sign, such as \";\""),
        quote: mark("quote", any, "one ASCII sign, such as \"'\""),
        encoding: fields.text("encoding").and_then(|encoding| read_encoding(&fields, encoding)),
        decimal: mark("decimal", |c| matches!(c, '.' | ','), "\".\" or \",\""),
        thousands: mark("thousands", |c| !c.is_alphanumeric(), "one sign, such as \".\""),
        header: fields.integer("header", 1..=1000).map(|line| line as usize),
    };
    fields.finish();
    dialect
}

fn read_encoding(fields: &Fields, encoding: Spanned<String>) -> Option<String> {
    if encoding_rs::Encoding::for_label(encoding.get_ref().as_bytes()).is_none() {
        let message = eco_format!("there is no encoding `{}`", encoding.get_ref());
        let known = ["utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-1"];
        let hint = name_hint(encoding.get_ref(), known);
        fields.reader.error_with_hint(encoding.span(), message, hint);
        return None;
    }
    Some(encoding.into_inner())
}
