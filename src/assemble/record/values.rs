//! The values of a document and how they are defined.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::assemble::edition::Edition;
use crate::evidence::{Base, BaseRule, Derivation, Form, Indicator, Lineage, Printer, Role};

/// A value that a document prints or relies on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ValueRecord {
    /// The indicator's key.
    pub key: String,
    /// Its short name.
    pub label: String,
    /// The value as text prints it.
    pub printed: String,
    /// The value before it was rounded for print, as a decimal number with a point; the
    /// lower end of a range. None if it is hidden or there are no data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The upper end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_to: Option<String>,
    /// The unit, as definitions name it.
    pub unit: String,
    /// To how many decimals it is printed, if its definition says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u8>,
    /// What a share is taken of: a number of rows or answers, or `not published`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// The ids of its sources.
    pub sources: Vec<String>,
    /// How it is defined, in short.
    pub definition: String,
}

/// A source of values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct SourceRecord {
    /// The id by which indicators name it.
    pub id: String,
    /// The title.
    pub title: String,
    /// The path of its data file below the project's folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

/// Describes the indicators that a document uses.
pub fn values(edition: &Edition, used: &[&Indicator]) -> Vec<ValueRecord> {
    let Some(printer) = edition.printers.get(edition.language.id()) else { return Vec::new() };
    used.iter().map(|indicator| value(indicator, printer)).collect()
}

/// Describes the sources of indicators, sorted by id.
pub fn sources(edition: &Edition, used: &[&Indicator]) -> Vec<SourceRecord> {
    let ids: BTreeSet<&String> = used.iter().flat_map(|indicator| &indicator.sources).collect();
    let sources = ids.into_iter().filter_map(|id| edition.evidence.sources.get(id));
    let record = |source: &crate::evidence::Source| SourceRecord {
        id: source.id.clone(),
        title: source.title.get(edition.language.id()).into(),
        file: source.file.map(|file| file.vpath().get_without_slash().into()),
    };
    sources.map(record).collect()
}

fn value(indicator: &Indicator, printer: &Printer) -> ValueRecord {
    let low = indicator.value.low().map(|value| value.shortest().to_string());
    let high = indicator.value.high().map(|value| value.shortest().to_string());
    ValueRecord {
        key: indicator.key.clone(),
        label: indicator.label.get(printer.language()).into(),
        printed: printed(indicator, printer),
        value_to: high.filter(|high| Some(high) != low.as_ref()),
        value: low,
        unit: indicator.unit.name().into(),
        decimals: indicator.decimals,
        base: match indicator.base {
            Base::None => None,
            Base::NotPublished => Some("not published".into()),
            Base::Of(base) => Some(base.to_string()),
        },
        sources: indicator.sources.clone(),
        definition: definition(indicator, printer.language()),
    }
}

/// The value as text prints it; in a unit without a word, the number alone.
fn printed(indicator: &Indicator, printer: &Printer) -> String {
    let forms = match indicator.value.absence() {
        Some(_) => [Form::Short, Form::Short],
        None => [Form::Text, Form::Number],
    };
    let print = |form: &Form| printer.print(indicator, *form).ok();
    let plain = || indicator.value.low().map_or("hidden".into(), |value| value.to_string());
    forms.iter().find_map(print).unwrap_or_else(plain)
}

/// How a value is defined, apart from its data: changes with the definition, and only then.
fn definition(indicator: &Indicator, language: &str) -> String {
    let mut parts = vec![indicator.derivation.name().to_string()];
    if let Derivation::Computed(statistic) = &indicator.derivation {
        parts.extend(statistic.fraction().map(|at| format!("at {at}")));
    }
    let inputs = indicator.derivation.inputs().join(", ");
    parts.extend((!inputs.is_empty()).then(|| format!("of {inputs}")));
    if let Some(lineage) = &indicator.lineage {
        parts.extend(lineage_parts(lineage, &indicator.derivation));
    }
    parts.extend(indicator.exactness.key().map(String::from));
    parts.extend(indicator.population.as_ref().map(|it| it.get(language).to_string()));
    parts.extend(indicator.year.clone());
    parts.extend(indicator.page.map(|page| format!("page {page}")));
    parts.join("; ")
}

fn lineage_parts(lineage: &Lineage, derivation: &Derivation) -> Vec<String> {
    let mut parts = Vec::new();
    parts.push(format!("of {}", lineage.columns.join(", ")));
    // Answers that the codebook does not list may be anybody's own words.
    let listed =
        |answer| lineage.answers.iter().any(|it| it.answer == answer && it.label.is_some());
    let answers = lineage.estimate.iter().flat_map(|estimate| &estimate.answers);
    let counted = answers.filter(|it| it.role == Role::Counts && listed(it.answer.clone()));
    let counted: Vec<String> = counted.map(|it| it.answer.to_string()).collect();
    // Means and sums count every answer.
    if matches!(derivation.name(), "share" | "count") && !counted.is_empty() {
        parts.push(format!("answers {}", counted.join(" | ")));
    }
    parts.extend((!lineage.filter.is_empty()).then(|| format!("where {}", lineage.filter)));
    if derivation.name() == "share" {
        parts.push(match &lineage.base {
            BaseRule::Valid => "base valid".into(),
            BaseRule::Asked => "base asked".into(),
            BaseRule::Rows(key) => format!("base {key}"),
        });
    }
    parts.extend(lineage.weight.as_ref().map(|weight| format!("weighted by {weight}")));
    parts
}
