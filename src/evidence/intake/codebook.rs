//! Codebooks: what the columns of a data file ask and what their codes mean.

use std::collections::BTreeMap;

use super::answer::Answer;
use crate::project::Localized;

/// What is known about the columns of a data file.
#[derive(Debug, Clone, Default)]
pub struct Codebook {
    /// The columns by name.
    pub columns: BTreeMap<String, ColumnEntry>,
    /// The multiple-response sets by name, without a leading `$`.
    pub sets: BTreeMap<String, ResponseSet>,
}

/// What a column asks and how it was answered.
#[derive(Debug, Clone, Default)]
pub struct ColumnEntry {
    /// The question.
    pub label: Option<Localized>,
    /// The possible answers in their order, missing ones included.
    pub answers: Vec<AnswerEntry>,
    /// What is declared missing.
    pub missing: Vec<Missing>,
}

/// One possible answer.
#[derive(Debug, Clone)]
pub struct AnswerEntry {
    /// The value in the data.
    pub code: Answer,
    /// What it means.
    pub label: Option<Localized>,
    /// The name that it has in keys, such as `satisfied` in `q1.satisfied`.
    pub key: Option<String>,
    /// Other spellings that occur in the data and mean the same.
    pub also: Vec<Answer>,
}

/// Answers that do not count as valid.
#[derive(Debug, Clone, PartialEq)]
pub enum Missing {
    /// One answer.
    Answer(Answer),
    /// All numbers from the first to the second, both included.
    Range(f64, f64),
}

impl Missing {
    /// Whether an answer is meant.
    pub fn covers(&self, answer: &Answer) -> bool {
        match self {
            Self::Answer(missing) => missing == answer,
            Self::Range(low, high) => answer.number().is_some_and(|it| (*low..=*high).contains(&it)),
        }
    }
}

/// Columns that together hold the answers to one question with several answers.
#[derive(Debug, Clone)]
pub struct ResponseSet {
    /// The question.
    pub label: Option<Localized>,
    /// The columns in their order.
    pub columns: Vec<String>,
    /// The answer that means "chosen", where each column stands for one option.
    /// Without it, each column holds one of the chosen options as its code.
    pub counted: Option<Answer>,
}
