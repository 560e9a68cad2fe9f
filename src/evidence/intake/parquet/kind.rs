//! What the values of a Parquet column mean.

use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::schema::types::ColumnDescriptor;
use typst::diag::{EcoString, eco_format};

use crate::evidence::intake::answer::Answer;
use crate::evidence::intake::calendar;

/// What the values of a column are.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// True or false.
    Truth,
    /// Whole numbers with a sign.
    Signed,
    /// Whole numbers without a sign.
    Unsigned,
    /// Numbers with a point.
    Float,
    /// Whole numbers of which so many digits stand behind the point.
    Decimal(u32),
    /// Days since 1970.
    Date,
    /// Moments, so many of which are a microsecond, or which are so many microseconds.
    Moment(Unit),
    /// Times of day.
    Time(Unit),
    /// Texts.
    Text,
}

/// The unit of times.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Unit {
    /// Thousandths of a second.
    Milli,
    /// Millionths of a second.
    Micro,
    /// Billionths of a second.
    Nano,
}

impl Unit {
    fn of(unit: &TimeUnit) -> Self {
        match unit {
            TimeUnit::MILLIS => Self::Milli,
            TimeUnit::MICROS => Self::Micro,
            TimeUnit::NANOS => Self::Nano,
        }
    }

    fn micros(self, time: i64) -> i64 {
        match self {
            Self::Milli => time.saturating_mul(1000),
            Self::Micro => time,
            Self::Nano => time.div_euclid(1000),
        }
    }
}

impl Kind {
    /// The kind of a column, or why it cannot be read.
    pub fn of(column: &ColumnDescriptor) -> Result<Self, EcoString> {
        let kind = match column.logical_type_ref() {
            Some(logical) => Self::of_logical(logical),
            None => Self::of_converted(column),
        };
        match (kind?, column.physical_type()) {
            (Some(kind), _) => Ok(kind),
            (None, Type::BOOLEAN) => Ok(Self::Truth),
            (None, Type::INT32 | Type::INT64) => Ok(Self::Signed),
            (None, Type::INT96) => Ok(Self::Moment(Unit::Micro)),
            (None, Type::FLOAT | Type::DOUBLE) => Ok(Self::Float),
            (None, Type::BYTE_ARRAY) => Ok(Self::Text),
            (None, Type::FIXED_LEN_BYTE_ARRAY) => Err("its values are plain bytes".into()),
        }
    }

    fn of_logical(logical: &LogicalType) -> Result<Option<Self>, EcoString> {
        Ok(Some(match logical {
            LogicalType::String | LogicalType::Enum | LogicalType::Json => Self::Text,
            LogicalType::Decimal(decimal) => decimal_of(decimal.scale)?,
            LogicalType::Date => Self::Date,
            LogicalType::Time(time) => Self::Time(Unit::of(&time.unit)),
            LogicalType::Timestamp(time) => Self::Moment(Unit::of(&time.unit)),
            LogicalType::Integer(integer) if integer.is_signed => Self::Signed,
            LogicalType::Integer(_) => Self::Unsigned,
            LogicalType::Unknown => return Ok(None),
            other => return Err(eco_format!("its values are of the kind {other:?}")),
        }))
    }

    fn of_converted(column: &ColumnDescriptor) -> Result<Option<Self>, EcoString> {
        use ConvertedType as It;
        Ok(Some(match column.converted_type() {
            It::NONE => return Ok(None),
            It::UTF8 | It::ENUM | It::JSON => Self::Text,
            It::DECIMAL => decimal_of(column.type_scale())?,
            It::DATE => Self::Date,
            It::TIME_MILLIS => Self::Time(Unit::Milli),
            It::TIME_MICROS => Self::Time(Unit::Micro),
            It::TIMESTAMP_MILLIS => Self::Moment(Unit::Milli),
            It::TIMESTAMP_MICROS => Self::Moment(Unit::Micro),
            It::UINT_8 | It::UINT_16 | It::UINT_32 | It::UINT_64 => Self::Unsigned,
            It::INT_8 | It::INT_16 | It::INT_32 | It::INT_64 => Self::Signed,
            other => return Err(eco_format!("its values are of the kind {other}")),
        }))
    }

    /// The answer of a whole number. `unsigned` is the same number without a sign.
    pub fn of_whole(&self, whole: i64, unsigned: u64) -> Answer {
        match self {
            Self::Unsigned => Answer::of_text(&unsigned.to_string()),
            Self::Decimal(scale) => decimal(&whole.to_string(), *scale),
            Self::Date => Answer::Text(calendar::date(whole).into()),
            Self::Moment(unit) => Answer::Text(calendar::moment(unit.micros(whole)).into()),
            Self::Time(unit) => Answer::Text(calendar::time_of_day(unit.micros(whole)).into()),
            // The rules for texts hold for numbers with many digits too.
            _ => Answer::of_text(&whole.to_string()),
        }
    }

    /// The answer of bytes.
    pub fn of_bytes(&self, bytes: &[u8]) -> Result<Answer, EcoString> {
        match self {
            Self::Decimal(scale) => match signed(bytes) {
                Some(whole) => Ok(decimal(&whole.to_string(), *scale)),
                None => Err("a decimal number has more than 128 bits".into()),
            },
            _ => match std::str::from_utf8(bytes) {
                Ok(text) => Ok(Answer::of_text(text)),
                Err(_) => Err("a text is not UTF-8".into()),
            },
        }
    }
}

fn decimal_of(scale: i32) -> Result<Kind, EcoString> {
    match u32::try_from(scale) {
        Ok(scale) if scale <= 38 => Ok(Kind::Decimal(scale)),
        _ => Err(eco_format!("its values have {scale} decimals")),
    }
}

/// A number from its digits, of which so many stand behind the point.
fn decimal(digits: &str, scale: u32) -> Answer {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", digits),
    };
    let scale = scale as usize;
    let digits = format!("{digits:0>width$}", width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    match fraction {
        "" => Answer::of_text(&format!("{sign}{whole}")),
        fraction => Answer::of_text(&format!("{sign}{whole}.{fraction}")),
    }
}

/// A number from its bytes, the highest first.
fn signed(bytes: &[u8]) -> Option<i128> {
    let negative = bytes.first().is_some_and(|first| first & 0x80 != 0);
    let fill = if negative { 0xff } else { 0 };
    let extra = bytes.len().saturating_sub(16);
    if bytes[..extra].iter().any(|byte| *byte != fill) {
        return None;
    }
    let mut full = [fill; 16];
    let bytes = &bytes[extra..];
    full[16 - bytes.len()..].copy_from_slice(bytes);
    Some(i128::from_be_bytes(full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_have_their_point() {
        assert_eq!(decimal("12345", 2), Answer::Number(123.45));
        assert_eq!(decimal("-5", 2), Answer::Number(-0.05));
        assert_eq!(decimal("7", 0), Answer::Number(7.0));
        assert_eq!(signed(&[0xff, 0x85]), Some(-123));
        assert_eq!(signed(&[0, 0x85]), Some(133));
    }
}
