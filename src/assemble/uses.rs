//! Does everything that the sections name exist?

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use typst::diag::{EcoString, eco_format};
use typst::syntax::{FileId, LinkedNode, SyntaxKind, ast};

use super::claims;
use super::edition::Edition;
use super::sections::DocumentSections;
use super::works::Works;
use crate::diag::{Place, Problems, name_hint};
use crate::evidence::{ClaimError, Ledger};
use crate::figures::Statement;
use crate::narrative::{Section, Use};
use crate::project::{DocumentSpec, Files, Language, Project, SectionFile};
use crate::rules::languages::MISSING_SECTION;
use crate::rules::layout::DEAD_REFERENCE;
use crate::rules::numbers::UNKNOWN_INDICATOR;

/// Checks the names that the sections of a document use.
pub struct Checker<'a> {
    edition: &'a Edition<'a>,
    document: &'a DocumentSections<'a>,
    works: &'a Works,
    section_keys: BTreeSet<&'a str>,
}

impl<'a> Checker<'a> {
    /// Checks a document of an edition, whose sections may cite works.
    pub fn new(
        edition: &'a Edition<'a>,
        document: &'a DocumentSections<'a>,
        works: &'a Works,
    ) -> Self {
        let own = document.sections.iter();
        let mut section_keys: BTreeSet<&str> = own.map(|section| section.key.as_str()).collect();
        let headings = document.sections.iter().flat_map(Section::heading_ids);
        section_keys.extend(headings.map(|heading| heading.name.as_str()));
        Self { edition, document, works, section_keys }
    }

    /// Reports every name that does not exist.
    pub fn check(&self, problems: &mut Problems) {
        for section in &self.document.sections {
            self.check_numbers(section, problems);
            self.check_figures(section, problems);
            self.check_alternatives(section, problems);
            self.check_sections(section, problems);
            self.check_citations(section, problems);
        }
    }

    fn check_numbers(&self, section: &Section, problems: &mut Problems) {
        let ledger = &self.edition.evidence.ledger;
        let Some(printer) = self.edition.printers.get(section.language.as_str()) else {
            return;
        };
        for number in section.numbers() {
            let place = Place::new(section.file, number.range.clone());
            let Some(indicator) = ledger.get(&number.key) else {
                if ledger.has_failed(&number.key) {
                    continue;
                }
                let (message, hint) = unknown_number(ledger, &number.key);
                problems.error_with_hint(&place, message, hint).breaks(&UNKNOWN_INDICATOR);
                continue;
            };
            if let Err(reason) = printer.print(indicator, number.form) {
                let form = number.form.name();
                let message =
                    eco_format!("`{}` cannot be printed as `{form}` ({reason})", number.key);
                problems.error(&place, message).hint(reason.hint());
            }
        }
    }

    fn check_figures(&self, section: &Section, problems: &mut Problems) {
        let figures = self.edition.figures;
        let read = || figures.specs.iter().map(|figure| &figure.key);
        let known = || read().chain(&figures.failed).map(String::as_str);
        for Use { name: key, range } in section.figure_names() {
            if !known().any(|figure| figure == key) {
                let place = Place::new(section.file, range.clone());
                let message = eco_format!("there is no figure `{key}`");
                let hint = name_hint(key, known());
                problems.error_with_hint(&place, message, hint).breaks(&DEAD_REFERENCE);
            }
        }
    }

    /// A text in place of a figure's alternative text states only numbers of the figure,
    /// which asks for a text that is known before the document is compiled.
    fn check_alternatives(&self, section: &Section, problems: &mut Problems) {
        let edition = self.edition;
        if section.language != edition.language.id() {
            return;
        }
        let Some(printer) = edition.printers.get(section.language.as_str()) else {
            return;
        };
        for alternative in section.alternatives() {
            let place = Place::new(section.file, alternative.range.clone());
            let Some((figure, text)) = alternative.figure.as_ref().zip(alternative.text.as_ref())
            else {
                let message = "the alternative text of a figure is computed, so that its \
                               numbers cannot be checked";
                problems
                    .error(&place, message)
                    .hint("write it as `alt` of the figure in report/figures.toml, or as a string");
                continue;
            };
            let spec = edition.figures.specs.iter().find(|spec| spec.key == *figure);
            let Some((spec, chart)) = spec.zip(edition.charts.get(figure.as_str())) else {
                continue;
            };
            let statement = Statement::new(spec, chart, &edition.evidence.ledger, printer);
            statement.check(text, &place, problems);
        }
    }

    /// Reports every claim that is not true.
    pub fn check_claims(&self, problems: &mut Problems) {
        for section in &self.document.sections {
            self.check_claims_of(section, problems);
        }
    }

    /// A claim that fails is reported at the phrase that is no longer true.
    fn check_claims_of(&self, section: &Section, problems: &mut Problems) {
        let ledger = &self.edition.evidence.ledger;
        for claim in &section.claims {
            let Err(error) = self.edition.claims.check(&claim.condition) else {
                continue;
            };
            let range = match (&error, claim.occurrences.first()) {
                (ClaimError::False(_) | ClaimError::Chance(_), Some(phrase)) => phrase.clone(),
                _ => claim.range.clone(),
            };
            let place = Place::new(section.file, range);
            claims::report(error, &claim.phrase, &place, ledger, problems);
        }
    }

    fn check_sections(&self, section: &Section, problems: &mut Problems) {
        for Use { name: key, range } in section.section_references() {
            if !self.section_keys.contains(key.as_str()) {
                let place = Place::new(section.file, range.clone());
                let hint = name_hint(key, self.section_keys.iter().copied());
                let message = eco_format!("there is no section `{key}`");
                problems.error_with_hint(&place, message, hint).breaks(&DEAD_REFERENCE);
            }
        }
    }

    fn check_citations(&self, section: &Section, problems: &mut Problems) {
        for Use { name: key, range } in section.citations() {
            if let Some((message, hint)) = self.works.refuse(key) {
                let place = Place::new(section.file, range.clone());
                problems.error_with_hint(&place, message, hint).breaks(&DEAD_REFERENCE);
            }
        }
    }
}

/// What is wrong with a key that is no number, and what to do about it.
fn unknown_number(ledger: &Ledger, key: &str) -> (EcoString, Option<EcoString>) {
    match ledger.grid(key) {
        Some(grid) => {
            let row = grid.rows.first().map_or("row", |row| row.key.as_str());
            let hint = eco_format!("name a row of it, such as `{key}.{row}`");
            (eco_format!("`{key}` is a table, not a number"), Some(hint))
        }
        None => (eco_format!("there is no indicator `{key}`"), name_hint(key, ledger.keys())),
    }
}

/// Reports sections that another language has and this one has not.
pub fn check_languages(
    project: &Project,
    spec: &DocumentSpec,
    language: &Language,
    files: &[SectionFile],
    problems: &mut Problems,
) {
    for other in project.manifest.languages.iter().filter(|other| *other != language) {
        for file in project.sections(&spec.id, other.id(), problems) {
            if !files.iter().any(|own| own.key == file.key) {
                let path = file.file.get().vpath().get_without_slash();
                let (id, key) = (language.id(), &file.key);
                problems
                    .error(
                        &Place::new(file.file, 0..0),
                        eco_format!("the section `{key}` is missing in `{id}`"),
                    )
                    .breaks(&MISSING_SECTION)
                    .hint(eco_format!("write a translation of `{path}`"));
            }
        }
    }
}

/// All names that a Typst file may mean a figure by, such as `fig("key")` or
/// `data.figures.key`: its string literals and identifiers, and where each stands
/// first. None if it cannot be read.
pub fn names(files: &Files, file: FileId) -> BTreeMap<String, Range<usize>> {
    let Ok(source) = files.source(file) else { return BTreeMap::new() };
    let mut names = BTreeMap::new();
    let mut open = vec![LinkedNode::new(source.root())];
    while let Some(node) = open.pop() {
        let name = match node.kind() {
            SyntaxKind::Str => node.cast::<ast::Str>().map(|text| text.get().to_string()),
            SyntaxKind::Ident => Some(node.leaf_text().to_string()),
            _ => None,
        };
        if let Some(name) = name {
            names.entry(name).or_insert(node.range());
        }
        // The first child is taken next, so that the first of a name is met first.
        open.extend(node.children().rev());
    }
    names
}
