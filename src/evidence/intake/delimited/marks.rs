//! Decimal marks and marks between thousands.
//!
//! `1.234` is one thousand to some and little more than one to others. What is
//! stated holds. Otherwise the cells of the sample say it: `3,14`, `0,125`,
//! `1234,5` and `1.234,5` can only have a decimal comma, `2.5`, `0.125` and
//! `1,234.5` only a decimal point. A column without such a cell follows the
//! other columns, if they agree. If nothing says it, cells are separated by
//! something else than commas, and a cell is `1.234` or `1,234`, then that is an
//! error, because both are possible. Where commas separate cells, programs write
//! points.

use crate::evidence::intake::answer::Answer;

/// How the numbers of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// These marks.
    Known {
        /// The decimal mark.
        decimal: char,
        /// The mark between thousands.
        thousands: Option<char>,
    },
    /// Nothing says it. `12` and `2.5` are numbers, `1.234` is an error.
    Unknown,
    /// The column has cells of both kinds: all that have marks are errors.
    Mixed,
}

/// A cell could be one number or another.
#[derive(Debug, PartialEq, Eq)]
pub struct Doubt;

impl Marks {
    /// A decimal point and nothing between thousands, as programs write.
    pub const PLAIN: Self = Self::Known { decimal: '.', thousands: None };

    /// What a project states, if it states anything.
    pub fn stated(decimal: Option<char>, thousands: Option<char>) -> Option<Self> {
        let (decimal, thousands) = match (decimal, thousands) {
            (None, None) => return None,
            (Some(decimal), Some(thousands)) => (decimal, Some(thousands)),
            // A point that is not the decimal mark can only stand between thousands.
            (Some(','), None) => (',', Some('.')),
            (Some(decimal), None) => (decimal, None),
            (None, Some('.')) => (',', Some('.')),
            (None, thousands) => ('.', thousands),
        };
        Some(Self::Known { decimal, thousands })
    }

    /// The answer that a cell gives.
    pub fn answer(self, text: &str) -> Result<Answer, Doubt> {
        match self {
            Self::PLAIN => Ok(Answer::of_text(text)),
            Self::Known { .. } => Ok(match self.plain(text.trim()) {
                Some(plain) => Answer::of_text(&plain),
                None => as_text(text),
            }),
            Self::Unknown if doubtful(text.trim()) => Err(Doubt),
            Self::Mixed if text.contains(['.', ',']) && Form::of(text.trim()).is_number() => {
                Err(Doubt)
            }
            Self::Unknown | Self::Mixed => Ok(Answer::of_text(text)),
        }
    }

    /// The cell with a decimal point and nothing between thousands, if it is a
    /// number.
    pub fn plain(self, text: &str) -> Option<String> {
        let Self::Known { decimal, thousands } = self else { return None };
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", text),
        };
        let (whole, fraction) = match digits.split_once(decimal) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (digits, None),
        };
        let whole = match thousands {
            Some(mark) => without_thousands(whole, mark)?,
            None => whole.into(),
        };
        let numeric = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
        if !numeric(&whole) || !fraction.is_none_or(numeric) {
            return None;
        }
        Some(match fraction {
            Some(fraction) => format!("{sign}{whole}.{fraction}"),
            None => format!("{sign}{whole}"),
        })
    }
}

/// A text that is no number in its column, even if it looks like one elsewhere.
fn as_text(text: &str) -> Answer {
    match text.trim() {
        "" => Answer::Empty,
        text => Answer::Text(text.into()),
    }
}

/// Takes the marks out of `1.234.567`, if they stand where they should.
fn without_thousands(whole: &str, mark: char) -> Option<String> {
    let is_mark = |it: char| it == mark || (mark == ' ' && ['\u{a0}', '\u{202f}'].contains(&it));
    let mut groups = whole.split(is_mark);
    let first = groups.next()?;
    let mut digits = first.to_string();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 || first.starts_with('0') {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

fn doubtful(text: &str) -> bool {
    matches!(Form::of(text), Form::MaybePoint | Form::MaybeComma)
}

/// What a cell says about the marks of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Nothing: it has no marks or is no number.
    Silent,
    /// A number that can only have a decimal point.
    Point,
    /// A number that can only have a decimal comma.
    Comma,
    /// `1.234`.
    MaybePoint,
    /// `1,234`.
    MaybeComma,
    /// Numbers with commas between, such as `1,3,12`.
    List,
}

impl Form {
    /// Looks at a cell without white space around it.
    pub fn of(text: &str) -> Self {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let marked = digits.bytes().all(|it| it.is_ascii_digit() || it == b'.' || it == b',');
        let starts = digits.bytes().next().is_some_and(|it| it.is_ascii_digit());
        let ends = digits.bytes().last().is_some_and(|it| it.is_ascii_digit());
        if !marked || !starts || !ends || !digits.contains(['.', ',']) {
            return Self::Silent;
        }
        let is = |decimal, thousands| {
            Marks::Known { decimal, thousands: Some(thousands) }.plain(digits).is_some()
        };
        match (is('.', ','), is(',', '.')) {
            (true, false) => Self::Point,
            (false, true) => Self::Comma,
            (true, true) if digits.contains('.') => Self::MaybePoint,
            (true, true) => Self::MaybeComma,
            (false, false) if digits.contains(',') => Self::List,
            (false, false) => Self::Silent,
        }
    }

    fn is_number(self) -> bool {
        !matches!(self, Self::Silent | Self::List)
    }
}

/// What the cells of a column say.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence {
    point: bool,
    comma: bool,
    list: bool,
    grouped_by_comma: bool,
}

impl Evidence {
    /// Takes a cell into account.
    pub fn add(&mut self, text: &str) {
        let form = Form::of(text);
        self.point |= form == Form::Point;
        self.comma |= form == Form::Comma;
        self.list |= form == Form::List;
        self.grouped_by_comma |= form == Form::Point && text.contains(',');
    }
}

/// Decides how the numbers of all columns are written.
pub fn decide(columns: &[Evidence], comma_separates_cells: bool) -> Vec<Marks> {
    let any = |says: fn(&Evidence) -> bool| columns.iter().any(says);
    let point = any(|it| it.point && !it.comma && !it.list);
    let comma = any(|it| it.comma && !it.point && !it.list);
    let decide = |column: &Evidence| match column {
        Evidence { list: true, .. } => Marks::PLAIN,
        Evidence { grouped_by_comma: true, comma: false, .. } => {
            Marks::Known { decimal: '.', thousands: Some(',') }
        }
        _ if comma_separates_cells => Marks::PLAIN,
        Evidence { point: true, comma: true, .. } => Marks::Mixed,
        Evidence { point: true, .. } => Marks::PLAIN,
        Evidence { comma: true, .. } => DECIMAL_COMMA,
        _ => match (point, comma) {
            (true, false) => Marks::PLAIN,
            (false, true) => DECIMAL_COMMA,
            _ => Marks::Unknown,
        },
    };
    columns.iter().map(decide).collect()
}

const DECIMAL_COMMA: Marks = Marks::Known { decimal: ',', thousands: Some('.') };

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(columns: &[&[&str]], comma_separates_cells: bool) -> Vec<Marks> {
        let mut evidence = vec![Evidence::default(); columns.len()];
        for (evidence, cells) in evidence.iter_mut().zip(columns) {
            cells.iter().for_each(|cell| evidence.add(cell));
        }
        decide(&evidence, comma_separates_cells)
    }

    #[test]
    fn cells_say_how_numbers_are_written() {
        for comma in ["3,14", "0,125", "1234,567", "1.234,5", "1.234.567", "-3,1"] {
            assert_eq!(Form::of(comma), Form::Comma, "{comma}");
        }
        for point in ["3.14", "0.125", "1234.567", "1,234.5", "1,234,567"] {
            assert_eq!(Form::of(point), Form::Point, "{point}");
        }
        assert_eq!(Form::of("1.234"), Form::MaybePoint);
        assert_eq!(Form::of("1,234"), Form::MaybeComma);
        assert_eq!(Form::of("1,3,12"), Form::List);
        for silent in ["12", "", "12.05.2019", "a,b", ",5", "5."] {
            assert_eq!(Form::of(silent), Form::Silent, "{silent}");
        }
    }

    #[test]
    fn columns_that_say_nothing_follow_the_others() {
        let unclear: &[&str] = &["1.234"];
        let clear: &[&str] = &["3,14"];
        assert_eq!(decided(&[unclear], false), [Marks::Unknown]);
        assert_eq!(decided(&[unclear], true), [Marks::PLAIN]);
        assert_eq!(decided(&[unclear, clear], false), [DECIMAL_COMMA; 2]);
        assert_eq!(decided(&[unclear, &["2.5"]], false), [Marks::PLAIN; 2]);
        assert_eq!(decided(&[unclear, &["2.5"], clear], false)[0], Marks::Unknown);
        assert_eq!(decided(&[&["1,2", "1,2,3"]], false), [Marks::PLAIN]);
        assert_eq!(decided(&[&["1,2", "1.5"]], false), [Marks::Mixed]);
    }

    #[test]
    fn marks_make_numbers() {
        let number = |marks: Marks, text: &str| marks.answer(text).unwrap().number();
        assert_eq!(number(DECIMAL_COMMA, "1.234,5"), Some(1234.5));
        assert_eq!(number(DECIMAL_COMMA, " -3,15 "), Some(-3.15));
        assert_eq!(number(DECIMAL_COMMA, "2.5"), None);
        assert_eq!(number(DECIMAL_COMMA, "1.2345"), None);
        assert_eq!(Marks::Unknown.answer("1.234"), Err(Doubt));
        assert_eq!(Marks::Unknown.answer("1,234"), Err(Doubt));
        assert_eq!(number(Marks::Unknown, "2.5"), Some(2.5));
        assert_eq!(Marks::Mixed.answer("2.5"), Err(Doubt));
        let spaced = Marks::stated(None, Some(' ')).unwrap();
        assert_eq!(number(spaced, "1\u{202f}234.5"), Some(1234.5));
    }
}
