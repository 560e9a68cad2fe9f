//! Answers on a scale: shares of each answer, to both sides of the middle of the scale.
//!
//! An answer in the middle belongs to neither side. Astride the middle it would move both
//! sides by half of itself, and no axis would be true; so it stands apart, at the right,
//! on an axis of its own at the same scale.

use super::super::chart::{Axis, Drawing, StackedRow, Tick};
use super::super::spec::Order;
use super::{Item, Resolver};
use crate::evidence::{Amount, Indicator, Value};

/// The most answers of a scale that colours tell apart.
const MOST_ANSWERS: usize = 7;

/// Steps between ticks, in percent, and the most steps that both sides have together.
const STEPS: [u32; 4] = [10, 20, 25, 50];
const MOST_STEPS: u32 = 6;

/// What is free before the answer in the middle, in percent of a row.
const GAP: f64 = 8.0;

/// The ends of axes are multiples of this, in percent.
const END: f64 = 10.0;

/// What rows take of the plot, in percent of a row: to the left and to the right of the
/// middle, and of the answer in the middle.
struct Extent {
    left: f64,
    right: f64,
    neutral: Option<f64>,
}

impl Resolver<'_> {
    /// Rows of answers, those before the middle to the left and those after it to the right.
    pub fn likert(&self) -> Result<Drawing, String> {
        let (series, rows) = self.rows_of_series()?;
        let count = series.len();
        if !(2..=MOST_ANSWERS).contains(&count) {
            return Err(format!(
                "a scale has 2 to {MOST_ANSWERS} answers, and this one has {count}"
            ));
        }
        let rows = rows.into_iter().map(|(label, parts)| self.answers(label, &parts));
        let mut groups = rows.collect::<Result<Vec<_>, _>>()?;
        self.sort_answers(&mut groups);
        let extent = Extent::of(&groups, count);
        groups.iter_mut().for_each(|row| extent.place(row));
        let (axis, neutral) = self.likert_axes(&extent)?;
        Ok(Drawing::Likert { axis, neutral, series, groups })
    }

    /// A row of answers, as shares from 0 to 1; or with a sign where one of them is hidden
    /// or missing.
    fn answers(&self, label: String, parts: &[&Indicator]) -> Result<StackedRow, String> {
        if let Some(range) = parts.iter().find(|part| matches!(part.value, Value::Range(..))) {
            return Err(format!("`{}` is a range, and no part of a whole", range.key));
        }
        self.stacked_row(label, parts)
    }

    /// Sorted by the share to the right of the middle, if the figure asks for it; rows
    /// without one come last.
    fn sort_answers(&self, rows: &mut [StackedRow]) {
        match self.spec.order {
            Order::Given => {}
            Order::Descending => rows.sort_by(|a, b| {
                let size = |row: &StackedRow| right_of_middle(row).unwrap_or(f64::NEG_INFINITY);
                size(b).total_cmp(&size(a))
            }),
            Order::Ascending => rows.sort_by(|a, b| {
                let size = |row: &StackedRow| right_of_middle(row).unwrap_or(f64::INFINITY);
                size(a).total_cmp(&size(b))
            }),
        }
    }

    /// The axis of both sides, and that of the answer in the middle.
    fn likert_axes(&self, extent: &Extent) -> Result<(Axis, Option<Axis>), String> {
        let step = extent.step();
        let tick = |percent: i32, zero: f64| {
            let label = self.printer.percent(Amount::new(percent.unsigned_abs().into(), 0));
            let label = label.map_err(|error| error.to_string())?;
            Ok(Tick { at: extent.at(zero + f64::from(percent)), label })
        };
        let ticks = |(left, right): (f64, f64), zero: f64| {
            let count = |side: f64| (side / f64::from(step)).floor() as i32;
            let steps = -count(left)..=count(right);
            steps.map(|index| tick(index * step as i32, zero)).collect::<Result<Vec<_>, String>>()
        };
        let axis = |ticks, zero| Axis { ticks, zero: extent.at(zero), reference: None };
        let sides = axis(ticks((extent.left, extent.right), 0.0)?, 0.0);
        let Some(neutral) = extent.neutral else { return Ok((sides, None)) };
        let zero = extent.neutral_zero();
        Ok((sides, Some(axis(ticks((0.0, neutral), zero)?, zero))))
    }

    /// The rows for the alternative text, by their share to the right of the middle.
    pub fn likert_items(&self) -> Vec<Item> {
        let (_, rows) = self.rows_of_series().unwrap_or_default();
        let rows = rows.into_iter().filter_map(|(label, parts)| self.answers(label, &parts).ok());
        let mut rows: Vec<StackedRow> = rows.collect();
        self.sort_answers(&mut rows);
        let item = |row: StackedRow| Item {
            size: right_of_middle(&row),
            display: String::new(),
            label: row.label,
        };
        rows.into_iter().map(item).collect()
    }
}

/// The share of the answers after the middle, where it is known.
fn right_of_middle(row: &StackedRow) -> Option<f64> {
    let side = row.parts.len() / 2;
    let first = row.parts.get(row.parts.len() - side)?;
    row.sign.is_none().then_some(1.0 - first.from)
}

impl Extent {
    /// What the largest of some rows take, with `count` answers each.
    fn of(rows: &[StackedRow], count: usize) -> Self {
        let side = count / 2;
        let largest = |size: &dyn Fn(&StackedRow) -> f64| {
            let drawn = rows.iter().filter(|row| row.sign.is_none());
            let largest = drawn.map(size).fold(0.0, f64::max);
            // Sums of shares may lie a hair above a round number.
            ((100.0 * largest - 1e-9) / END).ceil().max(1.0) * END
        };
        let middle = |row: &StackedRow| row.parts[side].at - row.parts[side].from;
        Self {
            left: largest(&|row| row.parts[side - 1].at),
            right: largest(&|row| right_of_middle(row).unwrap_or_default()),
            neutral: (count % 2 == 1).then(|| largest(&middle)),
        }
    }

    fn step(&self) -> u32 {
        let count = |step: u32| {
            (self.left / f64::from(step)) as u32 + (self.right / f64::from(step)) as u32
        };
        STEPS.into_iter().find(|step| count(*step) <= MOST_STEPS).unwrap_or(STEPS[STEPS.len() - 1])
    }

    /// Where the axis of the answer in the middle begins, in percent from the middle.
    fn neutral_zero(&self) -> f64 {
        self.right + GAP
    }

    /// Where it stands in the plot, in percent from the middle: a fraction from 0 to 1.
    fn at(&self, percent: f64) -> f64 {
        let apart = self.neutral.map_or(0.0, |neutral| GAP + neutral);
        (self.left + percent) / (self.left + self.right + apart)
    }

    /// Moves the parts of a row from where they stand within the row to their places.
    fn place(&self, row: &mut StackedRow) {
        if row.sign.is_some() {
            row.parts
                .iter_mut()
                .for_each(|part| (part.from, part.at) = (self.at(0.0), self.at(0.0)));
            return;
        }
        let count = row.parts.len();
        let side = count / 2;
        let before = row.parts[side - 1].at;
        let after = row.parts[count - side].from;
        for (index, part) in row.parts.iter_mut().enumerate() {
            let start = if index < side {
                -100.0 * before
            } else if index >= count - side {
                -100.0 * after
            } else {
                self.neutral_zero() - 100.0 * before
            };
            let place = |share: f64| self.at(start + 100.0 * share);
            (part.from, part.at) = (place(part.from), place(part.at));
        }
    }
}
