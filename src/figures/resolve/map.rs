//! Values on a map.

use super::super::chart::{Drawing, MapClass, MapRegion};
use super::super::map::{Classes, Region};
use super::Resolver;
use crate::evidence::{Absence, Amount, Exactness, Form, Grid, Indicator, Value};

/// The interface strings for what a class says: below a bound, between two, from one on.
const UNDER: &str = "class-under";
const BETWEEN: &str = "class-between";
const FROM: &str = "class-from";

impl<'a> Resolver<'a> {
    /// The regions with their classes. That all rows are regions has been checked before.
    pub fn map(&self) -> Result<Drawing, String> {
        let (Some(map), [grid]) = (&self.spec.map, &self.grids()[..]) else {
            return Err("a map shows one table, of which the rows are regions".into());
        };
        if grid.columns.len() != 1 {
            return Err("a map shows one column, and the table has several".into());
        }
        let drawn = self.indicators();
        let values: Vec<Amount> =
            drawn.iter().filter_map(|it| self.classed(it).transpose()).collect::<Result<_, _>>()?;
        let classes = match &map.bounds {
            Some(bounds) => Classes { bounds: bounds.clone() },
            None => Classes::of(&values),
        };
        let region = |region: &Region| self.region(region, grid, &classes);
        let regions: Vec<MapRegion> =
            map.geography.regions.iter().map(region).collect::<Result<_, _>>()?;
        let word = |absence| self.spoken_absence(absence);
        let hidden = regions.iter().any(|it| it.hidden).then(|| word(Absence::Suppressed));
        let is_missing = |it: &MapRegion| it.class.is_none() && !it.hidden;
        let missing = regions.iter().any(is_missing).then(|| word(Absence::NoData));
        Ok(Drawing::Map {
            classes: if values.is_empty() { Vec::new() } else { self.classes(&classes, &drawn)? },
            height: map.geography.height,
            hidden: hidden.transpose()?,
            missing: missing.transpose()?,
            regions,
        })
    }

    /// A value as it is printed, since a reader compares that with the classes.
    fn classed(&self, indicator: &Indicator) -> Result<Option<Amount>, String> {
        match (indicator.value.low(), indicator.value.high()) {
            (Some(low), Some(high)) if low != high => {
                Err(format!("`{}` is a range, which may lie in several classes", indicator.key))
            }
            (_, Some(value)) => {
                Ok(Some(indicator.decimals.map_or(value, |decimals| value.rounded(decimals))))
            }
            (_, None) => Ok(None),
        }
    }

    fn region(&self, region: &Region, grid: &Grid, classes: &Classes) -> Result<MapRegion, String> {
        let row = grid.rows.iter().find(|row| row.key == region.key);
        let indicator =
            row.and_then(|row| row.cells.first()).and_then(|key| self.evidence.ledger.get(key));
        let class = match indicator {
            Some(indicator) => self.classed(indicator)?.map(|value| classes.class(value)),
            None => None,
        };
        let highlights = |key: &String| self.spec.highlight.contains(key);
        Ok(MapRegion {
            key: indicator.map(|it| it.key.clone()),
            label: row.map_or("", |row| row.label.get(self.printer.language())).into(),
            display: indicator.map_or(String::new(), |it| self.short(it)),
            class,
            hidden: indicator.is_some_and(|it| it.value.absence() == Some(Absence::Suppressed)),
            highlight: highlights(&region.key) || indicator.is_some_and(|it| highlights(&it.key)),
            rings: region.rings.clone(),
            inside: region.inside,
            radius: region.radius,
        })
    }

    /// What each class says, in the unit of the values.
    fn classes(&self, classes: &Classes, drawn: &[&Indicator]) -> Result<Vec<MapClass>, String> {
        let bounds = classes.bounds.iter().map(|it| self.bound(*it, drawn));
        let bounds: Vec<String> = bounds.collect::<Result<_, _>>()?;
        let count = classes.count();
        let label = |class: usize| -> Result<String, String> {
            let below = bounds.get(class);
            let above = class.checked_sub(1).and_then(|class| bounds.get(class));
            match (above, below) {
                (None, None) => Ok(self.value_of_all(drawn)),
                (None, Some(below)) => Ok(self.word(UNDER)?.replace("{}", below)),
                (Some(above), Some(below)) => {
                    Ok(self.word(BETWEEN)?.replace("{from}", above).replace("{to}", below))
                }
                (Some(above), None) => Ok(self.word(FROM)?.replace("{}", above)),
            }
        };
        let tint = |class: usize| match count {
            1 => 0.5,
            _ => class as f64 / (count - 1) as f64,
        };
        (0..count).map(|class| Ok(MapClass { label: label(class)?, tint: tint(class) })).collect()
    }

    /// The value where all are the same.
    fn value_of_all(&self, drawn: &[&Indicator]) -> String {
        let known = drawn.iter().find(|it| it.value.absence().is_none());
        known.map_or(String::new(), |it| self.short(it))
    }

    /// A bound of classes in the unit of the values, with the decimals that it has.
    fn bound(&self, bound: Amount, drawn: &[&Indicator]) -> Result<String, String> {
        let bound = bound.shortest();
        let model = drawn.first().ok_or("the map has no values")?;
        let of_bound = Indicator {
            value: Value::Single(bound),
            exactness: Exactness::Exact,
            decimals: Some(bound.decimals()),
            ..(*model).clone()
        };
        self.printer.print(&of_bound, Form::Short).map_err(|error| error.to_string())
    }

    fn spoken_absence(&self, absence: Absence) -> Result<String, String> {
        let key = match absence {
            Absence::Suppressed => "suppressed-means",
            Absence::NoData => "no-data-means",
        };
        self.word(key)
    }

    fn word(&self, key: &str) -> Result<String, String> {
        match self.printer.string(key) {
            "" => Err(format!("the locale has no string `{key}`, which a map needs")),
            word => Ok(word.into()),
        }
    }
}
