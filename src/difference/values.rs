//! Which values changed, by how much, and where documents use them.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{DocumentName, EditionDocument, Pair, ReviewedEdition};
use crate::assemble::{Sentence, ValueRecord};
use crate::evidence::Amount;

/// A value that differs.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ValueDifference {
    /// The indicator's key.
    pub key: String,
    /// Its short name, in the first language.
    pub label: String,
    /// What became of it.
    pub status: ValueStatus,
    /// The key that it had before, if it was renamed.
    pub renamed_from: Option<String>,
    /// The language in which it is printed here.
    pub language: String,
    /// The value as printed.
    pub printed: Pair<String>,
    /// By how much it changed.
    pub change: Option<Change>,
    /// What else differs: `definition`, `unit`, `decimals`, `base`, `sources`, `checksum`.
    pub details: Vec<Detail>,
    /// Where the new edition uses it; where the old one did, if it is gone.
    pub uses: Vec<Use>,
}

/// What became of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueStatus {
    /// It is another number.
    Changed,
    /// Only the new edition has it.
    New,
    /// Only the old edition has it.
    Gone,
    /// It has another key.
    Renamed,
    /// It is the same number, and something else about it differs.
    Redefined,
}

/// By how much a value changed.
#[derive(Debug, PartialEq, Serialize)]
pub struct Change {
    /// The difference, as a decimal number with a point, in the unit of the value; in
    /// percentage points for a share.
    pub absolute: String,
    /// The difference in percent of the old value; none for shares, and if that was zero.
    pub percent: Option<String>,
}

/// Something about a value that differs.
#[derive(Debug, Serialize)]
pub struct Detail {
    /// What it is.
    pub detail: &'static str,
    /// What it was and is.
    #[serde(flatten)]
    pub texts: Pair<String>,
}

/// A place where a document uses a value.
#[derive(Debug, Serialize)]
pub struct Use {
    /// The document.
    #[serde(flatten)]
    pub document: DocumentName,
    /// `text`, `claim`, or `figure`.
    pub kind: &'static str,
    /// The file and line.
    pub place: String,
    /// The sentence as printed, the phrase of the claim, or the key of the figure.
    #[serde(flatten)]
    pub texts: Pair<String>,
}

/// Compares the values of two editions.
pub fn compare(old: &ReviewedEdition, new: &ReviewedEdition) -> Vec<ValueDifference> {
    let (before, after) = (known(old), known(new));
    let has = |all: &[Known], key: &str| all.iter().any(|it| it.value.key == key);
    let mut gone: Vec<Known> =
        each_once(&before).into_iter().filter(|it| !has(&after, &it.value.key)).collect();
    let mut differences = Vec::new();
    for first in each_once(&after) {
        let pair = match same_language(&before, &after, &first.value.key) {
            Some((before, after)) => Pair { before: Some(before), after: Some(after) },
            None => {
                let renamed = gone.iter().position(|it| is_renamed(it.value, first.value));
                Pair { before: renamed.map(|index| gone.remove(index)), after: Some(first) }
            }
        };
        differences.extend(difference(&pair, old, new));
    }
    for value in gone {
        differences.extend(difference(&Pair { before: Some(value), after: None }, old, new));
    }
    differences.sort_by(|a, b| a.key.cmp(&b.key));
    differences
}

/// A value in both editions: in the first language in which both have it, since labels and
/// definitions are compared too.
fn same_language<'a>(
    before: &[Known<'a>],
    after: &[Known<'a>],
    key: &str,
) -> Option<(Known<'a>, Known<'a>)> {
    let of = |all: &[Known<'a>]| -> Vec<Known<'a>> {
        all.iter().filter(|it| it.value.key == key).copied().collect()
    };
    let (before, after) = (of(before), of(after));
    let language = |it: &Known| it.document.name.language.clone();
    let alike = after.iter().find_map(|after| {
        let same = before.iter().find(|before| language(before) == language(after))?;
        Some((*same, *after))
    });
    alike.or_else(|| before.first().copied().zip(after.first().copied()))
}

/// The first of every key.
fn each_once<'a>(all: &[Known<'a>]) -> Vec<Known<'a>> {
    let mut seen = BTreeSet::new();
    all.iter().filter(|it| seen.insert(&it.value.key)).copied().collect()
}

/// A value and a document that uses it.
#[derive(Clone, Copy)]
struct Known<'a> {
    value: &'a ValueRecord,
    document: &'a EditionDocument,
}

impl PartialEq for Known<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

/// All values of an edition, by language and document.
fn known(edition: &ReviewedEdition) -> Vec<Known<'_>> {
    let of = |document| values_of(document);
    edition.documents.iter().flat_map(of).collect()
}

fn values_of(document: &EditionDocument) -> impl Iterator<Item = Known<'_>> {
    document.record.values.iter().map(move |value| Known { value, document })
}

/// Whether a value that is new is one that is gone, with another key.
fn is_renamed(old: &ValueRecord, new: &ValueRecord) -> bool {
    ValueRecord { key: new.key.clone(), ..old.clone() } == *new
}

fn difference(
    pair: &Pair<Known>,
    old: &ReviewedEdition,
    new: &ReviewedEdition,
) -> Option<ValueDifference> {
    let known = pair.after.or(pair.before)?;
    let (change, details) = match (pair.before, pair.after) {
        (Some(a), Some(b)) => (change(a.value, b.value), details(&a, &b)),
        _ => (None, Vec::new()),
    };
    let number =
        |of: Option<Known>| of.map(|it| (it.value.value.clone(), it.value.value_to.clone()));
    let status = match (pair.before, pair.after) {
        (None, _) => ValueStatus::New,
        (_, None) => ValueStatus::Gone,
        (Some(a), Some(b)) if a.value.key != b.value.key => ValueStatus::Renamed,
        _ if number(pair.before) != number(pair.after) => ValueStatus::Changed,
        _ if details.is_empty() => return None,
        _ => ValueStatus::Redefined,
    };
    let printed = |of: Option<Known>| of.map(|it| it.value.printed.clone());
    let before_key = pair.before.map(|it| it.value.key.clone());
    let key = &known.value.key;
    Some(ValueDifference {
        key: key.clone(),
        label: known.value.label.clone(),
        status,
        renamed_from: before_key.clone().filter(|before| before != key),
        language: known.document.name.language.clone(),
        printed: Pair::new(printed(pair.before), printed(pair.after)),
        change,
        details,
        uses: match pair.after {
            Some(_) => uses(new, key, before_key.as_ref().map(|key| (old, key.as_str()))),
            None => uses(old, key, None).into_iter().map(swapped).collect(),
        },
    })
}

fn swapped(found: Use) -> Use {
    let Pair { before, after } = found.texts;
    Use { texts: Pair { before: after, after: before }, ..found }
}

fn change(old: &ValueRecord, new: &ValueRecord) -> Option<Change> {
    if old.unit != new.unit || old.value_to.is_some() || new.value_to.is_some() {
        return None;
    }
    let parse = |value: &ValueRecord| Amount::parse(value.value.as_deref()?);
    let (before, after) = (parse(old)?, parse(new)?);
    let absolute = after.checked_sub(before)?.shortest();
    let is_share = matches!(old.unit.as_str(), "percent" | "percentage-points");
    let percent = (!is_share).then(|| absolute.checked_ratio(before, 100, 1)).flatten();
    (absolute.digits() != 0).then(|| Change {
        absolute: absolute.to_string(),
        percent: percent.map(|percent| percent.shortest().to_string()),
    })
}

fn details(old: &Known, new: &Known) -> Vec<Detail> {
    let (a, b) = (old.value, new.value);
    let text = |text: &str| Some(text.to_string());
    let decimals = |value: &ValueRecord| value.decimals.map(|decimals| decimals.to_string());
    let details = [
        ("definition", text(&a.definition), text(&b.definition)),
        ("unit", text(&a.unit), text(&b.unit)),
        ("decimals", decimals(a), decimals(b)),
        ("base", a.base.clone(), b.base.clone()),
        ("sources", text(&a.sources.join(", ")), text(&b.sources.join(", "))),
        ("checksum", checksum(old), checksum(new)),
    ];
    let pairs = details.into_iter().map(|(detail, a, b)| (detail, Pair::new(a, b)));
    let differing = pairs.filter(|(_, texts)| !texts.is_equal());
    differing.map(|(detail, texts)| Detail { detail, texts }).collect()
}

/// The checksums of the files of a value's sources, each shortened as `git` does.
fn checksum(known: &Known) -> Option<String> {
    let record = &known.document.record;
    let sources = record.sources.iter().filter(|source| known.value.sources.contains(&source.id));
    let files = sources.filter_map(|source| source.file.as_ref());
    let sums = files.filter_map(|file| known.document.checksums.get(file));
    let sums: Vec<&str> = sums.map(|sum| sum.get(..12).unwrap_or(sum)).collect();
    (!sums.is_empty()).then(|| sums.join(", "))
}

/// Where an edition uses a value, with what the other one printed in the same sentence.
fn uses(edition: &ReviewedEdition, key: &str, old: Option<(&ReviewedEdition, &str)>) -> Vec<Use> {
    let mut uses = Vec::new();
    for document in &edition.documents {
        let before = old.and_then(|(old, key)| Some((old.document(&document.name)?, key)));
        uses_in(document, key, before, &mut uses);
    }
    uses
}

fn uses_in(
    document: &EditionDocument,
    key: &str,
    old: Option<(&EditionDocument, &str)>,
    uses: &mut Vec<Use>,
) {
    let mut push = |kind, place, before: Option<&String>, after: &str| {
        let texts = Pair::new(before.cloned(), Some(after.to_string()));
        uses.push(Use { document: document.name.clone(), kind, place, texts });
    };
    for section in &document.record.sections {
        let stating = |sentence: &&Sentence, key: &str| {
            sentence.numbers.iter().any(|number| number.key == key)
        };
        let before = old.and_then(|(old, old_key)| {
            let mut sections = old.record.sections.iter();
            let same =
                sections.find(|it| (&it.key, &it.language) == (&section.key, &section.language))?;
            Some((same, old_key))
        });
        let sentences = section.sentences.iter().filter(|it| stating(it, key));
        for (index, sentence) in sentences.enumerate() {
            let before = before.and_then(|(same, old_key)| {
                same.sentences.iter().filter(|it| stating(it, old_key)).nth(index)
            });
            let place = format!("{}:{}", section.file, sentence.line);
            push("text", place, before.map(|it| &it.text), &sentence.text);
        }
        for claim in section.claims.iter().filter(|claim| claim.keys.iter().any(|it| it == key)) {
            let place = format!("{}:{}", section.file, claim.line);
            push("claim", place, Some(&claim.phrase), &claim.phrase);
        }
    }
    for figure in document.record.figures.iter().filter(|it| it.keys.iter().any(|it| it == key)) {
        for place in &figure.places {
            push("figure", place.clone(), Some(&figure.key), &figure.key);
        }
    }
}
