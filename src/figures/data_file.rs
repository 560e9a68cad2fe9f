//! The data of a figure as a file that programs read: comma-separated values
//! (RFC 4180) in UTF-8, a row for each value that is drawn.

use csv::{Terminator, WriterBuilder};

use super::chart::Chart;
use super::spec::ChartKind;
use super::values::ShownValue;
use crate::evidence::{Absence, Base, Evidence, Indicator, Unit, Value};

/// The columns, by the names that programs know them by.
const COLUMNS: [&str; 17] = [
    "figure",
    "label",
    "group",
    "series",
    "year",
    "value",
    "value-to",
    "unit",
    "printed",
    "status",
    "exactness",
    "base",
    "lower",
    "upper",
    "role",
    "indicator",
    "source",
];

/// What spreadsheets take for the beginning of a formula, in some languages also in
/// full width.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// What a number as printed consists of after its sign, besides digits.
const NUMERIC: [char; 7] = ['.', ',', '’', '%', ' ', '\u{a0}', '\u{202f}'];

/// The values that a figure shows, in the figure's order. A hidden or missing one has
/// no value, and its `status` says why.
pub fn data_file(chart: &Chart, evidence: &Evidence) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let rows = chart.values().into_iter().filter_map(|value| {
        let indicator = evidence.ledger.get(value.key)?;
        if value.withheld {
            let value_less = Value::Absent(Absence::Suppressed);
            let hidden = Indicator { value: value_less, ..indicator.clone() };
            return Some(row(chart, &value, &hidden, evidence));
        }
        Some(row(chart, &value, indicator, evidence))
    });
    let records = std::iter::once(COLUMNS.map(String::from)).chain(rows);
    let written = records.into_iter().try_for_each(|record| writer.write_record(&record));
    let bytes = written.ok().and_then(|()| writer.into_inner().ok());
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.unwrap_or_else(|| unreachable!("memory takes rows of texts that are all of one length"))
}

fn row(
    chart: &Chart,
    shown: &ShownValue,
    indicator: &Indicator,
    evidence: &Evidence,
) -> [String; 17] {
    let text = |text: Option<&str>| text.map(harmless).unwrap_or_default();
    let (value, value_to) = numbers(shown, indicator);
    let unit = if shown.share.is_some() { &Unit::Percent } else { &indicator.unit };
    let (lower, upper) = interval(chart, shown, indicator, evidence);
    [
        chart.key.clone(),
        harmless(shown.label),
        text(shown.group),
        text(shown.series),
        text(shown.year.or(indicator.year.as_deref())),
        value,
        value_to,
        unit.name().into(),
        harmless(shown.printed),
        status(indicator.value).into(),
        indicator.exactness.key().unwrap_or("exact").into(),
        base(indicator.base),
        lower,
        upper,
        if shown.is_reference { "reference" } else { "value" }.into(),
        indicator.key.clone(),
        harmless(&indicator.sources.join("; ")),
    ]
}

/// The number that is drawn; of a published range, both ends.
fn numbers(shown: &ShownValue, indicator: &Indicator) -> (String, String) {
    let high = match indicator.value {
        Value::Range(_, high) => high.to_string(),
        Value::Single(_) | Value::Absent(_) => String::new(),
    };
    let low = shown.share.or(indicator.value.low());
    (low.map(|low| low.to_string()).unwrap_or_default(), high)
}

fn status(value: Value) -> &'static str {
    match value.absence() {
        None => "shown",
        Some(Absence::Suppressed) => "suppressed",
        Some(Absence::NoData) => "no-data",
    }
}

/// The number of answers or cases, where it is published.
fn base(base: Base) -> String {
    match base {
        Base::Of(number) => number.to_string(),
        Base::None | Base::NotPublished => String::new(),
    }
}

/// The interval of confidence of a value that was computed, or that is drawn with one.
fn interval(
    chart: &Chart,
    shown: &ShownValue,
    indicator: &Indicator,
    evidence: &Evidence,
) -> (String, String) {
    let is_given = indicator.lineage.is_some() || chart.kind == ChartKind::Interval.name();
    let interval = evidence.interval(indicator);
    match interval.filter(|_| is_given && shown.share.is_none()) {
        Some(interval) => (interval.lower.to_string(), interval.upper.to_string()),
        None => Default::default(),
    }
}

/// A text that no spreadsheet takes for a formula: a quotation mark goes before one
/// that begins like one, unless it is a number. So OWASP advises.
fn harmless(text: &str) -> String {
    let numeric = |c: char| c.is_ascii_digit() || NUMERIC.contains(&c);
    let is_number = text.strip_prefix(['+', '-']).is_some_and(|rest| rest.chars().all(numeric));
    if text.starts_with(FORMULA) && !is_number { format!("'{text}") } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_text_is_a_formula() {
        for text in ["=1+1", "@sum", "+cmd|' /C calc'!A0", "-2+3", "\tx", "=", "=5"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["", "a=b", "−3", "-3,2%", "+1.892", "×", "–", "-"] {
            assert_eq!(harmless(text), text);
        }
    }
}
