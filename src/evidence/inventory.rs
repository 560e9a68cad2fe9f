//! What a data file holds, before anything is defined over it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;

use super::intake::{
    Answer, Chunk, Codebook, CodedColumn, ColumnEntry, Declared, Dialect, Intake, Missing,
    ReadError, ResponseSet,
};
use crate::project::{Language, Localized};

/// Up to so many different answers are counted in a column.
const MOST_ANSWERS: usize = 5000;

/// The columns of a data file and how often each answer occurs in them.
#[derive(Debug)]
pub struct Inventory {
    /// How many rows there are.
    pub rows: u64,
    /// The columns, in the order of the file.
    pub columns: Vec<Question>,
    /// The multiple-response sets by name.
    pub sets: BTreeMap<String, ResponseSet>,
    /// The column that the file declares as its weight.
    pub weight: Option<String>,
}

/// A column of a data file.
#[derive(Debug, Default)]
pub struct Question {
    /// Its name.
    pub name: String,
    /// What the file itself says about it.
    pub entry: ColumnEntry,
    /// How often each answer occurs. If there are very many, only some are counted.
    pub counts: BTreeMap<Answer, u64>,
    /// Whether there are more answers than are counted.
    pub uncounted: bool,
    /// How many rows gave an answer that is not declared missing.
    pub valid: u64,
    /// How many of these are numbers.
    pub numbers: u64,
    /// The texts among them, unless there are very many.
    pub texts: BTreeSet<Answer>,
    /// The lowest and the highest number.
    pub bounds: Option<(f64, f64)>,
    /// Whether all numbers are whole.
    pub whole: bool,
    /// Whether an answer occurs twice.
    pub repeated: bool,
}

impl Inventory {
    /// Takes the inventory of a data file. Labels in it serve all these languages.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn read(file: File, name: &str, languages: &[Language]) -> Result<Self, Vec<ReadError>> {
        let dialect = Dialect::default();
        let declared = Declared { name, sheet: None, range: None, shape: None, dialect, languages };
        let intake = Intake::open(file, &declared)?;
        let codebook = intake.codebook();
        let mut columns: Vec<Question> =
            intake.columns().iter().map(|name| Question::new(name, codebook)).collect();
        let wanted: Vec<usize> = (0..columns.len()).collect();
        let count = |chunk: &Chunk| {
            let mut counted: Vec<Question> =
                intake.columns().iter().map(|name| Question::new(name, codebook)).collect();
            counted.iter_mut().zip(&chunk.columns).for_each(|(it, column)| it.count(column));
            (chunk.rows as u64, counted)
        };
        let mut rows = 0;
        for (counted_rows, counted) in intake.chunks(&wanted, count)? {
            rows += counted_rows;
            columns.iter_mut().zip(counted).for_each(|(column, counted)| column.merge(counted));
        }
        let (sets, weight) = (codebook.sets.clone(), intake.weight().map(String::from));
        Ok(Self { rows, columns, sets, weight })
    }

    /// The column with a name.
    pub fn column(&self, name: &str) -> Option<&Question> {
        self.columns.iter().find(|column| column.name == name)
    }
}

impl Question {
    fn new(name: &str, codebook: &Codebook) -> Self {
        let entry = codebook.columns.get(name).cloned().unwrap_or_default();
        Self { name: name.into(), entry, whole: true, ..Self::default() }
    }

    /// Counts the answers of a chunk.
    fn count(&mut self, column: &CodedColumn) {
        let mut counts = vec![0; column.answers.len()];
        column.codes.iter().for_each(|code| counts[*code as usize] += 1);
        for (answer, count) in column.answers.iter().zip(counts).filter(|(_, count)| *count > 0) {
            if self.is_valid(answer) {
                self.valid += count;
                match answer.number() {
                    Some(number) => self.add_number(number, count),
                    None => self.add_text(answer.clone()),
                }
            }
            self.add(answer.clone(), count);
        }
    }

    fn add(&mut self, answer: Answer, count: u64) {
        let known = self.counts.contains_key(&answer);
        self.repeated |= self.is_valid(&answer) && (known || count > 1);
        match known || self.counts.len() < MOST_ANSWERS {
            true => *self.counts.entry(answer).or_default() += count,
            false => self.uncounted = true,
        }
    }

    fn add_number(&mut self, number: f64, count: u64) {
        self.numbers += count;
        self.whole &= number.fract() == 0.0;
        self.widen((number, number));
    }

    fn add_text(&mut self, answer: Answer) {
        if self.texts.len() < MOST_ANSWERS {
            self.texts.insert(answer);
        }
    }

    fn widen(&mut self, (low, high): (f64, f64)) {
        let (lowest, highest) = self.bounds.unwrap_or((low, high));
        self.bounds = Some((lowest.min(low), highest.max(high)));
    }

    /// Adds what was counted in another chunk.
    fn merge(&mut self, other: Self) {
        self.valid += other.valid;
        self.numbers += other.numbers;
        self.whole &= other.whole;
        self.uncounted |= other.uncounted;
        self.repeated |= other.repeated;
        other.bounds.into_iter().for_each(|bounds| self.widen(bounds));
        other.texts.into_iter().for_each(|text| self.add_text(text));
        other.counts.into_iter().for_each(|(answer, count)| self.add(answer, count));
    }

    /// The question, if the file says it.
    pub fn label(&self) -> Option<&Localized> {
        self.entry.label.as_ref()
    }

    /// Whether an answer is there and not declared missing.
    pub fn is_valid(&self, answer: &Answer) -> bool {
        !answer.is_empty() && !self.entry.missing.iter().any(|it: &Missing| it.covers(answer))
    }

    /// The valid answers that occur or that the file lists, in the order of the
    /// file and then their own.
    pub fn valid_answers(&self) -> Vec<&Answer> {
        let listed = self.entry.answers.iter().map(|entry| &entry.code);
        let mut answers: Vec<&Answer> = Vec::new();
        let mut known: BTreeSet<&Answer> = BTreeSet::new();
        for answer in listed.chain(self.counts.keys()) {
            if self.is_valid(answer) && known.insert(answer) {
                answers.push(answer);
            }
        }
        answers
    }
}
