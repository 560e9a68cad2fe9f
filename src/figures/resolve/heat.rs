//! Tables of which the cells are tinted by their values.

use super::super::chart::Drawing;
use super::Resolver;
use crate::evidence::{Amount, Indicator, Value};

impl Resolver<'_> {
    /// The tint of every cell, on one ramp from the lowest value to the highest.
    pub fn heat(&self) -> Result<Drawing, String> {
        let (series, rows) = self.rows_of_series()?;
        if series.len() < 2 {
            return Err("a heat table needs several columns".into());
        }
        let drawn = self.indicators();
        if let Some(range) = drawn.iter().find(|it| matches!(it.value, Value::Range(..))) {
            return Err(format!("`{}` is a range, and a cell has one tint", range.key));
        }
        let known = || drawn.iter().filter_map(|it| Some((size(it)?, *it)));
        let lowest = known().reduce(|a, b| if b.0 < a.0 { b } else { a });
        let highest = known().reduce(|a, b| if b.0 > a.0 { b } else { a });
        let (low, high) = lowest.zip(highest).map_or((0.0, 0.0), |(low, high)| (low.0, high.0));
        let tint = |cell: &&Indicator| {
            let above = size(cell)? - low;
            Some(if high > low { above / (high - low) } else { 0.0 })
        };
        let tints = rows.iter().map(|(_, cells)| cells.iter().map(tint).collect()).collect();
        let printed = |end: Option<(f64, &Indicator)>| end.map(|(_, it)| self.short(it));
        Ok(Drawing::Heat { tints, lowest: printed(lowest), highest: printed(highest) })
    }
}

/// The value that decides on the tint, if it is known.
fn size(indicator: &Indicator) -> Option<f64> {
    indicator.value.low().map(Amount::to_f64)
}
