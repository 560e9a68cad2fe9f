//! What a project says about a data file.

use std::path::Path;

use crate::project::Language;

/// What is stated about a data file. All but its name and the languages may be
/// left to detection.
#[derive(Debug, Clone)]
pub struct Declared<'a> {
    /// The file's name, whose ending says the format.
    pub name: &'a str,
    /// The sheet of a workbook.
    pub sheet: Option<&'a str>,
    /// The cells of the sheet, such as `A3:K40`.
    pub range: Option<&'a str>,
    /// How a CSV file is laid out.
    pub shape: Option<Shape>,
    /// How a CSV file is written.
    pub dialect: Dialect,
    /// The languages of the project, all of which labels from the file serve.
    pub languages: &'a [Language],
}

impl<'a> Declared<'a> {
    /// A file about which nothing is stated.
    pub fn new(name: &'a str, languages: &'a [Language]) -> Self {
        let dialect = Dialect::default();
        Self { name, sheet: None, range: None, shape: None, dialect, languages }
    }

    /// The ending of the file's name, in lower case.
    pub fn extension(&self) -> String {
        let extension = Path::new(self.name).extension();
        extension.map(|it| it.to_string_lossy().to_lowercase()).unwrap_or_default()
    }
}

/// Layouts of CSV files that programs export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A header and rows.
    Plain,
    /// Qualtrics: names, question texts and import ids above the rows.
    Qualtrics,
    /// LimeSurvey: columns such as `Q1[SQ001]` and `Q2. The question`.
    LimeSurvey,
    /// CBS StatLine: titles above the header, sources below the rows, `.` for
    /// what is missing.
    StatLine,
}

impl Shape {
    /// The shape that a project names.
    pub fn of_name(name: &str) -> Option<Self> {
        let shape = |it: &Self| it.name() == name;
        [Self::Plain, Self::Qualtrics, Self::LimeSurvey, Self::StatLine].into_iter().find(shape)
    }

    /// Its name in `data/sources.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Qualtrics => "qualtrics",
            Self::LimeSurvey => "limesurvey",
            Self::StatLine => "statline",
        }
    }
}

/// How a CSV file is written, as far as it is stated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dialect {
    /// What separates cells: an ASCII character.
    pub delimiter: Option<char>,
    /// What encloses cells: an ASCII character.
    pub quote: Option<char>,
    /// The name of the encoding, such as `windows-1252`.
    pub encoding: Option<String>,
    /// The decimal mark: `.` or `,`.
    pub decimal: Option<char>,
    /// The mark between thousands; a space stands for all kinds of spaces.
    pub thousands: Option<char>,
    /// The line of the header, from 1.
    pub header: Option<usize>,
}
