//! Figures and the text that mentions them.

use std::collections::BTreeMap;

use typst::diag::eco_format;
use typst::foundations::{Content, Label, NativeElement};
use typst::introspection::Introspector;
use typst::model::{FigureElem, RefElem};
use typst::syntax::DiagSpan;

use super::Laid;
use crate::diag::{Place, Problems};
use crate::rules::layout::{DISTANT_FIGURE, UNMENTIONED_FIGURE};

/// How many pages may lie between a figure and its first mention.
const NEAR: usize = 1;

/// What the label of a figure begins with.
const PREFIX: &str = "fig:";

/// Looks at the figures of a document and at where it mentions them.
pub fn check(laid: &Laid, problems: &mut Problems) {
    let introspector = laid.pages.introspector().as_ref();
    let page = |content: &Content| introspector.page(content.location()?).map(usize::from);
    let mut mentions: BTreeMap<String, (usize, DiagSpan)> = BTreeMap::new();
    for reference in introspector.query(&RefElem::ELEM.select()) {
        // An appendix mentions all figures.
        if !reference.span().id().is_some_and(laid.is_authors) {
            continue;
        }
        let Some(target) = reference.to_packed::<RefElem>().map(|it| it.target) else { continue };
        if let (Some(key), Some(page)) = (key(target), page(&reference)) {
            mentions.entry(key).or_insert((page, DiagSpan::from(reference.span())));
        }
    }
    for figure in introspector.query(&FigureElem::ELEM.select()) {
        let key = figure.label().and_then(key);
        let (Some(key), Some(page)) = (key, page(&figure)) else { continue };
        match mentions.get(&key) {
            Some((mention, span)) => check_distance(&key, page, (*mention, *span), laid, problems),
            None => unmentioned(&key, laid, problems),
        }
    }
}

/// The key of a figure with a label.
fn key(label: Label) -> Option<String> {
    label.resolve().as_str().strip_prefix(PREFIX).map(String::from)
}

fn check_distance(
    key: &str,
    page: usize,
    (mention, span): (usize, DiagSpan),
    laid: &Laid,
    problems: &mut Problems,
) {
    if laid.asks(&DISTANT_FIGURE) && page.abs_diff(mention) > NEAR {
        let message = eco_format!(
            "the figure `{key}` stands on page {page} of `{}` and is first mentioned on page {mention}",
            laid.document
        );
        let hint = "move the figure to the text that it belongs to";
        laid.report(&DISTANT_FIGURE, span, message, hint, problems);
    }
}

/// Reports a figure that a section places and that no section mentions. What a layout
/// places stands for itself.
fn unmentioned(key: &str, laid: &Laid, problems: &mut Problems) {
    if !laid.asks(&UNMENTIONED_FIGURE) {
        return;
    }
    let placed = laid.sections.iter().find_map(|section| {
        let figure = section.figures().find(|figure| figure.name == key)?;
        Some(Place::new(section.file, figure.range.clone()))
    });
    if let Some(place) = placed {
        let message = eco_format!("no text of `{}` mentions the figure `{key}`", laid.document);
        let hint = eco_format!("say what it shows where it matters: `@fig:{key}`");
        laid.report(&UNMENTIONED_FIGURE, place.span(), message, hint, problems);
    }
}
