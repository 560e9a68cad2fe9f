//! What a cell of a data file holds.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};
use typst::diag::EcoString;

/// What a respondent answered: the value of one cell, as it is in the file.
///
/// Codes are kept raw. Whether an answer is missing is said by the codebook and
/// by definitions, so that one can still report how many answered "don't know".
/// The same value is the same answer in every format: `1`, `1.0` and a number 1
/// are equal, `01` is a text.
#[derive(Debug, Clone)]
pub enum Answer {
    /// An empty cell, or SPSS's system-missing value: nothing was recorded.
    Empty,
    /// A finite number; zero is never negative.
    Number(f64),
    /// A text that is no plain number, without surrounding white space.
    Text(EcoString),
}

impl Answer {
    /// A cell of text. A plain decimal number is a number.
    pub fn of_text(text: &str) -> Self {
        let text = text.trim();
        match text {
            "" => Self::Empty,
            _ if is_plain_number(text) => {
                text.parse().map_or_else(|_| Self::Text(text.into()), Self::of_number)
            }
            _ => Self::Text(text.into()),
        }
    }

    /// A cell with a number. What is not finite was not recorded.
    pub fn of_number(number: f64) -> Self {
        match number.is_finite() {
            true => Self::Number(number + 0.0),
            false => Self::Empty,
        }
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Empty | Self::Text(_) => None,
        }
    }

    /// Whether nothing was recorded.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Empty => 0,
            Self::Number(_) => 1,
            Self::Text(_) => 2,
        }
    }
}

/// Whether a text is a number as data files write it: an optional minus sign,
/// digits without a leading zero, and optionally a point and digits.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let numeric = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    // Longer identifiers would lose digits as numbers.
    let exact = whole.len() <= 15;
    numeric(whole) && !leading_zero && exact && fraction.is_none_or(numeric)
}

/// Nothing before numbers before texts; numbers by value, texts by their characters.
impl Ord for Answer {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

impl PartialOrd for Answer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Answer {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Answer {}

impl Hash for Answer {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.rank().hash(state);
        match self {
            Self::Empty => {}
            Self::Number(number) => number.to_bits().hash(state),
            Self::Text(text) => text.hash(state),
        }
    }
}

/// Nothing, a number by its bits, or a text.
impl Serialize for Answer {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_none(),
            Self::Number(number) => Written::Number(number.to_bits()).serialize(serializer),
            Self::Text(text) => Written::Text(text.to_string()).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Option::<Written>::deserialize(deserializer)?;
        Ok(match written {
            None => Self::Empty,
            Some(Written::Number(bits)) => Self::of_number(f64::from_bits(bits)),
            Some(Written::Text(text)) => Self::Text(text.into()),
        })
    }
}

/// An answer as it is kept in a cache.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Number(u64),
    Text(String),
}

/// The value as it would stand in a CSV file.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_is_one_answer_in_every_format() {
        assert_eq!(Answer::of_text("1"), Answer::of_number(1.0));
        assert_eq!(Answer::of_text(" 1.0 "), Answer::of_text("1"));
        assert_eq!(Answer::of_text("-0"), Answer::of_text("0"));
        assert_eq!(Answer::of_text("\t"), Answer::Empty);
        assert_eq!(Answer::of_number(f64::NAN), Answer::Empty);
    }

    #[test]
    fn what_only_looks_like_a_number_is_a_text() {
        for text in ["01", "1,5", "1e3", ".5", "5.", "NaN", "inf", "+1", "12 %", "1234567890123456"]
        {
            assert!(matches!(Answer::of_text(text), Answer::Text(_)), "{text}");
        }
    }
}
