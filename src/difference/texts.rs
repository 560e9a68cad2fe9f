//! Which texts changed otherwise than in their numbers.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{DocumentName, EditionDocument, paired};
use crate::assemble::{SectionRecord, Sentence};

/// How alike two sentences are, from 0 to 1, that count as one that was rewritten.
const ALIKE: f64 = 0.5;

/// A section whose text differs.
#[derive(Debug, Serialize)]
pub struct SectionDifference {
    /// The document.
    #[serde(flatten)]
    pub document: DocumentName,
    /// The section's key.
    pub section: String,
    /// The author's file.
    pub file: String,
    /// Whether only the new edition has the section.
    pub new: bool,
    /// Whether only the old edition has the section.
    pub gone: bool,
    /// What was added, removed or rewritten.
    pub changes: Vec<TextChange>,
}

/// A sentence that was added, removed or rewritten.
#[derive(Debug, Serialize)]
pub struct TextChange {
    /// The line in the old file and the sentence as printed; none if it was added.
    pub before: Option<Line>,
    /// The line in the new file and the sentence as printed; none if it was removed.
    pub after: Option<Line>,
}

/// A sentence and its line.
#[derive(Debug, Serialize)]
pub struct Line {
    /// The line in the author's file.
    pub line: usize,
    /// The sentence as printed.
    pub text: String,
}

impl Line {
    fn of(sentence: &Sentence) -> Self {
        Self { line: sentence.line, text: sentence.text.clone() }
    }
}

/// Compares the texts of a document.
pub fn compare(old: &EditionDocument, new: &EditionDocument) -> Vec<SectionDifference> {
    let key = |section: &'_ SectionRecord| (section.key.clone(), section.language.clone());
    let pairs = paired(&old.record.sections, &new.record.sections, key);
    let differences = pairs.into_iter().filter_map(|(before, after)| {
        let section = after.or(before)?;
        let sentences = |of: Option<&'_ SectionRecord>| {
            of.map(|section| section.sentences.clone()).unwrap_or_default()
        };
        let changes = changes(&sentences(before), &sentences(after));
        (!changes.is_empty()).then(|| SectionDifference {
            document: new.name.clone(),
            section: section.key.clone(),
            file: section.file.clone(),
            new: before.is_none(),
            gone: after.is_none(),
            changes,
        })
    });
    differences.collect()
}

/// What was added, removed or rewritten, numbers aside.
fn changes(old: &[Sentence], new: &[Sentence]) -> Vec<TextChange> {
    let words = |sentences: &[Sentence]| sentences.iter().map(masked).collect::<Vec<_>>();
    let (a, b) = (words(old), words(new));
    let mut changes = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
        if !matches!(op, DiffOp::Equal { .. }) {
            let (before, after) = (&old[op.old_range()], &new[op.new_range()]);
            changes.extend(rewritten(before, after));
        }
    }
    changes
}

/// Pairs sentences that are alike, in their order.
fn rewritten(old: &[Sentence], new: &[Sentence]) -> Vec<TextChange> {
    let mut changes = Vec::new();
    let mut rest = old;
    for after in new {
        let alike = |before: &Sentence| {
            strsim::normalized_levenshtein(&masked(before), &masked(after)) >= ALIKE
        };
        let found = rest.iter().position(alike);
        if let Some(index) = found {
            let removed = rest[..index].iter().map(Line::of);
            changes.extend(removed.map(|line| TextChange { before: Some(line), after: None }));
        }
        let before = found.map(|index| Line::of(&rest[index]));
        rest = found.map_or(rest, |index| &rest[index + 1..]);
        changes.push(TextChange { before, after: Some(Line::of(after)) });
    }
    let removed = rest.iter().map(Line::of);
    changes.extend(removed.map(|line| TextChange { before: Some(line), after: None }));
    changes
}

/// A sentence with a key in place of each number.
fn masked(sentence: &Sentence) -> String {
    let (mut masked, mut rest) = (String::new(), sentence.text.as_str());
    for number in &sentence.numbers {
        if let Some((before, after)) = rest.split_once(number.printed.as_str()) {
            masked.push_str(before);
            masked.push_str(&format!("{{{{ {} }}}}", number.key));
            rest = after;
        }
    }
    masked + rest
}
