//! Rows of which the parts make up 100 %.

use super::super::chart::{DataTable, Drawing, Named, Part, StackedRow};
use super::super::spec::FigureData;
use super::scale::Scale;
use super::{Resolver, SIGNS};
use crate::evidence::{Absence, Amount, Indicator, Ledger, Unit};
use crate::project::Localized;

/// How it ends what is said of parts that make up no whole.
pub const NOT_WHOLE: &str = ", and not to 100 %";

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
    pub fn stacked_row(&self, label: String, parts: &[&Indicator]) -> Result<StackedRow, String> {
        if let Some(absence) = absence(parts) {
            return Ok(self.row_without_parts(label, parts, absence));
        }
        let values: Vec<Amount> = parts.iter().filter_map(|part| part.value.low()).collect();
        let zero = Amount::new(0, 0);
        check_sum(&label, parts)?;
        let total = values.iter().try_fold(zero, |total, value| total.checked_add(*value));
        let share = |value: Amount, decimals| value.checked_ratio(total?, 100, decimals);
        let mut row = StackedRow { label, sign: None, parts: Vec::new() };
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
            row.parts.push(Part { key, share, withheld: false, from, at, display, series });
            from = at;
        }
        Ok(row)
    }

    /// A row of which not all parts are known: a sign stands for it. If a part is hidden,
    /// all are, since the others would tell it.
    fn row_without_parts(
        &self,
        label: String,
        parts: &[&Indicator],
        absence: Absence,
    ) -> StackedRow {
        let sign = self.sign(absence);
        let hides = absence == Absence::Suppressed;
        let part = |(series, part): (usize, &&Indicator)| Part {
            key: part.key.clone(),
            share: None,
            withheld: hides,
            from: 0.0,
            at: 0.0,
            display: if hides { sign.clone() } else { self.short(part) },
            series,
        };
        let parts = parts.iter().enumerate().map(part).collect();
        StackedRow { label, sign: Some(sign), parts }
    }

    /// The table without the numbers that would tell hidden ones.
    pub fn without_telling(&self, mut table: DataTable) -> DataTable {
        let ledger = &self.evidence.ledger;
        let hides = |keys: &Vec<String>| row_of(keys, ledger) == Some(Absence::Suppressed);
        for (row, _) in table.rows.iter_mut().zip(&table.keys).filter(|(_, keys)| hides(keys)) {
            row.iter_mut().skip(1).for_each(|cell| *cell = self.sign(Absence::Suppressed));
        }
        table
    }

    fn sign(&self, absence: Absence) -> String {
        let known = SIGNS.into_iter().find(|(reason, ..)| *reason == absence);
        known.map_or(String::new(), |(_, sign, _)| self.printer.string(sign).into())
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
            (FigureData::Grids(keys), Some(grid)) if keys.len() == 1 => (
                grid.columns.iter().map(named).collect(),
                grid.rows
                    .iter()
                    .map(|row| (row.label.get(language).to_string(), look_up(&row.cells)))
                    .collect(),
            ),
            (FigureData::Grids(keys), _) if keys.len() > 1 => {
                return Err("the figure shows one table, and is given several".into());
            }
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

/// Why not all parts of a row are known. One that is hidden counts more than one that
/// nobody knows.
fn absence(parts: &[&Indicator]) -> Option<Absence> {
    let absences = || parts.iter().filter_map(|part| part.value.absence());
    absences().find(|absence| *absence == Absence::Suppressed).or_else(|| absences().next())
}

fn row_of(keys: &[String], ledger: &Ledger) -> Option<Absence> {
    let parts: Vec<&Indicator> = keys.iter().filter_map(|key| ledger.get(key)).collect();
    absence(&parts)
}

/// The keys of a row that a figure of whole rows shows: if it hides one, those of the
/// others are left out.
pub fn telling_nothing(keys: &[String], ledger: &Ledger) -> Vec<String> {
    let hides = row_of(keys, ledger) == Some(Absence::Suppressed);
    let is_known = |key: &String| ledger.get(key).is_some_and(|it| it.value.absence().is_none());
    keys.iter().filter(|key| !(hides && is_known(key))).cloned().collect()
}

/// Percentages that are parts of a whole add up to 100, give or take what each of them
/// was rounded by.
fn check_sum(label: &str, parts: &[&Indicator]) -> Result<(), String> {
    if parts.iter().any(|part| part.unit != Unit::Percent) {
        return Ok(());
    }
    let values: Vec<Amount> = parts.iter().filter_map(|part| part.value.low()).collect();
    let sum = values.iter().try_fold(Amount::new(0, 0), |sum, value| sum.checked_add(*value));
    let sum = sum.ok_or("the parts of a row are too large to add")?;
    let rounded_by = |value: &Amount| 0.5 * 0.1_f64.powi(i32::from(value.decimals()));
    let slack: f64 = values.iter().map(rounded_by).sum();
    if (sum.to_f64() - 100.0).abs() <= slack + f64::EPSILON * 1e3 {
        return Ok(());
    }
    Err(format!("the parts of `{label}` add up to {sum} %{NOT_WHOLE}"))
}
