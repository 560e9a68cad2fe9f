//! Small multiples: lines over years, each in a panel of its own.

use std::collections::BTreeMap;

use super::super::chart::{DataTable, Drawing, Line, Point};
use super::super::spec::Order;
use super::{Item, Resolver};
use crate::evidence::{Grid, Indicator};

/// The most panels that fit on a page and can be compared.
const MOST_PANELS: usize = 24;

impl<'a> Resolver<'a> {
    /// A panel for each line, on axes that all share, in the order of their last values if
    /// the figure asks for it.
    pub fn multiples(&self) -> Result<Drawing, String> {
        let drawing = self.lines()?;
        let Drawing::Lines { axis, x, mut lines } = drawing else {
            return Ok(drawing);
        };
        if lines.len() > MOST_PANELS {
            let panels = lines.len();
            return Err(format!(
                "small multiples of {panels} panels cannot be compared; show a part of them, or a table"
            ));
        }
        self.order_panels(&mut lines);
        Ok(Drawing::Lines { axis, x, lines })
    }

    /// Sorts panels by their last values; those without one come last.
    fn order_panels(&self, lines: &mut [Line]) {
        let last = |line: &Line| last_known(line).and_then(|point| point.at);
        match self.spec.order {
            Order::Given => {}
            Order::Descending => lines.sort_by(|a, b| {
                let at = |line| last(line).unwrap_or(f64::NEG_INFINITY);
                at(b).total_cmp(&at(a))
            }),
            Order::Ascending => lines.sort_by(|a, b| {
                let at = |line| last(line).unwrap_or(f64::INFINITY);
                at(a).total_cmp(&at(b))
            }),
        }
    }

    /// The last value of each panel, with its year where that is not the last of all.
    pub fn panel_items(&self) -> Vec<Item> {
        let Ok(Drawing::Lines { lines, .. }) = self.multiples() else {
            return Vec::new();
        };
        let item = |line: &Line| {
            let point = last_known(line).or(line.points.last())?;
            let indicator = self.evidence.ledger.get(&point.key)?;
            let label = match point.x < 1.0 {
                true => format!("{}, {}", line.label, point.label),
                false => line.label.clone(),
            };
            Some(Item {
                label,
                display: self.spoken(indicator),
                size: indicator.value.high().map(|value| value.to_f64()),
            })
        };
        lines.iter().filter_map(item).collect()
    }

    /// The values of several series as a table: a row for each period, and a column for
    /// each line.
    pub fn periods_table(&self, grids: &[&'a Grid]) -> DataTable {
        let language = self.printer.language();
        let mut head = vec![String::new()];
        let mut rows: BTreeMap<&str, Vec<Option<&Indicator>>> = BTreeMap::new();
        let width: usize = grids.iter().map(|grid| grid.columns.len()).sum();
        for grid in grids {
            let start = head.len() - 1;
            match grid.columns.len() {
                1 => head.push(grid.label.get(language).into()),
                _ => head.extend(grid.columns.iter().map(|column| column.get(language).into())),
            }
            for row in &grid.rows {
                let cells = rows.entry(&row.key).or_insert_with(|| vec![None; width]);
                for (cell, key) in cells.iter_mut().skip(start).zip(&row.cells) {
                    *cell = self.evidence.ledger.get(key);
                }
            }
        }
        let printed = |cell: &Option<&Indicator>| cell.map_or(String::new(), |it| self.short(it));
        let key = |cell: &Option<&Indicator>| cell.map_or(String::new(), |it| it.key.clone());
        let row = |(period, cells): (&&str, &Vec<_>)| {
            std::iter::once(period.to_string()).chain(cells.iter().map(printed)).collect()
        };
        DataTable {
            numeric: (0..head.len()).map(|index| index > 0).collect(),
            keys: rows.values().map(|cells| cells.iter().map(key).collect()).collect(),
            rows: rows.iter().map(row).collect(),
            head,
        }
    }
}

/// The last point of a line that has a value.
fn last_known(line: &Line) -> Option<&Point> {
    line.points.iter().rev().find(|point| point.at.is_some())
}
