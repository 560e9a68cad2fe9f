//! Dots: several values in each row, one for each of the series.

use super::super::chart::{BarGroup, Drawing};
use super::super::spec::Order;
use super::Resolver;
use crate::evidence::Value;

/// The most series that shapes tell apart.
const MOST_SERIES: usize = 6;

impl Resolver<'_> {
    /// Rows of dots, sorted by the last of the series if the figure asks for it.
    pub fn dots(&self) -> Result<Drawing, String> {
        let indicators = self.indicators();
        if let Some(range) = indicators.iter().find(|it| matches!(it.value, Value::Range(..))) {
            return Err(format!("`{}` is a range, and a dot has one place", range.key));
        }
        let Drawing::Bars { axis, series, mut groups } = self.grouped()? else {
            return Err("the figure has no dots".into());
        };
        let count = series.len();
        if !(2..=MOST_SERIES).contains(&count) {
            return Err(format!("a row has 2 to {MOST_SERIES} dots, and these have {count}"));
        }
        match self.spec.order {
            Order::Given => {}
            Order::Descending => groups.sort_by(|a, b| {
                let at = |row: &BarGroup| last(row).unwrap_or(f64::NEG_INFINITY);
                at(b).total_cmp(&at(a))
            }),
            Order::Ascending => groups.sort_by(|a, b| {
                let at = |row: &BarGroup| last(row).unwrap_or(f64::INFINITY);
                at(a).total_cmp(&at(b))
            }),
        }
        Ok(Drawing::Bars { axis, series, groups })
    }
}

/// Where the last dot of a row stands, if its value is known.
fn last(row: &BarGroup) -> Option<f64> {
    row.bars.last()?.at
}
