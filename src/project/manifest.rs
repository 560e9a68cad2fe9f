//! The manifest `report/report.toml`: what the publication is and which
//! documents it has.

use std::collections::BTreeMap;
use std::fmt;

use regex::Regex;
use toml::Spanned;
use toml::de::DeValue;
use typst::diag::eco_format;
use typst::syntax::FileId;

use super::disclosure::{Disclosure, read_disclosure};
use super::documents::{DocumentSpec, checked_id, read_documents};
use super::fields::{Fields, Value};
use super::files::checked_file_id;
use super::language::{Language, Localized};
use super::reader::TomlReader;
use super::rules::{read_allowed_numbers, read_levels};
use crate::diag::{Place, Problems};
use crate::rules::Levels;

/// Fields of the colophon, in the order in which they are printed.
const COLOPHON_FIELDS: [&str; 15] = [
    "commissioned-by",
    "carried-out-by",
    "published",
    "edition",
    "number",
    "isbn",
    "doi",
    "cite",
    "licence",
    "data",
    "contact",
    "site",
    "accessibility",
    "funding",
    "disclaimer",
];

/// What `report.toml` says.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// The manifest's file.
    pub file: FileId,
    /// A stable identifier of the publication.
    pub id: String,
    /// The languages; the first is the source language.
    pub languages: Vec<Language>,
    /// The date of this edition. It is the only date a document can know.
    pub date: Date,
    /// The version of this edition, as printed.
    pub version: Option<String>,
    /// The year or period in which the study was published, as printed.
    pub published: Option<Localized>,
    /// The publication's title.
    pub title: Localized,
    /// The subtitle.
    pub subtitle: Option<Localized>,
    /// The label of the series it appears in.
    pub series: Option<Localized>,
    /// Who sends it.
    pub sender: Option<Localized>,
    /// Keywords for the documents' metadata, per language.
    pub keywords: BTreeMap<String, Vec<String>>,
    /// The authors, in the order in which they are named.
    pub authors: Vec<Author>,
    /// The bibliography, if the publication has one.
    pub bibliography: Option<Bibliography>,
    /// The fields of the colophon, in the order in which they are printed.
    pub colophon: Vec<(&'static str, Localized)>,
    /// Where the colophon is written, if there is one.
    pub colophon_place: Option<Place>,
    /// Whether the European Union funds the publication.
    pub eu_funded: bool,
    /// The block that shows EU funding, if there is one.
    pub eu: Option<EuFunding>,
    /// The documents, in the order of the manifest.
    pub documents: Vec<DocumentSpec>,
    /// Which numbers may be shown.
    pub disclosure: Disclosure,
    /// How much each rule matters.
    pub levels: Levels,
    /// Numbers that need no evidence, as patterns of the text that they stand in.
    pub allowed_numbers: Vec<Regex>,
}

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl fmt::Display for Date {
    /// Writes the day as in ISO 8601.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A person or an organisation that wrote the publication.
#[derive(Debug, Clone)]
pub struct Author {
    /// The name as printed.
    pub name: String,
    /// The ORCID iD, if known.
    pub orcid: Option<String>,
}

/// Where the cited works are described and how they are printed.
#[derive(Debug, Clone)]
pub struct Bibliography {
    /// A BibTeX or Hayagriva file.
    pub file: FileId,
    /// A style that Typst knows by name, or the path of a CSL file.
    pub style: String,
}

/// The block that acknowledges funding by the European Union.
#[derive(Debug, Clone)]
pub struct EuFunding {
    /// The emblem's image file.
    pub emblem: FileId,
    /// The funding statement.
    pub funding: Localized,
    /// The disclaimer.
    pub disclaimer: Localized,
}

impl Manifest {
    /// Reads the manifest. Returns nothing if there is too little to go on;
    /// what is wrong is added to `problems` in any case.
    pub fn read(file: FileId, text: &str, problems: &mut Problems) -> Option<Self> {
        let what = "the manifest";
        // The languages have to be known before any localized text can be read.
        let languages = TomlReader::read(file, text, &[], what, &mut Problems::new(), |fields| {
            let tags = fields.texts("languages").unwrap_or_default();
            tags.iter().filter_map(|tag| Language::parse(tag.get_ref())).collect::<Vec<_>>()
        })
        .unwrap_or_default();
        TomlReader::read(file, text, &languages, what, problems, read_manifest).flatten()
    }

    /// The language with this id.
    pub fn language(&self, id: &str) -> Option<&Language> {
        self.languages.iter().find(|language| language.id() == id)
    }
}

fn read_manifest(fields: &Fields) -> Option<Manifest> {
    let languages = fields.reader.languages.to_vec();
    if !check_languages(fields) {
        // Without its languages, nothing localized in the project can be read.
        fields.ignore_others();
        return None;
    }
    let id = fields.required_text("id").and_then(|id| checked_id(fields.reader, id));
    let date = fields.require("date").and_then(|value| read_date(fields, value));
    let title = fields.required_localized("title");
    let documents = read_documents(fields, title.as_ref());
    let manifest = (
        fields.text("version").map(Spanned::into_inner),
        fields.localized("published"),
        fields.localized("subtitle"),
        fields.localized("series"),
        fields.localized("sender"),
        read_keywords(fields),
        read_authors(fields),
        read_bibliography(fields),
        read_colophon(fields),
        fields.table("colophon").map(|table| table.place()),
        fields.flag("eu-funded"),
        read_eu(fields),
        read_disclosure(fields),
        read_levels(fields),
        read_allowed_numbers(fields),
    );
    let (
        version,
        published,
        subtitle,
        series,
        sender,
        keywords,
        authors,
        bibliography,
        colophon,
        colophon_place,
        eu_funded,
        eu,
        disclosure,
        levels,
        allowed_numbers,
    ) = manifest;
    Some(Manifest {
        file: fields.reader.file,
        id: id?,
        languages,
        date: date?,
        version,
        published,
        title: title?,
        subtitle,
        series,
        sender,
        keywords,
        authors,
        bibliography,
        colophon,
        colophon_place,
        eu_funded,
        eu,
        documents,
        disclosure,
        levels,
        allowed_numbers,
    })
}

/// Whether the languages are given and can be told apart.
fn check_languages(fields: &Fields) -> bool {
    let reader = fields.reader;
    let tags = fields.require("languages").and_then(|_| fields.texts("languages"));
    let tags = tags.unwrap_or_default();
    let count = tags.len();
    if let Some(value) = fields.get("languages")
        && matches!(value.get_ref(), DeValue::Array(tags) if tags.is_empty())
    {
        let hint = Some("name at least one, such as `nl-NL`".into());
        reader.error_with_hint(value.span(), eco_format!("`languages` is empty"), hint);
    }
    let mut seen: Vec<String> = Vec::new();
    for tag in tags {
        match Language::parse(tag.get_ref()) {
            None => reader.error_with_hint(
                tag.span(),
                eco_format!("`{}` is not a language tag", tag.get_ref()),
                Some("write a BCP 47 tag such as `nl-NL`".into()),
            ),
            Some(language) if seen.contains(&language.id().to_string()) => {
                let message = eco_format!("the language `{}` is listed twice", language.id());
                reader.error(tag.span(), message);
            }
            Some(language) => seen.push(language.id().to_string()),
        }
    }
    count > 0 && seen.len() == count
}

fn read_date(fields: &Fields, value: Value) -> Option<Date> {
    let date = match value.get_ref() {
        DeValue::Datetime(datetime) if datetime.time.is_none() => datetime.date,
        _ => None,
    };
    if date.is_none() {
        fields.wrong_type("date", value, "a date such as 2024-11-23");
    }
    date.map(|date| Date { year: date.year, month: date.month, day: date.day })
}

fn read_keywords(fields: &Fields) -> BTreeMap<String, Vec<String>> {
    let Some(table) = fields.table("keywords") else {
        return BTreeMap::new();
    };
    let texts = |language: &Language| {
        table.require(language.id())?;
        let words = table.texts(language.id())?;
        Some((language.id().to_string(), words.into_iter().map(Spanned::into_inner).collect()))
    };
    let keywords = fields.reader.languages.iter().filter_map(texts).collect();
    table.finish();
    keywords
}

fn read_authors(fields: &Fields) -> Vec<Author> {
    let mut authors = Vec::new();
    for author in fields.tables("authors") {
        let name = author.required_text("name").map(Spanned::into_inner);
        let orcid = author.text("orcid").map(Spanned::into_inner);
        author.finish();
        authors.extend(name.map(|name| Author { name, orcid }));
    }
    authors
}

fn read_bibliography(fields: &Fields) -> Option<Bibliography> {
    let style = fields.text("citation-style").map(Spanned::into_inner);
    let path = fields.text("bibliography")?;
    let file = file_in_report(fields, &path)?;
    Some(Bibliography { file, style: style.unwrap_or_else(|| "ieee".into()) })
}

/// The id of a file that the manifest names relative to `report/`.
fn file_in_report(fields: &Fields, path: &Spanned<String>) -> Option<FileId> {
    checked_file_id("report", path.get_ref())
        .map_err(|message| fields.reader.error(path.span(), message))
        .ok()
}

fn read_colophon(fields: &Fields) -> Vec<(&'static str, Localized)> {
    let Some(table) = fields.table("colophon") else {
        return Vec::new();
    };
    let field = |name: &&'static str| table.localized(name).map(|text| (*name, text));
    let colophon = COLOPHON_FIELDS.iter().filter_map(field).collect();
    table.finish();
    colophon
}

fn read_eu(fields: &Fields) -> Option<EuFunding> {
    let table = fields.table("eu")?;
    let emblem = table.required_text("emblem").and_then(|path| file_in_report(&table, &path));
    let funding = table.required_localized("funding");
    let disclaimer = table.required_localized("disclaimer");
    table.finish();
    Some(EuFunding { emblem: emblem?, funding: funding?, disclaimer: disclaimer? })
}
