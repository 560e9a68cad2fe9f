//! The forms in which a quantity appears: full text, bare number, approximation, words, with a
//! sign, short.

use fixed_decimal::SignDisplay;
use icu_plurals::PluralCategory;

use super::affixes::Affixes;
use super::approximation::round_number;
use super::numeral::{Numeral, canonical, rounded};
use super::{
    Exactness, FormatError, NO_BREAK_SPACE, NumberFormats, Quantity, Unit, Value, Wording,
};

/// The numerals of a value: one, or the two ends of a range.
enum Numerals {
    Single(Numeral),
    Range(Numeral, Numeral),
}

impl NumberFormats {
    /// The quantity as prose states it: `67%`, `1.892 studenten`, `€ 1,2 miljoen`, `meer dan 85%`.
    ///
    /// A noun takes the plural category of the number as printed (UTS #35 part 3, *Language
    /// Plural Rules* and *Plural Ranges*). A compact amount of money takes a noun too if the
    /// locale file has one under the currency's code (`[units.EUR]`), for languages that say
    /// `14,8 millions d’euros`.
    ///
    /// # Errors
    /// [`FormatError::MissingWord`] or [`FormatError::NoPlaceholder`] if the locale file lacks a
    /// noun or qualifier, [`FormatError::Currency`] for a malformed currency code.
    pub fn text(&self, quantity: &Quantity, wording: &Wording) -> Result<String, FormatError> {
        self.stated(quantity, wording, SignDisplay::Negative)
    }

    /// As [`text`](Self::text), with `+` before positive numbers: `+3,2 procentpunt`. Zero has no
    /// sign.
    ///
    /// # Errors
    /// As [`text`](Self::text).
    pub fn signed(&self, quantity: &Quantity, wording: &Wording) -> Result<String, FormatError> {
        self.stated(quantity, wording, SignDisplay::ExceptZero)
    }

    /// The number without its unit, the qualifier kept: `67`, `14,8 miljoen`, `meer dan 85`.
    ///
    /// # Errors
    /// As [`text`](Self::text), for the qualifier.
    pub fn number(&self, quantity: &Quantity, wording: &Wording) -> Result<String, FormatError> {
        let numerals = self.numerals(quantity, SignDisplay::Negative);
        wording.qualified(quantity.exactness, self.arranged(&numerals, &Affixes::default()))
    }

    /// The quantity as charts and tables show it: `67%`, `> 85%`, `1.892`.
    ///
    /// Signs stay (`%`, `€`), nouns do not: a chart names its unit once, in its subtitle or
    /// column head.
    ///
    /// # Errors
    /// As [`text`](Self::text), for the short qualifier and the currency.
    pub fn short(&self, quantity: &Quantity, wording: &Wording) -> Result<String, FormatError> {
        let numerals = self.numerals(quantity, SignDisplay::Negative);
        wording.qualified_short(
            quantity.exactness,
            self.arranged(&numerals, &self.affixes(&quantity.unit)?),
        )
    }

    /// A round number near the quantity: `bijna 2.000 studenten`, `ruim 65%`, or just `50%` where
    /// it is exact.
    ///
    /// The nearest multiple of 5 for percentages from 10 to 100, else of 5·10ᵏ within a tenth of
    /// the value; `almost` and `just-over` of the locale file say on which side the value lies,
    /// so the statement is always true. A range and a number that has a qualifier already are
    /// approximate as published and print as [`text`](Self::text).
    ///
    /// # Errors
    /// As [`text`](Self::text).
    pub fn approx(&self, quantity: &Quantity, wording: &Wording) -> Result<String, FormatError> {
        let (Value::Single(value), Exactness::Exact) = (&quantity.value, quantity.exactness) else {
            return self.text(quantity, wording);
        };
        let (value, exactness) = round_number(value, &quantity.unit);
        let near =
            Quantity { value: Value::Single(value), exactness, decimals: None, ..quantity.clone() };
        self.text(&near, wording)
    }

    /// The number in words without its unit, the qualifier kept: `drie`, `meer dan drie`.
    ///
    /// # Errors
    /// [`FormatError::NotInWords`] for a range, a negative number, a number that does not print
    /// whole, or one beyond the cardinals of the locale file; and as [`text`](Self::text), for
    /// the qualifier.
    pub fn words(&self, quantity: &Quantity, wording: &Wording) -> Result<String, FormatError> {
        let cardinal = match &quantity.value {
            Value::Single(value) => {
                canonical(rounded(value, quantity.decimals)).to_string().parse().ok()
            }
            Value::Range(..) => None,
        };
        match cardinal.and_then(|cardinal: usize| wording.cardinals.get(cardinal)) {
            Some(cardinal) => wording.qualified(quantity.exactness, cardinal.clone()),
            None => {
                let numerals = self.numerals(quantity, SignDisplay::Negative);
                let number = self.arranged(&numerals, &Affixes::default());
                Err(FormatError::NotInWords { number, cardinals: wording.cardinals.len() })
            }
        }
    }

    /// The quantity with its unit and qualifier.
    fn stated(
        &self,
        quantity: &Quantity,
        wording: &Wording,
        sign: SignDisplay,
    ) -> Result<String, FormatError> {
        let numerals = self.numerals(quantity, sign);
        let text = match noun_of(quantity, wording) {
            None => self.arranged(&numerals, &self.affixes(&quantity.unit)?),
            Some(key) => {
                let number = self.arranged(&numerals, &Affixes::default());
                let noun = wording.noun(key, self.category(&numerals))?;
                format!("{number}{NO_BREAK_SPACE}{noun}")
            }
        };
        wording.qualified(quantity.exactness, text)
    }

    /// The numerals of a quantity's value.
    fn numerals(&self, quantity: &Quantity, sign: SignDisplay) -> Numerals {
        let numeral = |value| self.numeral(value, quantity, sign);
        match &quantity.value {
            Value::Single(value) => Numerals::Single(numeral(value)),
            Value::Range(low, high) => Numerals::Range(numeral(low), numeral(high)),
        }
    }

    /// Numerals with what belongs around them. The ends of a range share unit and scale word
    /// where they can; the dash has spaces where the language sets them, and where an end has a
    /// sign or a scale word of its own.
    fn arranged(&self, numerals: &Numerals, affixes: &Affixes) -> String {
        match numerals {
            Numerals::Single(numeral) => affixes.around(numeral.sign, &numeral.full()),
            Numerals::Range(low, high) => {
                let one_scale = low.shares_scale_with(high);
                let unsigned =
                    low.sign == fixed_decimal::Sign::None && high.sign == fixed_decimal::Sign::None;
                let closed = one_scale && unsigned && !self.spaced_ranges;
                let dash = if closed { "–" } else { "\u{A0}–\u{A0}" };
                let low_text = if one_scale { low.figures.clone() } else { low.full() };
                affixes.around_both((low.sign, &low_text), (high.sign, &high.full()), dash)
            }
        }
    }

    /// The plural category a noun after these numerals takes.
    fn category(&self, numerals: &Numerals) -> PluralCategory {
        match numerals {
            Numerals::Single(numeral) => self.plurals.rules().category_for(numeral.operands),
            Numerals::Range(low, high) => {
                self.plurals.category_for_range(low.operands, high.operands)
            }
        }
    }
}

/// The key of the noun that follows a quantity, if one does.
fn noun_of<'a>(quantity: &'a Quantity, wording: &Wording) -> Option<&'a str> {
    match &quantity.unit {
        Unit::Currency(code) if quantity.is_compact() && wording.units.contains_key(code) => {
            Some(code)
        }
        unit => unit.noun(),
    }
}
