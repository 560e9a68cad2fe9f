//! What a document states and shows: the values, texts, claims and figures that a
//! reviewer compares with those of another edition.

mod sentences;
mod values;

pub use self::values::{SourceRecord, ValueRecord};

use serde::{Deserialize, Serialize};

use super::edition::{Edition, layout_file};
use super::sections::DocumentSections;
use super::usage;
use super::uses::names;
use crate::evidence::ClaimError;
use crate::figures::{Chart, FigureSpec};
use crate::narrative::Section;

/// What a document states and shows, as it prints it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct DocumentRecord {
    /// The values that it prints or relies on, and those from which they are computed,
    /// in the order in which they are defined.
    pub values: Vec<ValueRecord>,
    /// The sources of these values, by their ids.
    pub sources: Vec<SourceRecord>,
    /// The sections in the order in which they are printed.
    pub sections: Vec<SectionRecord>,
    /// The figures in the order in which they are specified.
    pub figures: Vec<ShownFigure>,
}

/// A section as it is printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct SectionRecord {
    /// The section's key.
    pub key: String,
    /// The language that it is written in.
    pub language: String,
    /// Its title.
    pub title: String,
    /// The author's file.
    pub file: String,
    /// Its sentences, headings and cells.
    pub sentences: Vec<Sentence>,
    /// The phrases that have to stay true.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<ClaimRecord>,
}

/// A sentence as it is printed. Of a section in Typst, a paragraph of the source with
/// its numbers as printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Sentence {
    /// The line in the author's file, from 1.
    pub line: usize,
    /// What it says.
    pub text: String,
    /// The numbers in it, from first to last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<StatedNumber>,
}

/// A number in a sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct StatedNumber {
    /// The indicator's key.
    pub key: String,
    /// The number as it is printed there.
    pub printed: String,
}

/// A phrase that has to stay true.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ClaimRecord {
    /// The phrase.
    pub phrase: String,
    /// The condition under which it is true.
    pub condition: String,
    /// The line of the condition in the author's file, from 1.
    pub line: usize,
    /// Why it is not true; none if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refuted: Option<String>,
    /// The indicators that the condition names.
    pub keys: Vec<String>,
}

/// A figure as a document shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ShownFigure {
    /// The figure's key.
    pub key: String,
    /// The kind, as in `figures.toml`.
    pub kind: String,
    /// The finding.
    pub title: String,
    /// What is measured.
    pub subtitle: String,
    /// A caveat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The condition under which the finding is true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// Why the finding is not true; none if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refuted: Option<String>,
    /// The alternative text.
    pub alt: String,
    /// The rows of its data as printed, their cells divided by ` | `; the first is the head.
    pub rows: Vec<String>,
    /// The indicators that it shows.
    pub keys: Vec<String>,
    /// Where the document places it, such as `report/note/nl/10-text.md:9`.
    pub places: Vec<String>,
}

/// The record of a document in the language of an edition.
pub fn record(edition: &Edition, document: &DocumentSections) -> DocumentRecord {
    let printed = usage::printed(edition, document);
    let uses = printed.into_iter().chain(usage::claimed(edition, document));
    let used = uses.map(|usage| usage.key).collect();
    let used = usage::with_inputs(used, &edition.evidence.ledger);
    let sections = document.sections.iter().filter_map(|section| {
        let text = edition.project.text(section.file, &mut Default::default())?;
        Some(section_record(edition, section, &text))
    });
    DocumentRecord {
        values: values::values(edition, &used),
        sources: values::sources(edition, &used),
        sections: sections.collect(),
        figures: figures(edition, document),
    }
}

fn section_record(edition: &Edition, section: &Section, text: &str) -> SectionRecord {
    let claims = section.claims.iter().map(|claim| {
        let refuted = edition.claims.check(&claim.condition).err().map(reason);
        ClaimRecord {
            phrase: claim.phrase.clone(),
            condition: claim.condition.clone(),
            line: line(text, claim.range.start),
            refuted,
            keys: edition.claims.keys(&claim.condition),
        }
    });
    SectionRecord {
        key: section.key.clone(),
        language: section.language.clone(),
        title: section.title.clone(),
        file: section.file.vpath().get_without_slash().into(),
        sentences: sentences::sentences(edition, section, text),
        claims: claims.collect(),
    }
}

/// Why a claim does not stand, in short.
fn reason(error: ClaimError) -> String {
    match error {
        ClaimError::False(values) => values,
        ClaimError::Chance(difference) => difference,
        ClaimError::Unknown(name, _) => format!("there is no indicator `{name}`"),
        ClaimError::NotBoolean => "the condition is neither true nor false".into(),
        ClaimError::Malformed(reason) | ClaimError::Failed(reason) => reason,
    }
}

/// The figures that sections or the layout place.
fn figures(edition: &Edition, document: &DocumentSections) -> Vec<ShownFigure> {
    let files = &edition.project.files;
    let layout = layout_file(document.spec);
    let in_layout = names(files, layout);
    let said = |file: typst::syntax::FileId, at: usize| {
        let path = file.vpath().get_without_slash();
        let line = files
            .file(file)
            .map_or(1, |bytes| bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1);
        format!("{path}:{line}")
    };
    let shown = |(spec, chart): (&FigureSpec, &Chart)| {
        let mut places = Vec::new();
        let mut alt = None;
        for section in &document.sections {
            let own = section.figures().filter(|figure| figure.name == chart.key);
            places.extend(own.map(|figure| said(section.file, figure.range.start)));
            let mut texts = section.alternatives();
            alt = alt.or(texts.find(|it| it.figure.as_deref() == Some(&chart.key)));
        }
        places.extend(in_layout.get(&chart.key).map(|range| said(layout, range.start)));
        let alt = alt.and_then(|alternative| alternative.text.clone());
        let claim = spec.claim.as_ref().map(|claim| &*claim.condition);
        (!places.is_empty()).then(|| shown_figure(edition, chart, claim, alt, places))
    };
    let specs = edition.figures.specs.iter();
    let charts = specs.filter_map(|spec| Some((spec, edition.charts.get(&*spec.key)?)));
    charts.filter_map(shown).collect()
}

fn shown_figure(
    edition: &Edition,
    chart: &Chart,
    claim: Option<&str>,
    alt: Option<String>,
    places: Vec<String>,
) -> ShownFigure {
    let rows = std::iter::once(&chart.table.head).chain(&chart.table.rows);
    ShownFigure {
        key: chart.key.clone(),
        kind: chart.kind.into(),
        title: chart.title.clone(),
        subtitle: chart.subtitle.clone(),
        note: chart.note.clone(),
        claim: claim.map(String::from),
        refuted: claim.and_then(|claim| edition.claims.check(claim).err()).map(reason),
        alt: alt.unwrap_or_else(|| chart.alt.clone()),
        rows: rows.map(|row| row.join(" | ")).collect(),
        keys: chart.indicators.clone(),
        places,
    }
}

/// The line, from 1, of a position in a text.
fn line(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}
