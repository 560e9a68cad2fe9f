//! Classes of values: a map shows tints, and no more of them than can be told apart.

use super::MOST_CLASSES;
use crate::evidence::Amount;

/// Classes that follow each other without gap or overlap. A value on a bound belongs to
/// the class above it.
#[derive(Debug, Clone, PartialEq)]
pub struct Classes {
    /// Where one class ends and the next begins, from low to high.
    pub bounds: Vec<Amount>,
}

impl Classes {
    /// Classes that meet at round numbers: multiples of 1, 2 or 5 times a power of ten, of
    /// which the smallest is taken that gives no more than five classes.
    pub fn of(values: &[Amount]) -> Self {
        let (Some(least), Some(most)) = (lowest(values), highest(values)) else {
            return Self { bounds: Vec::new() };
        };
        let span = most.to_f64() - least.to_f64();
        let start = (span / MOST_CLASSES as f64).log10().floor();
        if span <= 0.0 || !start.is_finite() {
            return Self { bounds: Vec::new() };
        }
        let steps = (0..).flat_map(|up| [1, 2, 5].map(|digit| (digit, start as i32 + up)));
        let bounds = steps.map(|step| multiples(step, least, most));
        let fitting = bounds.take(9).flatten().find(|bounds| bounds.len() < MOST_CLASSES);
        Self { bounds: fitting.unwrap_or_default() }
    }

    /// How many classes there are.
    pub fn count(&self) -> usize {
        self.bounds.len() + 1
    }

    /// The class of a value, counted from the lowest.
    pub fn class(&self, value: Amount) -> usize {
        self.bounds.iter().filter(|bound| **bound <= value).count()
    }
}

fn lowest(values: &[Amount]) -> Option<Amount> {
    values.iter().copied().reduce(|a, b| if b < a { b } else { a })
}

fn highest(values: &[Amount]) -> Option<Amount> {
    values.iter().copied().reduce(|a, b| if b > a { b } else { a })
}

/// The multiples of `digit · 10^power` above the least value and up to the largest. None
/// if they cannot be counted.
fn multiples((digit, power): (i128, i32), least: Amount, most: Amount) -> Option<Vec<Amount>> {
    let step = digit as f64 * 10f64.powi(power);
    let multiple = |count: i128| {
        let digits = digit.checked_mul(count)?;
        match u8::try_from(-power) {
            Ok(decimals) => Some(Amount::new(digits, decimals)),
            Err(_) => {
                let factor = 10i128.checked_pow(u32::try_from(power).ok()?)?;
                Some(Amount::new(digits.checked_mul(factor)?, 0))
            }
        }
    };
    let first = (least.to_f64() / step).floor();
    if first.abs() > 1e15 {
        return None;
    }
    // One more at each end: floating point only says about where they are.
    let counts = (first as i128 - 1)..=(first as i128 + 3 * MOST_CLASSES as i128);
    let bounds: Vec<Amount> = counts.map(multiple).collect::<Option<_>>()?;
    Some(bounds.into_iter().filter(|bound| *bound > least && *bound <= most).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn amounts(texts: &[&str]) -> Vec<Amount> {
        texts.iter().map(|text| Amount::parse(text).unwrap()).collect()
    }

    #[test]
    fn classes_meet_at_round_numbers() {
        assert_eq!(
            Classes::of(&amounts(&["3", "47", "18"])).bounds,
            amounts(&["10", "20", "30", "40"])
        );
        assert_eq!(
            Classes::of(&amounts(&["0.12", "0.31"])).bounds,
            amounts(&["0.15", "0.20", "0.25", "0.30"])
        );
        assert_eq!(Classes::of(&amounts(&["-40", "30"])).bounds, amounts(&["-20", "0", "20"]));
        assert_eq!(Classes::of(&amounts(&["7", "7"])).bounds, amounts(&[]));
    }

    #[test]
    fn a_value_on_a_bound_belongs_above_it() {
        let classes = Classes { bounds: amounts(&["10", "20"]) };
        let class = |text| classes.class(Amount::parse(text).unwrap());
        assert_eq!([class("9.9"), class("10"), class("19"), class("20.0")], [0, 1, 1, 2]);
    }

    proptest! {
        #[test]
        fn there_are_two_to_five_classes_and_none_at_the_ends_is_empty(
            numbers in proptest::collection::vec((-1_000_000i128..1_000_000, 0u8..4), 2..40)
        ) {
            let values: Vec<Amount> =
                numbers.into_iter().map(|(digits, decimals)| Amount::new(digits, decimals)).collect();
            let classes = Classes::of(&values);
            let (least, most) = (lowest(&values).unwrap(), highest(&values).unwrap());
            prop_assert!(classes.count() <= MOST_CLASSES);
            prop_assert!(classes.bounds.windows(2).all(|pair| pair[0] < pair[1]));
            if least < most {
                prop_assert!(classes.count() >= 2, "{:?}", classes);
            }
            prop_assert_eq!(classes.class(least), 0);
            prop_assert_eq!(classes.class(most), classes.bounds.len());
        }
    }
}
