//! Lines over years.

use std::collections::BTreeMap;

use super::super::chart::{Axis, Drawing, Line, Point, Tick};
use super::{Resolver, Scale};
use crate::evidence::{Grid, GridRow};

impl Resolver<'_> {
    /// Lines, one for each column of each series, with the years at their true
    /// distances.
    pub fn lines(&self) -> Result<Drawing, String> {
        let grids = self.grids();
        let scale = self.scale(&self.indicators())?;
        let years = grids
            .iter()
            .flat_map(|grid| &grid.rows)
            .map(|row| year(&row.key).map(|year| (year, row.key.clone())))
            .collect::<Option<BTreeMap<i32, String>>>()
            .ok_or("a line needs a series whose rows begin with a year")?;
        let ends = years.keys().next().copied().zip(years.keys().next_back().copied());
        let (first, last) = ends.ok_or("a line needs a series")?;
        let span = f64::from((last - first).max(1));
        let x = |year: i32| f64::from(year - first) / span;
        let ticks = years.iter().map(|(year, label)| Tick { at: x(*year), label: label.clone() });
        let ticks = ticks.collect();
        let mut lines = Vec::new();
        for grid in grids {
            for column in 0..grid.columns.len() {
                lines.push(self.line(grid, column, &scale, &x));
            }
        }
        let x = Axis { ticks, zero: 0.0, reference: None };
        Ok(Drawing::Lines { axis: scale.axis, x, lines })
    }

    fn line(&self, grid: &Grid, column: usize, scale: &Scale, x: &dyn Fn(i32) -> f64) -> Line {
        let language = self.printer.language();
        let point = |row: &GridRow| {
            let indicator = self.evidence.ledger.get(row.cells.get(column)?)?;
            Some(Point {
                x: x(year(&row.key)?),
                at: indicator.value.high().map(|value| scale.at(value)),
                label: row.key.clone(),
                display: self.short(indicator),
            })
        };
        let mut points: Vec<Point> = grid.rows.iter().filter_map(point).collect();
        points.sort_by(|a, b| a.x.total_cmp(&b.x));
        let name = match grid.columns.len() {
            1 => grid.label.get(language),
            _ => grid.columns[column].get(language),
        };
        Line { label: name.into(), highlight: self.spec.highlight.contains(&grid.key), points }
    }
}

/// The year that the name of a period begins with.
fn year(period: &str) -> Option<i32> {
    period.get(..4)?.parse().ok()
}
