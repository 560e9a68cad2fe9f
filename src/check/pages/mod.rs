//! Rules about pages, as they are laid out.

mod elements;
mod figures;
mod glyphs;
mod lines;
mod links;
mod paragraphs;
mod sheet;

pub use self::links::{WebLink, web_links};

use typst::diag::{EcoString, SourceDiagnostic};
use typst::syntax::{DiagSpan, FileId};
use typst_layout::PagedDocument;

use self::sheet::{IsAuthors, Sheets};
use crate::assemble::{Assembly, OriginMap, Texts};
use crate::compile::{DocumentWorld, Fitted};
use crate::diag::Problems;
use crate::narrative::Section;
use crate::project::Project;
use crate::rules::Rule;

/// What the rules about pages are looked at in.
struct Laid<'a> {
    project: &'a Project,
    world: &'a DocumentWorld<'a>,
    origins: &'a OriginMap,
    /// The id of the document.
    document: &'a str,
    /// The language that it is in.
    language: &'a str,
    /// Its sections.
    sections: &'a [Section],
    /// Its pages.
    pages: &'a PagedDocument,
    /// What tells whether a file holds text of authors.
    is_authors: IsAuthors<'a>,
    /// The text on them.
    sheets: Sheets<'a>,
}

/// Looks at the rules about the pages of a document.
pub fn check_pages(
    project: &Project,
    fitted: &Fitted,
    assembly: &Assembly,
    texts: &Texts,
    origins: &OriginMap,
    problems: &mut Problems,
) {
    let _scope = typst_timing::TimingScope::new("check pages");
    let (spec, language) = (&assembly.spec, assembly.language.id());
    let is_authors = authors(assembly);
    let edition = texts.edition(language);
    let document = edition.and_then(|edition| edition.document(&spec.id));
    let laid = Laid {
        project,
        world: &fitted.world,
        origins,
        document: &spec.id,
        language,
        sections: document.map_or(&[], |document| &document.sections),
        pages: &fitted.document,
        is_authors: &is_authors,
        sheets: sheet::read(&fitted.document, &is_authors),
    };
    glyphs::check(&laid, problems);
    paragraphs::check(&laid, problems);
    figures::check(&laid, problems);
    elements::check(&laid, problems);
}

/// What tells whether a file holds text of a document's authors.
fn authors(assembly: &Assembly) -> impl Fn(FileId) -> bool {
    let folder = format!("report/{}/{}/", assembly.spec.id, assembly.language.id());
    move |file: FileId| {
        let path = file.vpath().get_without_slash();
        path.starts_with(&folder) || file != assembly.main && assembly.owns(path)
    }
}

impl Laid<'_> {
    /// Whether the project looks at a rule.
    fn asks(&self, rule: &Rule) -> bool {
        self.project.manifest.levels.asks(rule)
    }

    /// Reports what breaks a rule at a place of the source that was compiled.
    fn report(
        &self,
        rule: &'static Rule,
        span: DiagSpan,
        message: impl Into<EcoString>,
        hint: impl Into<EcoString>,
        problems: &mut Problems,
    ) {
        let error = SourceDiagnostic::error(span, message).with_hint(hint);
        problems.push(self.origins.mapped(self.world, error)).breaks(rule);
    }
}
