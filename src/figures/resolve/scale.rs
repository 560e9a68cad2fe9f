//! Value axes: how far they reach, and where values stand on them.

use super::super::chart::{Axis, Reference, Tick};
use super::Resolver;
use crate::evidence::{Amount, Indicator, Unit, format};

/// A value axis, and where values stand on it.
pub struct Scale {
    /// The axis as it is drawn.
    pub axis: Axis,
    scale: format::Axis,
}

impl Scale {
    /// An axis without a reference.
    pub fn new(scale: format::Axis) -> Self {
        let tick = |tick: &format::Tick| Tick { at: tick.at, label: tick.label.clone() };
        let ticks = scale.ticks.iter().map(tick).collect();
        let zero = scale.position(&Amount::new(0, 0).to_decimal());
        Self { axis: Axis { ticks, zero, reference: None }, scale }
    }

    /// Where a value stands, from 0 at the start of the axis to 1 at its end.
    pub fn at(&self, value: Amount) -> f64 {
        self.scale.position(&value.to_decimal())
    }
}

impl Resolver<'_> {
    /// The value axis for all values: to 100 for percentages in bars, otherwise to the
    /// next round number.
    pub fn scale(&self, drawn: &[&Indicator]) -> Result<Scale, String> {
        let shown: Vec<&Indicator> = drawn.iter().copied().chain(self.reference()).collect();
        let unit = shown.first().map_or(Unit::Number, |indicator| indicator.unit.clone());
        let zero = Amount::new(0, 0);
        let ends: Vec<(Amount, Amount)> =
            shown.iter().filter_map(|indicator| self.drawn_ends(indicator)).collect();
        let lowest = ends.iter().map(|(low, _)| *low);
        let lowest = lowest.fold(zero, |a, b| if b < a { b } else { a });
        let highest = ends.iter().map(|(_, high)| *high);
        let highest = highest.fold(zero, |a, b| if b > a { b } else { a });
        let full_percent = unit == Unit::Percent && self.spec.kind.shows_all_of_100();
        let hundred = Amount::new(100, 0);
        let wanted = match self.spec.max {
            Some(max) => max,
            None if full_percent && zero <= lowest && highest <= hundred => hundred,
            None => highest,
        };
        if wanted < highest {
            return Err(format!("the axis ends at {wanted}, and the largest value is {highest}"));
        }
        // A number prints with no more decimals than are asked for.
        let decimals = shown.iter().filter_map(|indicator| {
            let decimals = indicator.value.high()?.decimals();
            Some(indicator.decimals.map_or(decimals, |asked| decimals.min(asked)))
        });
        let decimals = decimals.max().unwrap_or(0);
        let compact = shown.iter().all(|indicator| indicator.compact);
        let axis = self.printer.axis((lowest, wanted), &unit, compact, decimals);
        let mut scale = Scale::new(axis.map_err(|error| error.to_string())?);
        scale.axis.reference = self.drawn_reference(&scale);
        Ok(scale)
    }

    /// The lowest and the highest that is drawn of an indicator.
    fn drawn_ends(&self, indicator: &Indicator) -> Option<(Amount, Amount)> {
        let (low, high) = (indicator.value.low()?, indicator.value.high()?);
        let (lower, upper) = self.interval(indicator).unwrap_or((low, high));
        Some((if lower < low { lower } else { low }, if upper > high { upper } else { high }))
    }

    fn drawn_reference(&self, scale: &Scale) -> Option<Reference> {
        let indicator = self.reference()?;
        let language = self.printer.language();
        let own = self.spec.reference.as_ref().and_then(|reference| reference.label.as_ref());
        Some(Reference {
            key: indicator.key.clone(),
            at: scale.at(indicator.value.high()?),
            label: own.unwrap_or(&indicator.label).get(language).into(),
            display: self.short(indicator),
        })
    }
}
