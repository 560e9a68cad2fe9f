//! The round number near a value, for prose such as "almost 2,000 students".

use fixed_decimal::{Decimal, RoundingIncrement, SignedRoundingMode, UnsignedRoundingMode};

use super::numeral::{ROUNDING, canonical};
use super::{Exactness, Unit};

/// The round number nearest to a value, and how the value relates to it: [`Exactness::Almost`] if
/// the value is nearer to zero, [`Exactness::JustOver`] if it is further from zero,
/// [`Exactness::Exact`] if they are equal. So the statement is always true; for negative values
/// it is about their size, as in "a fall of almost 70 %".
///
/// A round number is a multiple of 5·10ᵏ: `k` is the place of the second significant digit (1,892
/// lies between 1,500 and 2,000), or one place lower for values whose first two digits are under
/// 25, since up to a fifth off would be neither "almost" nor "just over" (1,234 gives 1,250, not
/// 1,000). No round number is more than a tenth off. A percentage from 10 to 100 always goes to
/// the nearest multiple of 5, at most 2.5 percentage points off.
pub(super) fn round_number(value: &Decimal, unit: &Unit) -> (Decimal, Exactness) {
    let value = canonical(value.clone());
    let place = place_of_five(&value, unit);
    let to_five = |mode| {
        canonical(value.clone().rounded_with_mode_and_increment(
            place,
            mode,
            RoundingIncrement::MultiplesOf5,
        ))
    };
    let nearest = to_five(ROUNDING);
    let exactness = if nearest == value {
        Exactness::Exact
    } else if nearest == to_five(SignedRoundingMode::Unsigned(UnsignedRoundingMode::Trunc)) {
        Exactness::JustOver
    } else {
        Exactness::Almost
    };
    (nearest, exactness)
}

/// The `k` of 5·10ᵏ for a value.
fn place_of_five(value: &Decimal, unit: &Unit) -> i16 {
    let first = value.absolute.nonzero_magnitude_start();
    let first_two = 10 * value.absolute.digit_at(first) + value.absolute.digit_at(first - 1);
    let share_in_tens = *unit == Unit::Percent && first == 1;
    if first_two < 25 && !share_in_tens { first - 2 } else { first - 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearest(value: &str, unit: &Unit) -> String {
        let (number, exactness) = round_number(&value.parse().unwrap(), unit);
        format!("{} {number}", exactness.key().unwrap_or("exactly"))
    }

    #[test]
    fn percentages_go_to_multiples_of_five() {
        for (value, expected) in [
            ("67", "just-over 65"),
            ("48", "almost 50"),
            ("12.4", "just-over 10"),
            ("50.0", "exactly 50"),
            ("99.6", "almost 100"),
            ("49.9999", "almost 50"),
            ("62.5", "almost 65"),
            ("-67", "just-over -65"),
            ("267", "just-over 250"),
        ] {
            assert_eq!(nearest(value, &Unit::Percent), expected, "{value}");
        }
    }

    #[test]
    fn small_percentages_do_not_become_zero() {
        for (value, expected) in [
            ("7.3", "almost 7.5"),
            ("1.2", "exactly 1.2"),
            ("0.37", "just-over 0.35"),
            ("0", "exactly 0"),
        ] {
            assert_eq!(nearest(value, &Unit::Percent), expected, "{value}");
        }
    }

    #[test]
    fn counts_go_to_two_digits_or_stay_within_a_tenth() {
        for (value, expected) in [
            ("1892", "almost 1900"),
            ("1234", "almost 1250"),
            ("2700", "just-over 2500"),
            ("4871", "almost 5000"),
            ("513136", "just-over 500000"),
            ("14823000", "almost 15000000"),
            ("1950", "exactly 1950"),
            ("75", "exactly 75"),
            ("3", "exactly 3"),
            ("997", "almost 1000"),
        ] {
            assert_eq!(nearest(value, &Unit::Number), expected, "{value}");
        }
    }
}
