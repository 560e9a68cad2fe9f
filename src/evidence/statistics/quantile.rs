//! Quantiles: the inverse of the cumulative distribution, averaged at its
//! steps (type 2 of Hyndman & Fan 1996, *The American Statistician* 50(4),
//! 361–365). The median of an even count is then the mean of the middle two.
//! R's `quantile(type = 2)`, and `qrule = "school"` or `"hf2"` of its `survey`.

use super::interval::Interval;
use super::sum::Sum;

/// Cumulated weights that differ from a step by less than this share of all
/// weights are at the step: weights such as 30.97 are not exact in binary.
const TOLERANCE: f64 = 1e-12;

/// The most decimals of a level.
const MAX_DECIMALS: usize = 15;

/// Which quantile: an exact decimal between 0 and 1, such as 0.9.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level {
    numerator: u64,
    denominator: u64,
}

impl Level {
    /// The middle.
    pub const MEDIAN: Self = Self { numerator: 1, denominator: 2 };

    /// The decimal that a number was written as: 0.1, not the binary number
    /// beside it. `None` unless it lies between 0 and 1, or if it has more than
    /// 15 decimals.
    pub fn new(number: f64) -> Option<Self> {
        if !(0.0..=1.0).contains(&number) {
            return None;
        }
        let text = format!("{number}");
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        if decimals.len() > MAX_DECIMALS {
            return None;
        }
        let numerator = format!("{whole}{decimals}").parse().ok()?;
        Some(Self { numerator, denominator: 10u64.pow(decimals.len() as u32) })
    }

    /// The level as a floating-point number.
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

/// The quantile of values, sorted upward, with how often each occurs. Computed
/// in whole numbers, so steps are met exactly. `None` without values.
pub fn quantile_of_counts(values: &[(f64, u64)], level: Level) -> Option<f64> {
    let occurring = || values.iter().filter(|(_, count)| *count > 0);
    let total: u128 = occurring().map(|(_, count)| u128::from(*count)).sum();
    let wanted = total * u128::from(level.numerator);
    let mut cumulated = 0;
    let mut rest = occurring();
    while let Some(&(value, count)) = rest.next() {
        cumulated += u128::from(count) * u128::from(level.denominator);
        if cumulated > wanted {
            return Some(value);
        }
        if cumulated == wanted {
            return Some(rest.next().map_or(value, |(next, _)| midpoint(value, *next)));
        }
    }
    None
}

/// The quantile of values, sorted upward, with their weights (not negative).
/// Equal values may occur in several pairs. `None` without values.
///
/// Below the first step this is the smallest value, where R's `survey` 4.1
/// gives the second one.
pub fn weighted_quantile(values: &[(f64, f64)], level: f64) -> Option<f64> {
    let occurring = || values.iter().filter(|(_, weight)| *weight > 0.0);
    let total = occurring().map(|(_, weight)| *weight).collect::<Sum>().value();
    let (wanted, tolerance) = (total * level, total * TOLERANCE);
    let mut cumulated = Sum::default();
    let mut last = None;
    let mut rest = occurring();
    while let Some(&(value, weight)) = rest.next() {
        cumulated.add(weight);
        if cumulated.value() > wanted + tolerance {
            return Some(value);
        }
        if cumulated.value() >= wanted - tolerance {
            return Some(rest.next().map_or(value, |(next, _)| midpoint(value, *next)));
        }
        last = Some(value);
    }
    last
}

fn midpoint(low: f64, high: f64) -> f64 {
    (low + high) / 2.0
}

/// What [`woodruff`] finds for a quantile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Woodruff {
    /// The interval, in the unit of the values.
    pub interval: Interval,
    /// The standard error that would give an interval as wide.
    pub standard_error: f64,
}

/// The interval of a quantile (Woodruff 1952, *Journal of the American
/// Statistical Association* 47, 635–646): the quantiles at the limits of the
/// interval of a share, namely the share of the population whose value is at
/// most the quantile, estimated with this standard error. R's
/// `svyquantile(interval.type = "mean")`.
///
/// `critical` is how many standard errors the interval has either side. `None`
/// if a limit of the share lies outside 0 to 1: the sample is too small.
pub fn woodruff(
    values: &[(f64, f64)],
    share: f64,
    standard_error: f64,
    critical: f64,
) -> Option<Woodruff> {
    let (low, high) = (share - critical * standard_error, share + critical * standard_error);
    if low < 0.0 || high > 1.0 {
        return None;
    }
    let lower = weighted_quantile(values, low)?;
    let upper = weighted_quantile(values, high)?;
    let standard_error = (upper - lower) / (2.0 * critical);
    Some(Woodruff { interval: Interval { lower, upper }, standard_error })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of_values(values: &[f64], level: f64) -> Option<f64> {
        let counted: Vec<_> = values.iter().map(|value| (*value, 1)).collect();
        quantile_of_counts(&counted, Level::new(level).unwrap())
    }

    #[test]
    fn steps_are_averaged() {
        assert_eq!(of_values(&[1.0, 2.0, 3.0, 10.0], 0.5), Some(2.5));
        assert_eq!(of_values(&[1.0, 2.0, 10.0], 0.5), Some(2.0));
        assert_eq!(of_values(&[1.0, 2.0, 3.0, 10.0], 0.25), Some(1.5));
        assert_eq!(of_values(&[1.0, 2.0, 3.0, 10.0], 0.3), Some(2.0));
        assert_eq!(of_values(&[1.0, 2.0, 3.0, 10.0], 0.0), Some(1.0));
        assert_eq!(of_values(&[1.0, 2.0, 3.0, 10.0], 1.0), Some(10.0));
        assert_eq!(of_values(&[], 0.5), None);
        assert_eq!(quantile_of_counts(&[(1.0, 0), (2.0, 3), (9.0, 0)], Level::MEDIAN), Some(2.0));
    }

    #[test]
    fn levels_are_the_decimals_that_were_written() {
        // In binary 0.55 · 100 is above 55, which would miss the step.
        let values: Vec<_> = (1..=100).map(f64::from).collect();
        assert_eq!(of_values(&values, 0.55), Some(55.5));
        assert_eq!(Level::new(0.5).unwrap().to_f64(), 0.5);
        assert_eq!([Level::new(-0.1), Level::new(1.5), Level::new(f64::NAN)], [None; 3]);
    }

    #[test]
    fn weights_that_are_not_exact_in_binary_meet_the_step() {
        let values: Vec<_> = (1..=200).map(|value| (f64::from(value), 30.97)).collect();
        assert_eq!(weighted_quantile(&values, 0.9), Some(180.5));
        assert_eq!(weighted_quantile(&[(1.0, 0.1), (2.0, 0.2), (3.0, 0.3)], 0.5), Some(2.5));
        assert_eq!(weighted_quantile(&[(1.0, 1.0), (2.0, 0.0)], 1.0), Some(1.0));
        assert_eq!(weighted_quantile(&[(1.0, 0.0)], 0.5), None);
    }

    #[test]
    fn an_interval_that_leaves_the_sample_is_none() {
        let values: Vec<_> = (1..=10).map(|value| (f64::from(value), 1.0)).collect();
        let found = woodruff(&values, 0.5, 0.1, 2.0).unwrap();
        assert_eq!(found.interval, Interval { lower: 3.5, upper: 7.5 });
        assert_eq!(found.standard_error, 1.0);
        assert_eq!(woodruff(&values, 0.9, 0.1, 2.0), None);
    }

    proptest! {
        #[test]
        fn equal_weights_give_what_counts_give(
            mut values in prop::collection::vec(-50i32..50, 1..40),
            percent in 0u32..=100,
            weight in 0.01f64..100.0,
        ) {
            values.sort_unstable();
            let level = f64::from(percent) / 100.0;
            let values: Vec<_> = values.into_iter().map(f64::from).collect();
            let weighted: Vec<_> = values.iter().map(|value| (*value, weight)).collect();
            prop_assert_eq!(weighted_quantile(&weighted, level), of_values(&values, level));
        }
    }
}
