//! Laying out documents, for whatever is then done with their pages.

use rayon::prelude::*;

use super::console::Console;
use crate::assemble::{Assemblies, Assembly, Texts};
use crate::check::check_pages;
use crate::compile::{Fitted, Shared, check_bleed, check_notice, fit, load_fonts};
use crate::diag::Problems;
use crate::project::{FitSteps, Project};

/// The stack of a thread that compiles, in bytes. Typst recurses deeper than
/// the default of two megabytes allows.
const STACK_SIZE: usize = 64 * 1024 * 1024;

/// The threads that work, as many as are asked for or as there are cores.
///
/// # Errors
/// Why they cannot be started, for people.
pub fn pool(jobs: Option<u16>) -> Result<rayon::ThreadPool, String> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.map_or(0, usize::from))
        .stack_size(STACK_SIZE)
        .build();
    pool.map_err(|error| format!("cannot start threads ({error})"))
}

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
    /// Lays out all documents, each on a thread of its own, and does `then` with each. The
    /// problems come in the order of the documents.
    pub fn run<T: Send>(
        &self,
        console: &Console,
        problems: &mut Problems,
        then: impl Fn(Fitted<'a>, &'a Assembly, &mut Problems) -> Option<T> + Sync,
    ) -> Vec<T> {
        let documents = &self.assemblies.documents;
        console.expect(documents.len());
        let one = |assembly: &'a Assembly| {
            let mut problems = Problems::new();
            let fitted = self.lay_out(assembly, &mut problems);
            let done = fitted.and_then(|fitted| then(fitted, assembly, &mut problems));
            console.advance(&assembly.output_path());
            (done, problems)
        };
        let results: Vec<_> = documents.par_iter().map(one).collect();
        console.finish();
        let mut all = Vec::new();
        for (done, found) in results {
            problems.extend(found);
            all.extend(done);
        }
        all
    }

    /// Lays out a document, and looks whether its pages are as they have to be.
    fn lay_out(&self, assembly: &'a Assembly, problems: &mut Problems) -> Option<Fitted<'a>> {
        let origins = &self.assemblies.origins;
        let fitted = fit(self.shared, assembly, self.steps, origins, problems)?;
        if let Some(notice) = &assembly.notice {
            check_notice(&fitted.document, &assembly.spec, notice, problems);
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
