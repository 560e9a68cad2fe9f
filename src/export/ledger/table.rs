//! A table in no format yet.

/// A table with headings, each row as long as they are.
#[derive(Debug, Default)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// The name for programs, in English and always the same.
    pub id: &'static str,
    /// The name for readers.
    pub heading: String,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing is known, or nothing is to be shown.
    Empty,
    /// A text.
    Text(String),
    /// A number.
    Number(Number),
}

/// A number in a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// All its digits, with a point.
    pub exact: String,
    /// The nearest floating-point number.
    pub nearest: f64,
    /// How many decimals readers see.
    pub decimals: u8,
    /// Whether it counts hundredths, and readers see a percent sign.
    pub percent: bool,
}

impl Table {
    /// Whether a column holds numbers, and a text at most in place of some.
    pub fn is_numeric(&self, column: usize) -> bool {
        self.rows.iter().filter_map(|row| row.get(column)).any(Cell::is_number)
    }
}

impl Cell {
    /// A text, if there is one.
    pub fn text(text: Option<impl Into<String>>) -> Self {
        match text.map(Into::into) {
            Some(text) if !text.is_empty() => Self::Text(text),
            _ => Self::Empty,
        }
    }

    /// A count.
    pub fn count(count: Option<u64>) -> Self {
        let number = |count: u64| Number {
            exact: count.to_string(),
            nearest: count as f64,
            decimals: 0,
            percent: false,
        };
        count.map_or(Self::Empty, |count| Self::Number(number(count)))
    }

    /// A number that is not exact, of which readers see some decimals.
    pub fn estimate(number: Option<f64>, decimals: u8) -> Self {
        let estimate = |number: f64| Number {
            exact: number.to_string(),
            nearest: number,
            decimals,
            percent: false,
        };
        number.map_or(Self::Empty, |number| Self::Number(estimate(number)))
    }

    /// The cell as text with all digits.
    pub fn exact(&self) -> &str {
        match self {
            Self::Empty => "",
            Self::Text(text) => text,
            Self::Number(number) => &number.exact,
        }
    }

    /// The cell as readers see it where there is room for little.
    pub fn short(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => format!("{:.*}", number.decimals.into(), number.nearest),
        }
    }

    /// Whether it is a number.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Number(_))
    }
}
