//! Indicators: the numbers that a publication can state, and what is known
//! about each.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::amount::Amount;
use super::definition::Statistic;
use super::format::{Exactness, Unit};
use super::intake::Answer;
use super::survey::Estimate;
use crate::diag::Place;
use crate::project::Localized;

/// One number, with all that has to be known to state it.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// The key by which text and figures name it.
    pub key: String,
    /// Where the number itself stands: in `indicators.toml` or in a table's cell.
    pub place: Place,
    /// The value, in its unit.
    pub value: Value,
    /// What the value counts or measures.
    pub unit: Unit,
    /// How exactly the source states it.
    pub exactness: Exactness,
    /// Whether it is printed in thousands, millions and so on.
    pub compact: bool,
    /// To how many decimals it is rounded when printed.
    pub decimals: Option<u8>,
    /// A short name.
    pub label: Localized,
    /// Whom or what it is about.
    pub population: Option<Localized>,
    /// The year or period, as printed.
    pub year: Option<String>,
    /// The number of answers or cases that a share is taken of.
    pub base: Base,
    /// The ids of the sources, in the order in which they were first used.
    pub sources: Vec<String>,
    /// The page of the source.
    pub page: Option<i64>,
    /// How the value came about.
    pub derivation: Derivation,
    /// What it was computed from, if that was rows of a data file.
    pub lineage: Option<Box<Lineage>>,
}

/// Where a number comes from that was computed from rows.
#[derive(Debug, Clone)]
pub struct Lineage {
    /// The columns that hold the answers.
    pub columns: Vec<String>,
    /// The question.
    pub question: Option<Localized>,
    /// The answers that rows gave and what they mean.
    pub answers: Vec<NamedAnswer>,
    /// The conditions that rows had to meet.
    pub filter: String,
    /// The answers to which rows are restricted, by column: by conditions, and by
    /// the group of a table.
    pub restrictions: BTreeMap<String, BTreeSet<Answer>>,
    /// Whether the value was rounded so that the parts of a distribution add up to
    /// 100, and so may differ from the nearest by one.
    pub summing_to_100: bool,
    /// Which rows a share is taken of.
    pub base: BaseRule,
    /// How many rows the data file has.
    pub rows_read: u64,
    /// What was printed before, which the value equals at its decimals.
    pub published: Option<Amount>,
    /// Whether the sample was drawn in clusters.
    pub clustered: bool,
    /// The column by which rows are weighted.
    pub weight: Option<String>,
    /// The estimate; none where it is hidden or there are no data.
    pub estimate: Option<Estimate>,
}

/// Which of the rows that meet the conditions a share is taken of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BaseRule {
    /// Those with a valid answer.
    Valid,
    /// All of them.
    Asked,
    /// Those that the indicator with this key counts.
    Rows(String),
}

/// An answer and what it means.
#[derive(Debug, Clone)]
pub struct NamedAnswer {
    /// The answer, as it is in the data.
    pub answer: Answer,
    /// What the codebook calls it.
    pub label: Option<Localized>,
}

impl Indicator {
    /// The keys of the indicators without which there would be no such number: those
    /// that it was computed from, and the one whose rows are its base.
    pub fn inputs(&self) -> Vec<&str> {
        let mut inputs = self.derivation.inputs();
        if let Some(BaseRule::Rows(key)) = self.lineage.as_ref().map(|lineage| &lineage.base) {
            inputs.push(key);
        }
        inputs
    }
}

/// The value of an indicator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// One number.
    Single(Amount),
    /// A published range, from the lower to the higher number.
    Range(Amount, Amount),
    /// None that can be shown.
    Absent(Absence),
}

/// Why there is no number to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Absence {
    /// Too few answers lie behind it, or behind one that would follow from it.
    Suppressed,
    /// No row is in its base.
    NoData,
}

impl Value {
    /// The lower end; of a single number, the number.
    pub fn low(self) -> Option<Amount> {
        match self {
            Self::Single(value) | Self::Range(value, _) => Some(value),
            Self::Absent(_) => None,
        }
    }

    /// The upper end; of a single number, the number.
    pub fn high(self) -> Option<Amount> {
        match self {
            Self::Single(value) | Self::Range(_, value) => Some(value),
            Self::Absent(_) => None,
        }
    }

    /// Why there is no number, if there is none.
    pub fn absence(self) -> Option<Absence> {
        match self {
            Self::Absent(absence) => Some(absence),
            Self::Single(_) | Self::Range(..) => None,
        }
    }
}

/// What a share is taken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// The number stands for itself.
    None,
    /// There is a base, and its producer does not publish it.
    NotPublished,
    /// The number of answers or cases.
    Of(u64),
}

/// How the value of an indicator came about.
#[derive(Debug, Clone, PartialEq)]
pub enum Derivation {
    /// Others published it.
    Published,
    /// It was read from a cell of a table.
    Cell,
    /// It is the sum of these indicators.
    Sum(Vec<String>),
    /// It is the first indicator divided by the second.
    Ratio(String, String),
    /// It is the change from the first indicator to the second.
    Change(String, String),
    /// It is this statistic of rows of a data file.
    Computed(Statistic),
}

impl Derivation {
    /// The name that `kind` has in `indicators.toml`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Cell => "table",
            Self::Sum(_) => "sum",
            Self::Ratio(..) => "ratio",
            Self::Change(..) => "change",
            Self::Computed(statistic) => statistic.name(),
        }
    }

    /// The indicators that the value was computed from.
    pub fn inputs(&self) -> Vec<&str> {
        match self {
            Self::Published | Self::Cell | Self::Computed(_) => Vec::new(),
            Self::Sum(keys) => keys.iter().map(String::as_str).collect(),
            Self::Ratio(a, b) | Self::Change(a, b) => vec![a, b],
        }
    }
}

/// The rows and columns of a table or a series, by the keys of their cells.
#[derive(Debug, Clone)]
pub struct Grid {
    /// The key of the table.
    pub key: String,
    /// What the table shows.
    pub label: Localized,
    /// Whether the rows are years or periods.
    pub is_series: bool,
    /// The columns with values. A single column has no name of its own.
    pub columns: Vec<Localized>,
    /// The rows in the order of the file.
    pub rows: Vec<GridRow>,
}

impl Grid {
    /// The keys of the indicators in its cells, row by row.
    pub fn cells(&self) -> impl Iterator<Item = &String> {
        self.rows.iter().flat_map(|row| &row.cells)
    }

    /// The keys of the columns, where there are several.
    pub fn column_keys(&self) -> impl Iterator<Item = &str> {
        let row = self.rows.first().filter(|_| self.columns.len() > 1);
        row.into_iter().flat_map(|row| {
            let own = format!("{}.{}.", self.key, row.key);
            row.cells.iter().filter_map(move |cell| cell.strip_prefix(own.as_str()))
        })
    }
}

/// One row of a table.
#[derive(Debug, Clone)]
pub struct GridRow {
    /// The key of the row, or its year.
    pub key: String,
    /// The row's name.
    pub label: Localized,
    /// The keys of the indicators in its cells, one for each column.
    pub cells: Vec<String>,
}

/// All indicators and tables of a project.
#[derive(Debug, Default)]
pub struct Ledger {
    indicators: BTreeMap<String, Indicator>,
    grids: BTreeMap<String, Grid>,
    order: Vec<String>,
    failed: BTreeSet<String>,
}

impl Ledger {
    /// Adds an indicator; a table's cells are added one by one.
    pub fn insert(&mut self, indicator: Indicator) {
        self.order.push(indicator.key.clone());
        self.indicators.insert(indicator.key.clone(), indicator);
    }

    /// Adds a table whose cells have been added.
    pub fn insert_grid(&mut self, grid: Grid) {
        self.grids.insert(grid.key.clone(), grid);
    }

    /// Notes that a definition could not be used and that this has been reported.
    pub fn fail(&mut self, key: &str) {
        self.failed.insert(key.into());
    }

    /// Whether a key names a definition, or a part of one, whose problems have
    /// been reported, so that its absence says nothing new.
    pub fn has_failed(&self, key: &str) -> bool {
        self.failed.contains(key.split('.').next().unwrap_or(key))
    }

    /// The indicator with this key.
    pub fn get(&self, key: &str) -> Option<&Indicator> {
        self.indicators.get(key)
    }

    /// The table or series with this key.
    pub fn grid(&self, key: &str) -> Option<&Grid> {
        self.grids.get(key)
    }

    /// All indicators, in the order in which they are defined.
    pub fn iter(&self) -> impl Iterator<Item = &Indicator> {
        self.order.iter().filter_map(|key| self.indicators.get(key))
    }

    /// The keys of all indicators.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.indicators.keys().map(String::as_str)
    }

    /// The keys of all tables and series.
    pub fn grid_keys(&self) -> impl Iterator<Item = &str> {
        self.grids.keys().map(String::as_str)
    }
}
