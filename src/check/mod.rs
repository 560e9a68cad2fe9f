//! Is everything right that a machine can see? The [rules](crate::rules) that no stage
//! has to keep for its own sake are looked at here: those about texts when all are read,
//! those about pages when they are laid out.

mod accessibility;
mod colophon;
mod languages;
mod numbers;
mod pages;
mod passage;
mod passages;
mod spelling;
mod strings;
mod typography;

use std::collections::BTreeMap;

pub use self::languages::translations;
pub use self::pages::{WebLink, check_pages, web_links};
pub use self::spelling::{Dictionaries, DictionaryFiles};

use self::passage::Passage;
use crate::assemble::Texts;
use crate::diag::{Place, Problems};
use crate::evidence::Printer;
use crate::narrative::Section;
use crate::project::{Locale, Project};
use crate::rules::Rule;

/// What the rules are looked at in.
struct Subject<'a> {
    project: &'a Project,
    texts: &'a Texts,
    /// All sections, each once.
    sections: Vec<&'a Section>,
    /// All texts, each once.
    passages: Vec<Passage>,
    /// Printers by language.
    printers: BTreeMap<&'a str, Printer<'a>>,
}

/// Looks at the rules about texts. Those that compare all documents and languages are
/// left out unless `all` of them were asked for and could be read.
/// `dictionaries` are those for languages of which the project has none.
pub fn check_texts(
    project: &Project,
    texts: &Texts,
    dictionaries: &Dictionaries,
    all: bool,
    problems: &mut Problems,
) {
    let _scope = typst_timing::TimingScope::new("check texts");
    let sections = passages::sections(texts);
    let subject = Subject {
        project,
        texts,
        passages: passages::passages(project, texts, &sections),
        sections,
        printers: printers(project),
    };
    let all = all && !problems.has_errors();
    numbers::check(&subject, all, problems);
    if all {
        languages::check(&subject, problems);
    }
    accessibility::check(&subject, problems);
    typography::check(&subject, problems);
    spelling::check(&subject, dictionaries, problems);
    colophon::check(&subject, problems);
    problems.weigh(&project.manifest.levels);
}

/// A printer for each language; that there is none for one has been reported.
fn printers<'p>(project: &'p Project) -> BTreeMap<&'p str, Printer<'p>> {
    let printer = |(id, locale): (&String, &'p Locale)| {
        let language = project.manifest.language(id)?;
        Some((language.id(), Printer::new(language, locale).ok()?))
    };
    project.locales.iter().filter_map(printer).collect()
}

impl Subject<'_> {
    /// Whether the project looks at a rule.
    fn asks(&self, rule: &Rule) -> bool {
        self.project.manifest.levels.asks(rule)
    }
}

/// Reports what breaks a rule, with what to do about it.
fn report(
    rule: &'static Rule,
    place: &Place,
    message: impl Into<typst::diag::EcoString>,
    hint: impl Into<typst::diag::EcoString>,
    problems: &mut Problems,
) {
    problems.error(place, message).breaks(rule).hint(hint);
}
