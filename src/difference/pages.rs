//! Which pages moved.

use serde::Serialize;

use super::{DocumentName, EditionDocument, Pair, paired};
use crate::compile::{OutlineEntry, OutlineKind};

/// The pages of a document, before and after.
#[derive(Debug, Serialize)]
pub struct PageDifference {
    /// The document.
    #[serde(flatten)]
    pub document: DocumentName,
    /// How many pages it has.
    pub pages: Pair<usize>,
    /// On which page everything stands, moved or not.
    pub outline: Vec<Moved>,
}

/// Something that stands on a page.
#[derive(Debug, Serialize)]
pub struct Moved {
    /// What it is.
    pub kind: OutlineKind,
    /// The key of a section or figure, the text of another heading.
    pub name: String,
    /// Its page.
    pub page: Pair<usize>,
}

/// Compares the pages of a document. None if nothing moved.
pub fn compare(old: &EditionDocument, new: &EditionDocument) -> Option<PageDifference> {
    let (before, after) = (counted(&old.outline), counted(&new.outline));
    let pairs = paired(&before, &after, |(entry, time)| (entry.kind, &entry.name, *time));
    let outline: Vec<Moved> = pairs
        .into_iter()
        .filter_map(|(before, after)| {
            let (entry, _) = after.or(before)?;
            let page = |of: Option<&(&OutlineEntry, usize)>| of.map(|(entry, _)| entry.page);
            let page = Pair::new(page(before), page(after));
            Some(Moved { kind: entry.kind, name: entry.name.clone(), page })
        })
        .collect();
    let pages = Pair::new(Some(old.pages), Some(new.pages));
    let moved = !pages.is_equal() || outline.iter().any(|entry| !entry.page.is_equal());
    moved.then(|| PageDifference { document: new.name.clone(), pages, outline })
}

/// Entries, each with how many of the same name stand before it.
fn counted(outline: &[OutlineEntry]) -> Vec<(&OutlineEntry, usize)> {
    let same = |a: &OutlineEntry, b: &OutlineEntry| (a.kind, &a.name) == (b.kind, &b.name);
    let time = |(index, entry): (usize, &'_ OutlineEntry)| {
        outline[..index].iter().filter(|other| same(other, entry)).count()
    };
    outline.iter().enumerate().map(|(index, entry)| (entry, time((index, entry)))).collect()
}
