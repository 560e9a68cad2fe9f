//! Definitions of statistics over the rows of a data file.

use super::Named;
use crate::diag::Place;
use crate::evidence::Amount;
use crate::evidence::intake::{Answer, Missing};

/// A statistic over the rows of a data file.
#[derive(Debug, Clone)]
pub struct Measure {
    /// What is computed.
    pub statistic: Statistic,
    /// Whether each row is one number, or a table of them.
    pub layout: Layout,
    /// Which columns hold the answers.
    pub question: Question,
    /// The answers that count.
    pub chosen: Chosen,
    /// The conditions that a row has to meet, all of them.
    pub conditions: Vec<Condition>,
    /// By what the rows are weighted.
    pub weight: Weight,
    /// Which rows a share is taken of.
    pub base: MeasureBase,
    /// Answers that are missing besides those that the codebook and the source declare.
    pub missing: Vec<Missing>,
    /// Whether printed parts are rounded so that they add up to 100.
    pub sum_to_100: bool,
    /// The value that was printed before, and where it is written.
    pub published: Option<(Amount, Place)>,
}

/// What is computed over rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Statistic {
    /// Of the base, how many percent gave an answer that counts.
    Share,
    /// How many rows there are, or how many gave an answer that counts.
    Count,
    /// The arithmetic mean.
    Mean,
    /// The value below which this fraction lies.
    Quantile(f64),
    /// The sum.
    Sum,
}

impl Statistic {
    /// The fraction of a quantile.
    pub fn fraction(self) -> Option<f64> {
        match self {
            Self::Quantile(at) => Some(at),
            Self::Share | Self::Count | Self::Mean | Self::Sum => None,
        }
    }

    /// The name that it has in `indicators.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::Count => "count",
            Self::Mean => "mean",
            Self::Quantile(0.5) => "median",
            Self::Quantile(_) => "quantile",
            Self::Sum => "sum",
        }
    }
}

/// How the results are laid out.
#[derive(Debug, Clone)]
pub enum Layout {
    /// One number.
    Single,
    /// A share for each answer, or for each option of a question with several.
    Distribution,
    /// A number for each answer to one or two other columns.
    Table(Vec<Named>),
    /// A number for each year or period.
    Series(Named),
}

/// Where the answers are.
#[derive(Debug, Clone)]
pub enum Question {
    /// In no column: rows are counted.
    Rows,
    /// In one column.
    Column(Named),
    /// In several columns, each for one option that could be chosen.
    Columns(Vec<Named>),
    /// In a multiple-response set of the codebook.
    Set(Named),
}

/// The answers that count.
#[derive(Debug, Clone)]
pub enum Chosen {
    /// All valid ones.
    Valid,
    /// These.
    Answers(Vec<Choice>),
    /// The last so many valid answers in the order of the codebook.
    Top(usize, Place),
    /// The first so many.
    Bottom(usize, Place),
}

/// An answer as an author names it: by its code, its label or its key.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What is written.
    pub answer: Answer,
    /// Where.
    pub place: Place,
}

/// A condition on a column.
#[derive(Debug, Clone)]
pub struct Condition {
    /// The column.
    pub column: Named,
    /// What has to hold.
    pub test: Test,
}

/// What has to hold of an answer.
#[derive(Debug, Clone)]
pub enum Test {
    /// It is one of these.
    In(Vec<Choice>),
    /// It is valid and none of these.
    NotIn(Vec<Choice>),
    /// It is a number from the first to the second, both included.
    Between(Option<f64>, Option<f64>),
}

/// By what rows are weighted.
#[derive(Debug, Clone)]
pub enum Weight {
    /// As the source says.
    OfSource,
    /// Not at all.
    None,
    /// By a column.
    Column(Named),
}

/// Which rows a share is taken of.
#[derive(Debug, Clone)]
pub enum MeasureBase {
    /// Those with a valid answer.
    Valid,
    /// All that meet the conditions.
    Asked,
    /// All that an indicator of the kind `count` counts.
    Named(Named),
}
