//! Lines over years.

use std::collections::BTreeMap;

use super::super::chart::{Axis, Drawing, Line, Point, Tick};
use super::Resolver;
use super::scale::Scale;
use crate::evidence::{Grid, GridRow, Indicator};

/// The most lines from before to after that can be told apart.
const MOST_SLOPES: usize = 40;

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

    /// A line for each row of a table, from its value in the first column to that in the
    /// second.
    pub fn slopes(&self) -> Result<Drawing, String> {
        let (series, rows) = self.rows_of_series()?;
        let [before, after] = &series[..] else {
            return Err("a slope needs two values for each row: one before, one after".into());
        };
        if rows.len() > MOST_SLOPES {
            return Err(format!(
                "a slope of {} lines cannot be read; show a part of them, or a table",
                rows.len()
            ));
        }
        let scale = self.scale(&self.indicators())?;
        let keys: Vec<&str> = self
            .grids()
            .first()
            .map_or(Vec::new(), |grid| grid.rows.iter().map(|row| row.key.as_str()).collect());
        let line = |(index, (label, ends)): (usize, (String, Vec<&Indicator>))| {
            let own = ends.iter().map(|end| end.key.as_str()).chain(keys.get(index).copied());
            let highlight =
                own.into_iter().any(|key| self.spec.highlight.iter().any(|it| it == key));
            let point = |(x, indicator): (f64, &&Indicator)| Point {
                key: indicator.key.clone(),
                x,
                at: indicator.value.high().map(|value| scale.at(value)),
                label: if x == 0.0 { before.label.clone() } else { after.label.clone() },
                display: self.short(indicator),
            };
            Line {
                label,
                highlight,
                points: [0.0, 1.0].into_iter().zip(&ends).map(point).collect(),
            }
        };
        let lines = rows.into_iter().enumerate().map(line).collect();
        let tick = |(at, label): (f64, &String)| Tick { at, label: label.clone() };
        let ticks = [(0.0, &before.label), (1.0, &after.label)].map(tick).to_vec();
        let x = Axis { ticks, zero: 0.0, reference: None };
        Ok(Drawing::Lines { axis: scale.axis, x, lines })
    }

    fn line(&self, grid: &Grid, column: usize, scale: &Scale, x: &dyn Fn(i32) -> f64) -> Line {
        let language = self.printer.language();
        let point = |row: &GridRow| {
            let indicator = self.evidence.ledger.get(row.cells.get(column)?)?;
            Some(Point {
                key: indicator.key.clone(),
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
