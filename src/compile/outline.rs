//! On which pages headings, sections and figures stand.

use serde::{Deserialize, Serialize};
use typst::foundations::{Content, NativeElement};
use typst::introspection::Introspector;
use typst::model::HeadingElem;
use typst_layout::PagedDocument;

/// What the labels of sections and figures begin with.
const PREFIXES: [(&str, OutlineKind); 2] =
    [("sec:", OutlineKind::Section), ("fig:", OutlineKind::Figure)];

/// Something that stands on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct OutlineEntry {
    /// What it is.
    pub kind: OutlineKind,
    /// The key of a section or figure, the text of another heading.
    pub name: String,
    /// The page on which it begins, from 1.
    pub page: usize,
}

/// The kinds of what an outline lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutlineKind {
    /// A section, or a heading with an id.
    Section,
    /// A heading without an id.
    Heading,
    /// A figure.
    Figure,
}

/// The sections, headings and figures of a document, in the order of their pages.
pub fn outline(document: &PagedDocument) -> Vec<OutlineEntry> {
    let introspector = document.introspector();
    let page = |content: &Content| introspector.page(content.location()?).map(|page| page.get());
    let labelled = introspector.query_labelled();
    let named = labelled.iter().filter_map(|content| {
        let (kind, name) = labelled_as(content)?;
        Some(OutlineEntry { kind, name, page: page(content)? })
    });
    let headings = introspector.query(&HeadingElem::ELEM.select());
    let unnamed = headings.iter().filter(|content| labelled_as(content).is_none());
    let unnamed = unnamed.filter_map(|content| {
        let name = content.to_packed::<HeadingElem>()?.body.plain_text().trim().to_string();
        Some(OutlineEntry { kind: OutlineKind::Heading, name, page: page(content)? })
    });
    let mut outline: Vec<OutlineEntry> = named.chain(unnamed).collect();
    outline.sort_by_key(|entry| entry.page);
    outline
}

/// The key that the label of a section or figure names.
fn labelled_as(content: &Content) -> Option<(OutlineKind, String)> {
    let label = content.label()?.resolve();
    let named = |(prefix, kind): (&str, OutlineKind)| {
        label.as_str().strip_prefix(prefix).map(|key| (kind, key.to_string()))
    };
    PREFIXES.into_iter().find_map(named)
}
