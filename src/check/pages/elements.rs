//! Links and pictures of sections that are written in Typst. What stands in Markdown is
//! looked at where it is read.

use typst::foundations::{Content, NativeElement, StyleChain};
use typst::introspection::Introspector;
use typst::model::{Destination, FigureElem, LinkElem, LinkTarget};
use typst::syntax::{DiagSpan, FileId};
use typst::visualize::ImageElem;

use super::Laid;
use crate::check::accessibility::{poor, unfit_length, vague};
use crate::diag::Problems;
use crate::narrative::SectionBody;
use crate::rules::accessibility::{ALTERNATIVE_LENGTH, POOR_ALTERNATIVE, VAGUE_LINK};

/// Looks at the links and pictures of a document that are written in Typst.
pub fn check(laid: &Laid, problems: &mut Problems) {
    if !laid.sections.iter().any(|section| matches!(section.body, SectionBody::Typst)) {
        return;
    }
    if laid.asks(&VAGUE_LINK) {
        for element in written(laid, LinkElem::ELEM) {
            check_link(&element, laid, problems);
        }
    }
    for element in written(laid, ImageElem::ELEM) {
        let alt =
            element.to_packed::<ImageElem>().map(|it| it.alt.get_cloned(StyleChain::default()));
        check_alternative(alt.flatten().as_deref(), &element, laid, problems);
    }
    for element in written(laid, FigureElem::ELEM) {
        let alt =
            element.to_packed::<FigureElem>().map(|it| it.alt.get_cloned(StyleChain::default()));
        check_alternative(alt.flatten().as_deref(), &element, laid, problems);
    }
}

/// The elements of a kind that sections in Typst have, each once.
fn written(laid: &Laid, kind: typst::foundations::Element) -> Vec<Content> {
    // What is generated from Markdown lies elsewhere.
    let folder = format!("report/{}/{}/", laid.document, laid.language);
    let is_typst = |file: FileId| file.vpath().get_without_slash().starts_with(&folder);
    let introspector = laid.pages.introspector().as_ref();
    let mut seen = Vec::new();
    let mut found = Vec::new();
    for element in introspector.query(&kind.select()) {
        let span = element.span();
        if span.id().is_some_and(is_typst) && !seen.contains(&span) {
            seen.push(span);
            found.push(element);
        }
    }
    found
}

fn check_link(element: &Content, laid: &Laid, problems: &mut Problems) {
    let Some(link) = element.to_packed::<LinkElem>() else { return };
    let LinkTarget::Dest(Destination::Url(url)) = &link.dest else { return };
    let said = link.body.plain_text();
    let locale = laid.project.locales.get(laid.language);
    let own = locale.map_or(&[][..], |locale| &locale.vague_links);
    if let Some((message, hint)) = vague(&said, url.as_str(), laid.language, own) {
        laid.report(&VAGUE_LINK, DiagSpan::from(element.span()), message, hint, problems);
    }
}

fn check_alternative(alt: Option<&str>, element: &Content, laid: &Laid, problems: &mut Problems) {
    let Some(alt) = alt else { return };
    let span = DiagSpan::from(element.span());
    if laid.asks(&POOR_ALTERNATIVE)
        && let Some((message, hint)) = poor(alt, "")
    {
        laid.report(&POOR_ALTERNATIVE, span, message, hint, problems);
    }
    if laid.asks(&ALTERNATIVE_LENGTH)
        && let Some((message, hint)) = unfit_length(alt)
    {
        laid.report(&ALTERNATIVE_LENGTH, span, message, hint, problems);
    }
}
