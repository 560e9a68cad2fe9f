//! The values that a figure shows, one by one, with the words that stand around
//! them.

use super::chart::{
    Axis, BarGroup, Chart, DataTable, Drawing, Flow, FlowEnd, Line, MapRegion, Named, StackedRow,
    Waffle,
};
use crate::evidence::Amount;

/// A value that a figure shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ShownValue<'a> {
    /// The key of the indicator.
    pub key: &'a str,
    /// What it is of: the name of the bar, the row or the point.
    pub label: &'a str,
    /// The heading over it.
    pub group: Option<&'a str>,
    /// Which of the values with the same label it is.
    pub series: Option<&'a str>,
    /// The year or period, where the figure names it.
    pub year: Option<&'a str>,
    /// The value as printed; the sign for a hidden or missing one.
    pub printed: &'a str,
    /// The share that is drawn, in percent, where the indicator is none itself.
    pub share: Option<Amount>,
    /// Whether it is hidden because it would tell another.
    pub withheld: bool,
    /// Whether it is what the others are compared with.
    pub is_reference: bool,
}

impl<'a> ShownValue<'a> {
    /// A value with its name.
    fn new(key: &'a str, label: &'a str, printed: &'a str) -> Self {
        Self { key, label, printed, ..Self::default() }
    }
}

impl Chart {
    /// Every value that the figure shows, in the order in which it is drawn, and what
    /// they are compared with.
    pub fn values(&self) -> Vec<ShownValue<'_>> {
        match &self.drawing {
            Drawing::Bars { axis, series, groups } => with_reference(bars(series, groups), axis),
            Drawing::Stacked { axis, series, groups } => {
                with_reference(parts(series, groups), axis)
            }
            Drawing::Lines { axis, lines, .. } => with_reference(points(lines), axis),
            Drawing::Tiles { tiles } => tiles
                .iter()
                .map(|tile| ShownValue::new(&tile.key, &tile.label, &tile.display))
                .collect(),
            Drawing::Waffle { waffle } => part_and_whole(waffle),
            Drawing::Flow { sources, targets, flows } => flows_between(sources, targets, flows),
            Drawing::Map { regions, .. } => on_map(regions),
            Drawing::Table {} | Drawing::Heat { .. } => cells(&self.table),
            Drawing::Likert { series, groups, .. } => parts(series, groups),
        }
    }
}

/// The values of a drawing, and what its axis compares them with.
fn with_reference<'a>(mut values: Vec<ShownValue<'a>>, axis: &'a Axis) -> Vec<ShownValue<'a>> {
    values.extend(axis.reference.as_ref().map(|it| ShownValue {
        is_reference: true,
        ..ShownValue::new(&it.key, &it.label, &it.display)
    }));
    values
}

/// Bars. Where each group has one for every series, the group is what they are of.
fn bars<'a>(series: &'a [Named], groups: &'a [BarGroup]) -> Vec<ShownValue<'a>> {
    let mut values = Vec::new();
    for group in groups {
        let heading = group.label.as_deref();
        values.extend(group.bars.iter().map(|bar| match series.get(bar.series) {
            Some(series) => ShownValue {
                series: Some(&series.label),
                ..ShownValue::new(&bar.key, heading.unwrap_or_default(), &bar.display)
            },
            None => {
                ShownValue { group: heading, ..ShownValue::new(&bar.key, &bar.label, &bar.display) }
            }
        }));
    }
    values
}

/// The parts of each row.
fn parts<'a>(series: &'a [Named], rows: &'a [StackedRow]) -> Vec<ShownValue<'a>> {
    let mut values = Vec::new();
    for row in rows {
        values.extend(row.parts.iter().map(|part| ShownValue {
            series: series.get(part.series).map(|series| &*series.label),
            share: part.share,
            withheld: part.withheld,
            ..ShownValue::new(&part.key, &row.label, &part.display)
        }));
    }
    values
}

/// The points of each line.
fn points(lines: &[Line]) -> Vec<ShownValue<'_>> {
    let mut values = Vec::new();
    for line in lines {
        values.extend(line.points.iter().map(|point| ShownValue {
            year: Some(&point.label),
            ..ShownValue::new(&point.key, &line.label, &point.display)
        }));
    }
    values
}

/// The part that is filled, and the whole where it is a number of its own.
fn part_and_whole(waffle: &Waffle) -> Vec<ShownValue<'_>> {
    let part = ShownValue::new(&waffle.key, &waffle.label, &waffle.display);
    let whole = waffle.whole.as_ref();
    let whole = whole.map(|whole| ShownValue::new(&whole.key, &whole.label, &whole.display));
    std::iter::once(part).chain(whole).collect()
}

/// Flows, each of its source and to its target.
fn flows_between<'a>(
    sources: &'a [FlowEnd],
    targets: &'a [FlowEnd],
    flows: &'a [Flow],
) -> Vec<ShownValue<'a>> {
    let value = |flow: &'a Flow| {
        let source = sources.get(flow.source)?;
        Some(ShownValue {
            series: targets.get(flow.target).map(|target| &*target.label),
            ..ShownValue::new(&flow.key, &source.label, &flow.display)
        })
    };
    flows.iter().filter_map(value).collect()
}

/// The values of the regions that the data name.
fn on_map(regions: &[MapRegion]) -> Vec<ShownValue<'_>> {
    let named = regions.iter().filter_map(|region| Some((region.key.as_deref()?, region)));
    named.map(|(key, region)| ShownValue::new(key, &region.label, &region.display)).collect()
}

/// The numbers of a table. With several in a row, the column says which each is.
fn cells(table: &DataTable) -> Vec<ShownValue<'_>> {
    let mut values = Vec::new();
    for (row, keys) in table.rows.iter().zip(&table.keys) {
        let Some((label, numbers)) = row.split_first() else { continue };
        let columns = table.head.iter().skip(1).map(|head| (keys.len() > 1).then_some(&**head));
        values.extend(keys.iter().zip(numbers).zip(columns).map(|((key, printed), series)| {
            ShownValue { series, ..ShownValue::new(key, label, printed) }
        }));
    }
    values
}
