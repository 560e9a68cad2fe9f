//! Merging what was counted in the chunks of a file.

use std::collections::{BTreeMap, HashMap};

use super::accumulate::{ANSWER, Key};
use super::cell::{Bin, Moments};
use super::count::{Counted, CountedMeasure, Unusable};
use super::plan::{Keep, Plan, QuestionPlan};
use crate::evidence::intake::Answer;

/// What was counted in a whole file.
#[derive(Debug)]
pub struct Tallies<'a> {
    plan: &'a Plan,
    rows: u64,
    columns: Vec<Interner>,
    design: BTreeMap<Key, u64>,
    measures: Vec<MergedMeasure>,
}

/// What was counted for one measure.
#[derive(Debug, Default)]
struct MergedMeasure {
    bins: HashMap<Key, Bin>,
    moments: HashMap<Key, Moments>,
    options: Interner,
    choosers: HashMap<Key, Bin>,
    unusable: Option<Unusable>,
}

/// The sample that the rows are.
#[derive(Debug)]
pub struct Sample {
    /// How many rows there are.
    pub rows: u64,
    /// Whether units are clusters of rows.
    pub clustered: bool,
    /// The sampling units of each stratum. Empty for a simple random sample of rows.
    pub strata: BTreeMap<Answer, Stratum>,
}

/// A stratum of the sample.
#[derive(Debug, Default)]
pub struct Stratum {
    /// How many primary sampling units were drawn.
    pub units: u64,
    /// What the column with the size of the population says, all different answers.
    pub population: Vec<Answer>,
}

/// What was counted for a measure, by the answers that tell groups apart.
#[derive(Debug, Default)]
pub struct Tally {
    /// The groups. A measure without groups has one, with no answers.
    pub groups: BTreeMap<Vec<Answer>, Domain>,
    /// The first row that cannot be used.
    pub unusable: Option<Unusable>,
}

/// The rows of a group, by stratum and primary sampling unit.
pub type Domain = BTreeMap<(Answer, Answer), Unit>;

/// The rows of a group in one sampling unit, or in one stratum of single rows.
#[derive(Debug, Default)]
pub struct Unit {
    /// Rows by answer.
    pub bins: BTreeMap<Answer, Bin>,
    /// Rows with a valid number, where only their sums are kept.
    pub moments: Option<Moments>,
    /// Rows that chose among several options.
    pub choosers: Option<Bin>,
}

/// Distinct answers and their numbers.
#[derive(Debug, Default)]
struct Interner {
    answers: Vec<Answer>,
    indices: HashMap<Answer, u32>,
}

impl Interner {
    fn index(&mut self, answer: &Answer) -> u32 {
        if let Some(index) = self.indices.get(answer) {
            return *index;
        }
        let index = self.answers.len() as u32;
        self.answers.push(answer.clone());
        self.indices.insert(answer.clone(), index);
        index
    }

    fn indices(&mut self, answers: &[Answer]) -> Vec<u32> {
        answers.iter().map(|answer| self.index(answer)).collect()
    }
}

impl<'a> Tallies<'a> {
    /// Starts with no rows.
    pub fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            rows: 0,
            columns: plan.columns.iter().map(|_| Interner::default()).collect(),
            design: BTreeMap::new(),
            measures: plan.measures.iter().map(|_| MergedMeasure::default()).collect(),
        }
    }

    /// Adds the next chunk of the file.
    pub fn add(&mut self, counted: Counted) {
        // The indices of the file's distinct answers, by those of the chunk's.
        let columns: Vec<Vec<u32>> = self
            .columns
            .iter_mut()
            .zip(&counted.answers)
            .map(|(interner, answers)| interner.indices(answers))
            .collect();
        let design = &self.plan.design;
        let key_columns = [design.strata, design.cluster, design.population, None, None];
        for (key, count) in counted.design {
            *self.design.entry(translated(key, &key_columns, &columns)).or_default() += count;
        }
        let measures = self.measures.iter_mut().zip(&self.plan.measures).zip(counted.measures);
        for ((merged, plan), counted) in measures {
            let group = |index: usize| plan.groups.get(index).copied();
            let answer = match (&plan.question, plan.keep) {
                (QuestionPlan::Column(column), Keep::Answers) => Some(*column),
                _ => None,
            };
            let key_columns = [design.strata, design.cluster, group(0), group(1), answer];
            merged.add(counted, self.rows, |key| translated(key, &key_columns, &columns));
        }
        self.rows += counted.rows;
    }

    /// The distinct answers of a column.
    pub fn answers(&self, column: usize) -> &[Answer] {
        &self.columns[column].answers
    }

    /// The sample as a whole.
    pub fn sample(&self) -> Sample {
        let mut strata: BTreeMap<Answer, Stratum> = BTreeMap::new();
        let mut seen_units = std::collections::BTreeSet::new();
        let design = &self.plan.design;
        for (key, rows) in &self.design {
            let stratum = strata.entry(self.answer(design.strata, key[0])).or_default();
            match design.cluster {
                Some(_) if seen_units.insert((key[0], key[1])) => stratum.units += 1,
                Some(_) => {}
                None => stratum.units += rows,
            }
            let population = design.population.map(|_| self.answer(design.population, key[2]));
            stratum.population.extend(population.filter(|it| !stratum.population.contains(it)));
        }
        Sample { rows: self.rows, clustered: design.cluster.is_some(), strata }
    }

    /// What was counted for a measure of the plan.
    pub fn tally(&self, measure: usize) -> Tally {
        let (merged, plan) = (&self.measures[measure], &self.plan.measures[measure]);
        let mut tally = Tally { unusable: merged.unusable.clone(), ..Default::default() };
        let options = &merged.options.answers;
        let answer = |key: &Key| match (&plan.question, plan.keep) {
            (QuestionPlan::Column(column), Keep::Answers) => {
                self.columns[*column].answers[key[ANSWER] as usize].clone()
            }
            (QuestionPlan::Rows, _) => Answer::Empty,
            _ => options[key[ANSWER] as usize].clone(),
        };
        for (key, bin) in sorted(&merged.bins) {
            tally.unit(self, plan, key).bins.entry(answer(key)).or_default().merge(bin);
        }
        for (key, moments) in sorted(&merged.moments) {
            tally.unit(self, plan, key).moments.get_or_insert_default().merge(moments);
        }
        for (key, bin) in sorted(&merged.choosers) {
            tally.unit(self, plan, key).choosers.get_or_insert_default().merge(bin);
        }
        tally
    }

    fn answer(&self, column: Option<usize>, index: u32) -> Answer {
        column.map_or(Answer::Empty, |column| self.columns[column].answers[index as usize].clone())
    }
}

impl Tally {
    fn unit(&mut self, tallies: &Tallies, plan: &super::plan::MeasurePlan, key: &Key) -> &mut Unit {
        let groups = plan.groups.iter().zip([key[2], key[3]]);
        let group = groups.map(|(column, index)| tallies.answer(Some(*column), index)).collect();
        let design = &tallies.plan.design;
        let unit = (tallies.answer(design.strata, key[0]), tallies.answer(design.cluster, key[1]));
        self.groups.entry(group).or_default().entry(unit).or_default()
    }
}

impl MergedMeasure {
    fn add(&mut self, counted: CountedMeasure, rows_before: u64, translate: impl Fn(Key) -> Key) {
        let options = counted.options.as_ref().map(|options| self.options.indices(options));
        for (key, bin) in counted.bins {
            let mut translated = translate(key);
            if let Some(options) = &options {
                translated[ANSWER] = options[key[ANSWER] as usize];
            }
            self.bins.entry(translated).or_default().merge(&bin);
        }
        for (key, moments) in counted.moments {
            let mut key = translate(key);
            key[ANSWER] = 0;
            self.moments.entry(key).or_default().merge(&moments);
        }
        for (key, bin) in counted.choosers {
            self.choosers.entry(translate(key)).or_default().merge(&bin);
        }
        if self.unusable.is_none() {
            self.unusable = counted
                .unusable
                .map(|unusable| Unusable { row: unusable.row + rows_before, ..unusable });
        }
    }
}

/// A chunk's key as a key of the whole file.
fn translated(key: Key, key_columns: &[Option<usize>; 5], columns: &[Vec<u32>]) -> Key {
    std::array::from_fn(|at| match key_columns[at] {
        Some(column) => columns[column][key[at] as usize],
        None => 0,
    })
}

/// The entries of a map in the order of their keys.
fn sorted<C>(cells: &HashMap<Key, C>) -> Vec<(&Key, &C)> {
    let mut entries: Vec<_> = cells.iter().collect();
    entries.sort_unstable_by_key(|(key, _)| **key);
    entries
}
