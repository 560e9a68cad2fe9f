//! What can be wrong with a number, a unit or the words of a language.

use std::error::Error;
use std::fmt;

/// Why a quantity cannot be printed. Messages name the place in the author's files; the caller
/// knows which file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormatError {
    /// The language tag is not BCP 47, or there are no number conventions for it.
    Language {
        /// The tag as it was given.
        tag: String,
        /// What ICU4X says about it.
        cause: String,
    },
    /// The currency is not a code of three letters.
    Currency {
        /// The code as it was given.
        code: String,
    },
    /// The locale file lacks a word that this quantity needs.
    MissingWord {
        /// The dotted key in the locale file, such as `units.students.few`.
        key: String,
    },
    /// A qualifier in the locale file has no place for the number.
    NoPlaceholder {
        /// The dotted key in the locale file, such as `exactness.more-than`.
        key: String,
    },
    /// The number cannot be written in words.
    NotInWords {
        /// The number, as it prints in digits.
        number: String,
        /// How many cardinals the locale file lists, zero included.
        cardinals: usize,
    },
    /// There is no number.
    Absent {
        /// Whether it is hidden, because too few answers lie behind it.
        suppressed: bool,
    },
    /// The day does not exist.
    Date {
        /// Year, month and day as they were given.
        date: (i32, u8, u8),
    },
}

impl FormatError {
    /// What the author can do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Language { .. } => {
                "use a tag with a language and a region, such as `nl-NL`".into()
            }
            Self::Currency { .. } => "use the ISO 4217 code, such as `EUR`".into(),
            Self::MissingWord { key } => format!("add `{key}` to the locale file"),
            Self::NoPlaceholder { .. } => {
                "write `{}` where the number goes, such as `\"more than {}\"`".into()
            }
            Self::NotInWords { .. } => {
                "leave out the filter `words`, or extend `words.cardinals` in the locale file"
                    .into()
            }
            Self::Absent { suppressed: true } => {
                "speak of a larger group; `minimum-base` and `minimum-cell` are set in `[evidence]` of the manifest".into()
            }
            Self::Absent { suppressed: false } => "leave it out".into(),
            Self::Date { .. } => "use a day of the calendar, such as `2026-11-23`".into(),
        }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Language { tag, cause } => {
                write!(f, "no number conventions for language `{tag}` ({cause})")
            }
            Self::Currency { code } => write!(f, "`{code}` is not a currency code"),
            Self::MissingWord { key } => write!(f, "the locale file has no `{key}`"),
            Self::NoPlaceholder { key } => {
                write!(f, "`{key}` in the locale file has no place for the number")
            }
            Self::NotInWords { number, cardinals: 0 } => {
                write!(f, "cannot write {number} in words (the locale file lists no cardinals)")
            }
            Self::NotInWords { number, cardinals } => {
                write!(
                    f,
                    "cannot write {number} in words (only whole numbers from 0 to {})",
                    cardinals - 1
                )
            }
            Self::Absent { suppressed: true } => {
                write!(f, "it is hidden, because it would tell of too few answers")
            }
            Self::Absent { suppressed: false } => write!(f, "there are no data"),
            Self::Date { date: (year, month, day) } => {
                write!(f, "there is no day {year}-{month:02}-{day:02}")
            }
        }
    }
}

impl Error for FormatError {}
