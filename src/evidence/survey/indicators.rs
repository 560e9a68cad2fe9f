//! Results as indicators: with keys, names, units, and where they come from.

use std::collections::{BTreeMap, BTreeSet};

use typst::diag::eco_format;

use super::outcome::{Estimate, Outcome, OutcomeCell};
use super::resolve::Resolved;
use crate::diag::Problems;
use crate::evidence::amount::Amount;
use crate::evidence::definition::{
    Definition, Layout, Measure, MeasureBase, Question, Statistic, Test,
};
use crate::evidence::evaluate::base_indicator;
use crate::evidence::format::Unit;
use crate::evidence::indicator::{
    Base, BaseRule, Derivation, Grid, GridRow, Indicator, Lineage, NamedAnswer, Value,
};
use crate::evidence::intake::{Answer, AnswerEntry, Codebook};
use crate::evidence::sources::Source;
use crate::evidence::statistics::{rounded_counts, rounded_parts};
use crate::evidence::tally::{Plan, Predicate};
use crate::project::{Language, Localized};

/// What a definition comes to.
#[derive(Debug)]
pub struct Computed {
    /// Its numbers.
    pub indicators: Vec<Indicator>,
    /// The table in which they stand, if it is more than one.
    pub grid: Option<Grid>,
}

/// Gives results their names.
pub struct Labels<'a> {
    pub codebook: &'a Codebook,
    pub source: &'a Source,
    pub languages: &'a [Language],
    pub plan: &'a Plan,
}

/// The row or column of a table: its key and its name.
#[derive(Clone)]
struct Heading {
    key: String,
    label: Localized,
}

impl Labels<'_> {
    /// The indicators of a definition. Nothing if they do not fit what was
    /// printed before, or cannot be told apart.
    pub fn computed(
        &self,
        definition: &Definition,
        measure: &Measure,
        resolved: &Resolved,
        outcome: Outcome,
        problems: &mut Problems,
    ) -> Option<Computed> {
        let rounded = match measure.sum_to_100 {
            true => summing_to_100(&outcome, definition.decimals.unwrap_or(0)),
            false => Vec::new(),
        };
        let rows_read = outcome.rows;
        if matches!(measure.layout, Layout::Single) {
            let cell = outcome.cells.into_iter().next()?;
            let label = definition.label.clone().unwrap_or_default();
            let indicator = self.indicator(definition, measure, &cell, label);
            let lineage = self.lineage(measure, resolved, cell, rows_read);
            let indicator = Indicator { lineage, ..indicator };
            check_published(definition, measure, &indicator, problems);
            return Some(Computed { indicators: vec![indicator], grid: None });
        }
        let (mut indicators, mut rows) = (Vec::new(), Vec::<GridRow>::new());
        let mut columns: Vec<Heading> = Vec::new();
        for (index, cell) in outcome.cells.into_iter().enumerate() {
            let (row, column) = self.headings(resolved, &cell);
            let mut label = row.label.clone();
            let mut key = format!("{}.{}", definition.key, row.key);
            if let Some(column) = column {
                key = format!("{key}.{}", column.key);
                label = self.joined(&row.label, &column.label);
                if !columns.iter().any(|known| known.key == column.key) {
                    columns.push(column);
                }
            }
            if indicators.iter().any(|known: &Indicator| known.key == key) {
                let message = eco_format!("two answers would have the key `{key}`");
                let hint = "give one of them a `key` of its own in the codebook";
                problems.error(&definition.place, message).hint(hint);
                return None;
            }
            let is_series = matches!(measure.layout, Layout::Series(_));
            if is_series {
                label = definition.label.clone().unwrap_or_default();
            }
            let mut indicator = self.indicator(definition, measure, &cell, label);
            indicator.key = key.clone();
            if let Some(rounded) = rounded.get(index) {
                indicator.value = Value::Single(*rounded);
            }
            if is_series {
                indicator.year = Some(row.key.clone());
            }
            indicator.lineage = self.lineage(measure, resolved, cell, rows_read);
            indicators.push(indicator);
            match rows.iter_mut().find(|known| known.key == row.key) {
                Some(known) => known.cells.push(key),
                None => rows.push(GridRow { key: row.key, label: row.label, cells: vec![key] }),
            }
        }
        let columns = match columns.is_empty() {
            true => vec![Localized::default()],
            false => columns.into_iter().map(|column| column.label).collect(),
        };
        let grid = Grid {
            key: definition.key.clone(),
            label: definition.label.clone().unwrap_or_default(),
            is_series: matches!(measure.layout, Layout::Series(_)),
            columns,
            rows,
        };
        Some(Computed { indicators, grid: Some(grid) })
    }

    fn indicator(
        &self,
        definition: &Definition,
        measure: &Measure,
        cell: &OutcomeCell,
        label: Localized,
    ) -> Indicator {
        let value = match &cell.estimate {
            Ok(estimate) => Value::Single(estimate.value),
            Err(absence) => Value::Absent(*absence),
        };
        let mut indicator = base_indicator(definition, value, label, definition.place.clone());
        let weighted = matches!(&cell.estimate, Ok(estimate) if estimate.weighted.is_some());
        if measure.statistic == Statistic::Share && definition.unit.is_none() {
            indicator.unit = Unit::Percent;
        }
        indicator.decimals = definition.decimals.or(match measure.statistic {
            Statistic::Share => Some(0),
            Statistic::Mean => Some(1),
            Statistic::Count | Statistic::Sum if weighted => Some(0),
            Statistic::Count | Statistic::Sum | Statistic::Quantile(_) => None,
        });
        if indicator.population.is_none() {
            indicator.population = self.source.population.clone();
        }
        let counts_rows = matches!(measure.statistic, Statistic::Count);
        indicator.base = match &cell.estimate {
            Ok(estimate) if !counts_rows => Base::Of(estimate.base),
            _ => Base::None,
        };
        indicator.sources = vec![self.source.id.clone()];
        indicator.derivation = Derivation::Computed(measure.statistic);
        indicator
    }

    /// Where a number comes from.
    fn lineage(
        &self,
        measure: &Measure,
        resolved: &Resolved,
        cell: OutcomeCell,
        rows_read: u64,
    ) -> Option<Box<Lineage>> {
        let restrictions = self.restrictions(resolved, &cell);
        let estimate = cell.estimate.ok();
        let option = resolved.options.iter().find(|it| Some(&it.answer) == cell.answer.as_ref());
        let columns: Vec<String> = match (&measure.question, option) {
            (_, Some(option)) => vec![option.column.clone()],
            (Question::Column((column, _)), _) => vec![column.clone()],
            (Question::Columns(columns), _) => columns.iter().map(|it| it.0.clone()).collect(),
            (Question::Set((set, _)), _) => vec![set.clone()],
            (Question::Rows, _) => Vec::new(),
        };
        let entry = columns.first().and_then(|column| self.codebook.columns.get(column));
        let question = match &measure.question {
            Question::Set((set, _)) => {
                self.codebook.sets.get(set).and_then(|set| set.label.clone())
            }
            _ => entry.and_then(|entry| entry.label.clone()),
        };
        let name = |answer: &Answer| {
            let listed = entry.and_then(|entry| listed(&entry.answers, answer));
            let label = listed.and_then(|listed| listed.label.clone());
            NamedAnswer { answer: answer.clone(), label }
        };
        let answers = estimate.iter().flat_map(|it| &it.answers).map(|it| name(&it.answer));
        Some(Box::new(Lineage {
            answers: answers.collect(),
            columns,
            question,
            filter: filter_text(measure),
            restrictions,
            summing_to_100: measure.sum_to_100,
            base: match &measure.base {
                MeasureBase::Valid => BaseRule::Valid,
                MeasureBase::Asked => BaseRule::Asked,
                MeasureBase::Named((key, _)) => BaseRule::Rows(key.clone()),
            },
            rows_read,
            published: measure.published.as_ref().map(|(printed, _)| *printed),
            clustered: self.source.cluster.is_some(),
            weight: resolved.weight.map(|column| self.plan.columns[column].name.clone()),
            estimate,
        }))
    }

    /// The answers that rows must have given to be counted.
    fn restrictions(
        &self,
        resolved: &Resolved,
        cell: &OutcomeCell,
    ) -> BTreeMap<String, BTreeSet<Answer>> {
        let name = |column: &usize| self.plan.columns[*column].name.clone();
        let conditions = &self.plan.measures[resolved.index].conditions;
        let listed = conditions.iter().filter_map(|(column, predicate)| match predicate {
            Predicate::In(answers) => Some((name(column), answers.clone())),
            Predicate::NotIn(_) | Predicate::Valid(_) | Predicate::Between(..) => None,
        });
        let groups = resolved.groups.iter().zip(&cell.group);
        let groups =
            groups.map(|(column, answer)| (name(column), BTreeSet::from([answer.clone()])));
        listed.chain(groups).collect()
    }

    /// The row and the column in which a number stands.
    fn headings(&self, resolved: &Resolved, cell: &OutcomeCell) -> (Heading, Option<Heading>) {
        if let Some(answer) = &cell.answer {
            let option = resolved.options.iter().find(|option| option.answer == *answer);
            let heading = match (option, resolved.column) {
                (Some(option), _) => self.option_heading(&option.column, &option.code),
                (None, Some(column)) => self.heading(&self.plan.columns[column].name, answer),
                (None, None) => self.heading("", answer),
            };
            return (heading, None);
        }
        let mut headings = resolved
            .groups
            .iter()
            .zip(&cell.group)
            .map(|(column, answer)| self.heading(&self.plan.columns[*column].name, answer));
        let row = headings.next().unwrap_or_else(|| self.heading("", &Answer::Empty));
        (row, headings.next())
    }

    /// An option that has a column of its own is called as the column is; others
    /// are called as answers are.
    fn option_heading(&self, column: &str, code: &Answer) -> Heading {
        if code.to_string() != column {
            return self.heading(column, code);
        }
        let entry = self.codebook.columns.get(column);
        let label = entry.and_then(|entry| entry.label.clone());
        Heading {
            key: entry.and_then(|entry| entry.key.clone()).unwrap_or_else(|| slug(column)),
            label: label.unwrap_or_else(|| Localized::everywhere(self.languages, column)),
        }
    }

    fn heading(&self, column: &str, answer: &Answer) -> Heading {
        let entry = self.codebook.columns.get(column);
        let listed = entry.and_then(|entry| listed(&entry.answers, answer));
        let text = answer.to_string();
        let label = listed.and_then(|listed| listed.label.clone());
        Heading {
            key: listed.and_then(|listed| listed.key.clone()).unwrap_or_else(|| slug(&text)),
            label: label.unwrap_or_else(|| Localized::everywhere(self.languages, &text)),
        }
    }

    fn joined(&self, row: &Localized, column: &Localized) -> Localized {
        let mut label = Localized::default();
        for language in self.languages {
            let id = language.id();
            label.insert(id, format!("{}: {}", row.get(id), column.get(id)));
        }
        label
    }
}

fn listed<'a>(answers: &'a [AnswerEntry], answer: &Answer) -> Option<&'a AnswerEntry> {
    answers.iter().find(|entry| entry.code == *answer)
}

/// A text as a part of a key: letters and digits in lower case, and `_` for the rest.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.to_lowercase().chars() {
        match c {
            c if c.is_alphanumeric() => slug.push(c),
            _ if slug.ends_with('_') || slug.is_empty() => {}
            _ => slug.push('_'),
        }
    }
    let slug = slug.trim_end_matches('_');
    if slug.is_empty() { "_".into() } else { slug.into() }
}

/// The shares of a distribution rounded so that they add up to 100. None if a part
/// is hidden, which leaves nothing that could add up.
fn summing_to_100(outcome: &Outcome, decimals: u8) -> Vec<Amount> {
    let estimates: Vec<&Estimate> =
        outcome.cells.iter().filter_map(|cell| cell.estimate.as_ref().ok()).collect();
    if estimates.len() != outcome.cells.len() {
        return Vec::new();
    }
    let weights: Option<Vec<f64>> =
        estimates.iter().map(|it| it.weighted.map(|weighted| weighted.counted.0)).collect();
    let counts: Vec<u64> = estimates.iter().map(|it| it.counted).collect();
    let rounded = match weights {
        Some(weights) => rounded_parts(&weights, decimals),
        None => rounded_counts(&counts, decimals),
    };
    let amount = |digits| Amount::new(digits, decimals);
    rounded.unwrap_or_default().into_iter().map(amount).collect()
}

/// A number that was printed before has to come out again.
fn check_published(
    definition: &Definition,
    measure: &Measure,
    indicator: &Indicator,
    problems: &mut Problems,
) {
    let (Some((printed, place)), Value::Single(value)) = (&measure.published, indicator.value)
    else {
        return;
    };
    let rounded = value.rounded(printed.decimals());
    if rounded.partial_cmp(printed) != Some(std::cmp::Ordering::Equal) {
        let message = eco_format!(
            "`{}` was published as {printed}, and the data give {rounded} ({value})",
            definition.key
        );
        let hint = "check the definition: which answers count, the base, the filter, the weight";
        problems.error(place, message).hint(hint);
    }
}

/// The conditions of a measure in signs that need no language.
fn filter_text(measure: &Measure) -> String {
    let names = |choices: &[crate::evidence::definition::Choice]| {
        choices.iter().map(|it| it.answer.to_string()).collect::<Vec<_>>().join(" | ")
    };
    let text = |(column, test): (&str, &Test)| match test {
        Test::In(choices) => format!("{column} = {}", names(choices)),
        Test::NotIn(choices) => format!("{column} ≠ {}", names(choices)),
        Test::Between(Some(min), Some(max)) => format!("{min} ≤ {column} ≤ {max}"),
        Test::Between(Some(min), None) => format!("{column} ≥ {min}"),
        Test::Between(None, Some(max)) => format!("{column} ≤ {max}"),
        Test::Between(None, None) => String::new(),
    };
    let conditions = measure.conditions.iter().map(|it| text((&it.column.0, &it.test)));
    conditions.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn answers_become_parts_of_keys() {
        assert_eq!(slug("Helemaal mee eens"), "helemaal_mee_eens");
        assert_eq!(slug("  roc / aoc "), "roc_aoc");
        assert_eq!(slug("2024"), "2024");
        assert_eq!(slug("?!"), "_");
    }
}
