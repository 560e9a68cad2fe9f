//! Intervals of confidence: where they stand, what is said of them, and how tables show
//! them.

use super::super::chart::DataTable;
use super::super::spec::ChartKind;
use super::Resolver;
use crate::evidence::{Amount, Indicator, Printer, Value};

/// The interface strings that say what the line of an interval is, that where there is
/// none it is not known, and what the column with intervals is.
const NOTE: &str = "interval";
const UNKNOWN: &str = "interval-unknown";
const COLUMN: &str = "column-interval";

/// To how many decimals the ends of an interval are kept.
const DECIMALS: u8 = 4;

/// Whether the locale has all words.
pub fn check_words(printer: &Printer) -> Result<(), String> {
    let missing = [NOTE, UNKNOWN, COLUMN].into_iter().find(|key| printer.string(key).is_empty());
    missing.map_or(Ok(()), |key| {
        Err(format!("the locale has no string `{key}` to say what the intervals are"))
    })
}

impl Resolver<'_> {
    /// The ends of the interval that the figure draws for an indicator, if it draws
    /// intervals and one is known.
    pub fn interval(&self, indicator: &Indicator) -> Option<(Amount, Amount)> {
        let interval = self.evidence.interval(indicator);
        let interval = interval.filter(|_| self.spec.kind == ChartKind::Interval)?;
        let end = |end| Amount::from_f64(end, DECIMALS);
        end(interval.lower).zip(end(interval.upper))
    }

    /// What the lines are, and that some numbers have none.
    pub fn words_on_intervals(&self) -> Option<String> {
        if self.spec.kind != ChartKind::Interval {
            return None;
        }
        let drawn = self.indicators();
        let shown = || drawn.iter().filter(|it| it.value.absence().is_none());
        let is_known = |it: &&Indicator| self.interval(it).is_some();
        let line = shown().any(is_known).then(|| self.with_confidence(NOTE));
        let is_unknown = shown().any(|it| !is_known(it));
        let unknown = is_unknown.then(|| self.printer.string(UNKNOWN).to_string());
        let words: Vec<String> = line.into_iter().chain(unknown).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// The table of the values with a column of their intervals.
    pub fn with_intervals(&self, mut table: DataTable) -> DataTable {
        table.head.push(self.with_confidence(COLUMN));
        table.numeric.push(true);
        for (row, keys) in table.rows.iter_mut().zip(&table.keys) {
            let indicator = keys.first().and_then(|key| self.evidence.ledger.get(key));
            let ends = indicator.and_then(|indicator| Some((indicator, self.interval(indicator)?)));
            let printed = ends.map(|(indicator, (lower, upper))| {
                self.printed(Value::Range(lower, upper), indicator)
            });
            row.push(printed.unwrap_or_default());
        }
        table
    }

    /// An interface string with the confidence in it, as a percentage.
    fn with_confidence(&self, key: &str) -> String {
        let percent = Amount::from_f64(100.0 * self.evidence.confidence, 2);
        let percent = percent.and_then(|percent| self.printer.percent(percent).ok());
        self.printer.string(key).replace("{}", &percent.unwrap_or_default())
    }
}
