//! What a measure comes to: numbers, or that they are hidden.

use serde::{Deserialize, Serialize};

use crate::evidence::amount::Amount;
use crate::evidence::indicator::Absence;
use crate::evidence::intake::Answer;

/// The results of a measure.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The numbers, in the order in which tables show them.
    pub cells: Vec<OutcomeCell>,
    /// How many rows were read.
    pub rows: u64,
}

/// One number of a measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutcomeCell {
    /// The answers that tell the group apart.
    pub group: Vec<Answer>,
    /// The answer whose share it is, in a distribution.
    pub answer: Option<Answer>,
    /// The number, or why there is none.
    pub estimate: Result<Estimate, Absence>,
}

/// A number that was computed from rows, and what it was computed from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The number in its unit; a share is in percent.
    pub value: Amount,
    /// How many rows gave an answer that counts.
    pub counted: u64,
    /// How many rows there are in the base.
    pub base: u64,
    /// How many rows met the conditions and gave no valid answer.
    pub missing: u64,
    /// The sums of the weights of the rows that count and of the base, where
    /// rows are weighted.
    pub weighted: Option<Weighted>,
    /// How many unweighted rows would say as much (Kish).
    pub effective_size: Bits,
    /// The standard error, in the unit of the value; for shares in percentage points.
    pub standard_error: Option<Bits>,
    /// The interval of confidence, in the unit of the value.
    pub interval: Option<(Bits, Bits)>,
    /// All answers of the rows that met the conditions.
    pub answers: Vec<AnswerCount>,
}

/// The sums of weights of rows.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Weighted {
    /// Of those that count.
    pub counted: Bits,
    /// Of those in the base.
    pub base: Bits,
}

/// How many rows gave an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnswerCount {
    /// The answer.
    pub answer: Answer,
    /// The rows.
    pub count: u64,
    /// The sum of their weights.
    pub weight: Bits,
    /// What the answer is to the measure.
    pub role: Role,
}

/// What an answer is to a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// It counts.
    Counts,
    /// It is in the base.
    Base,
    /// It is left out.
    Missing,
}

/// A floating-point number that is kept to its last bit when it is written.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bits(pub f64);

impl Serialize for Bits {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.to_bits().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Bits {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u64::deserialize(deserializer).map(|bits| Self(f64::from_bits(bits)))
    }
}
