//! Counting the rows of one chunk.

use std::collections::BTreeMap;

use super::accumulate::{ANSWER, Dimension, Key, accumulate};
use super::cell::{Bin, Moments};
use super::plan::{ColumnPlan, Keep, MeasurePlan, Plan, QuestionPlan};
use crate::evidence::intake::{Answer, Chunk, CodedColumn};

/// What was counted in a chunk.
#[derive(Debug)]
pub struct Counted {
    /// How many rows the chunk has.
    pub rows: u64,
    /// The distinct answers of each column, as the codebook spells them; of columns
    /// that need not be kept, none.
    pub answers: Vec<Vec<Answer>>,
    /// The rows of each stratum, sampling unit and size of the population.
    pub design: Vec<(Key, u64)>,
    /// The measures, in the order of the plan.
    pub measures: Vec<CountedMeasure>,
}

/// What was counted for a measure.
#[derive(Debug, Default)]
pub struct CountedMeasure {
    /// Rows by answer. With [`Keep::Moments`] only those without a valid one.
    pub bins: Vec<(Key, Bin)>,
    /// Valid rows, with [`Keep::Moments`].
    pub moments: Vec<(Key, Moments)>,
    /// What the keys of `bins` mean where it is not the answers of the column: the
    /// options of a question with several, or the answers that are no numbers.
    pub options: Option<Vec<Answer>>,
    /// The rows that chose among the options.
    pub choosers: Vec<(Key, Bin)>,
    /// The first row that cannot be used.
    pub unusable: Option<Unusable>,
}

/// A row that a measure cannot use.
#[derive(Debug, Clone)]
pub struct Unusable {
    /// The row, from 0.
    pub row: u64,
    /// The column of the cell.
    pub column: usize,
    /// What the cell holds.
    pub answer: Answer,
    /// What is wrong with it.
    pub reason: Reason,
}

/// Why a cell cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A weight has to be a number that is not below zero.
    Weight,
    /// A number is needed.
    Number,
}

/// Counts a chunk for all measures of a plan.
pub fn count(plan: &Plan, chunk: &Chunk) -> Counted {
    let canonical = |(column, plan): (&CodedColumn, &ColumnPlan)| {
        column.answers.iter().map(|answer| plan.canonical(answer)).collect()
    };
    let columns = chunk.columns.iter().zip(&plan.columns);
    let answers: Vec<Vec<Answer>> = columns.map(canonical).collect();
    let counter = Counter { plan, chunk, answers: &answers };
    let measures = plan.measures.iter().map(|measure| counter.measure(measure)).collect();
    let design = counter.design();
    let kept = plan.kept_columns();
    let keep = |(column, answers)| if kept.contains(&column) { answers } else { Vec::new() };
    let answers = answers.into_iter().enumerate().map(keep).collect();
    Counted { rows: chunk.rows as u64, design, measures, answers }
}

struct Counter<'a> {
    plan: &'a Plan,
    chunk: &'a Chunk,
    answers: &'a [Vec<Answer>],
}

/// The rows of a measure and by what they are told apart and weighted.
struct Selected<'a> {
    rows: Vec<u32>,
    groups: Vec<Dimension<'a>>,
    weights: Option<Weights<'a>>,
}

/// The weight of each code, and the codes of the rows.
#[derive(Clone, Copy)]
struct Weights<'a> {
    numbers: &'a [f64],
    codes: &'a [u32],
}

impl Weights<'_> {
    fn of(&self, row: usize) -> f64 {
        self.numbers[self.codes[row] as usize]
    }
}

impl<'a> Counter<'a> {
    /// The rows of each stratum, sampling unit and size of the population.
    fn design(&self) -> Vec<(Key, u64)> {
        let design = &self.plan.design;
        let columns = [(0, design.strata), (1, design.cluster), (2, design.population)];
        let dimensions = self.dimensions(&columns);
        if dimensions.is_empty() {
            return Vec::new();
        }
        let rows: Vec<u32> = (0..self.chunk.rows as u32).collect();
        accumulate(&dimensions, &rows, |count: &mut u64, _| *count += 1)
    }

    fn dimensions(&self, columns: &[(usize, Option<usize>)]) -> Vec<Dimension<'a>> {
        columns.iter().filter_map(|(at, column)| Some(self.dimension(*at, (*column)?))).collect()
    }

    fn dimension(&self, at: usize, column: usize) -> Dimension<'a> {
        let (chunk, answers) = (self.chunk, self.answers);
        Dimension { at, codes: &chunk.columns[column].codes, size: answers[column].len() }
    }

    fn measure(&self, measure: &MeasurePlan) -> CountedMeasure {
        let design = &self.plan.design;
        let group = |index: usize| measure.groups.get(index).copied();
        let columns = [(0, design.strata), (1, design.cluster), (2, group(0)), (3, group(1))];
        let rows = self.passing(measure);
        let unusable = measure.weight.and_then(|column| self.unusable_weight(column, &rows));
        let numbers = measure.weight.map(|column| self.numbers(column));
        let weights = measure.weight.zip(numbers.as_deref());
        let weights = weights
            .map(|(column, numbers)| Weights { numbers, codes: &self.chunk.columns[column].codes });
        let selected = Selected { rows, groups: self.dimensions(&columns), weights };
        let mut counted = match (&measure.question, measure.keep) {
            (QuestionPlan::Rows, _) => {
                CountedMeasure { bins: selected.bins(None), ..Default::default() }
            }
            (QuestionPlan::Column(column), Keep::Answers) => {
                let answer = self.dimension(ANSWER, *column);
                CountedMeasure { bins: selected.bins(Some(answer)), ..Default::default() }
            }
            (QuestionPlan::Column(column), Keep::Moments) => {
                self.moments(measure, *column, &selected)
            }
            (QuestionPlan::Options(columns, chosen), _) => {
                self.options(measure, columns, Some(chosen), &selected)
            }
            (QuestionPlan::Codes(columns), _) => self.options(measure, columns, None, &selected),
        };
        counted.unusable = unusable.or(counted.unusable);
        counted
    }

    /// The rows that meet all conditions of a measure.
    fn passing(&self, measure: &MeasurePlan) -> Vec<u32> {
        let rows = 0..self.chunk.rows as u32;
        let mut conditions = measure.conditions.iter().map(|(column, predicate)| {
            let plan = &self.plan.columns[*column];
            let holds = |answer: &Answer| predicate.holds(answer, plan);
            let holds: Vec<bool> = self.answers[*column].iter().map(holds).collect();
            (holds, self.chunk.columns[*column].codes.as_slice())
        });
        let Some((holds, codes)) = conditions.next() else { return rows.collect() };
        let mut passing: Vec<u32> =
            rows.filter(|row| holds[codes[*row as usize] as usize]).collect();
        for (holds, codes) in conditions {
            passing.retain(|row| holds[codes[*row as usize] as usize]);
        }
        passing
    }

    /// The answers of a column as numbers; not a number where they are none.
    fn numbers(&self, column: usize) -> Vec<f64> {
        self.answers[column].iter().map(|answer| answer.number().unwrap_or(f64::NAN)).collect()
    }

    fn unusable_weight(&self, column: usize, rows: &[u32]) -> Option<Unusable> {
        let usable = |answer: &Answer| answer.number().is_some_and(|weight| weight >= 0.0);
        self.first_unusable(column, rows, usable, Reason::Weight)
    }

    /// The first of some rows whose answer cannot be used.
    fn first_unusable(
        &self,
        column: usize,
        rows: &[u32],
        usable: impl Fn(&Answer) -> bool,
        reason: Reason,
    ) -> Option<Unusable> {
        let answers = &self.answers[column];
        let usable: Vec<bool> = answers.iter().map(usable).collect();
        if usable.iter().all(|usable| *usable) {
            return None;
        }
        let codes = &self.chunk.columns[column].codes;
        let row = *rows.iter().find(|row| !usable[codes[**row as usize] as usize])?;
        let answer = answers[codes[row as usize] as usize].clone();
        Some(Unusable { row: row.into(), column, answer, reason })
    }

    /// Which answers of a column are valid for a measure.
    fn valid(&self, measure: &MeasurePlan, column: usize) -> Vec<bool> {
        let plan = &self.plan.columns[column];
        let valid = |answer: &Answer| plan.is_valid(answer, &measure.missing);
        self.answers[column].iter().map(valid).collect()
    }

    /// The sums over rows with a valid number, and the other rows by answer.
    fn moments(&self, measure: &MeasurePlan, column: usize, selected: &Selected) -> CountedMeasure {
        let valid = self.valid(measure, column);
        let codes = &self.chunk.columns[column].codes;
        let is_valid = |row: &u32| valid[codes[*row as usize] as usize];
        let (rows, others): (Vec<u32>, Vec<u32>) =
            selected.rows.iter().partition(|row| is_valid(row));
        let is_number = |answer: &Answer| answer.number().is_some();
        let unusable = self.first_unusable(column, &rows, is_number, Reason::Number);
        if unusable.is_some() {
            return CountedMeasure { unusable, ..Default::default() };
        }
        let numbers = self.numbers(column);
        let answer = self.dimension(ANSWER, column);
        let mut options = Vec::new();
        let bins = selected.with(others).bins(Some(answer)).into_iter().map(|(key, bin)| {
            let answer = self.answers[column][key[ANSWER] as usize].clone();
            (with_answer(key, position(&mut options, answer)), bin)
        });
        let bins = bins.collect();
        let moments = match &selected.weights {
            Some(weights) => accumulate(&selected.groups, &rows, |moments: &mut Moments, row| {
                moments.add(weights.of(row), numbers[codes[row] as usize]);
            }),
            None => unweighted_moments(selected.with(rows).counts(Some(answer)), &numbers),
        };
        CountedMeasure { bins, moments, options: Some(options), ..Default::default() }
    }

    /// How often each option was chosen. A row chose if it has a valid answer in
    /// at least one of the columns.
    fn options(
        &self,
        measure: &MeasurePlan,
        columns: &[usize],
        chosen: Option<&Answer>,
        selected: &Selected,
    ) -> CountedMeasure {
        let valid: Vec<Vec<bool>> =
            columns.iter().map(|column| self.valid(measure, *column)).collect();
        let codes = |index: usize| self.chunk.columns[columns[index]].codes.as_slice();
        let chose = |row: &u32| {
            (0..columns.len()).any(|index| valid[index][codes(index)[*row as usize] as usize])
        };
        let (choosers, others): (Vec<u32>, Vec<u32>) =
            selected.rows.iter().partition(|row| chose(row));
        let mut options: Vec<Answer> = vec![Answer::Empty];
        let mut bins = selected.with(others).bins(None);
        for (index, column) in columns.iter().enumerate() {
            for (code, answer) in self.answers[*column].iter().enumerate() {
                let option = match chosen {
                    Some(chosen) if chosen == answer => Answer::Number(index as f64),
                    None if valid[index][code] => answer.clone(),
                    _ => continue,
                };
                let at = position(&mut options, option);
                let codes = codes(index);
                let rows = choosers.iter().filter(|row| codes[**row as usize] as usize == code);
                let found = selected.with(rows.copied().collect()).bins(None);
                bins.extend(found.into_iter().map(|(key, bin)| (with_answer(key, at), bin)));
            }
        }
        CountedMeasure {
            bins,
            options: Some(options),
            choosers: selected.with(choosers).bins(None),
            ..Default::default()
        }
    }
}

impl<'a> Selected<'a> {
    /// Other rows in the same groups with the same weights.
    fn with(&self, rows: Vec<u32>) -> Self {
        Selected { rows, groups: self.groups.clone(), weights: self.weights }
    }

    fn dimensions(&self, answer: Option<Dimension<'a>>) -> Vec<Dimension<'a>> {
        self.groups.iter().copied().chain(answer).collect()
    }

    fn counts(&self, answer: Option<Dimension<'a>>) -> Vec<(Key, u64)> {
        accumulate(&self.dimensions(answer), &self.rows, |count: &mut u64, _| *count += 1)
    }

    /// The rows by group and answer.
    fn bins(&self, answer: Option<Dimension<'a>>) -> Vec<(Key, Bin)> {
        match &self.weights {
            Some(weights) => {
                accumulate(&self.dimensions(answer), &self.rows, |bin: &mut Bin, row| {
                    bin.add(weights.of(row));
                })
            }
            None => {
                let counts = self.counts(answer).into_iter();
                counts.map(|(key, count)| (key, Bin::unweighted(count))).collect()
            }
        }
    }
}

/// The sums over groups of rows of which it is known how often each number occurs.
fn unweighted_moments(counts: Vec<(Key, u64)>, numbers: &[f64]) -> Vec<(Key, Moments)> {
    let mut moments: BTreeMap<Key, Moments> = BTreeMap::new();
    for (key, count) in counts {
        let number = numbers[key[ANSWER] as usize];
        let group = moments.entry(with_answer(key, 0)).or_default();
        group.merge(&Moments::unweighted(count, number));
    }
    moments.into_iter().collect()
}

fn with_answer(mut key: Key, answer: u32) -> Key {
    key[ANSWER] = answer;
    key
}

/// Where an option stands in a list, to which it is added if it is new.
fn position(options: &mut Vec<Answer>, option: Answer) -> u32 {
    let known = options.iter().position(|known| *known == option);
    known.unwrap_or_else(|| {
        options.push(option);
        options.len() - 1
    }) as u32
}
