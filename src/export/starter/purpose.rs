//! What can be computed from a column.

use std::collections::BTreeSet;

use crate::evidence::{Answer, Inventory, Question, ResponseSet, slug, spelled_alike};

/// Up to so many different answers, a question without labels has a distribution.
const FEW: usize = 12;

/// Up to so many different answers, a question with labels, or with texts that
/// many give, has one.
const MANY: usize = 60;

/// What can be computed from a column.
#[derive(Debug, PartialEq)]
pub enum Purpose {
    /// How often each answer was given.
    Distribution,
    /// The mean, if these texts are missing.
    Mean(Vec<Answer>),
    /// Nothing by itself: other statistics are weighted by it.
    Weight,
    /// Nothing, and why.
    None(String),
}

/// What can be computed from a column, given the one with weights.
pub fn purpose(column: &Question, weight: Option<&str>) -> Purpose {
    let answers = column.valid_answers();
    let counted: Vec<&Answer> =
        column.counts.keys().filter(|answer| column.is_valid(answer)).collect();
    let distinct = counted.len();
    let labelled = column
        .entry
        .answers
        .iter()
        .any(|entry| entry.label.is_some() && column.is_valid(&entry.code));
    let texts = column.valid - column.numbers;
    if weight == Some(&column.name) {
        return Purpose::Weight;
    }
    if column.valid == 0 {
        return Purpose::None("no row has a valid answer".into());
    }
    if labelled && answers.len() <= MANY && !column.uncounted {
        return distribution(column, &answers);
    }
    if !column.repeated && distinct > FEW && names_rows(column, texts) {
        return Purpose::None("no answer occurs twice, as with names and numbers of rows".into());
    }
    let common = distinct <= MANY && distinct as u64 * 5 <= column.valid;
    if distinct <= FEW || (texts > 0 && common && !column.uncounted) {
        return distribution(column, &answers);
    }
    // Some texts among numbers say why there is no number.
    let few_texts = column.texts.len() <= FEW && texts * 4 <= column.valid;
    if few_texts {
        return Purpose::Mean(column.texts.iter().cloned().collect());
    }
    Purpose::None("it holds texts that only one or a few rows have".into())
}

/// A distribution, unless its parts cannot be told apart.
fn distribution(column: &Question, answers: &[&Answer]) -> Purpose {
    let all: Vec<Answer> = column.counts.keys().cloned().collect();
    if let Some((one, other)) = spelled_alike(&all).into_iter().next() {
        return Purpose::None(format!(
            "an answer is spelled `{one}` and `{other}`; say in a codebook whether they mean the same"
        ));
    }
    let key = |answer: &&Answer| {
        let listed = column.entry.answers.iter().find(|entry| entry.code == **answer);
        let key = listed.and_then(|entry| entry.key.clone());
        key.unwrap_or_else(|| slug(&answer.to_string()))
    };
    match first_twice(answers.iter().map(key)) {
        None => Purpose::Distribution,
        Some(key) => Purpose::None(format!(
            "two answers would have the key `{key}`; give them others in a codebook"
        )),
    }
}

/// Whether answers that are all different name their rows and measure nothing.
fn names_rows(column: &Question, texts: u64) -> bool {
    let consecutive = column
        .bounds
        .is_some_and(|(low, high)| column.whole && high - low + 1.0 == column.numbers as f64);
    let long = column.bounds.is_some_and(|(low, _)| column.whole && low >= 100_000.0);
    texts == column.valid || consecutive || long
}

/// Why a multiple-response set cannot be used, if it cannot.
pub fn set_obstacle(set: &ResponseSet, inventory: &Inventory) -> Option<String> {
    let unknown = set.columns.iter().find(|name| inventory.column(name).is_none());
    if let Some(unknown) = unknown {
        return Some(format!("there is no column `{unknown}`"));
    }
    let columns = || set.columns.iter().filter_map(|name| inventory.column(name));
    if columns().all(|column| column.valid == 0) {
        return Some("no row has a valid answer".into());
    }
    let keys: Vec<String> = match set.counted {
        Some(_) => columns()
            .map(|column| column.entry.key.clone().unwrap_or_else(|| slug(&column.name)))
            .collect(),
        None => {
            let answers: BTreeSet<&Answer> =
                columns().flat_map(|column| column.valid_answers()).collect();
            answers.iter().map(|answer| slug(&answer.to_string())).collect()
        }
    };
    first_twice(keys.into_iter()).map(|key| format!("two options would have the key `{key}`"))
}

/// The first text that occurs a second time.
fn first_twice(texts: impl Iterator<Item = String>) -> Option<String> {
    let mut known = BTreeSet::new();
    let mut texts = texts;
    texts.find(|text| !known.insert(text.clone()))
}
