//! Which claims changed, or are no longer true.

use serde::Serialize;

use super::{DocumentName, EditionDocument, Pair, paired};
use crate::assemble::{ClaimRecord, SectionRecord};

/// A claim that differs.
#[derive(Debug, Serialize)]
pub struct ClaimDifference {
    /// The document.
    #[serde(flatten)]
    pub document: DocumentName,
    /// Where its condition stands, in the new edition if it is there.
    pub place: String,
    /// The phrase.
    pub phrase: String,
    /// The condition.
    pub condition: Pair<String>,
    /// Whether it is true.
    pub holds: Pair<bool>,
    /// Why it is not true in the new edition.
    pub refuted: Option<String>,
}

/// Compares the claims of a document.
pub fn compare(old: &EditionDocument, new: &EditionDocument) -> Vec<ClaimDifference> {
    let (before, after) = (claims(old), claims(new));
    let key = |(section, claim): &(&SectionRecord, &ClaimRecord)| {
        (section.key.clone(), section.language.clone(), claim.phrase.clone())
    };
    let pairs = paired(&before, &after, key);
    let differences = pairs.into_iter().filter_map(|(before, after)| {
        let (section, claim) = after.or(before)?;
        let holds = |of: Option<&(&SectionRecord, &ClaimRecord)>| {
            of.map(|(_, claim)| claim.refuted.is_none())
        };
        let condition = |of: Option<&(&SectionRecord, &ClaimRecord)>| {
            of.map(|(_, claim)| claim.condition.clone())
        };
        Some(ClaimDifference {
            document: new.name.clone(),
            place: format!("{}:{}", section.file, claim.line),
            phrase: claim.phrase.clone(),
            condition: Pair::new(condition(before), condition(after)),
            holds: Pair::new(holds(before), holds(after)),
            refuted: after.and_then(|(_, claim)| claim.refuted.clone()),
        })
    });
    differences.filter(|claim| !claim.holds.is_equal() || !claim.condition.is_equal()).collect()
}

fn claims(document: &EditionDocument) -> Vec<(&SectionRecord, &ClaimRecord)> {
    let of = |section| claims_of(section);
    document.record.sections.iter().flat_map(of).collect()
}

fn claims_of(section: &SectionRecord) -> impl Iterator<Item = (&SectionRecord, &ClaimRecord)> {
    section.claims.iter().map(move |claim| (section, claim))
}
