//! Exact decimal numbers.
//!
//! A published number is what its digits say: `381.0` is not `381`. So numbers
//! are kept as digits and a count of decimals, and sums and ratios of them are
//! computed in whole numbers. Only drawing uses floating point.

use std::fmt;

use fixed_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The most decimals that a number may have.
const MAX_DECIMALS: u8 = 12;

/// Below this, floating-point numbers hold whole numbers exactly.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The largest floating-point number that becomes a decimal one.
const LARGEST: f64 = 1e18;

/// A decimal number as it was written: `digits / 10^decimals`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    digits: i128,
    decimals: u8,
}

impl Amount {
    /// Makes a number of its digits and the count of its decimals.
    pub fn new(digits: i128, decimals: u8) -> Self {
        Self { digits, decimals }
    }

    /// Reads a plain decimal number: an optional minus sign, digits, and
    /// optionally a point and decimals. Nothing else is a number.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, rest) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
        let numeric = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let point_without_digits = rest.contains('.') && fraction.is_empty();
        let too_long = whole.len() > 24 || fraction.len() > MAX_DECIMALS as usize;
        let malformed = whole.is_empty() || point_without_digits;
        if malformed || too_long || !numeric(whole) || !numeric(fraction) {
            return None;
        }
        let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
        let digits = if negative { -digits } else { digits };
        Some(Self { digits, decimals: fraction.len() as u8 })
    }

    /// The decimal number nearest to a floating-point number, with at most this
    /// many decimals and no zeros at their end. `None` if it is not finite or too
    /// large to have decimals at all.
    pub fn from_f64(number: f64, decimals: u8) -> Option<Self> {
        let scale = 10f64.powi(decimals.into());
        let scaled = (number * scale).round();
        if scaled.abs() < EXACT {
            return Some(Self { digits: scaled as i128, decimals }.shortest());
        }
        // Beyond what floating point resolves, its shortest decimals are all there is.
        (number.abs() < LARGEST).then(|| Self::parse(&format!("{number}"))).flatten()
    }

    /// The same number without zeros at the end of its decimals.
    pub fn shortest(self) -> Self {
        let mut shortest = self;
        while shortest.decimals > 0 && shortest.digits % 10 == 0 {
            shortest.digits /= 10;
            shortest.decimals -= 1;
        }
        shortest
    }

    /// The number as the formatters take it.
    pub fn to_decimal(self) -> Decimal {
        let text = self.to_string();
        Decimal::try_from_str(&text)
            .unwrap_or_else(|_| unreachable!("a printed amount is a decimal: {text}"))
    }

    /// The value as a floating-point number, for drawing only.
    pub fn to_f64(self) -> f64 {
        self.digits as f64 / 10f64.powi(self.decimals.into())
    }

    /// The number without its point, as a whole number.
    pub fn digits(self) -> i128 {
        self.digits
    }

    /// How many decimals the number has.
    pub fn decimals(self) -> u8 {
        self.decimals
    }

    /// The exact sum, with the decimals of the more precise one. `None` if it
    /// is too large to be represented.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let decimals = self.decimals.max(other.decimals);
        let digits = self.scaled_to(decimals)?.checked_add(other.scaled_to(decimals)?)?;
        Some(Self { digits, decimals })
    }

    /// The exact difference, with the decimals of the more precise one.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(Self { digits: -other.digits, ..other })
    }

    /// `factor * self / other`, rounded half away from zero to `decimals`.
    /// `None` if `other` is zero or the result is too large.
    pub fn checked_ratio(self, other: Self, factor: i128, decimals: u8) -> Option<Self> {
        let common = self.decimals.max(other.decimals);
        let shift = 10i128.checked_pow(decimals.into())?;
        let numerator = self.scaled_to(common)?.checked_mul(factor)?.checked_mul(shift)?;
        let denominator = other.scaled_to(common)?;
        (denominator != 0)
            .then(|| Self { digits: divide_half_away(numerator, denominator), decimals })
    }

    /// Rounds half away from zero to at most this many decimals, as statistics
    /// offices print.
    pub fn rounded(self, decimals: u8) -> Self {
        if decimals >= self.decimals {
            return self;
        }
        let divisor = 10i128.pow((self.decimals - decimals).into());
        Self { digits: divide_half_away(self.digits, divisor), decimals }
    }

    /// The digits at a scale of at least as many decimals.
    fn scaled_to(self, decimals: u8) -> Option<i128> {
        self.digits.checked_mul(10i128.checked_pow((decimals - self.decimals).into())?)
    }
}

/// Numbers compare by value: `1.0` is neither more nor less than `1`.
impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        let decimals = self.decimals.max(other.decimals);
        Some(self.scaled_to(decimals)?.cmp(&other.scaled_to(decimals)?))
    }
}

impl Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a decimal number"))
    }
}

/// The plain form: a minus sign, digits, a point and decimals.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let width = self.decimals as usize + 1;
        let digits = format!("{:0width$}", self.digits.unsigned_abs());
        let (whole, fraction) = digits.split_at(digits.len() - self.decimals as usize);
        match fraction {
            "" => write!(f, "{sign}{whole}"),
            _ => write!(f, "{sign}{whole}.{fraction}"),
        }
    }
}

/// Integer division that rounds to the nearest, halves away from zero.
fn divide_half_away(numerator: i128, denominator: i128) -> i128 {
    let quotient = numerator / denominator;
    let remainder = numerator % denominator;
    let up = remainder.unsigned_abs() >= denominator.unsigned_abs().div_ceil(2);
    let direction = if (numerator < 0) == (denominator < 0) { 1 } else { -1 };
    if up && remainder != 0 { quotient + direction } else { quotient }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn amount(text: &str) -> Amount {
        Amount::parse(text).unwrap()
    }

    #[test]
    fn a_number_keeps_its_decimals() {
        for text in ["0", "381.0", "-3", "0.05", "-0.5", "513136", "26805185.86"] {
            assert_eq!(amount(text).to_string(), text);
        }
    }

    #[test]
    fn anything_else_is_no_number() {
        for text in
            ["", "-", ".", "1.", ".5", "1,5", "1e3", "12 %", "NaN", "inf", "n.v.t.", "1.2.3", "+1"]
        {
            assert_eq!(Amount::parse(text), None, "{text}");
        }
    }

    #[test]
    fn ratios_round_half_away_from_zero() {
        let percent = |a, b| amount(a).checked_ratio(amount(b), 100, 0).unwrap().to_string();
        assert_eq!(percent("1", "3"), "33");
        assert_eq!(percent("2", "3"), "67");
        assert_eq!(percent("1", "200"), "1");
        assert_eq!(percent("-1", "200"), "-1");
        assert_eq!(percent("1", "201"), "0");
        assert_eq!(amount("1").checked_ratio(amount("0.0"), 100, 0), None);
    }

    proptest! {
        #[test]
        fn printing_and_reading_are_inverse(digits in -10i128.pow(20)..10i128.pow(20), decimals in 0u8..9) {
            let number = Amount::new(digits, decimals);
            let printed = number.to_string();
            let negative_zero = digits == 0;
            prop_assert!(negative_zero || Amount::parse(&printed) == Some(number));
        }

        #[test]
        fn sums_are_exact(a in -10i64.pow(9)..10i64.pow(9), b in -10i64.pow(9)..10i64.pow(9), d in 0u8..6) {
            let sum = Amount::new(a.into(), d).checked_add(Amount::new(b.into(), d)).unwrap();
            prop_assert_eq!(sum, Amount::new((a + b).into(), d));
        }

        #[test]
        fn rounding_moves_by_at_most_half_a_unit(digits in -10i128.pow(12)..10i128.pow(12), to in 0u8..6) {
            let number = Amount::new(digits, 6);
            let difference = number.checked_sub(number.rounded(to)).unwrap().to_f64().abs();
            prop_assert!(difference <= 0.5 * 10f64.powi(-i32::from(to)) + 1e-9);
        }
    }
}
