//! The number conventions of one language.

use fixed_decimal::{Decimal, Sign};
use icu_decimal::{CompactDecimalFormatter, DecimalFormatter};
use icu_experimental::dimension::currency::CurrencyType;
use icu_experimental::dimension::currency::formatter::CurrencyFormatter;
use icu_experimental::dimension::percent::formatter::PercentFormatter;
use icu_locale::Locale;
use icu_plurals::{PluralRules, PluralRulesWithRanges};

use super::affixes::Affixes;
use super::{FormatError, Unit};

/// Languages whose range pattern in CLDR has spaces around the dash (UTS #35 part 3,
/// *Miscellaneous Number Patterns*); ICU4X carries no range patterns. CLDR's hyphens, in this
/// list for `pt` and `ro`, print as en dashes.
const SPACED_RANGES: [&str; 5] = ["bg", "hr", "pt", "ro", "sk"];

/// The number conventions of one language, built once and used for all its documents.
///
/// It holds what every publication needs; the pattern of a currency and the names of months are
/// looked up when asked for, which takes microseconds.
#[derive(Debug)]
pub struct NumberFormats {
    pub(super) locale: Locale,
    pub(super) plurals: PluralRulesWithRanges<PluralRules>,
    pub(super) scales: Option<CompactDecimalFormatter>,
    pub(super) spaced_ranges: bool,
    digits: DecimalFormatter,
    percent: Affixes,
}

impl NumberFormats {
    /// The conventions of the language with this BCP 47 tag, such as `nl-NL`.
    ///
    /// A language that CLDR does not know has CLDR's root conventions (`1,892`, `67%`).
    ///
    /// # Errors
    /// [`FormatError::Language`] if the tag is malformed or the language does not print European
    /// digits.
    pub fn new(tag: &str) -> Result<Self, FormatError> {
        let unknown = |cause: &dyn ToString| FormatError::Language {
            tag: tag.to_owned(),
            cause: cause.to_string(),
        };
        let locale: Locale = tag.parse().map_err(|error| unknown(&error))?;
        let digits = DecimalFormatter::try_new((&locale).into(), Default::default())
            .map_err(|error| unknown(&error))?;
        let scales = CompactDecimalFormatter::try_new_long((&locale).into(), Default::default())
            .map_err(|error| unknown(&error))?;
        let plurals = PluralRulesWithRanges::try_new_cardinal((&locale).into())
            .map_err(|error| unknown(&error))?;
        let percent = PercentFormatter::try_new((&locale).into(), Default::default())
            .map_err(|error| unknown(&error))?;
        let percent = Affixes::read(&percent.format(&Decimal::from(-7)).to_string())
            .ok_or_else(|| unknown(&"it does not print European digits"))?;
        Ok(Self {
            spaced_ranges: SPACED_RANGES.contains(&locale.id.language.as_str()),
            scales: has_scale_words(&scales).then_some(scales),
            locale,
            plurals,
            digits,
            percent,
        })
    }

    /// The digits of a number with the language's separators, without its sign.
    ///
    /// The language's minimum grouping applies (UTS #35 part 3, `minimumGroupingDigits`): Spanish
    /// prints `1892` and `12.345`.
    pub(super) fn digits(&self, value: &Decimal) -> String {
        self.digits.format(&value.clone().with_sign(Sign::None)).to_string()
    }

    /// What stands around the digits for a unit; nothing for bare numbers and nouns.
    pub(super) fn affixes(&self, unit: &Unit) -> Result<Affixes, FormatError> {
        match unit {
            Unit::Percent => Ok(self.percent.clone()),
            Unit::Currency(code) => self.currency(code),
            Unit::PercentagePoints | Unit::Number | Unit::Noun(_) => Ok(Affixes::default()),
        }
    }

    /// The pattern and symbol of a currency (UTS #35 part 3, *Currencies*).
    fn currency(&self, code: &str) -> Result<Affixes, FormatError> {
        let unknown = || FormatError::Currency { code: code.to_owned() };
        let currency: CurrencyType = code.to_ascii_lowercase().parse().map_err(|_| unknown())?;
        let formatter =
            CurrencyFormatter::try_new_symbol((&self.locale).into(), currency, Default::default())
                .map_err(|_| unknown())?;
        Affixes::read(&formatter.format_fixed_decimal(&Decimal::from(-7)).to_string())
            .map(Affixes::spaced)
            .ok_or_else(unknown)
    }
}

/// Whether CLDR has words for thousands and more in this language. Where it has none (Maltese)
/// the root data give `1K`, `1M`, `1G`, which no reader of prose expects.
fn has_scale_words(scales: &CompactDecimalFormatter) -> bool {
    scales.format(&Decimal::from(1_000)).to_string() != "1K"
}
