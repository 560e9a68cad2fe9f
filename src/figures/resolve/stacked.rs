//! Rows of which the parts make up 100 %.

use super::super::chart::{Drawing, Named, Part, StackedRow};
use super::super::spec::FigureData;
use super::{Resolver, Scale};
use crate::evidence::{Amount, Indicator, Unit};
use crate::project::Localized;

/// To how many decimals the share of a part is known, in percent.
const SHARE_DECIMALS: u8 = 6;

/// Rows with their names and their values, one for each of the series.
pub type Rows<'a> = Vec<(String, Vec<&'a Indicator>)>;

impl<'a> Resolver<'a> {
    /// Stacked bars from 0 to 100 %.
    pub fn stacked(&self) -> Result<Drawing, String> {
        let (series, rows) = self.rows_of_series()?;
        let groups: Result<_, String> =
            rows.into_iter().map(|(label, parts)| self.stacked_row(label, &parts)).collect();
        let ends = (Amount::new(0, 0), Amount::new(100, 0));
        let axis = self.printer.axis(ends, &Unit::Percent, false, 0);
        let axis = Scale::new(axis.map_err(|error| error.to_string())?).axis;
        Ok(Drawing::Stacked { axis, series, groups: groups? })
    }

    /// The parts of a row as shares of their sum.
    fn stacked_row(&self, label: String, parts: &[&Indicator]) -> Result<StackedRow, String> {
        let values: Vec<Amount> = parts.iter().filter_map(|part| part.value.low()).collect();
        let zero = Amount::new(0, 0);
        let total = values.iter().try_fold(zero, |total, value| total.checked_add(*value));
        let share = |value: Amount, decimals| value.checked_ratio(total?, 100, decimals);
        let mut row = StackedRow { label, parts: Vec::new() };
        let (mut from, mut sum) = (0.0, zero);
        for (series, value) in values.iter().enumerate() {
            let rounded = share(*value, 0).ok_or("the parts of a row add up to nothing")?;
            // What is a percentage is printed as everywhere else.
            let (display, share) = match parts[series].unit {
                Unit::Percent => (self.short(parts[series]), None),
                _ => {
                    let display = self.printer.percent(rounded);
                    (display.map_err(|error| error.to_string())?, share(*value, SHARE_DECIMALS))
                }
            };
            sum = sum.checked_add(*value).unwrap_or(sum);
            let at = total.map_or(0.0, |total| sum.to_f64() / total.to_f64());
            let key = parts[series].key.clone();
            row.parts.push(Part { key, share, from, at, display, series });
            from = at;
        }
        Ok(row)
    }

    /// Rows of which each has a value for every series: the groups of the
    /// figure, or the rows of a table with several columns.
    pub fn rows_of_series(&self) -> Result<(Vec<Named>, Rows<'a>), String> {
        let language = self.printer.language();
        let look_up = |keys: &[String]| -> Vec<&'a Indicator> {
            keys.iter().filter_map(|key| self.evidence.ledger.get(key)).collect()
        };
        let named = |label: &Localized| Named { label: label.get(language).into() };
        let (series, rows): (Vec<Named>, Vec<_>) = match (&self.spec.data, self.grids()[..].first())
        {
            (FigureData::Groups(groups), _) => (
                self.spec.series.iter().map(named).collect(),
                groups
                    .iter()
                    .map(|(label, keys)| (label.get(language).to_string(), look_up(keys)))
                    .collect(),
            ),
            (FigureData::Grids(_), Some(grid)) => (
                grid.columns.iter().map(named).collect(),
                grid.rows
                    .iter()
                    .map(|row| (row.label.get(language).to_string(), look_up(&row.cells)))
                    .collect(),
            ),
            _ => return Err("the figure needs `groups`, or a table with several columns".into()),
        };
        match rows.iter().find(|(_, indicators)| indicators.len() != series.len()) {
            Some((label, indicators)) => Err(format!(
                "the group `{label}` has {} values for {} series",
                indicators.len(),
                series.len()
            )),
            None => Ok((series, rows)),
        }
    }
}
