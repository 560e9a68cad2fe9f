//! What differs between two editions of a publication: a comparison of what their
//! documents state and show.

mod claims;
mod documents;
mod edition;
mod figures;
mod pages;
mod texts;
mod values;

pub use self::claims::ClaimDifference;
pub use self::documents::WholeDocument;
pub use self::edition::{EditionDocument, ReviewedEdition};
pub use self::figures::{FigureDifference, Part};
pub use self::pages::{Moved, PageDifference};
pub use self::texts::{Line, SectionDifference, TextChange};
pub use self::values::{Change, Use, ValueDifference, ValueStatus};

use serde::Serialize;

/// A thing before and after; none where there was or is no such thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pair<T> {
    /// In the old edition.
    pub before: Option<T>,
    /// In the new edition.
    pub after: Option<T>,
}

impl<T: PartialEq> Pair<T> {
    /// A pair of which at least one is something.
    pub fn new(before: Option<T>, after: Option<T>) -> Self {
        Self { before, after }
    }

    /// Whether both are the same.
    pub fn is_equal(&self) -> bool {
        self.before == self.after
    }
}

/// A document in a language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct DocumentName {
    /// The document's id.
    pub document: String,
    /// The language of the edition, as a BCP 47 tag.
    pub language: String,
}

/// All that differs between two editions.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Difference {
    /// What the editions are called.
    pub editions: Pair<String>,
    /// Documents that only the new edition has.
    pub new_documents: Vec<WholeDocument>,
    /// Documents that only the old edition has.
    pub gone_documents: Vec<WholeDocument>,
    /// Values, in the order of their keys.
    pub values: Vec<ValueDifference>,
    /// Claims, in the order of the documents.
    pub claims: Vec<ClaimDifference>,
    /// Figures, in the order of the documents.
    pub figures: Vec<FigureDifference>,
    /// Sections whose texts differ otherwise than in their numbers.
    pub texts: Vec<SectionDifference>,
    /// Documents whose pages differ, or on whose pages something moved.
    pub pages: Vec<PageDifference>,
}

impl Difference {
    /// Compares two editions.
    pub fn between(old: &ReviewedEdition, new: &ReviewedEdition) -> Self {
        let both: Vec<(&EditionDocument, &EditionDocument)> = new
            .documents
            .iter()
            .filter_map(|after| Some((old.document(&after.name)?, after)))
            .collect();
        Self {
            editions: Pair::new(Some(old.name.clone()), Some(new.name.clone())),
            new_documents: documents::only(new, old),
            gone_documents: documents::only(old, new),
            values: values::compare(old, new),
            claims: both.iter().flat_map(|(a, b)| claims::compare(a, b)).collect(),
            figures: both.iter().flat_map(|(a, b)| figures::compare(a, b)).collect(),
            texts: both.iter().flat_map(|(a, b)| texts::compare(a, b)).collect(),
            pages: both.iter().filter_map(|(a, b)| pages::compare(a, b)).collect(),
        }
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.new_documents.is_empty()
            && self.gone_documents.is_empty()
            && self.values.is_empty()
            && self.claims.is_empty()
            && self.figures.is_empty()
            && self.texts.is_empty()
            && self.pages.is_empty()
    }
}

/// The items of both, paired by a key: those of the new one in its order, then those that
/// are gone.
fn paired<'a, T, K: PartialEq>(
    old: &'a [T],
    new: &'a [T],
    key: impl Fn(&'a T) -> K,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let find = |items: &'a [T], wanted: &K| items.iter().find(|item| key(item) == *wanted);
    let mut pairs: Vec<_> = new.iter().map(|after| (find(old, &key(after)), Some(after))).collect();
    let gone = old.iter().filter(|before| find(new, &key(before)).is_none());
    pairs.extend(gone.map(|before| (Some(before), None)));
    pairs
}
