//! Where documents use which indicators.

use std::collections::BTreeSet;

use super::edition::{Edition, layout_file};
use super::sections::DocumentSections;
use super::uses::names;
use crate::diag::Place;
use crate::evidence::{Indicator, Ledger};
use crate::figures::{FigureSpec, indicator_keys};
use crate::narrative::{NumberUse, Section};

/// A place where a document uses an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// The indicator's key.
    pub key: String,
    /// How it is used.
    pub kind: UsageKind,
    /// The id of the document.
    pub document: String,
    /// The language of the edition that prints it. A section that every edition
    /// prints is written in another language than some of them.
    pub language: String,
    /// The key of the section; none if the document's layout uses it.
    pub section: Option<String>,
    /// Where the author's file says so.
    pub place: Place,
}

/// How an indicator is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UsageKind {
    /// The text states it.
    Number,
    /// The figure with this key shows it.
    Figure(String),
    /// The condition of a claim names it, or the table that it is a cell of.
    Claim,
}

/// Where a document prints indicators: in text, in its order, and in figures.
pub fn printed(edition: &Edition, document: &DocumentSections) -> Vec<Usage> {
    let mut found = Vec::new();
    for section in &document.sections {
        let finder = Finder { edition, document, section: Some(section) };
        found.extend(finder.numbers(section));
        for figure in section.figures() {
            let place = Place::new(section.file, figure.range.clone());
            found.extend(finder.figure(&figure.name, &place));
        }
    }
    let finder = Finder { edition, document, section: None };
    let layout = layout_file(document.spec);
    for (name, range) in names(&edition.project.files, layout) {
        found.extend(finder.figure(&name, &Place::new(layout, range)));
    }
    found
}

/// Where the claims of a document rely on indicators.
pub fn claimed(edition: &Edition, document: &DocumentSections) -> Vec<Usage> {
    let mut found = Vec::new();
    for section in &document.sections {
        let finder = Finder { edition, document, section: Some(section) };
        for claim in &section.claims {
            let place = Place::new(section.file, claim.range.clone());
            let keys = edition.claims.keys(&claim.condition);
            found.extend(
                keys.into_iter().map(|key| finder.usage(key, UsageKind::Claim, place.clone())),
            );
        }
    }
    found
}

/// The keys of the indicators that documents use, and of those from which these
/// are computed.
pub fn used_keys<'a>(
    ledger: &'a Ledger,
    usages: impl IntoIterator<Item = &'a Usage>,
) -> BTreeSet<&'a str> {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&str> = usages.into_iter().map(|usage| usage.key.as_str()).collect();
    while let Some(key) = open.pop() {
        if used.insert(key)
            && let Some(indicator) = ledger.get(key)
        {
            open.extend(indicator.inputs());
        }
    }
    used
}

/// The indicators with these keys, and those from which they are computed, in the order
/// in which they are defined.
pub fn with_inputs(keys: Vec<String>, ledger: &Ledger) -> Vec<&Indicator> {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut open = keys;
    while let Some(key) = open.pop() {
        let Some(indicator) = ledger.get(&key) else { continue };
        if used.insert(&indicator.key) {
            open.extend(indicator.derivation.inputs().into_iter().map(String::from));
        }
    }
    ledger.iter().filter(|indicator| used.contains(indicator.key.as_str())).collect()
}

/// Finds the uses of a section, or of a layout.
struct Finder<'a> {
    edition: &'a Edition<'a>,
    document: &'a DocumentSections<'a>,
    section: Option<&'a Section>,
}

impl Finder<'_> {
    fn numbers(&self, section: &Section) -> Vec<Usage> {
        let usage = |number: &NumberUse| {
            let place = Place::new(section.file, number.range.clone());
            self.usage(number.key.clone(), UsageKind::Number, place)
        };
        section.numbers().map(usage).collect()
    }

    /// What a figure shows; nothing if there is no such figure.
    fn figure(&self, name: &str, place: &Place) -> Vec<Usage> {
        let kind = || UsageKind::Figure(name.into());
        let keys = |spec: &FigureSpec| indicator_keys(spec, self.edition.evidence);
        let spec = self.edition.figures.specs.iter().find(|spec| spec.key == name);
        let keys = spec.map(keys).unwrap_or_default();
        keys.into_iter().map(|key| self.usage(key, kind(), place.clone())).collect()
    }

    fn usage(&self, key: String, kind: UsageKind, place: Place) -> Usage {
        Usage {
            key,
            kind,
            document: self.document.spec.id.clone(),
            language: self.edition.language.id().into(),
            section: self.section.map(|section| section.key.clone()),
            place,
        }
    }
}
