//! Printing indicators in a language.

use super::amount::Amount;
use super::format::{
    self, Axis, FormatError, NumberFormats, Quantity, Unit, Wording, WrittenNumber,
};
use super::indicator::{Absence, Base, Indicator, Value};
use crate::project::{Date, Language, Locale};

/// The ways in which a number can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// With its unit: `1.892 studenten`.
    Text,
    /// Without a noun or sign: `1.892`.
    Number,
    /// A round number near it, and on which side it lies: `bijna 2.000 studenten`.
    Approx,
    /// In words: `drie`.
    Words,
    /// With a sign also where it is positive: `+3,2 procentpunt`.
    Signed,
    /// As charts and tables show it: `67%`, `> 85%`, `1.892`.
    Short,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 6] =
        [Self::Text, Self::Number, Self::Approx, Self::Words, Self::Signed, Self::Short];

    /// The name of the form, which is also the name of its filter.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Approx => "approx",
            Self::Words => "words",
            Self::Signed => "signed",
            Self::Short => "short",
        }
    }
}

/// Prints numbers, dates and interface strings in one language.
#[derive(Debug)]
pub struct Printer<'a> {
    language: &'a Language,
    locale: &'a Locale,
    formats: NumberFormats,
    wording: Wording,
}

impl<'a> Printer<'a> {
    /// Prints in a language, with the words of its locale file.
    ///
    /// # Errors
    /// [`FormatError::Language`] if there are no number conventions for the language.
    pub fn new(language: &'a Language, locale: &'a Locale) -> Result<Self, FormatError> {
        let wording = Wording {
            exactness: locale.exactness.clone(),
            exactness_short: locale.exactness_short.clone(),
            units: locale.units.clone(),
            cardinals: locale.cardinals.clone(),
        };
        let formats = NumberFormats::new(&language.tag())?;
        Ok(Self { language, locale, formats, wording })
    }

    /// The id of the language.
    pub fn language(&self) -> &'a str {
        self.language.id()
    }

    /// The words of the language.
    pub fn locale(&self) -> &'a Locale {
        self.locale
    }

    /// The interface string with this key.
    pub fn string(&self, key: &str) -> &'a str {
        self.locale.string(key)
    }

    /// The indicator in a form.
    ///
    /// # Errors
    /// Why it has no such form, or which word the locale file lacks.
    pub fn print(&self, indicator: &Indicator, form: Form) -> Result<String, FormatError> {
        if let (Some(absence), Form::Short) = (indicator.value.absence(), form) {
            return self.absent(absence);
        }
        let quantity = quantity(indicator)?;
        let (formats, wording) = (&self.formats, &self.wording);
        match form {
            Form::Text => formats.text(&quantity, wording),
            Form::Number => formats.number(&quantity, wording),
            Form::Approx => formats.approx(&quantity, wording),
            Form::Words => formats.words(&quantity, wording),
            Form::Signed => formats.signed(&quantity, wording),
            Form::Short => formats.short(&quantity, wording),
        }
    }

    /// What stands in a table in place of a number.
    fn absent(&self, absence: Absence) -> Result<String, FormatError> {
        let key = match absence {
            Absence::Suppressed => "suppressed",
            Absence::NoData => "no-data",
        };
        match self.string(key) {
            "" => Err(FormatError::MissingWord { key: format!("strings.{key}") }),
            sign => Ok(sign.into()),
        }
    }

    /// The numbers that a text of the language states in digits.
    pub fn numbers_in(&self, text: &str) -> Vec<WrittenNumber> {
        self.formats.numbers_in(text)
    }

    /// A number as the language writes it, without a unit.
    pub fn plain(&self, number: Amount) -> String {
        let quantity = Quantity::exact(number.to_decimal(), Unit::Number);
        // A bare number needs no word of the locale file, so it always prints.
        self.formats.number(&quantity, &self.wording).unwrap_or_default()
    }

    /// A share of a hundred.
    pub fn percent(&self, share: Amount) -> Result<String, FormatError> {
        let quantity = Quantity::exact(share.to_decimal(), Unit::Percent);
        self.formats.short(&quantity, &self.wording)
    }

    /// The value axis that holds zero and all values from `min` to `max`, no finer than
    /// `decimals`.
    ///
    /// # Errors
    /// [`FormatError::Currency`] for an unknown currency.
    pub fn axis(
        &self,
        (min, max): (Amount, Amount),
        unit: &Unit,
        compact: bool,
        decimals: u8,
    ) -> Result<Axis, FormatError> {
        self.formats.axis(&min.to_decimal(), &max.to_decimal(), unit, compact, decimals)
    }

    /// What a share is taken of, if it is taken of anything.
    pub fn base(&self, base: Base) -> Option<String> {
        match base {
            Base::None => None,
            Base::NotPublished => Some(self.string("base-not-published").to_string()),
            Base::Of(number) => {
                let number = Quantity::exact(number.into(), Unit::Number);
                // A bare number needs no word of the locale file, so it always prints.
                let number = self.formats.number(&number, &self.wording).unwrap_or_default();
                Some(format!("n\u{a0}=\u{a0}{number}"))
            }
        }
    }

    /// A day in the language's long form.
    ///
    /// # Errors
    /// [`FormatError::Date`] if there is no such day.
    pub fn date(&self, date: Date) -> Result<String, FormatError> {
        self.formats.date_text(date.year.into(), date.month, date.day)
    }
}

/// The indicator as the formatters take it.
///
/// # Errors
/// [`FormatError::Absent`] if there is no number.
fn quantity(indicator: &Indicator) -> Result<Quantity, FormatError> {
    let value = match indicator.value {
        Value::Single(value) => format::Value::Single(value.to_decimal()),
        Value::Range(low, high) => format::Value::Range(low.to_decimal(), high.to_decimal()),
        Value::Absent(absence) => {
            return Err(FormatError::Absent { suppressed: absence == Absence::Suppressed });
        }
    };
    Ok(Quantity {
        value,
        unit: indicator.unit.clone(),
        exactness: indicator.exactness,
        compact: indicator.compact,
        decimals: indicator.decimals,
    })
}
