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

impl Codebook {
    /// Lays another codebook over this one. What it says about a column, a code
    /// or a set takes the place of what was said; what it does not say stays.
    pub fn overlay(&mut self, other: Self) {
        for (name, entry) in other.columns {
            self.columns.entry(name).or_default().overlay(entry);
        }
        for (name, mut set) in other.sets {
            if let Some(known) = self.sets.remove(&name) {
                set.label = set.label.or(known.label);
                set.counted = set.counted.or(known.counted);
            }
            self.sets.insert(name, set);
        }
    }
}

impl ColumnEntry {
    /// Lays another entry over this one. If it has answers, they come first and
    /// in its order.
    fn overlay(&mut self, other: Self) {
        self.label = other.label.or(self.label.take());
        self.key = other.key.or(self.key.take());
        let mut answers = other.answers;
        for known in std::mem::take(&mut self.answers) {
            match answers.iter_mut().find(|answer| answer.code == known.code) {
                Some(answer) => answer.underlay(known),
                None => answers.push(known),
            }
        }
        self.answers = answers;
        for missing in other.missing {
            if !self.missing.contains(&missing) {
                self.missing.push(missing);
            }
        }
    }
}

impl AnswerEntry {
    /// An answer of which only the code is known.
    pub fn new(code: Answer) -> Self {
        Self { code, label: None, key: None, also: Vec::new() }
    }

    /// Fills in what this entry does not say.
    fn underlay(&mut self, known: Self) {
        self.label = self.label.take().or(known.label);
        self.key = self.key.take().or(known.key);
        for spelling in known.also {
            if !self.also.contains(&spelling) {
                self.also.push(spelling);
            }
        }
    }
}

/// What a column asks and how it was answered.
#[derive(Debug, Clone, Default)]
pub struct ColumnEntry {
    /// The question.
    pub label: Option<Localized>,
    /// The possible answers in their order, missing ones included.
    pub answers: Vec<AnswerEntry>,
    /// The name that the column has in keys as an option of a question with
    /// several answers, such as `language` in `reasons.language`.
    pub key: Option<String>,
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
            Self::Range(low, high) => {
                answer.number().is_some_and(|it| (*low..=*high).contains(&it))
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(codes: &[f64], key: Option<&str>) -> ColumnEntry {
        let answer = |code: &f64| {
            let key = key.map(str::to_string);
            AnswerEntry { key, ..AnswerEntry::new(Answer::Number(*code)) }
        };
        let missing = vec![Missing::Answer(Answer::Number(9.0))];
        ColumnEntry { label: None, key: None, answers: codes.iter().map(answer).collect(), missing }
    }

    #[test]
    fn codebooks_are_laid_over_each_other() {
        let codebook =
            |entry| Codebook { columns: [("q".to_string(), entry)].into(), ..Codebook::default() };
        let mut of_data = codebook(entry(&[1.0, 2.0, 9.0], Some("data")));
        of_data.overlay(codebook(entry(&[2.0, 1.0], Some("file"))));
        let merged = &of_data.columns["q"];
        let keys = merged.answers.iter().map(|it| (it.code.to_string(), it.key.clone().unwrap()));
        let expected = [("2", "file"), ("1", "file"), ("9", "data")];
        assert!(keys.eq(expected.map(|(code, key)| (code.to_string(), key.to_string()))));
        assert_eq!(merged.missing.len(), 1);
    }
}
