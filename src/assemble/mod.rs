//! Assembling documents: everything that was read and computed becomes Typst
//! sources and data, laid over the project's own files.

mod claims;
mod data;
mod edition;
mod images;
mod main_file;
mod origins;
mod record;
mod sections;
mod standalone;
mod texts;
mod usage;
mod uses;
mod works;

pub use self::origins::OriginMap;
pub use self::record::{
    ClaimRecord, DocumentRecord, SectionRecord, Sentence, ShownFigure, SourceRecord, StatedNumber,
    ValueRecord,
};
pub use self::standalone::{
    Credit, FigureAssemblies, FigureAssembly, FigureSelection, assemble_figures,
};
pub use self::texts::{DocumentTexts, EditionTexts, Texts};
pub use self::usage::{Usage, UsageKind, used_keys};

use std::collections::BTreeMap;

use typst::foundations::Bytes;
use typst::syntax::{DiagSpan, FileId};

use self::claims::check_findings;
use self::edition::Edition;
use self::works::Works;
use crate::diag::{Place, Problems};
use crate::evidence::Evidence;
use crate::figures::read_figures;
use crate::project::{DocumentSpec, Language, Manifest, PRINT_SUFFIX, Project};

/// How far pages for print go on over their edge on each side, in millimetres. It is
/// what printing houses ask for all over Europe.
pub const BLEED: f64 = 3.0;

/// The folder of generated files.
const ASSEMBLED: &str = "assembled";

/// The folder of images that documents share.
const IMAGES: &str = "assembled/images";

/// What a run is asked to render.
#[derive(Debug, Clone)]
pub struct Selection {
    /// The ids of the documents.
    pub documents: Vec<String>,
    /// The ids of the languages.
    pub languages: Vec<String>,
    /// Whether the pages are marked as a draft.
    pub draft: bool,
    /// Whether the pages are for the printing house.
    pub print: bool,
}

impl Selection {
    /// Whether it is all documents in all languages.
    pub fn is_whole(&self, manifest: &Manifest) -> bool {
        self.documents.len() == manifest.documents.len()
            && self.languages.len() == manifest.languages.len()
    }
}

/// All documents of a run, ready to be compiled.
#[derive(Debug, Default)]
pub struct Assemblies {
    /// The documents, by document and language in the order of the manifest.
    pub documents: Vec<Assembly>,
    /// Where the generated text came from.
    pub origins: OriginMap,
}

/// A document in one language, ready to be compiled.
#[derive(Debug)]
pub struct Assembly {
    /// The document.
    pub spec: DocumentSpec,
    /// The language.
    pub language: Language,
    /// The document's title in this language.
    pub title: String,
    /// Whether the pages are marked as a draft.
    pub draft: bool,
    /// Whether the pages are for the printing house.
    pub print: bool,
    /// What every page has to say, such as that the data are invented.
    pub notice: Option<String>,
    /// The generated file to compile.
    pub main: FileId,
    /// Where the text of each block is written, by the section's key.
    pub places: BTreeMap<String, Place>,
    /// Where each figure is specified, by its key.
    pub figures: BTreeMap<String, Place>,
    /// What it states and shows.
    pub record: DocumentRecord,
    /// The paths of the files that the stages before the compiler have read.
    pub inputs: Vec<String>,
}

impl Assembly {
    /// The path of the PDF below the output folder. That for print has another
    /// name, so that the one for the screen stays beside it.
    pub fn output_path(&self) -> String {
        let suffix = if self.print { PRINT_SUFFIX } else { "" };
        format!("{}/{}{suffix}.pdf", self.language.id(), self.spec.id)
    }

    /// Whether it carries the data of its figures. A printing house has no use for them.
    pub fn carries_data(&self) -> bool {
        self.spec.attach_data && !self.print
    }

    /// Whether a generated file is one of this document's.
    pub fn owns(&self, path: &str) -> bool {
        let stem = format!("{ASSEMBLED}/{}/{}", self.language.id(), self.spec.id);
        let own = path.strip_prefix(&stem).is_some_and(|rest| rest.starts_with(['.', '/']));
        own || path.starts_with(IMAGES)
    }

    /// Where the text of a block is written, if it is that of a section.
    pub fn span_of(&self, block: &str) -> DiagSpan {
        self.places.get(block).map_or(DiagSpan::detached(), Place::span)
    }
}

/// Runs all stages before the compiler and lays their results over the
/// project's files. What the documents say is returned beside them.
pub fn assemble(
    project: &mut Project,
    selection: &Selection,
    problems: &mut Problems,
) -> (Assemblies, Texts) {
    assemble_with(project, selection, Claimed::Checked, problems)
}

/// The same for somebody who compares editions: that a claim is not true is no problem,
/// and the records of the documents say it.
pub fn assemble_for_review(
    project: &mut Project,
    selection: &Selection,
    problems: &mut Problems,
) -> (Assemblies, Texts) {
    assemble_with(project, selection, Claimed::Recorded, problems)
}

/// What becomes of claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claimed {
    /// One that is not true is an error.
    Checked,
    /// One that is not true is recorded.
    Recorded,
}

fn assemble_with(
    project: &mut Project,
    selection: &Selection,
    claimed: Claimed,
    problems: &mut Problems,
) -> (Assemblies, Texts) {
    let _scope = typst_timing::TimingScope::new("assemble");
    let evidence = Evidence::read(project, problems);
    let figures = read_figures(project, &evidence.ledger, problems);
    if claimed == Claimed::Checked {
        check_findings(&figures.specs, &evidence, project, problems);
    }
    let works = Works::read(project);
    let mut generated = Generated::default();
    let mut editions = Vec::new();
    for language in &project.manifest.languages {
        if selection.languages.iter().any(|id| id == language.id()) {
            let edition = Edition::read(project, &evidence, &figures, language, problems);
            edition.generate(selection, claimed, &works, &mut generated, problems);
            editions.push(edition.into_texts());
        }
    }
    let Generated { files, assemblies } = generated;
    for (id, bytes) in files {
        project.files.loader_mut().generate(id, bytes);
    }
    problems.weigh(&project.manifest.levels);
    (assemblies, Texts { evidence, figures, editions })
}

/// Where the documents of a project use indicators, in all its languages.
pub fn usages(project: &Project, evidence: &Evidence, problems: &mut Problems) -> Vec<Usage> {
    let figures = read_figures(project, &evidence.ledger, problems);
    let mut usages = Vec::new();
    for language in &project.manifest.languages {
        usages.extend(Edition::read(project, evidence, &figures, language, problems).usages());
    }
    usages
}

/// What is laid over the project's files.
#[derive(Default)]
struct Generated {
    files: Vec<(FileId, Bytes)>,
    assemblies: Assemblies,
}
