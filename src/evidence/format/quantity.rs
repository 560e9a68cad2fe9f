//! What can be printed: a value with its unit and how exact it is.

use fixed_decimal::Decimal;

/// A published or computed number, as far as it matters to print it.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The number itself, never rounded beforehand.
    pub value: Value,
    /// What is counted or measured.
    pub unit: Unit,
    /// How the source qualifies the number.
    pub exactness: Exactness,
    /// Whether thousands and more print with a scale word: `14,8 miljoen`. Without
    /// [`decimals`](Self::decimals) the number is then rounded to three significant digits.
    /// Shares never print compact.
    pub compact: bool,
    /// Decimals to print, after the scale word is split off; `None` keeps those the value was
    /// written with.
    pub decimals: Option<u8>,
}

/// The number of a [`Quantity`], in its unit: `67` stands for 67 %, `1892` for 1,892 students or
/// 1,892 euros.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// One number.
    Single(Decimal),
    /// A published range with both ends, the lower first.
    Range(Decimal, Decimal),
}

/// What a number counts or measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// A share of a hundred, printed with the percent sign.
    Percent,
    /// A difference between shares, printed with the noun `percentage-points` of the locale file.
    PercentagePoints,
    /// A bare number.
    Number,
    /// An amount of money; the ISO 4217 code, such as `EUR`.
    Currency(String),
    /// Things with a name; the key under `[units]` in the locale files, such as `students`.
    Noun(String),
}

/// How the source qualifies a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Exactness {
    /// The number as it is; prints no qualifier.
    #[default]
    Exact,
    /// Near the number, on either side.
    About,
    /// Over the number.
    MoreThan,
    /// A little under the number.
    Almost,
    /// A little over the number.
    JustOver,
    /// The number or less.
    AtMost,
    /// The number or more.
    AtLeast,
}

impl Quantity {
    /// One exact number, printed in full with the decimals it was written with.
    pub fn exact(value: Decimal, unit: Unit) -> Self {
        Self {
            value: Value::Single(value),
            unit,
            exactness: Exactness::Exact,
            compact: false,
            decimals: None,
        }
    }

    /// Whether this quantity prints with scale words; a share such as `12345 %` never does.
    pub(super) fn is_compact(&self) -> bool {
        self.compact && !matches!(self.unit, Unit::Percent | Unit::PercentagePoints)
    }
}

impl Unit {
    /// The unit an author names: `percent`, `percentage-points`, `number`, a currency code of
    /// three capitals, or else the key of a noun.
    pub fn named(name: &str) -> Self {
        match name {
            "percent" => Self::Percent,
            "percentage-points" => Self::PercentagePoints,
            "number" => Self::Number,
            code if is_currency_code(code) => Self::Currency(code.to_owned()),
            noun => Self::Noun(noun.to_owned()),
        }
    }

    /// The name by which an author names it.
    pub fn name(&self) -> &str {
        match self {
            Self::Percent => "percent",
            Self::PercentagePoints => "percentage-points",
            Self::Number => "number",
            Self::Currency(name) | Self::Noun(name) => name,
        }
    }

    /// The key under `[units]` of the noun that belongs to this unit, if it has one.
    pub fn noun(&self) -> Option<&str> {
        match self {
            Self::PercentagePoints => Some("percentage-points"),
            Self::Noun(key) => Some(key),
            Self::Percent | Self::Number | Self::Currency(_) => None,
        }
    }
}

/// Whether a unit has the shape of an ISO 4217 code.
fn is_currency_code(name: &str) -> bool {
    name.len() == 3 && name.bytes().all(|byte| byte.is_ascii_uppercase())
}

impl Exactness {
    /// The qualifier an author names, `None` when there is no such one.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "exact" => Self::Exact,
            "about" => Self::About,
            "more-than" => Self::MoreThan,
            "almost" => Self::Almost,
            "just-over" => Self::JustOver,
            "at-most" => Self::AtMost,
            "at-least" => Self::AtLeast,
            _ => return None,
        })
    }

    /// The key under `[exactness]` and `[exactness-short]` in the locale files; `None` for
    /// [`Exactness::Exact`].
    pub fn key(self) -> Option<&'static str> {
        Some(match self {
            Self::Exact => return None,
            Self::About => "about",
            Self::MoreThan => "more-than",
            Self::Almost => "almost",
            Self::JustOver => "just-over",
            Self::AtMost => "at-most",
            Self::AtLeast => "at-least",
        })
    }
}
