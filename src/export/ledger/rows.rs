//! One number with all that is known about it.

use serde::{Serialize, Serializer};

use crate::diag::Place;
use crate::evidence::{
    Absence, Amount, Base, Evidence, Form, Indicator, Lineage, Printer, Source, Value,
};
use crate::project::Localized;

/// What rows of a ledger are made with.
pub struct Context<'a> {
    /// All numbers and sources.
    pub evidence: &'a Evidence,
    /// Prints in the language of the ledger.
    pub printer: &'a Printer<'a>,
    /// Says where something is written.
    pub place: &'a dyn Fn(&Place) -> String,
    /// The checksum of a source's file, in hexadecimal.
    pub checksum: &'a dyn Fn(&Source) -> Option<String>,
}

/// A number and what is known about it. Of a hidden one, nothing is known that
/// was counted.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct LedgerRow {
    /// The key of the indicator.
    pub key: String,
    /// Its short name; of a cell, that of its row and column.
    pub label: String,
    /// The title of the table in which it is a cell.
    pub table: Option<String>,
    /// The number as text prints it; for a hidden one, the sign in its place.
    pub printed: String,
    /// The number before it was rounded for print; the lower end of a range.
    pub value: Option<Exact>,
    /// The upper end of a range.
    pub value_to: Option<Exact>,
    /// Why there is no number.
    pub absent: Option<Absence>,
    /// The unit, as definitions name it.
    pub unit: String,
    /// To how many decimals it is printed.
    pub decimals: Option<u8>,
    /// How it came about, as definitions name it.
    pub kind: &'static str,
    /// How exactly the source states it, as definitions name it.
    pub exactness: &'static str,
    /// What a share is taken of: a number of rows or answers.
    pub base: Option<Denominator>,
    /// The sum of the weights of the base.
    pub weighted_base: Option<f64>,
    /// How many rows gave an answer that counts.
    pub counted: Option<u64>,
    /// The sum of their weights.
    pub weighted_counted: Option<f64>,
    /// How many rows met the conditions and gave no valid answer.
    pub missing: Option<u64>,
    /// The standard error, in the unit of the value; for shares in percentage points.
    pub standard_error: Option<f64>,
    /// The lower end of the interval of confidence.
    pub lower: Option<f64>,
    /// Its upper end.
    pub upper: Option<f64>,
    /// How many unweighted rows would say as much.
    pub effective_n: Option<f64>,
    /// The conditions that rows had to meet.
    pub filter: Option<String>,
    /// The answers that tell the rows of a cell from those of other cells.
    pub group: Option<String>,
    /// The column with the weights.
    pub weight: Option<String>,
    /// The columns with the answers.
    pub columns: Vec<String>,
    /// The question.
    pub question: Option<String>,
    /// Whom or what it is about.
    pub population: Option<String>,
    /// The year or period.
    pub year: Option<String>,
    /// The ids of the sources.
    pub sources: Vec<String>,
    /// The titles of the sources.
    pub source_titles: Vec<String>,
    /// The files of the sources.
    pub files: Vec<String>,
    /// The SHA-256 of these files.
    pub sha256: Vec<String>,
    /// The page of the source.
    pub page: Option<i64>,
    /// The keys of the indicators that it was computed from.
    pub inputs: Vec<String>,
    /// Where it is defined, or the cell that it was read from.
    pub place: String,
}

/// What a share is taken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged, rename_all = "kebab-case")]
pub enum Denominator {
    /// So many rows or answers.
    Of(u64),
    /// Those who published the number do not say of what.
    #[serde(serialize_with = "not_published")]
    NotPublished,
}

fn not_published<S: Serializer>(serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str("not-published")
}

/// A decimal number: in JSON a number where that holds all its digits, and
/// otherwise a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exact(pub Amount);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let amount = self.0.shortest();
        let text = amount.to_string();
        if amount.decimals() == 0
            && let Ok(whole) = i64::try_from(amount.digits())
        {
            return serializer.serialize_i64(whole);
        }
        match amount.to_f64() {
            nearest if nearest.to_string() == text => serializer.serialize_f64(nearest),
            _ => serializer.serialize_str(&text),
        }
    }
}

impl LedgerRow {
    /// Describes an indicator.
    pub fn new(indicator: &Indicator, context: &Context) -> Self {
        let language = context.printer.language();
        let text = |text: &Localized| text.get(language).to_string();
        let lineage = indicator.lineage.as_deref();
        let estimate = lineage.and_then(|lineage| lineage.estimate.as_ref());
        let weighted = estimate.and_then(|it| it.weighted);
        // Of means and sums, what is weighted is a total and not a number of rows.
        let counts_rows = !matches!(indicator.derivation.name(), "mean" | "sum");
        let interval = estimate.and_then(|it| it.interval);
        let sources: Vec<&Source> =
            indicator.sources.iter().filter_map(|id| context.evidence.sources.get(id)).collect();
        let file =
            |source: &&Source| source.file.map(|file| file.vpath().get_without_slash().to_string());
        Self {
            key: indicator.key.clone(),
            label: text(&indicator.label),
            table: table(indicator, context).map(text).filter(|title| !title.is_empty()),
            printed: printed(indicator, context.printer),
            value: indicator.value.low().map(Exact),
            value_to: match indicator.value {
                Value::Range(_, high) => Some(Exact(high)),
                Value::Single(_) | Value::Absent(_) => None,
            },
            absent: indicator.value.absence(),
            unit: indicator.unit.name().into(),
            decimals: indicator.decimals,
            kind: indicator.derivation.name(),
            exactness: indicator.exactness.key().unwrap_or("exact"),
            base: match indicator.base {
                Base::None => None,
                Base::NotPublished => Some(Denominator::NotPublished),
                Base::Of(base) => Some(Denominator::Of(base)),
            },
            weighted_base: weighted.map(|it| it.base.0),
            counted: estimate.map(|it| it.counted),
            weighted_counted: weighted.filter(|_| counts_rows).map(|it| it.counted.0),
            missing: estimate.map(|it| it.missing),
            standard_error: estimate.and_then(|it| it.standard_error).map(|it| it.0),
            lower: interval.map(|(lower, _)| lower.0),
            upper: interval.map(|(_, upper)| upper.0),
            effective_n: estimate.map(|it| it.effective_size.0),
            filter: lineage.map(|it| it.filter.clone()).filter(|filter| !filter.is_empty()),
            group: lineage.map(group).filter(|group| !group.is_empty()),
            weight: lineage.and_then(|it| it.weight.clone()),
            columns: lineage.map_or_else(Vec::new, |it| it.columns.clone()),
            question: lineage.and_then(|it| it.question.as_ref()).map(text),
            population: indicator.population.as_ref().map(text),
            year: indicator.year.clone(),
            sources: indicator.sources.clone(),
            source_titles: sources.iter().map(|source| text(&source.title)).collect(),
            files: sources.iter().filter_map(file).collect(),
            sha256: sources.iter().filter_map(|source| (context.checksum)(source)).collect(),
            page: indicator.page,
            inputs: indicator.derivation.inputs().into_iter().map(String::from).collect(),
            place: (context.place)(&indicator.place),
        }
    }

    /// What it is called where nothing else says to which table it belongs.
    pub fn full_label(&self) -> String {
        match &self.table {
            Some(table) if !self.label.starts_with(table) => format!("{table}: {}", self.label),
            _ => self.label.clone(),
        }
    }

    /// How many decimals readers see of the number.
    pub fn shown_decimals(&self) -> u8 {
        let written = self.value.map_or(0, |value| value.0.decimals());
        self.decimals.unwrap_or(written)
    }
}

/// The title of the table in which an indicator is a cell.
fn table<'a>(indicator: &Indicator, context: &'a Context) -> Option<&'a Localized> {
    let (table, _) = indicator.key.split_once('.')?;
    context.evidence.ledger.grid(table).map(|grid| &grid.label)
}

/// The number as text prints it. In a unit that the locale file has no word for,
/// the number alone.
fn printed(indicator: &Indicator, printer: &Printer) -> String {
    let forms = match indicator.value.absence() {
        Some(_) => &[Form::Short][..],
        None => &[Form::Text, Form::Number],
    };
    let print = |form: &Form| printer.print(indicator, *form).ok();
    let plain = || indicator.value.low().map_or("hidden".into(), |value| value.to_string());
    forms.iter().find_map(print).unwrap_or_else(plain)
}

/// The answers to other questions that the rows of a cell have in common, besides
/// those that the filter names.
fn group(lineage: &Lineage) -> String {
    let filtered = |column: &str| {
        lineage.filter.split("; ").any(|part| part.starts_with(&format!("{column} = ")))
    };
    let own = lineage.restrictions.iter().filter(|(column, _)| !filtered(column));
    let named = own.map(|(column, answers)| {
        let answers: Vec<String> = answers.iter().map(ToString::to_string).collect();
        format!("{column} = {}", answers.join(" | "))
    });
    named.collect::<Vec<_>>().join("; ")
}

/// The lineage of a number that was computed from rows and is shown.
pub fn shown_lineage(indicator: &Indicator) -> Option<&Lineage> {
    indicator.lineage.as_deref().filter(|lineage| lineage.estimate.is_some())
}
