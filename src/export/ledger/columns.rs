//! The columns of a ledger.

use super::rows::{Denominator, Exact, LedgerRow};
use super::table::{Cell, Column, Number, Table};
use crate::evidence::{Absence, Printer};

/// All columns: their names for programs, and for readers in English.
const COLUMNS: [(&str, &str); 32] = [
    ("key", "Key"),
    ("table", "Table"),
    ("label", "Label"),
    ("printed", "As printed"),
    ("value", "Value"),
    ("value-to", "Up to"),
    ("absent", "Not shown because"),
    ("unit", "Unit"),
    ("kind", "Kind"),
    ("exactness", "Exactness"),
    ("base", "Base (n)"),
    ("weighted-base", "Weighted base"),
    ("counted", "Counted"),
    ("weighted-counted", "Weighted count"),
    ("missing", "Missing"),
    ("standard-error", "Standard error"),
    ("lower", "Interval from"),
    ("upper", "Interval to"),
    ("effective-n", "Effective n"),
    ("filter", "Filter"),
    ("group", "Group"),
    ("weight", "Weight"),
    ("columns", "Columns"),
    ("question", "Question"),
    ("population", "Population"),
    ("year", "Year"),
    ("source", "Source"),
    ("file", "File"),
    ("sha256", "SHA-256"),
    ("page", "Page"),
    ("computed-from", "Computed from"),
    ("place", "Defined in"),
];

/// The columns for which a page or a terminal has room.
const OVERVIEW: [&str; 7] = ["key", "label", "printed", "base", "interval", "kind", "source"];

/// The words of a ledger in its language: the string `ledger-…` of the locale
/// file, or else English.
pub struct Words<'a>(pub &'a Printer<'a>);

impl Words<'_> {
    /// The word with a name.
    pub fn get(&self, name: &str, english: &str) -> String {
        match self.0.string(&format!("ledger-{name}")) {
            "" => english.into(),
            word => word.into(),
        }
    }

    /// The column with a name.
    pub fn column(&self, id: &'static str, english: &str) -> Column {
        Column { id, heading: self.get(id, english) }
    }
}

/// The ledger with everything that is known.
pub fn whole_table(rows: &[LedgerRow], words: &Words) -> Table {
    Table {
        columns: COLUMNS.iter().map(|(id, english)| words.column(id, english)).collect(),
        rows: rows.iter().map(|row| cells(row, words)).collect(),
    }
}

/// The ledger with what people look at first.
pub fn overview_table(rows: &[LedgerRow], words: &Words) -> Table {
    let heading = |id: &'static str| {
        let english = COLUMNS.iter().find(|(known, _)| *known == id).map(|(_, english)| *english);
        words.column(id, english.unwrap_or("Interval"))
    };
    Table {
        columns: OVERVIEW.map(heading).to_vec(),
        rows: rows.iter().map(|row| overview_cells(row, words)).collect(),
    }
}

fn overview_cells(row: &LedgerRow, words: &Words) -> Vec<Cell> {
    let interval = row.lower.zip(row.upper).map(|(lower, upper)| {
        let decimals = usize::from(row.shown_decimals()) + 1;
        format!("{lower:.decimals$} – {upper:.decimals$}")
    });
    vec![
        Cell::text(Some(&row.key)),
        Cell::text(Some(row.full_label())),
        Cell::text(Some(&row.printed)),
        base(row, words),
        Cell::text(interval),
        Cell::text(Some(row.kind)),
        joined(&row.sources),
    ]
}

fn cells(row: &LedgerRow, words: &Words) -> Vec<Cell> {
    let finer = row.shown_decimals().saturating_add(1);
    let estimate = |number: Option<f64>| Cell::estimate(number, finer);
    vec![
        Cell::text(Some(&row.key)),
        Cell::text(row.table.as_ref()),
        Cell::text(Some(&row.label)),
        Cell::text(Some(&row.printed)),
        value(row, row.value),
        value(row, row.value_to),
        absence(row, words),
        Cell::text(Some(&row.unit)),
        Cell::text(Some(row.kind)),
        Cell::text(Some(row.exactness)),
        base(row, words),
        Cell::estimate(row.weighted_base, 1),
        Cell::count(row.counted),
        Cell::estimate(row.weighted_counted, 1),
        Cell::count(row.missing),
        estimate(row.standard_error),
        estimate(row.lower),
        estimate(row.upper),
        Cell::estimate(row.effective_n, 1),
        Cell::text(row.filter.as_ref()),
        Cell::text(row.group.as_ref()),
        Cell::text(row.weight.as_ref()),
        joined(&row.columns),
        Cell::text(row.question.as_ref()),
        Cell::text(row.population.as_ref()),
        Cell::text(row.year.as_ref()),
        joined(&row.sources),
        joined(&row.files),
        joined(&row.sha256),
        Cell::count(row.page.and_then(|page| u64::try_from(page).ok())),
        joined(&row.inputs),
        Cell::text(Some(&row.place)),
    ]
}

fn value(row: &LedgerRow, value: Option<Exact>) -> Cell {
    let number = |Exact(amount): Exact| Number {
        exact: amount.to_string(),
        nearest: amount.to_f64(),
        decimals: row.shown_decimals(),
        percent: row.unit == "percent",
    };
    value.map_or(Cell::Empty, |value| Cell::Number(number(value)))
}

fn absence(row: &LedgerRow, words: &Words) -> Cell {
    Cell::text(row.absent.map(|absence| match absence {
        Absence::Suppressed => words.get("suppressed", "too few answers"),
        Absence::NoData => words.get("no-data", "no data"),
    }))
}

fn base(row: &LedgerRow, words: &Words) -> Cell {
    match row.base {
        None => Cell::Empty,
        Some(Denominator::Of(base)) => Cell::count(Some(base)),
        Some(Denominator::NotPublished) => {
            Cell::Text(words.get("base-not-published", "not published"))
        }
    }
}

fn joined(texts: &[String]) -> Cell {
    Cell::text(Some(texts.join("; ")))
}
