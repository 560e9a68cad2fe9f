//! Bars: single, in groups, and as ranges.

use super::super::chart::{Bar, BarGroup, Drawing, Stretch};
use super::super::spec::{FigureData, Order};
use super::Resolver;
use super::scale::Scale;
use crate::evidence::{Grid, GridRow, Indicator, Value};
use crate::project::Localized;

impl Resolver<'_> {
    /// Bars, each group sorted by itself if the figure asks for it.
    pub fn bars(&self) -> Result<Drawing, String> {
        let scale = self.scale(&self.indicators())?;
        let language = self.printer.language();
        let groups = match &self.spec.data {
            FigureData::Indicators(keys) => {
                vec![BarGroup { label: None, bars: self.sorted_bars(keys, &scale) }]
            }
            FigureData::Groups(groups) => {
                let group = |(label, keys): &(Localized, Vec<String>)| BarGroup {
                    label: Some(label.get(language).into()),
                    bars: self.sorted_bars(keys, &scale),
                };
                groups.iter().map(group).collect()
            }
            FigureData::Grids(_) => {
                self.grids().iter().map(|grid| self.grid_bars(grid, &scale)).collect()
            }
            FigureData::Links(_) => return Err("only a flow has `links`".into()),
        };
        Ok(Drawing::Bars { axis: scale.axis, series: Vec::new(), groups })
    }

    /// The first column of a table as one group of bars.
    fn grid_bars(&self, grid: &Grid, scale: &Scale) -> BarGroup {
        let bar = |row: &GridRow| {
            let indicator = self.evidence.ledger.get(row.cells.first()?)?;
            let label = row.label.get(self.printer.language()).to_string();
            Some(self.bar(indicator, label, scale, Some(&row.key)))
        };
        let bars = grid.rows.iter().filter_map(bar).collect();
        BarGroup { label: None, bars: self.sorted(bars) }
    }

    /// Several bars for each group, one for each of the series.
    pub fn grouped(&self) -> Result<Drawing, String> {
        let scale = self.scale(&self.indicators())?;
        let (series, rows) = self.rows_of_series()?;
        let group = |(label, indicators): (String, Vec<&Indicator>)| {
            let bars = indicators.iter().enumerate().map(|(index, indicator)| {
                let name = series.get(index).map_or(String::new(), |name| name.label.clone());
                Bar { series: index, ..self.bar(indicator, name, &scale, None) }
            });
            BarGroup { label: Some(label), bars: bars.collect() }
        };
        let groups = rows.into_iter().map(group).collect();
        Ok(Drawing::Bars { axis: scale.axis, series, groups })
    }

    fn bar(&self, indicator: &Indicator, label: String, scale: &Scale, row: Option<&str>) -> Bar {
        let (from, at, range) = match indicator.value {
            Value::Single(value) => (scale.axis.zero, Some(scale.at(value)), false),
            Value::Range(low, high) => (scale.at(low), Some(scale.at(high)), true),
            Value::Absent(_) => (scale.axis.zero, None, false),
        };
        let named = |key: &String| *key == indicator.key || Some(key.as_str()) == row;
        Bar {
            key: indicator.key.clone(),
            label,
            from,
            at,
            display: self.short(indicator),
            highlight: self.spec.highlight.iter().any(named),
            range,
            series: 0,
            interval: self
                .interval(indicator)
                .map(|(lower, upper)| Stretch { from: scale.at(lower), to: scale.at(upper) }),
        }
    }

    /// The bars of some indicators, sorted if the figure asks for it.
    fn sorted_bars(&self, keys: &[String], scale: &Scale) -> Vec<Bar> {
        let indicators = keys.iter().filter_map(|key| self.evidence.ledger.get(key));
        let bar = |indicator: &Indicator| self.bar(indicator, self.label(indicator), scale, None);
        self.sorted(indicators.map(bar).collect())
    }

    /// Sorted as the figure asks for; bars without a value come last.
    fn sorted(&self, mut bars: Vec<Bar>) -> Vec<Bar> {
        match self.spec.order {
            Order::Given => {}
            Order::Descending => bars.sort_by(|a, b| {
                let at = |bar: &Bar| bar.at.unwrap_or(f64::NEG_INFINITY);
                at(b).total_cmp(&at(a))
            }),
            Order::Ascending => bars.sort_by(|a, b| {
                let at = |bar: &Bar| bar.at.unwrap_or(f64::INFINITY);
                at(a).total_cmp(&at(b))
            }),
        }
        bars
    }
}
