//! Rules about pages, as they are laid out.

mod glyphs;
mod sheet;

use self::sheet::Sheets;
use crate::assemble::{Assembly, OriginMap, Texts};
use crate::compile::{DocumentWorld, Fitted};
use crate::diag::Problems;
use crate::project::Project;
use crate::rules::Rule;
use typst::diag::{EcoString, SourceDiagnostic};
use typst::syntax::DiagSpan;

/// What the rules about pages are looked at in.
struct Laid<'a> {
    project: &'a Project,
    world: &'a DocumentWorld<'a>,
    origins: &'a OriginMap,
    sheets: Sheets,
}

/// Looks at the rules about the pages of a document.
pub fn check_pages(
    project: &Project,
    fitted: &Fitted,
    _assembly: &Assembly,
    _texts: &Texts,
    origins: &OriginMap,
    problems: &mut Problems,
) {
    let _scope = typst_timing::TimingScope::new("check pages");
    let sheets = Sheets::read(&fitted.document);
    let laid = Laid { project, world: &fitted.world, origins, sheets };
    glyphs::check(&laid, problems);
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
