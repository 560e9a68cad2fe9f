//! The data that a document's templates place: one JSON file for each
//! document and language. Nothing in it is ever read as Typst code.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::evidence::{Evidence, Form, Indicator, Printer};
use crate::figures::Chart;
use crate::project::{Date, DocumentSpec, Manifest};

/// Everything that templates can place.
#[derive(Debug, Serialize)]
pub struct DocumentData<'a> {
    pub lang: &'a str,
    pub region: Option<&'a str>,
    pub draft: bool,
    pub print: Option<Print>,
    /// The notice that the data are invented, for every page.
    pub synthetic: Option<&'a str>,
    pub publication: Publication<'a>,
    pub document: Document<'a>,
    pub colophon: Vec<ColophonField<'a>>,
    pub eu: Option<Eu<'a>>,
    pub strings: &'a BTreeMap<String, String>,
    pub evidence: BTreeMap<&'a str, BTreeMap<String, Number>>,
    pub figures: BTreeMap<&'a str, &'a Chart>,
    /// The data of figures as files that programs read, by the figure's key; none
    /// unless the document carries them.
    pub attachments: BTreeMap<&'a str, String>,
    pub provenance: Vec<ProvenanceRow<'a>>,
    pub sources: Vec<SourceRow<'a>>,
    pub bibliography: Option<BibliographyData<'a>>,
}

impl DocumentData<'_> {
    /// The data as JSON.
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self)
            .unwrap_or_else(|_| unreachable!("texts and finite numbers are always valid JSON"))
    }
}

/// What pages for print need.
#[derive(Debug, Serialize)]
pub struct Print {
    /// How far they go on over their edge on each side, in millimetres.
    pub bleed: f64,
}

/// The publication as a whole.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Publication<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub subtitle: Option<&'a str>,
    pub series: Option<&'a str>,
    pub sender: Option<&'a str>,
    pub published: Option<&'a str>,
    pub version: Option<&'a str>,
    pub date: CalendarDate,
    pub date_text: String,
    pub keywords: Vec<&'a str>,
    pub authors: Vec<AuthorData<'a>>,
}

/// A day as Typst takes it.
#[derive(Debug, Serialize)]
pub struct CalendarDate {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

/// An author.
#[derive(Debug, Serialize)]
pub struct AuthorData<'a> {
    pub name: &'a str,
    pub orcid: Option<&'a str>,
}

/// The document.
#[derive(Debug, Serialize)]
pub struct Document<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub subject: Option<&'a str>,
    pub pages: Option<usize>,
    pub provenance: bool,
}

/// A line of the colophon.
#[derive(Debug, Serialize)]
pub struct ColophonField<'a> {
    pub field: &'a str,
    pub label: &'a str,
    pub text: String,
}

/// The block that acknowledges EU funding.
#[derive(Debug, Serialize)]
pub struct Eu<'a> {
    pub emblem: &'a str,
    pub funding: &'a str,
    pub disclaimer: &'a str,
}

/// An indicator as text can print it.
#[derive(Debug, Serialize)]
pub struct Number {
    /// The printed forms by their names.
    #[serde(flatten)]
    pub forms: BTreeMap<&'static str, String>,
    pub label: String,
    pub year: Option<String>,
    pub population: Option<String>,
}

/// A row of the appendix that says where every number comes from.
#[derive(Debug, Serialize)]
pub struct ProvenanceRow<'a> {
    pub key: &'a str,
    pub label: &'a str,
    pub value: String,
    pub kind: &'static str,
    pub year: Option<&'a str>,
    pub population: Option<&'a str>,
    pub base: String,
    pub source: &'a str,
    /// The keys of the numbers from which it was computed.
    pub inputs: Vec<&'a str>,
}

/// A source.
#[derive(Debug, Serialize)]
pub struct SourceRow<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub producer: &'a str,
    pub published: Option<&'a str>,
    pub url: Option<&'a str>,
    pub cite: Option<&'a str>,
    pub note: Option<&'a str>,
    pub file: Option<&'a str>,
    pub sha256: Option<&'a str>,
}

/// Where the bibliography is and how it is printed.
#[derive(Debug, Serialize)]
pub struct BibliographyData<'a> {
    pub path: &'a str,
    pub style: &'a str,
}

impl<'a> Publication<'a> {
    /// The publication in the language of a printer.
    pub fn new(manifest: &'a Manifest, printer: &'a Printer) -> Self {
        let language = printer.language();
        let Date { year, month, day } = manifest.date;
        let keywords = manifest.keywords.get(language);
        let author = |author: &'a crate::project::Author| AuthorData {
            name: &author.name,
            orcid: author.orcid.as_deref(),
        };
        Self {
            id: &manifest.id,
            title: manifest.title.get(language),
            subtitle: manifest.subtitle.as_ref().map(|text| text.get(language)),
            series: manifest.series.as_ref().map(|text| text.get(language)),
            sender: manifest.sender.as_ref().map(|text| text.get(language)),
            published: manifest.published.as_ref().map(|text| text.get(language)),
            version: manifest.version.as_deref(),
            date: CalendarDate { year, month, day },
            // An impossible date has been reported before.
            date_text: printer.date(manifest.date).unwrap_or_default(),
            keywords: keywords.into_iter().flatten().map(String::as_str).collect(),
            authors: manifest.authors.iter().map(author).collect(),
        }
    }
}

impl<'a> Document<'a> {
    /// A document in a language.
    pub fn new(spec: &'a DocumentSpec, language: &str) -> Self {
        let exact = |pages: &std::ops::RangeInclusive<usize>| {
            (pages.start() == pages.end()).then_some(*pages.start())
        };
        Self {
            id: &spec.id,
            title: spec.title.get(language),
            subject: spec.subject.as_ref().map(|text| text.get(language)),
            pages: spec.pages.as_ref().and_then(|(pages, _)| exact(pages)),
            provenance: spec.provenance,
        }
    }

    /// A figure that is a document by itself.
    pub fn of_figure(chart: &'a Chart) -> Self {
        Self {
            id: &chart.key,
            title: &chart.title,
            subject: Some(&chart.subtitle),
            pages: Some(1),
            provenance: false,
        }
    }
}

/// The colophon in the language of a printer. The date and the version of the
/// edition stand after what the manifest says of the edition.
pub fn colophon<'a>(manifest: &'a Manifest, printer: &'a Printer) -> Vec<ColophonField<'a>> {
    let language = printer.language();
    let strings = &printer.locale().strings;
    let row = |field: &'a str, text: String| ColophonField {
        field,
        label: strings.get(&format!("colophon-{field}")).map_or(field, String::as_str),
        text,
    };
    let mut rows: Vec<ColophonField> = Vec::new();
    for (field, text) in &manifest.colophon {
        rows.push(row(field, text.get(language).into()));
        if *field == "edition" {
            // An impossible date has been reported before.
            rows.push(row("date", printer.date(manifest.date).unwrap_or_default()));
            rows.extend(manifest.version.clone().map(|version| row("version", version)));
        }
    }
    rows
}

/// The EU block in a language.
pub fn eu<'a>(manifest: &'a Manifest, language: &str) -> Option<Eu<'a>> {
    let eu = manifest.eu.as_ref()?;
    Some(Eu {
        emblem: eu.emblem.get().vpath().get_with_slash(),
        funding: eu.funding.get(language),
        disclaimer: eu.disclaimer.get(language),
    })
}

/// An indicator in the language of a printer, in all forms that it has.
pub fn number(indicator: &Indicator, printer: &Printer) -> Number {
    let language = printer.language();
    let form = |form: Form| Some((form.name(), printer.print(indicator, form).ok()?));
    Number {
        forms: Form::ALL.into_iter().filter_map(form).collect(),
        label: indicator.label.get(language).into(),
        year: indicator.year.clone(),
        population: indicator.population.as_ref().map(|text| text.get(language).into()),
    }
}

/// The rows of the appendix for these indicators.
pub fn provenance<'a>(
    indicators: impl IntoIterator<Item = &'a Indicator>,
    printer: &'a Printer,
) -> Vec<ProvenanceRow<'a>> {
    let language = printer.language();
    let row = |indicator: &'a Indicator| ProvenanceRow {
        key: &indicator.key,
        label: indicator.label.get(language),
        // What cannot be printed has been reported before.
        value: printer
            .print(indicator, indicator.value.absence().map_or(Form::Text, |_| Form::Short))
            .unwrap_or_default(),
        kind: indicator.derivation.name(),
        year: indicator.year.as_deref(),
        population: indicator.population.as_ref().map(|text| text.get(language)),
        base: printer.base(indicator.base).unwrap_or_default(),
        source: indicator.sources.first().map_or("", String::as_str),
        inputs: indicator.derivation.inputs(),
    };
    indicators.into_iter().map(row).collect()
}

/// The sources in the language of a printer, in the order of their ids.
pub fn sources<'a>(evidence: &'a Evidence, used: &[&str], printer: &Printer) -> Vec<SourceRow<'a>> {
    let language = printer.language();
    let used = evidence.sources.values().filter(|source| used.contains(&source.id.as_str()));
    let row = |source: &'a crate::evidence::Source| SourceRow {
        id: &source.id,
        title: source.title.get(language),
        producer: source.producer.get(language),
        published: source.published.as_deref(),
        url: source.url.as_deref(),
        cite: source.cite.as_deref(),
        note: source.note.as_ref().map(|text| text.get(language)),
        file: source.file.map(|file| file.get().vpath().get_without_slash()),
        sha256: source.sha256.as_ref().map(|text| text.get_ref().as_str()),
    };
    used.map(row).collect()
}

/// The bibliography's path and style.
pub fn bibliography(manifest: &Manifest) -> Option<BibliographyData<'_>> {
    let bibliography = manifest.bibliography.as_ref()?;
    Some(BibliographyData {
        path: bibliography.file.get().vpath().get_with_slash(),
        style: &bibliography.style,
    })
}
