//! The numbers of a measure as tables show them.

use std::collections::BTreeSet;

use super::Survey;
use super::estimate::{Counting, EstimateError, Estimator};
use super::outcome::{Outcome, OutcomeCell};
use super::resolve::Resolved;
use crate::evidence::definition::{Layout, Measure};
use crate::evidence::indicator::Absence;
use crate::evidence::intake::Answer;
use crate::evidence::tally::{ColumnPlan, Domain, Plan, Tally};

impl Survey<'_> {
    /// All numbers of a measure.
    ///
    /// # Errors
    /// Why one of them cannot be computed.
    pub fn outcome(
        &self,
        estimator: &Estimator,
        measure: &Measure,
        resolved: &Resolved,
        plan: &Plan,
        tally: &Tally,
    ) -> Result<Outcome, EstimateError> {
        let nobody = Domain::new();
        let counting = match &resolved.chosen {
            Some(chosen) => Counting::Answers(chosen),
            None => Counting::Valid,
        };
        let everybody = tally.groups.get(&Vec::new()).unwrap_or(&nobody);
        let mut outcome = Outcome { cells: Vec::new(), rows: estimator.sample.rows };
        let mut add = |group, answer, estimate| {
            outcome.cells.push(OutcomeCell { group, answer, estimate });
        };
        match &measure.layout {
            Layout::Single => {
                add(Vec::new(), None, Ok(estimator.estimate(everybody, counting)?));
            }
            Layout::Distribution => {
                for answer in self.rows_of_distribution(resolved, plan, everybody, measure) {
                    let only = BTreeSet::from([answer.clone()]);
                    let counting = match resolved.column {
                        Some(_) => Counting::Answers(&only),
                        None => Counting::Option(&answer),
                    };
                    let estimate = estimator.estimate(everybody, counting)?;
                    add(Vec::new(), Some(answer), Ok(estimate));
                }
            }
            Layout::Table(_) | Layout::Series(_) => {
                for group in self.groups(resolved, plan, tally) {
                    let domain = tally.groups.get(&group).unwrap_or(&nobody);
                    let estimate = match estimator.estimate(domain, counting) {
                        Ok(estimate) => Ok(estimate),
                        Err(EstimateError::EmptyBase) => Err(Absence::NoData),
                        Err(error) => return Err(error),
                    };
                    add(group, None, estimate);
                }
            }
        }
        Ok(outcome)
    }

    /// The valid answers to a question in the order of the codebook, then those
    /// that it does not list.
    fn rows_of_distribution(
        &self,
        resolved: &Resolved,
        plan: &Plan,
        domain: &Domain,
        measure: &Measure,
    ) -> Vec<Answer> {
        let observed: BTreeSet<&Answer> =
            domain.values().flat_map(|unit| unit.bins.keys()).collect();
        match resolved.column {
            Some(column) => {
                let column = &plan.columns[column];
                let is_valid = |answer: &Answer| column.is_valid(answer, &measure.missing);
                self.in_order(column, &observed, false, is_valid)
            }
            None => {
                let options = resolved.options.iter().map(|option| &option.answer);
                let mut rows: Vec<Answer> = options.cloned().collect();
                let unlisted = |answer: &&&Answer| !answer.is_empty() && !rows.contains(answer);
                let unlisted: Vec<Answer> =
                    observed.iter().filter(unlisted).map(|it| (*it).clone()).collect();
                rows.extend(unlisted);
                rows
            }
        }
    }

    /// The groups that occur, in the order of the codebook; with two columns, all
    /// their combinations.
    fn groups(&self, resolved: &Resolved, plan: &Plan, tally: &Tally) -> Vec<Vec<Answer>> {
        let mut groups: Vec<Vec<Answer>> = vec![Vec::new()];
        for (index, column) in resolved.groups.iter().enumerate() {
            let column = &plan.columns[*column];
            let observed: BTreeSet<&Answer> =
                tally.groups.keys().filter_map(|group| group.get(index)).collect();
            let is_valid = |answer: &Answer| column.is_valid(answer, &[]);
            let answers = self.in_order(column, &observed, true, is_valid);
            let longer = |group: &Vec<Answer>| {
                let with = |answer: &Answer| [&group[..], std::slice::from_ref(answer)].concat();
                answers.iter().map(with).collect::<Vec<_>>()
            };
            groups = groups.iter().flat_map(longer).collect();
        }
        groups
    }

    /// The valid answers to a question: those that the codebook lists in its
    /// order, all or only those that occur, and then the others that do.
    fn in_order(
        &self,
        column: &ColumnPlan,
        observed: &BTreeSet<&Answer>,
        only_observed: bool,
        is_valid: impl Fn(&Answer) -> bool,
    ) -> Vec<Answer> {
        let entry = self.codebook.columns.get(&column.name);
        let listed = entry.into_iter().flat_map(|entry| &entry.answers).map(|answer| &answer.code);
        let listed = listed.filter(|answer| !only_observed || observed.contains(answer));
        let mut answers: Vec<Answer> = Vec::new();
        for answer in listed.chain(observed.iter().copied()) {
            if is_valid(answer) && !answers.contains(answer) {
                answers.push(answer.clone());
            }
        }
        answers
    }
}
