//! Laying out documents, for whatever is then done with their pages.

use crate::assemble::{Assemblies, Assembly, Texts};
use crate::check::check_pages;
use crate::compile::{
    Fitted, Shared, check_attachments, check_bleed, check_figures, check_notice, fit, load_fonts,
};
use crate::diag::Problems;
use crate::project::{FitSteps, Project};

/// What documents are laid out with.
pub struct Press<'a> {
    /// The project.
    pub project: &'a Project,
    /// The world that documents share.
    pub shared: &'a Shared<'a>,
    /// The documents.
    pub assemblies: &'a Assemblies,
    /// What they say.
    pub texts: &'a Texts,
    /// The steps to which the theme can be tightened.
    pub steps: &'a FitSteps,
}

impl<'a> Press<'a> {
    /// Lays out a document, and looks whether its pages are as they have to be.
    pub fn lay_out(&self, assembly: &'a Assembly, problems: &mut Problems) -> Option<Fitted<'a>> {
        let origins = &self.assemblies.origins;
        let fitted = fit(self.shared, assembly, self.steps, origins, problems)?;
        if let Some(notice) = &assembly.notice {
            let spec = &assembly.spec;
            check_notice(&fitted.document, &spec.id, &spec.place, notice, problems);
        }
        check_figures(&fitted.document, assembly, problems);
        if assembly.carries_data() {
            check_attachments(&fitted.document, &assembly.spec, problems);
        }
        if assembly.print {
            check_bleed(&fitted.document, &assembly.spec, problems);
        }
        check_pages(self.project, &fitted, assembly, self.texts, origins, problems);
        problems.weigh(&self.project.manifest.levels);
        Some(fitted)
    }
}

/// The fonts of a project and the steps of its theme, which are read beside its texts.
pub fn load_theme(
    project: &Project,
    problems: &mut Problems,
) -> (typst_kit::fonts::FontStore, FitSteps) {
    (load_fonts(project, problems), FitSteps::read(project, problems))
}
