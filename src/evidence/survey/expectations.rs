//! What can be checked of definitions only when the data are read.

use std::collections::{BTreeMap, BTreeSet};

use typst::diag::{EcoString, eco_format};

use crate::diag::{Problems, name_hint};
use crate::evidence::definition::Choice;
use crate::evidence::intake::{Answer, Codebook, ColumnEntry};
use crate::evidence::sources::Source;
use crate::evidence::tally::{Plan, Tallies};

/// What the data have to hold.
#[derive(Debug)]
pub struct Expectations {
    /// Choices that no codebook knows, by column.
    pub unknown: Vec<(usize, Choice)>,
}

impl Expectations {
    /// Reports answers that definitions name and nobody gave, and answers that
    /// are spelled in two ways.
    pub fn check(
        &self,
        plan: &Plan,
        tallies: &Tallies,
        codebook: &Codebook,
        source: &Source,
        problems: &mut Problems,
    ) {
        for (column, choice) in &self.unknown {
            let answers = tallies.answers(*column);
            if answers.contains(&choice.answer) {
                continue;
            }
            let name = &plan.columns[*column].name;
            let message = eco_format!("no answer in column `{name}` is `{}`", choice.answer);
            let known = known_names(answers, codebook.columns.get(name));
            let hint = name_hint(&choice.answer.to_string(), known.iter().map(String::as_str));
            problems.error_with_hint(&choice.place, message, hint);
        }
        for (column, plan) in plan.columns.iter().enumerate().filter(|(_, plan)| plan.is_named) {
            let name = &plan.name;
            for (one, other) in spelled_alike(tallies.answers(column)) {
                let message = eco_format!(
                    "an answer in column `{name}` of `{}` is spelled `{one}` and `{other}`",
                    source.id
                );
                let hint: EcoString = eco_format!(
                    "name one of them in the codebook, with `also = [\"{other}\"]` if they mean the same"
                );
                problems.error(&source.place, message).hint(hint);
            }
        }
    }
}

/// The names by which answers of a column can be called.
fn known_names(answers: &[Answer], entry: Option<&ColumnEntry>) -> BTreeSet<String> {
    let observed = answers.iter().filter(|answer| !answer.is_empty()).map(Answer::to_string);
    let labels = entry.into_iter().flat_map(|entry| &entry.answers);
    let labels = labels.filter_map(|entry| entry.label.as_ref()).flat_map(|label| label.texts());
    observed.chain(labels.map(String::from)).take(200).collect()
}

/// Pairs of texts that differ only in case and white space.
pub fn spelled_alike(answers: &[Answer]) -> Vec<(String, String)> {
    let mut by_form: BTreeMap<String, String> = BTreeMap::new();
    let mut pairs = Vec::new();
    let mut texts: Vec<&Answer> =
        answers.iter().filter(|answer| matches!(answer, Answer::Text(_))).collect();
    texts.sort();
    for answer in texts {
        let text = answer.to_string();
        let words = text.split_whitespace().map(str::to_lowercase);
        let form = words.collect::<Vec<_>>().join(" ");
        match by_form.get(&form) {
            Some(first) => pairs.push((first.clone(), text)),
            None => {
                by_form.insert(form, text);
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_differ_in_case_or_space_are_found() {
        let answers = ["Agree", "agree", "Dis agree", "Dis  agree", "Other"].map(Answer::of_text);
        let pairs = spelled_alike(&answers);
        let pair = |one: &str, other: &str| (one.to_string(), other.to_string());
        assert_eq!(pairs, [pair("Dis  agree", "Dis agree"), pair("Agree", "agree")]);
    }
}
