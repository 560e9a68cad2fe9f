//! From a value to its digits: rounding, the scale word, the sign.

use fixed_decimal::{Decimal, Sign, SignDisplay, SignedRoundingMode, UnsignedRoundingMode};
use icu_decimal::CompactDecimalFormatter;
use icu_plurals::PluralOperands;

use super::affixes::end_of_digits;
use super::{NO_BREAK_SPACE, NumberFormats, Quantity};

/// Half away from zero, as statistics offices round: 0.5 gives 1, −2.5 gives −3.
pub(super) const ROUNDING: SignedRoundingMode =
    SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand);

/// Significant digits of a compact number when the author does not say how many decimals it has:
/// `14,8 miljoen`, `513 duizend`, `1,23 miljoen`.
const COMPACT_DIGITS: i16 = 3;

/// One number as it prints, before anything is put around it.
pub(super) struct Numeral {
    /// The sign to print.
    pub sign: Sign,
    /// The digits with separators, or a word that says number and scale at once (French `mille`).
    pub figures: String,
    /// The scale word with the no-break space before it, or nothing.
    pub scale: String,
    /// The power of ten the scale word stands for, zero without one.
    pub exponent: u8,
    /// What plural rules look at: the number as printed, its visible decimals included.
    pub operands: PluralOperands,
}

impl Numeral {
    /// Digits and scale word together.
    pub fn full(&self) -> String {
        format!("{}{}", self.figures, self.scale)
    }

    /// Whether the two can share one scale word, as in `1,2–1,5 miljoen`.
    pub fn shares_scale_with(&self, other: &Self) -> bool {
        self.exponent == other.exponent && end_of_digits(&self.figures) > 0
    }
}

impl NumberFormats {
    /// A value of a quantity as it prints.
    pub(super) fn numeral(
        &self,
        value: &Decimal,
        quantity: &Quantity,
        sign: SignDisplay,
    ) -> Numeral {
        match self.scales.as_ref().filter(|_| quantity.is_compact()) {
            Some(scales) => self.compact_numeral(value, quantity.decimals, sign, scales),
            None => self.plain_numeral(value, quantity.decimals, sign),
        }
    }

    /// A value in full.
    fn plain_numeral(&self, value: &Decimal, decimals: Option<u8>, sign: SignDisplay) -> Numeral {
        let value = rounded(value, decimals).with_sign_display(sign);
        Numeral {
            sign: value.sign(),
            figures: self.digits(&value),
            scale: String::new(),
            exponent: 0,
            operands: (&value).into(),
        }
    }

    /// A value with a scale word, if it is large enough to have one (UTS #35 part 3, *Compact
    /// Number Formats*).
    fn compact_numeral(
        &self,
        value: &Decimal,
        decimals: Option<u8>,
        sign: SignDisplay,
        scales: &CompactDecimalFormatter,
    ) -> Numeral {
        let (significand, exponent) = scaled(value, decimals, scales);
        let significand = significand.with_sign_display(sign);
        let unsigned = significand.clone().with_sign(Sign::None);
        let printed = match scales.format_with_exponent(&unsigned, exponent) {
            Ok(printed) if exponent > 0 => printed.to_string(),
            _ => return self.plain_numeral(value, decimals, sign),
        };
        let (figures, scale) = match end_of_digits(&printed) {
            0 => (printed.as_str(), ""),
            end => printed.split_at(end),
        };
        Numeral {
            sign: significand.sign(),
            figures: figures.to_owned(),
            scale: scale.replace(' ', NO_BREAK_SPACE.encode_utf8(&mut [0; 4])),
            exponent,
            operands: PluralOperands::from_significand_and_exponent(&unsigned.absolute, exponent),
        }
    }
}

/// A value with a fixed number of decimals, or with those it was written with.
pub(super) fn rounded(value: &Decimal, decimals: Option<u8>) -> Decimal {
    let mut value = value.clone();
    if let Some(decimals) = decimals {
        let last = -i16::from(decimals);
        value.round_with_mode(last, ROUNDING);
        value.absolute.pad_end(last);
    }
    value.absolute.trim_start();
    value
}

/// Splits a value into a rounded significand and the power of ten of its scale word.
///
/// Rounding can lift a value to the next scale (999 999 prints as a million), so the exponent is
/// that of the rounded value.
fn scaled(
    value: &Decimal,
    decimals: Option<u8>,
    scales: &CompactDecimalFormatter,
) -> (Decimal, u8) {
    let exponent_of = |value: &Decimal| {
        scales.compact_exponent_for_magnitude(value.absolute.nonzero_magnitude_start())
    };
    let round = |exponent: u8| {
        let last = match decimals {
            Some(decimals) => i16::from(exponent) - i16::from(decimals),
            None => value.absolute.nonzero_magnitude_start() - COMPACT_DIGITS + 1,
        };
        value.clone().rounded_with_mode(last, ROUNDING)
    };
    let first = round(exponent_of(value));
    let exponent = exponent_of(&first);
    let mut significand = canonical(round(exponent));
    significand.absolute.multiply_pow10(-i16::from(exponent));
    significand.absolute.pad_end(-i16::from(decimals.unwrap_or(0)));
    (significand, exponent)
}

/// A number without needless zeros, so that equal numbers compare equal.
pub(super) fn canonical(mut value: Decimal) -> Decimal {
    value.absolute.trim_start();
    value.absolute.trim_end();
    value
}
