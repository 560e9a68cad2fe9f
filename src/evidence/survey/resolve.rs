//! From names in definitions to columns and codes of a data file.

use std::collections::{BTreeMap, BTreeSet};

use typst::diag::eco_format;

use super::expectations::Expectations;
use crate::diag::{Place, Problems, name_hint};
use crate::evidence::definition::{
    Choice, Chosen, Condition, Layout, Measure, MeasureBase, Named, Question, Statistic, Test,
    Weight,
};
use crate::evidence::intake::{Answer, AnswerEntry, Codebook, ColumnEntry, Missing};
use crate::evidence::sources::Source;
use crate::evidence::tally::{
    ColumnPlan, Design, Keep, MeasurePlan, Plan, Predicate, QuestionPlan,
};

/// Turns measures into a plan for one data file.
pub struct Resolver<'a> {
    source: &'a Source,
    columns: &'a [String],
    codebook: &'a Codebook,
    /// The indicators of the kind `count` that can be bases, by key.
    counts: &'a BTreeMap<&'a str, &'a Measure>,
    plan: Plan,
    /// Choices that no codebook knows, which the data have to.
    unknown: Vec<(usize, Choice)>,
    problems: &'a mut Problems,
}

/// A measure as it applies to the columns of a data file.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// Its number in the plan.
    pub index: usize,
    /// The answers that count; none means all valid ones.
    pub chosen: Option<BTreeSet<Answer>>,
    /// The column of the answers, where there is one.
    pub column: Option<usize>,
    /// The options of a question with several: their names in the codebook, and
    /// what they are called.
    pub options: Vec<OptionName>,
    /// The columns by which results are told apart.
    pub groups: Vec<usize>,
    /// The column with weights.
    pub weight: Option<usize>,
}

/// An option of a question with several answers.
#[derive(Debug, Clone)]
pub struct OptionName {
    /// How tallies name it.
    pub answer: Answer,
    /// The column, or the code in the columns.
    pub code: Answer,
    /// The column whose label it has, or in whose answers it is labelled.
    pub column: String,
}

impl<'a> Resolver<'a> {
    /// Starts a plan.
    pub fn new(
        source: &'a Source,
        columns: &'a [String],
        codebook: &'a Codebook,
        counts: &'a BTreeMap<&'a str, &'a Measure>,
        problems: &'a mut Problems,
    ) -> Self {
        let plan = Plan::default();
        let unknown = Vec::new();
        let mut resolver = Self { source, columns, codebook, counts, plan, unknown, problems };
        resolver.plan.design = Design {
            strata: source.strata.as_ref().and_then(|column| resolver.column(column)),
            cluster: source.cluster.as_ref().and_then(|column| resolver.column(column)),
            population: source.population_column().and_then(|column| resolver.column(column)),
        };
        resolver
    }

    /// Adds a measure to the plan.
    pub fn measure(&mut self, measure: &Measure) -> Option<Resolved> {
        let mut conditions: Vec<_> =
            measure.conditions.iter().map(|condition| self.condition(condition)).collect();
        if let MeasureBase::Named(name) = &measure.base {
            conditions.extend(self.base_conditions(name)?);
        }
        let weight = self.weight(measure);
        let groups = match &measure.layout {
            Layout::Single | Layout::Distribution => Some(Vec::new()),
            Layout::Table(by) => by.iter().map(|column| self.naming_column(column)).collect(),
            Layout::Series(by) => self.naming_column(by).map(|column| vec![column]),
        };
        let (question, options) = self.question(measure)?;
        let column = match &question {
            QuestionPlan::Column(column) => Some(*column),
            _ => None,
        };
        let chosen = match column {
            Some(column) => self.chosen(column, measure)?,
            None => None,
        };
        let keep = match measure.statistic {
            Statistic::Mean | Statistic::Sum => Keep::Moments,
            Statistic::Share | Statistic::Count | Statistic::Quantile(_) => Keep::Answers,
        };
        let (weight, groups) = (weight?, groups?);
        self.plan.measures.push(MeasurePlan {
            conditions: conditions.into_iter().collect::<Option<_>>()?,
            groups: groups.clone(),
            question,
            weight,
            keep,
            missing: measure.missing.clone(),
        });
        let index = self.plan.measures.len() - 1;
        Some(Resolved { index, chosen, column, options, groups, weight })
    }

    /// The finished plan, and what can be checked only when the data are read.
    pub fn finish(self) -> (Plan, Expectations) {
        (self.plan, Expectations { unknown: self.unknown })
    }

    /// The index of a column in the plan, to which it is added.
    fn column(&mut self, (name, place): &Named) -> Option<usize> {
        if let Some(index) = self.plan.columns.iter().position(|column| column.name == *name) {
            return Some(index);
        }
        if !self.columns.contains(name) {
            let hint = name_hint(name, self.columns.iter().map(String::as_str));
            let message = eco_format!("the data of `{}` have no column `{name}`", self.source.id);
            self.problems.error_with_hint(place, message, hint);
            return None;
        }
        let entry = self.codebook.columns.get(name);
        let aliases = entry.into_iter().flat_map(|entry| &entry.answers).flat_map(|answer| {
            answer.also.iter().map(|spelling| (spelling.clone(), answer.code.clone()))
        });
        let missing = entry.into_iter().flat_map(|entry| &entry.missing);
        self.plan.columns.push(ColumnPlan {
            name: name.clone(),
            aliases: aliases.collect(),
            missing: missing.chain(&self.source.missing).cloned().collect(),
            is_named: false,
        });
        Some(self.plan.columns.len() - 1)
    }

    /// A column whose answers are called by their names.
    fn naming_column(&mut self, column: &Named) -> Option<usize> {
        let index = self.column(column)?;
        self.plan.columns[index].is_named = true;
        Some(index)
    }

    fn condition(&mut self, condition: &Condition) -> Option<(usize, Predicate)> {
        let column = match condition.test {
            Test::Between(..) => self.column(&condition.column)?,
            Test::In(_) | Test::NotIn(_) => self.naming_column(&condition.column)?,
        };
        let predicate = match &condition.test {
            Test::In(choices) => Predicate::In(self.codes(column, choices)),
            Test::NotIn(choices) => Predicate::NotIn(self.codes(column, choices)),
            Test::Between(min, max) => Predicate::Between(*min, *max),
        };
        Some((column, predicate))
    }

    /// The rows that an indicator of the kind `count` counts, as conditions.
    fn base_conditions(&mut self, (key, place): &Named) -> Option<Vec<Option<(usize, Predicate)>>> {
        let Some(base) = self.counts.get(key.as_str()).copied() else {
            let known = self.counts.keys().copied().chain(["valid", "asked"]);
            let hint = name_hint(key, known);
            let message = eco_format!(
                "there is no base `{key}` (an indicator of the kind `count` on `{}`)",
                self.source.id
            );
            self.problems.error_with_hint(place, message, hint);
            return None;
        };
        let mut conditions: Vec<_> =
            base.conditions.iter().map(|condition| self.condition(condition)).collect();
        if let Question::Column(column) = &base.question {
            let column = self.naming_column(column)?;
            let predicate = match self.chosen(column, base)? {
                Some(codes) => Predicate::In(codes),
                None => Predicate::Valid(base.missing.clone()),
            };
            conditions.push(Some((column, predicate)));
        }
        Some(conditions)
    }

    /// The column with weights; an unknown one is nothing.
    fn weight(&mut self, measure: &Measure) -> Option<Option<usize>> {
        let column = match &measure.weight {
            Weight::None => None,
            Weight::OfSource => self.source.weight.clone(),
            Weight::Column(column) => Some(column.clone()),
        };
        match column {
            None => Some(None),
            Some(column) => self.column(&column).map(Some),
        }
    }

    fn question(&mut self, measure: &Measure) -> Option<(QuestionPlan, Vec<OptionName>)> {
        match &measure.question {
            Question::Rows => Some((QuestionPlan::Rows, Vec::new())),
            Question::Column(column) => {
                let numeric = matches!(
                    measure.statistic,
                    Statistic::Mean | Statistic::Sum | Statistic::Quantile(_)
                );
                let column = if numeric { self.column(column) } else { self.naming_column(column) };
                Some((QuestionPlan::Column(column?), Vec::new()))
            }
            Question::Columns(columns) => {
                let counted = match &measure.chosen {
                    Chosen::Answers(choices) => {
                        let first = self.naming_column(columns.first()?)?;
                        self.codes(first, choices).into_iter().next()
                    }
                    _ => Some(Answer::Number(1.0)),
                };
                self.options(columns, counted)
            }
            Question::Set(set) => self.set(set),
        }
    }

    fn set(&mut self, (name, place): &Named) -> Option<(QuestionPlan, Vec<OptionName>)> {
        let Some(set) = self.codebook.sets.get(name) else {
            let hint = name_hint(name, self.codebook.sets.keys().map(String::as_str));
            let message = eco_format!("the codebook of `{}` has no set `{name}`", self.source.id);
            self.problems.error_with_hint(place, message, hint);
            return None;
        };
        let columns: Vec<Named> =
            set.columns.iter().map(|column| (column.clone(), place.clone())).collect();
        self.options(&columns, set.counted.clone())
    }

    fn options(
        &mut self,
        columns: &[Named],
        counted: Option<Answer>,
    ) -> Option<(QuestionPlan, Vec<OptionName>)> {
        let indices: Option<Vec<usize>> =
            columns.iter().map(|column| self.column(column)).collect();
        let indices = indices?;
        if let Some(counted) = counted {
            let option = |(index, (name, _)): (usize, &Named)| OptionName {
                answer: Answer::Number(index as f64),
                code: Answer::of_text(name),
                column: name.clone(),
            };
            let options = columns.iter().enumerate().map(option).collect();
            return Some((QuestionPlan::Options(indices, counted), options));
        }
        // The columns share their answers, so that the first one names them all.
        let (name, _) = columns.first()?;
        let entry = self.codebook.columns.get(name);
        let plan = &self.plan.columns[*indices.first()?];
        let valid = |entry: &&AnswerEntry| plan.is_valid(&entry.code, &[]);
        let option = |entry: &AnswerEntry| OptionName {
            answer: entry.code.clone(),
            code: entry.code.clone(),
            column: name.clone(),
        };
        let answers = entry.into_iter().flat_map(|entry| &entry.answers);
        let options = answers.filter(valid).map(option).collect();
        Some((QuestionPlan::Codes(indices), options))
    }

    /// The codes of the answers that count; none if all valid ones do.
    fn chosen(&mut self, column: usize, measure: &Measure) -> Option<Option<BTreeSet<Answer>>> {
        let codes = match &measure.chosen {
            Chosen::Valid => return Some(None),
            Chosen::Answers(choices) => {
                let codes = self.codes(column, choices);
                self.check_valid(column, &codes, choices, measure);
                codes
            }
            Chosen::Top(count, place) => self.ends(column, *count, place, true, measure)?,
            Chosen::Bottom(count, place) => self.ends(column, *count, place, false, measure)?,
        };
        Some(Some(codes))
    }

    /// Missing answers cannot count where only valid ones are in the base.
    fn check_valid(
        &mut self,
        column: usize,
        codes: &BTreeSet<Answer>,
        choices: &[Choice],
        measure: &Measure,
    ) {
        let plan = &self.plan.columns[column];
        let missing = codes.iter().find(|code| !plan.is_valid(code, &measure.missing));
        let (Some(missing), MeasureBase::Valid, Some(choice)) =
            (missing, &measure.base, choices.first())
        else {
            return;
        };
        let message = eco_format!("the answer `{missing}` is declared missing");
        self.problems
            .error(&choice.place, message)
            .hint("with `base = \"asked\"` missing answers are in the base");
    }

    /// The first or last valid answers in the order of the codebook.
    fn ends(
        &mut self,
        column: usize,
        count: usize,
        place: &Place,
        from_top: bool,
        measure: &Measure,
    ) -> Option<BTreeSet<Answer>> {
        let plan = &self.plan.columns[column];
        let entry = self.codebook.columns.get(&plan.name);
        let answers = entry.into_iter().flat_map(|entry| &entry.answers);
        let valid = |code: &&Answer| plan.is_valid(code, &measure.missing);
        let codes = answers.map(|answer| &answer.code).filter(valid);
        let codes: Vec<Answer> = codes.cloned().collect();
        if codes.len() <= count {
            let message = eco_format!(
                "the codebook lists {} valid answers to `{}`, too few to take {count} of",
                codes.len(),
                plan.name
            );
            self.problems
                .error(place, message)
                .hint("list the answers in their order in the codebook, or name them in `answers`");
            return None;
        }
        let ends = if from_top { &codes[codes.len() - count..] } else { &codes[..count] };
        Some(ends.iter().cloned().collect())
    }

    /// The codes that choices mean: by code, by label in any language, or by key.
    fn codes(&mut self, column: usize, choices: &[Choice]) -> BTreeSet<Answer> {
        let name = &self.plan.columns[column].name;
        let entry = self.codebook.columns.get(name);
        let mut codes = BTreeSet::new();
        for choice in choices {
            let meant = entry.map(|entry| meant_codes(entry, &choice.answer)).unwrap_or_default();
            if meant.is_empty() {
                self.unknown.push((column, choice.clone()));
                codes.insert(choice.answer.clone());
            }
            codes.extend(meant);
        }
        codes
    }
}

/// The codes that an answer means: the one that is equal, or else those that are
/// called so.
fn meant_codes(entry: &ColumnEntry, answer: &Answer) -> Vec<Answer> {
    let text = answer.to_string();
    let equal = entry.answers.iter().find(|entry| entry.code == *answer);
    let declared = entry.missing.contains(&Missing::Answer(answer.clone()));
    if equal.is_some() || declared {
        return vec![answer.clone()];
    }
    let called = |entry: &&AnswerEntry| {
        let label = entry.label.as_ref();
        entry.key.as_ref() == Some(&text)
            || entry.also.contains(answer)
            || label.is_some_and(|label| label.texts().any(|label| label.trim() == text))
    };
    entry.answers.iter().filter(called).map(|entry| entry.code.clone()).collect()
}
