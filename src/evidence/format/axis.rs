//! The value axis of a chart: round ticks from zero, and where a value stands on it.

use fixed_decimal::{Decimal, RoundingIncrement, SignedRoundingMode, UnsignedRoundingMode};

use super::numeral::canonical;
use super::{FormatError, NumberFormats, Quantity, Unit, Wording};

/// Steps between ticks at most, so that there are at most six ticks.
const STEPS: u32 = 5;

/// A value axis that starts at zero.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// The ticks from zero to the end, evenly spaced; at least two, at most six.
    pub ticks: Vec<Tick>,
    /// The value at the end of the axis, in the unit of the axis.
    pub end: Decimal,
}

/// One tick of an [`Axis`].
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where it stands: a fraction of the axis, 0 at the start and 1 at the end.
    pub at: f64,
    /// What it says, in the unit and language of the axis.
    pub label: String,
}

impl Axis {
    /// Where a value stands: a fraction of the axis, 0 at zero and 1 at the end. For drawing
    /// only; the digits of a value print from its decimal.
    pub fn position(&self, value: &Decimal) -> f64 {
        as_f64(value) / as_f64(&self.end)
    }
}

impl NumberFormats {
    /// The axis that holds all values up to `max`, with ticks in steps of 1, 2 or 5 times a power
    /// of ten.
    ///
    /// Steps are no finer than `decimals` allows (0 for counts: no half students), and labels all
    /// have the decimals of the step. Labels are those of [`short`](Self::short): with `%` or a
    /// currency sign, without a noun. A maximum of zero or less gives an axis of one step.
    ///
    /// # Errors
    /// [`FormatError::Currency`] for a malformed currency code.
    pub fn axis(
        &self,
        max: &Decimal,
        unit: &Unit,
        compact: bool,
        decimals: u8,
    ) -> Result<Axis, FormatError> {
        let (values, place) = ticks(max, decimals);
        let labels = values.iter().map(|value| {
            let mut shown = value.clone();
            shown.absolute.pad_end(place.min(0));
            self.short(
                &Quantity { compact, ..Quantity::exact(shown, unit.clone()) },
                &Wording::default(),
            )
        });
        let last = values.len() - 1;
        let ticks = labels
            .enumerate()
            .map(|(index, label)| Ok(Tick { at: index as f64 / last as f64, label: label? }))
            .collect::<Result<_, FormatError>>()?;
        Ok(Axis { ticks, end: values[last].clone() })
    }
}

/// The values of the ticks, at least two, and the place of the last digit of their step.
fn ticks(max: &Decimal, decimals: u8) -> (Vec<Decimal>, i16) {
    let finest = -i16::from(decimals);
    if max.absolute.is_zero() || max.sign() == fixed_decimal::Sign::Negative {
        return (multiples(1, finest, 1), finest);
    }
    let mut place = finest.max(max.absolute.nonzero_magnitude_start() - 1);
    loop {
        for (step, increment) in [
            (1, RoundingIncrement::MultiplesOf1),
            (2, RoundingIncrement::MultiplesOf2),
            (5, RoundingIncrement::MultiplesOf5),
        ] {
            let up = SignedRoundingMode::Unsigned(UnsignedRoundingMode::Expand);
            let end = canonical(max.clone().rounded_with_mode_and_increment(place, up, increment));
            let values = multiples(step, place, STEPS);
            if let Some(last) = values.iter().position(|value| *value == end) {
                return (values[..=last].to_vec(), place);
            }
        }
        place += 1;
    }
}

/// Zero and the first multiples of `step`·10^`place`.
fn multiples(step: u32, place: i16, count: u32) -> Vec<Decimal> {
    let multiple = |times| {
        let mut value = Decimal::from(times * step);
        value.absolute.multiply_pow10(place);
        canonical(value)
    };
    (0..=count).map(multiple).collect()
}

/// The nearest floating-point number.
fn as_f64(value: &Decimal) -> f64 {
    // The digits of a `Decimal` with a plain minus are a float literal, so this always parses.
    value.to_string().parse().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(max: &str, unit: Unit, compact: bool, decimals: u8) -> String {
        let dutch = NumberFormats::new("nl-NL").unwrap();
        let axis = dutch.axis(&max.parse().unwrap(), &unit, compact, decimals).unwrap();
        axis.ticks.into_iter().map(|tick| tick.label).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn ticks_are_round_and_at_most_six() {
        assert_eq!(labels("100", Unit::Percent, false, 0), "0% 20% 40% 60% 80% 100%");
        assert_eq!(labels("90", Unit::Percent, false, 0), "0% 20% 40% 60% 80% 100%");
        assert_eq!(labels("7.3", Unit::Percent, false, 1), "0% 2% 4% 6% 8%");
        assert_eq!(labels("0.9", Unit::Percent, false, 1), "0,0% 0,2% 0,4% 0,6% 0,8% 1,0%");
        assert_eq!(
            labels("69940", Unit::Noun("students".into()), false, 0),
            "0 20.000 40.000 60.000 80.000"
        );
        assert_eq!(labels("20000", Unit::Number, false, 0), "0 5.000 10.000 15.000 20.000");
        assert_eq!(
            labels("14800000", Unit::Currency("EUR".into()), true, 0),
            "€\u{a0}0 €\u{a0}5\u{a0}miljoen €\u{a0}10\u{a0}miljoen €\u{a0}15\u{a0}miljoen"
        );
    }

    #[test]
    fn counts_have_no_halves() {
        assert_eq!(labels("3", Unit::Number, false, 0), "0 1 2 3");
        assert_eq!(labels("1", Unit::Number, false, 0), "0 1");
        assert_eq!(labels("0.4", Unit::Number, false, 0), "0 1");
        assert_eq!(labels("0", Unit::Number, false, 0), "0 1");
        assert_eq!(labels("-3", Unit::Number, false, 1), "0,0 0,1");
    }

    #[test]
    fn positions_are_fractions_of_the_axis() {
        let dutch = NumberFormats::new("nl-NL").unwrap();
        let axis = dutch.axis(&"90".parse().unwrap(), &Unit::Percent, false, 0).unwrap();
        assert_eq!(axis.position(&"25".parse().unwrap()), 0.25);
        assert_eq!(axis.ticks[1].at, 0.2);
        assert_eq!(axis.end.to_string(), "100");
    }
}
