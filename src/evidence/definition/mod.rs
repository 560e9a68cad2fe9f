//! The definitions in `data/indicators.toml`.

mod measure;
mod read_measure;

pub use self::measure::{
    Choice, Chosen, Condition, Layout, Measure, MeasureBase, Question, Statistic, Test, Weight,
};
pub use self::read_measure::read_missing;

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeValue;
use typst::diag::eco_format;

use self::read_measure::read_measure;
use super::amount::Amount;
use super::format::{Exactness, Unit};
use super::indicator::{Base, Value};
use crate::diag::{Place, Problems, name_hint};
use crate::project::{Fields, Localized, Project, TomlReader, file_id};

/// The kinds of definitions.
const KINDS: [&str; 12] = [
    "published",
    "share",
    "count",
    "mean",
    "median",
    "quantile",
    "sum",
    "ratio",
    "change",
    "distribution",
    "table",
    "series",
];

/// The qualifiers with which a source may state a number.
const EXACTNESS: [&str; 7] =
    ["exact", "about", "more-than", "almost", "just-over", "at-most", "at-least"];

/// A definition as it was written.
#[derive(Debug)]
pub struct Definition {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub place: Place,
    /// The short name.
    pub label: Option<Localized>,
    /// Whom or what it is about.
    pub population: Option<Localized>,
    /// The year or period, as printed.
    pub year: Option<String>,
    /// The unit, if it is given.
    pub unit: Option<Unit>,
    /// The id of the source and where it is named.
    pub source: Option<(String, Place)>,
    /// The page of the source.
    pub page: Option<i64>,
    /// The qualifier.
    pub exactness: Exactness,
    /// The base of a share.
    pub base: Base,
    /// Whether a published value was weighted by those who published it.
    pub weighted: bool,
    /// Whether it is printed in thousands, millions and so on.
    pub compact: bool,
    /// To how many decimals it is rounded when printed.
    pub decimals: Option<u8>,
    /// What the value is.
    pub kind: Kind,
}

/// A name and where it is written.
pub type Named = (String, Place);

/// What the value of a definition is.
#[derive(Debug)]
pub enum Kind {
    /// A value that others published, and where it is written.
    Published(Value, Place),
    /// The cells of a table.
    Grid(GridDefinition),
    /// The sum of a table's first column, or of the listed indicators.
    Sum(Vec<Named>),
    /// A numerator and a denominator.
    Ratio(Named, Named),
    /// A change from one indicator to another.
    Change(Named, Named),
    /// A statistic over the rows of a data file.
    Measure(Box<Measure>),
}

/// Which columns of a table are what.
#[derive(Debug)]
pub struct GridDefinition {
    /// Whether the rows are years or periods.
    pub is_series: bool,
    /// The column with the keys of the rows, or the years.
    pub key: Named,
    /// The columns with the names of the rows, by language.
    pub labels: BTreeMap<String, Named>,
    /// The columns with values.
    pub values: Vec<Named>,
    /// The names of the columns with values.
    pub columns: BTreeMap<String, Localized>,
}

/// Reads `data/indicators.toml`: all keys in the order of the file, and the
/// definitions of those that could be read.
pub fn read_definitions(
    project: &Project,
    problems: &mut Problems,
) -> Vec<(String, Option<Definition>)> {
    let file = file_id("data/indicators.toml");
    let Some(text) = project.optional_text(file, problems) else {
        return Vec::new();
    };
    let languages = &project.manifest.languages;
    let definitions = TomlReader::read(file, &text, languages, "the file", problems, |fields| {
        let read = |(key, fields): (Spanned<String>, Fields)| {
            let definition = read_definition(&key, &fields);
            fields.finish();
            (key.into_inner(), definition)
        };
        fields.entries().into_iter().map(read).collect()
    });
    definitions.unwrap_or_default()
}

fn read_definition(key: &Spanned<String>, fields: &Fields) -> Option<Definition> {
    let reader = fields.reader;
    check_key(key, fields);
    let Some(kind) = fields.required_text("kind") else {
        fields.ignore_others();
        return None;
    };
    let kind = match kind.get_ref().as_str() {
        "published" => read_published(fields),
        "table" if !fields.has("by") => read_grid(fields, false).map(Kind::Grid),
        "series" if !fields.has("by") => read_grid(fields, true).map(Kind::Grid),
        "sum" if !fields.has("column") => required_names(fields, "of").map(Kind::Sum),
        "ratio" => both(name(fields, "numerator"), name(fields, "denominator"))
            .map(|(numerator, denominator)| Kind::Ratio(numerator, denominator)),
        "change" => {
            both(name(fields, "from"), name(fields, "to")).map(|(from, to)| Kind::Change(from, to))
        }
        rows if KINDS.contains(&rows) => {
            read_measure(fields, rows).map(|measure| Kind::Measure(Box::new(measure)))
        }
        unknown => {
            let message = eco_format!("there is no kind of indicator `{unknown}`");
            reader.error_with_hint(kind.span(), message, name_hint(unknown, KINDS));
            fields.ignore_others();
            return None;
        }
    };
    let is_measure = matches!(kind, Some(Kind::Measure(_)));
    let label = match &kind {
        Some(Kind::Grid(_)) => fields.localized("title"),
        Some(Kind::Measure(measure)) if !matches!(measure.layout, Layout::Single) => {
            fields.required_localized("title")
        }
        _ => fields.required_localized("label"),
    };
    let definition = Definition {
        key: key.get_ref().clone(),
        place: reader.place(key.span()),
        label,
        population: fields.localized("population"),
        year: fields.text("year").map(Spanned::into_inner),
        unit: fields.text("unit").and_then(|unit| read_unit(fields, &unit)),
        source: fields.text("source").map(|source| named(fields, source)),
        page: fields.integer("page", 1..=100_000),
        exactness: read_exactness(fields),
        base: if is_measure { Base::None } else { read_base(fields) },
        weighted: matches!(kind, Some(Kind::Published(..))) && fields.flag("weighted"),
        compact: fields.flag("compact"),
        decimals: fields.integer("decimals", 0..=6).map(|decimals| decimals as u8),
        kind: kind?,
    };
    require_origin(&definition, fields);
    Some(definition)
}

/// Keys name indicators in text and in conditions, where a hyphen would be a
/// minus sign.
fn check_key(key: &Spanned<String>, fields: &Fields) {
    let text = key.get_ref();
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if text.is_empty() || text.starts_with(|c: char| c.is_ascii_digit()) || !text.chars().all(word)
    {
        fields.reader.error_with_hint(
            key.span(),
            eco_format!("`{text}` cannot be the key of an indicator"),
            Some("use letters, digits and `_`, and start with a letter".into()),
        );
    }
}

/// Numbers that are not computed from others need a source and a unit.
fn require_origin(definition: &Definition, fields: &Fields) {
    match &definition.kind {
        Kind::Published(..) | Kind::Grid(_) => {
            fields.require("source");
            fields.require("unit");
        }
        Kind::Measure(measure) => {
            fields.require("source");
            match &definition.unit {
                Some(Unit::Percent) | None if measure.statistic == Statistic::Share => {}
                Some(_) if measure.statistic == Statistic::Share => {
                    fields.reader.error(fields.range(), "the unit of a share is `percent`");
                }
                _ => {
                    fields.require("unit");
                }
            }
        }
        Kind::Sum(_) | Kind::Ratio(..) | Kind::Change(..) => {}
    }
}

fn both<A, B>(a: Option<A>, b: Option<B>) -> Option<(A, B)> {
    a.zip(b)
}

/// A name and where it is written.
pub fn named(fields: &Fields, text: Spanned<String>) -> Named {
    let place = fields.reader.place(text.span());
    (text.into_inner(), place)
}

fn name(fields: &Fields, field: &str) -> Option<Named> {
    fields.required_text(field).map(|text| named(fields, text))
}

fn required_names(fields: &Fields, field: &str) -> Option<Vec<Named>> {
    fields.require(field)?;
    let names: Vec<_> = fields.texts(field)?.into_iter().map(|text| named(fields, text)).collect();
    if names.is_empty() {
        fields.reader.error(fields.range(), eco_format!("`{field}` is empty"));
    }
    Some(names)
}

/// `value = 67`, or `value = [50, 65]` for a range.
fn read_published(fields: &Fields) -> Option<Kind> {
    let value = fields.require("value")?;
    let place = fields.reader.place(value.span());
    let parsed = match value.get_ref() {
        DeValue::Array(items) if items.len() == 2 => {
            let ends: Vec<_> = items.iter().filter_map(|item| amount(item.get_ref())).collect();
            match ends[..] {
                [low, high] if low < high => Some(Value::Range(low, high)),
                _ => None,
            }
        }
        single => amount(single).map(Value::Single),
    };
    if parsed.is_none() {
        let expected = "a plain number, or two of them from low to high";
        fields.wrong_type("value", value, expected);
    }
    Some(Kind::Published(parsed?, place))
}

/// The number with the decimals with which it is written.
fn amount(value: &DeValue) -> Option<Amount> {
    match value {
        DeValue::Integer(number) if number.radix() == 10 => Amount::parse(number.as_str()),
        DeValue::Float(number) => Amount::parse(number.as_str()),
        _ => None,
    }
}

fn read_grid(fields: &Fields, is_series: bool) -> Option<GridDefinition> {
    let key = name(fields, if is_series { "time" } else { "key" });
    let values = required_names(fields, "value");
    let mut labels = BTreeMap::new();
    let columns_of_labels = if is_series { None } else { fields.table("label") };
    if let Some(table) = columns_of_labels {
        for language in fields.reader.languages {
            if let Some(column) = table.required_text(language.id()) {
                labels.insert(language.id().to_string(), named(&table, column));
            }
        }
        table.finish();
    } else if is_series {
        fields.localized("label");
    }
    let columns = read_column_names(fields, values.as_deref().unwrap_or_default());
    Some(GridDefinition { is_series, key: key?, labels, values: values?, columns })
}

fn read_column_names(fields: &Fields, values: &[Named]) -> BTreeMap<String, Localized> {
    let table = if values.len() > 1 {
        fields.require("columns").and_then(|_| fields.table("columns"))
    } else {
        fields.table("columns")
    };
    let Some(table) = table else {
        return BTreeMap::new();
    };
    let column = |(name, _): &Named| Some((name.clone(), table.required_localized(name)?));
    let columns = values.iter().filter_map(column).collect();
    table.finish();
    columns
}

fn read_unit(fields: &Fields, unit: &Spanned<String>) -> Option<Unit> {
    let text = unit.get_ref().as_str();
    if text.is_empty() {
        fields.reader.error(unit.span(), "`unit` is empty");
        return None;
    }
    Some(Unit::named(text))
}

fn read_exactness(fields: &Fields) -> Exactness {
    let Some(text) = fields.text("exactness") else {
        return Exactness::Exact;
    };
    let exactness = Exactness::named(text.get_ref());
    if exactness.is_none() {
        let message = eco_format!("`{}` is not a degree of exactness", text.get_ref());
        fields.reader.error_with_hint(text.span(), message, name_hint(text.get_ref(), EXACTNESS));
    }
    exactness.unwrap_or_default()
}

/// `base = 75`, or `base = "not-published"`.
fn read_base(fields: &Fields) -> Base {
    let Some(value) = fields.get("base") else {
        return Base::None;
    };
    match value.get_ref() {
        DeValue::String(text) if text == "not-published" => Base::NotPublished,
        DeValue::Integer(_) => fields
            .integer("base", 1..=i64::MAX)
            .map_or(Base::None, |number| Base::Of(number as u64)),
        _ => {
            fields.wrong_type("base", value, "a whole number or \"not-published\"");
            Base::None
        }
    }
}
