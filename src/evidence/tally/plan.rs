//! What has to be counted: measures as they apply to the columns that are read.

use std::collections::BTreeSet;

use crate::evidence::intake::{Answer, Missing};

/// Everything that is counted in one pass over a data file.
#[derive(Debug, Default)]
pub struct Plan {
    /// The columns that are read, in the order in which chunks hold them.
    pub columns: Vec<ColumnPlan>,
    /// How the sample was drawn.
    pub design: Design,
    /// The measures.
    pub measures: Vec<MeasurePlan>,
}

/// A column that is read.
#[derive(Debug, Clone, Default)]
pub struct ColumnPlan {
    /// Its name.
    pub name: String,
    /// Answers that stand for others: a spelling and the code that it means.
    pub aliases: Vec<(Answer, Answer)>,
    /// Answers that are not valid, besides empty cells.
    pub missing: Vec<Missing>,
    /// Whether definitions call its answers by name, so that all have to be known.
    pub is_named: bool,
}

/// The columns that say how the sample was drawn, as indices of columns.
#[derive(Debug, Default, Clone, Copy)]
pub struct Design {
    /// The stratum.
    pub strata: Option<usize>,
    /// The primary sampling unit.
    pub cluster: Option<usize>,
    /// How many units the stratum has in the population.
    pub population: Option<usize>,
}

/// One measure. Columns are indices of [`Plan::columns`].
#[derive(Debug, Clone)]
pub struct MeasurePlan {
    /// The conditions on rows, all of which must hold.
    pub conditions: Vec<(usize, Predicate)>,
    /// The columns by whose answers results are told apart.
    pub groups: Vec<usize>,
    /// Where the answers are.
    pub question: QuestionPlan,
    /// The column with weights.
    pub weight: Option<usize>,
    /// What is kept of the answers.
    pub keep: Keep,
    /// Answers that are not valid here, besides those of the column.
    pub missing: Vec<Missing>,
}

/// Where the answers of a measure are.
#[derive(Debug, Clone)]
pub enum QuestionPlan {
    /// Rows are counted.
    Rows,
    /// In a column.
    Column(usize),
    /// In several columns, of which each holds this answer where its option was chosen.
    Options(Vec<usize>, Answer),
    /// In several columns that hold the codes of chosen options.
    Codes(Vec<usize>),
}

/// What is kept of valid answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// How often each was given.
    Answers,
    /// Their number, and the sums from which means and their errors follow.
    Moments,
}

/// A condition on an answer.
#[derive(Debug, Clone)]
pub enum Predicate {
    /// It is one of these.
    In(BTreeSet<Answer>),
    /// It is valid and none of these.
    NotIn(BTreeSet<Answer>),
    /// It is valid, if these are missing too.
    Valid(Vec<Missing>),
    /// It is a valid number within bounds.
    Between(Option<f64>, Option<f64>),
}

impl Plan {
    /// The columns of which all distinct answers are kept: those that tell results
    /// apart, and those whose answers definitions name.
    pub fn kept_columns(&self) -> BTreeSet<usize> {
        let design = [self.design.strata, self.design.cluster, self.design.population];
        let named = (0..self.columns.len()).filter(|column| self.columns[*column].is_named);
        let measured = self.measures.iter().flat_map(|measure| {
            let answers = match (&measure.question, measure.keep) {
                (QuestionPlan::Column(column), Keep::Answers) => Some(*column),
                _ => None,
            };
            measure.groups.iter().copied().chain(answers)
        });
        design.into_iter().flatten().chain(named).chain(measured).collect()
    }
}

impl ColumnPlan {
    /// The answer as the codebook spells it.
    pub fn canonical(&self, answer: &Answer) -> Answer {
        let meant = self.aliases.iter().find(|(spelling, _)| spelling == answer);
        meant.map_or(answer, |(_, code)| code).clone()
    }

    /// Whether the answer is valid, if these are missing too.
    pub fn is_valid(&self, answer: &Answer, also_missing: &[Missing]) -> bool {
        let missing = || self.missing.iter().chain(also_missing);
        !answer.is_empty() && !missing().any(|missing| missing.covers(answer))
    }
}

impl Predicate {
    /// Whether it holds for an answer of a column.
    pub fn holds(&self, answer: &Answer, column: &ColumnPlan) -> bool {
        match self {
            Self::In(answers) => answers.contains(answer),
            Self::NotIn(answers) => column.is_valid(answer, &[]) && !answers.contains(answer),
            Self::Valid(missing) => column.is_valid(answer, missing),
            Self::Between(min, max) => answer.number().is_some_and(|number| {
                column.is_valid(answer, &[])
                    && min.is_none_or(|min| number >= min)
                    && max.is_none_or(|max| number <= max)
            }),
        }
    }
}
