//! One number's whole story: how it is defined and what it was computed from.

use serde::Serialize;

use super::document::SourceEntry;
use super::rows::{Context, Exact, LedgerRow, shown_lineage};
use crate::evidence::statistics::suppress_line;
use crate::evidence::{
    AnswerCount, BaseRule, Derivation, Estimate, Indicator, Lineage, Role, Value,
};
use crate::project::Disclosure;

/// All that is known about a number.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Story {
    /// The number as the ledger lists it.
    #[serde(flatten)]
    pub row: LedgerRow,
    /// Which rows a share is taken of: `valid`, `asked`, or the indicator that
    /// counts them.
    pub base_rule: Option<String>,
    /// The fraction of a quantile.
    pub at: Option<f64>,
    /// How many rows the data file has.
    pub rows_read: Option<u64>,
    /// The confidence of the interval.
    pub confidence: Option<f64>,
    /// What it was before it was rounded so that parts add up to 100, if it was.
    pub unrounded: Option<Exact>,
    /// What was printed before; the value is equal to it.
    pub published: Option<Exact>,
    /// The answers behind it.
    pub answers: Vec<StoryAnswer>,
    /// Whether rows gave further answers that are too rare to be listed.
    pub rare_answers: bool,
    /// How it follows from others, with their values.
    pub formula: Option<Formula>,
    /// The sources.
    pub origins: Vec<SourceEntry>,
    /// The numbers that it was computed from.
    pub computed_from: Vec<Story>,
}

/// An answer and how many gave it.
#[derive(Debug, Serialize)]
pub struct StoryAnswer {
    /// The answer in the data.
    pub answer: String,
    /// What it means.
    pub label: Option<String>,
    /// What it is to the number.
    pub role: Role,
    /// How many rows gave it; none if they are too few to show, or would tell how
    /// many others are.
    pub count: Option<u64>,
    /// The sum of their weights, if rows are weighted.
    pub weight: Option<f64>,
}

/// How a number follows from others.
#[derive(Debug, Serialize)]
pub struct Formula {
    /// With keys: `a / b`.
    pub keys: String,
    /// With values: `720 / 1200`.
    pub values: String,
}

impl Story {
    /// Tells all about an indicator.
    pub fn new(indicator: &Indicator, context: &Context, disclosure: &Disclosure) -> Self {
        let lineage = shown_lineage(indicator);
        let defined = indicator.lineage.as_deref();
        let estimate = lineage.and_then(|lineage| lineage.estimate.as_ref());
        let language = context.printer.language();
        let answers = match (lineage, estimate) {
            (Some(lineage), Some(estimate)) => answers(lineage, estimate, disclosure, language),
            _ => Answers::default(),
        };
        let evidence = context.evidence;
        let sources = indicator.sources.iter().filter_map(|id| evidence.sources.get(id));
        let parts: Vec<&Indicator> = indicator
            .derivation
            .inputs()
            .into_iter()
            .filter_map(|key| evidence.ledger.get(key))
            .collect();
        Self {
            row: LedgerRow::new(indicator, context),
            base_rule: match &indicator.derivation {
                Derivation::Computed(statistic) if statistic.name() == "share" => {
                    defined.map(|lineage| base_rule(&lineage.base))
                }
                _ => None,
            },
            at: match &indicator.derivation {
                Derivation::Computed(statistic) => statistic.fraction(),
                _ => None,
            },
            rows_read: lineage.map(|lineage| lineage.rows_read),
            confidence: estimate.and_then(|it| it.interval).map(|_| disclosure.confidence),
            unrounded: lineage
                .filter(|lineage| lineage.summing_to_100)
                .and_then(|lineage| lineage.estimate.as_ref())
                .map(|estimate| Exact(estimate.value)),
            published: lineage.and_then(|lineage| lineage.published).map(Exact),
            answers: answers.listed,
            rare_answers: answers.rare,
            formula: formula(indicator, &parts),
            origins: sources.map(|source| SourceEntry::new(source, context)).collect(),
            computed_from: parts
                .into_iter()
                .map(|part| Self::new(part, context, disclosure))
                .collect(),
        }
    }
}

fn base_rule(base: &BaseRule) -> String {
    match base {
        BaseRule::Valid => "valid".into(),
        BaseRule::Asked => "asked".into(),
        BaseRule::Rows(key) => key.clone(),
    }
}

/// The answers behind a number, as far as they may be shown.
#[derive(Default)]
struct Answers {
    listed: Vec<StoryAnswer>,
    rare: bool,
}

/// Lists answers and hides counts that would tell of few. What the answers of
/// each role add up to is shown with the number, so that they are a line that has
/// to be protected. Hidden answers that the codebook does not list may be
/// anybody's own words or number: not even they themselves are shown.
fn answers(
    lineage: &Lineage,
    estimate: &Estimate,
    disclosure: &Disclosure,
    language: &str,
) -> Answers {
    let counts = &estimate.answers;
    let mut hidden = vec![false; counts.len()];
    for role in [Role::Counts, Role::Base, Role::Missing] {
        let members: Vec<usize> =
            (0..counts.len()).filter(|index| counts[*index].role == role).collect();
        // How many gave no valid answer is shown, so there is nothing to hide if
        // all did it in one way.
        if role == Role::Missing && members.len() == 1 {
            continue;
        }
        let values: Vec<u64> = members.iter().map(|index| counts[*index].count).collect();
        let protected = suppress_line(&values, disclosure.minimum_cell).cells;
        for (index, is_hidden) in members.into_iter().zip(protected) {
            hidden[index] |= is_hidden;
        }
    }
    let mut answers = Answers::default();
    for (count, hidden) in counts.iter().zip(hidden) {
        let named = lineage.answers.iter().find(|named| named.answer == count.answer);
        let label = named.and_then(|named| named.label.as_ref());
        let label = label.map(|label| label.get(language).to_string());
        if hidden && label.is_none() && !count.answer.is_empty() {
            answers.rare = true;
            continue;
        }
        answers.listed.push(listed(count, label, hidden, lineage.weight.is_some()));
    }
    answers
}

fn listed(count: &AnswerCount, label: Option<String>, hidden: bool, weighted: bool) -> StoryAnswer {
    StoryAnswer {
        answer: count.answer.to_string(),
        label,
        role: count.role,
        count: (!hidden).then_some(count.count),
        weight: (!hidden && weighted).then_some(count.weight.0),
    }
}

/// How an indicator follows from others.
fn formula(indicator: &Indicator, parts: &[&Indicator]) -> Option<Formula> {
    let percent = indicator.unit.name() == "percent";
    let with = |name: &dyn Fn(&Indicator) -> String| -> Option<String> {
        let names: Vec<String> = parts.iter().map(|part| name(part)).collect();
        Some(match (&indicator.derivation, &names[..]) {
            (Derivation::Sum(_), names) if !names.is_empty() => names.join(" + "),
            (Derivation::Ratio(..), [a, b]) if percent => format!("100 × {a} / {b}"),
            (Derivation::Ratio(..), [a, b]) => format!("{a} / {b}"),
            (Derivation::Change(..), [from, to]) if percent => {
                format!("100 × ({to} − {from}) / {from}")
            }
            (Derivation::Change(..), [from, to]) => format!("{to} − {from}"),
            _ => return None,
        })
    };
    let value = |part: &Indicator| match part.value {
        Value::Single(value) => value.to_string(),
        Value::Range(..) | Value::Absent(_) => part.key.clone(),
    };
    Some(Formula { keys: with(&|part| part.key.clone())?, values: with(&value)? })
}
