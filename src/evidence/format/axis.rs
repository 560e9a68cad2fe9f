//! The value axis of a chart: round ticks through zero, and where a value stands on it.

use fixed_decimal::{Decimal, RoundingIncrement, Sign, SignedRoundingMode, UnsignedRoundingMode};

use super::numeral::canonical;
use super::{FormatError, NumberFormats, Quantity, Unit, Wording};

/// Steps between ticks at most, so that there are at most six ticks.
const STEPS: u32 = 5;

/// A value axis on which zero is a tick.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// The ticks from the start to the end, evenly spaced; at least two, at most six.
    pub ticks: Vec<Tick>,
    /// The value at the start of the axis, in the unit of the axis: zero, or below.
    pub start: Decimal,
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
    /// Where a value stands: a fraction of the axis, 0 at its start and 1 at its end. For
    /// drawing only; the digits of a value print from its decimal.
    pub fn position(&self, value: &Decimal) -> f64 {
        let (start, end) = (as_f64(&self.start), as_f64(&self.end));
        (as_f64(value) - start) / (end - start)
    }
}

impl NumberFormats {
    /// The axis that holds zero and all values from `min` to `max`, with ticks in steps of 1, 2
    /// or 5 times a power of ten.
    ///
    /// Steps are no finer than `decimals` allows (0 for counts: no half students), and labels all
    /// have the decimals of the step. Labels are those of [`short`](Self::short): with `%` or a
    /// currency sign, without a noun. Where all values are zero, it is an axis of one step.
    ///
    /// # Errors
    /// [`FormatError::Currency`] for a malformed currency code.
    pub fn axis(
        &self,
        min: &Decimal,
        max: &Decimal,
        unit: &Unit,
        compact: bool,
        decimals: u8,
    ) -> Result<Axis, FormatError> {
        let (values, place) = ticks(min, max, decimals);
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
        Ok(Axis { ticks, start: values[0].clone(), end: values[last].clone() })
    }
}

/// The values of the ticks, at least two, and the place of the last digit of their step.
fn ticks(min: &Decimal, max: &Decimal, decimals: u8) -> (Vec<Decimal>, i16) {
    let finest = -i16::from(decimals);
    let below = Some(min).filter(|min| min.sign() == Sign::Negative && !min.absolute.is_zero());
    let above = Some(max).filter(|max| max.sign() != Sign::Negative && !max.absolute.is_zero());
    let magnitudes = below.into_iter().chain(above);
    let Some(largest) = magnitudes.map(|end| end.absolute.nonzero_magnitude_start()).max() else {
        return (multiples(1, finest, 1), finest);
    };
    let mut place = finest.max(largest - 1);
    loop {
        for (step, increment) in [
            (1, RoundingIncrement::MultiplesOf1),
            (2, RoundingIncrement::MultiplesOf2),
            (5, RoundingIncrement::MultiplesOf5),
        ] {
            let values = multiples(step, place, STEPS);
            let side = |end: Option<&Decimal>| steps_to(end, &values, place, increment);
            if let (Some(below), Some(above)) = (side(below), side(above))
                && below + above <= STEPS as usize
            {
                let negative = values[1..=below].iter().rev().cloned().map(negated);
                return (negative.chain(values[..=above].iter().cloned()).collect(), place);
            }
        }
        place += 1;
    }
}

/// How many steps it takes from zero to an end of the axis, if these multiples reach it.
fn steps_to(
    end: Option<&Decimal>,
    multiples: &[Decimal],
    place: i16,
    increment: RoundingIncrement,
) -> Option<usize> {
    let Some(end) = end else { return Some(0) };
    let up = SignedRoundingMode::Unsigned(UnsignedRoundingMode::Expand);
    let end = end.clone().with_sign(Sign::None);
    let end = canonical(end.rounded_with_mode_and_increment(place, up, increment));
    multiples.iter().position(|value| *value == end)
}

/// The number with a minus sign.
fn negated(value: Decimal) -> Decimal {
    value.with_sign(Sign::Negative)
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
        labels_between("0", max, unit, compact, decimals)
    }

    fn labels_between(min: &str, max: &str, unit: Unit, compact: bool, decimals: u8) -> String {
        let dutch = NumberFormats::new("nl-NL").unwrap();
        let (min, max) = (min.parse().unwrap(), max.parse().unwrap());
        let axis = dutch.axis(&min, &max, &unit, compact, decimals).unwrap();
        axis.ticks.into_iter().map(|tick| tick.label).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn an_axis_goes_on_below_zero() {
        let number = || Unit::Number;
        assert_eq!(labels_between("-40", "60", number(), false, 0), "−40 −20 0 20 40 60");
        assert_eq!(labels_between("-1", "100", number(), false, 0), "−50 0 50 100");
        assert_eq!(labels_between("-12.5", "-3", number(), false, 1), "−15 −10 −5 0");
        assert_eq!(labels_between("-0.2", "0.1", Unit::Percent, false, 1), "−0,2% −0,1% 0,0% 0,1%");
        let dutch = NumberFormats::new("nl-NL").unwrap();
        let (min, max) = ("-40".parse().unwrap(), "60".parse().unwrap());
        let axis = dutch.axis(&min, &max, &number(), false, 0).unwrap();
        let at = |value: &str| axis.position(&value.parse().unwrap());
        assert_eq!((at("-40"), at("0"), at("10"), at("60")), (0.0, 0.4, 0.5, 1.0));
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
    }

    #[test]
    fn positions_are_fractions_of_the_axis() {
        let dutch = NumberFormats::new("nl-NL").unwrap();
        let axis =
            dutch.axis(&Decimal::from(0), &Decimal::from(90), &Unit::Percent, false, 0).unwrap();
        assert_eq!(axis.position(&"25".parse().unwrap()), 0.25);
        assert_eq!(axis.ticks[1].at, 0.2);
        assert_eq!(axis.end.to_string(), "100");
    }
}
