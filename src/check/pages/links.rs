//! The web addresses that readers can follow.

use std::collections::BTreeSet;

use typst::foundations::NativeElement;
use typst::introspection::Introspector;
use typst::model::{Destination, LinkElem, LinkTarget};
use typst::syntax::{DiagSpan, Span};

use super::authors;
use crate::assemble::{Assembly, OriginMap};
use crate::compile::Fitted;
use crate::diag::Place;
use crate::project::{Project, file_id};

/// The tables whose addresses themes print.
const TABLES: [&str; 2] = ["report/report.toml", "data/sources.toml"];

/// A web address that a document links to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebLink {
    /// The address, which begins with `http://` or `https://`.
    pub address: String,
    /// Where a reader of the project finds it: in the text, or in the table from which it
    /// came.
    pub span: DiagSpan,
}

/// The web addresses to which a laid-out document links, each once, in the order in which
/// they stand in it: those of its text, of its layout, of sources and of cited works.
pub fn web_links(
    project: &Project,
    fitted: &Fitted,
    assembly: &Assembly,
    origins: &OriginMap,
) -> Vec<WebLink> {
    let introspector = fitted.document.introspector().as_ref();
    let mut seen = BTreeSet::new();
    let mut links = Vec::new();
    for link in introspector.query(&LinkElem::ELEM.select()) {
        let Some(element) = link.to_packed::<LinkElem>() else { continue };
        let LinkTarget::Dest(Destination::Url(url)) = &element.dest else { continue };
        let address = url.as_str();
        let is_web = ["http://", "https://"].iter().any(|scheme| {
            address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        });
        if is_web && seen.insert(address.to_string()) {
            let span = written(project, fitted, assembly, origins, address, link.span());
            links.push(WebLink { address: address.into(), span });
        }
    }
    links
}

/// Where an address is written: in the text that links to it; else in the first table of
/// the project that has it, since then it is the theme that links there; else where the
/// link is made.
fn written(
    project: &Project,
    fitted: &Fitted,
    assembly: &Assembly,
    origins: &OriginMap,
    address: &str,
    span: Span,
) -> DiagSpan {
    let own = origins.span(&fitted.world, DiagSpan::from(span));
    if span.id().is_some_and(authors(assembly)) {
        return own;
    }
    let tables = TABLES.map(file_id).into_iter();
    let works = project.manifest.bibliography.iter().map(|works| works.file);
    let place = tables.chain(works).find_map(|file| {
        let text = project.text(file, &mut Default::default())?;
        let start = text.find(address)?;
        Some(Place::new(file, start..start + address.len()))
    });
    place.map_or(own, |place| place.span())
}
