//! All documents of one language.

use std::collections::{BTreeMap, BTreeSet};

use typst::diag::{FileError, eco_format};
use typst::foundations::Bytes;
use typst::syntax::FileId;

use super::images::take_in_images;
use super::record::record;
use super::sections::{DocumentSections, read_sections};
use super::texts::{DocumentTexts, EditionTexts};
use super::usage::Usage;
use super::uses::Checker;
use super::works::Works;
use super::{ASSEMBLED, Assembly, BLEED, Claimed, Generated, Selection, data, main_file, usage};
use crate::diag::{Place, Problems};
use crate::evidence::{Claims, Evidence, Form, Indicator, Printer};
use crate::figures::{Chart, Figures, data_file, resolve};
use crate::narrative::{Origins, Section};
use crate::project::{DocumentSpec, Language, Project, file_id};
use crate::rules::languages::MISSING_STRING;

/// What every page of a document shows besides its text.
#[derive(Clone, Copy)]
struct Marks<'a> {
    draft: bool,
    /// Whether it is for the printing house.
    print: bool,
    /// That the data are invented, where they are.
    synthetic: Option<&'a str>,
}

/// All documents of one language. They are read together, because the
/// appendix of one lists the numbers of all.
pub struct Edition<'a> {
    /// The project.
    pub project: &'a Project,
    /// All numbers.
    pub evidence: &'a Evidence,
    /// What the claims of the sections are checked against.
    pub claims: Claims<'a>,
    /// The figures.
    pub figures: &'a Figures,
    /// The language.
    pub language: &'a Language,
    /// Printers by language: of this one, and of sections in others.
    pub printers: BTreeMap<&'a str, Printer<'a>>,
    /// The charts in this language, by key.
    pub charts: BTreeMap<&'a str, Chart>,
    documents: Vec<DocumentSections<'a>>,
}

impl<'a> Edition<'a> {
    /// Reads the documents and resolves the figures.
    pub fn read(
        project: &'a Project,
        evidence: &'a Evidence,
        figures: &'a Figures,
        language: &'a Language,
        problems: &mut Problems,
    ) -> Self {
        let mut documents = Vec::new();
        for spec in &project.manifest.documents {
            let sections = read_sections(project, spec, language, problems);
            documents.push(DocumentSections { spec, sections });
        }
        Self::of(documents, project, evidence, figures, language, problems)
    }

    /// Only the figures, for those who want no document.
    pub fn of_figures(
        project: &'a Project,
        evidence: &'a Evidence,
        figures: &'a Figures,
        language: &'a Language,
        problems: &mut Problems,
    ) -> Self {
        Self::of(Vec::new(), project, evidence, figures, language, problems)
    }

    fn of(
        documents: Vec<DocumentSections<'a>>,
        project: &'a Project,
        evidence: &'a Evidence,
        figures: &'a Figures,
        language: &'a Language,
        problems: &mut Problems,
    ) -> Self {
        let mut edition = Self {
            project,
            evidence,
            claims: Claims::new(&evidence.ledger, project.manifest.disclosure.confidence),
            figures,
            language,
            printers: BTreeMap::new(),
            charts: BTreeMap::new(),
            documents,
        };
        edition.make_printers(problems);
        edition.draw_charts(problems);
        edition
    }

    /// Makes a printer for every language in which something is printed.
    fn make_printers(&mut self, problems: &mut Problems) {
        let sections = self.documents.iter().flat_map(|document| &document.sections);
        let mut wanted: BTreeSet<&str> =
            sections.map(|section| section.language.as_str()).collect();
        wanted.insert(self.language.id());
        for language in &self.project.manifest.languages {
            let Some(locale) = self.project.locales.get(language.id()) else {
                continue;
            };
            if !wanted.contains(language.id()) {
                continue;
            }
            let printer = Printer::new(language, locale).and_then(|printer| {
                printer.date(self.project.manifest.date)?;
                Ok(printer)
            });
            match printer {
                Ok(printer) => {
                    self.printers.insert(language.id(), printer);
                }
                Err(error) => {
                    let manifest = Place::new(self.project.manifest.file, 0..0);
                    problems.error(&manifest, error.to_string()).hint(error.hint());
                }
            }
        }
    }

    fn draw_charts(&mut self, problems: &mut Problems) {
        let Some(printer) = self.printers.get(self.language.id()) else {
            return;
        };
        for spec in &self.figures.specs {
            if let Some(chart) = resolve(spec, self.evidence, printer, problems) {
                self.charts.insert(&spec.key, chart);
            }
        }
    }

    /// Generates the sources and data of the documents that are asked for.
    pub fn generate(
        &self,
        selection: &Selection,
        claimed: Claimed,
        works: &Works,
        generated: &mut Generated,
        problems: &mut Problems,
    ) {
        for document in &self.documents {
            let checker = Checker::new(self, document, works);
            checker.check(problems);
            if claimed == Claimed::Checked {
                checker.check_claims(problems);
            }
            self.check_layout(document.spec, problems);
        }
        let Some(printer) = self.printers.get(self.language.id()) else {
            return;
        };
        problems.weigh(&self.project.manifest.levels);
        if problems.has_errors() {
            return;
        }
        let used = self.used_indicators();
        let synthetic = self.synthetic_notice(&used, printer, problems);
        let marks = Marks { draft: selection.draft, print: selection.print, synthetic };
        for indicator in &used {
            let form = indicator.value.absence().map_or(Form::Text, |_| Form::Short);
            if let Err(error) = printer.print(indicator, form) {
                let message = eco_format!("`{}` cannot be printed ({error})", indicator.key);
                problems.error(&indicator.place, message).hint(error.hint());
            }
        }
        for document in &self.documents {
            if selection.documents.contains(&document.spec.id) {
                self.generate_document(document, printer, &used, marks, generated, problems);
            }
        }
    }

    /// What every page says if numbers of invented data are used.
    pub fn synthetic_notice<'p>(
        &self,
        used: &[&Indicator],
        printer: &'p Printer,
        problems: &mut Problems,
    ) -> Option<&'p str> {
        let is_synthetic =
            |id: &&String| self.evidence.sources.get(*id).is_some_and(|source| source.synthetic);
        let source = used.iter().flat_map(|indicator| &indicator.sources).find(is_synthetic)?;
        let notice = printer.string("synthetic");
        if notice.is_empty() {
            let locale = Place::new(printer.locale().file, 0..0);
            let message = "the locale has no string `synthetic`";
            problems.error(&locale, message).breaks(&MISSING_STRING).hint(eco_format!(
                "the data of `{source}` are invented, and every page has to say so"
            ));
            return None;
        }
        Some(notice)
    }

    fn check_layout(&self, spec: &DocumentSpec, problems: &mut Problems) {
        let layout = layout_file(spec);
        if let Err(error) = self.project.files.file(layout) {
            let path = layout.get().vpath().get_without_slash();
            let reason = match error {
                FileError::NotFound(_) => "there is no such file".to_string(),
                other => other.to_string(),
            };
            problems
                .error(&spec.place, eco_format!("cannot read the layout `{path}` ({reason})"))
                .hint("it says where the sections of the document go");
        }
    }

    fn generate_document(
        &self,
        document: &DocumentSections<'a>,
        printer: &'a Printer<'a>,
        used: &[&'a Indicator],
        marks: Marks<'a>,
        generated: &mut Generated,
        problems: &mut Problems,
    ) {
        let folder = format!("{ASSEMBLED}/{}", self.language.id());
        let images = take_in_images(self.project, document, generated, problems);
        for section in &document.sections {
            let number = |key: &str, form: Form| self.printed(section, key, form);
            main_file::generate_section(
                section,
                &folder,
                document.spec,
                &images,
                &number,
                generated,
            );
        }
        let json = self.data(document.spec, printer, used, marks).to_json();
        let id = &document.spec.id;
        generated.files.push((file_id(&format!("{folder}/{id}.json")), Bytes::new(json)));
        let main = file_id(&format!("{folder}/{id}.typ"));
        let text =
            main_file::main_source(document, self.language, &self.project.manifest, marks.print);
        generated.files.push((main, Bytes::from_string(text)));
        let declared = document.spec.place.clone();
        generated.assemblies.origins.insert(main, declared, Origins::default());
        let places =
            document.sections.iter().map(|section| (section.key.clone(), section.place.clone()));
        let figures =
            self.figures.specs.iter().map(|figure| (figure.key.clone(), figure.place.clone()));
        generated.assemblies.documents.push(Assembly {
            spec: document.spec.clone(),
            language: self.language.clone(),
            title: document.spec.title.get(self.language.id()).into(),
            draft: marks.draft,
            print: marks.print,
            notice: marks.synthetic.map(String::from),
            main,
            places: places.collect(),
            figures: figures.collect(),
            record: record(self, document),
            inputs: self.inputs(document),
        });
    }

    /// A number as a section prints it, in the section's language.
    pub fn printed(&self, section: &Section, key: &str, form: Form) -> Option<String> {
        let indicator = self.evidence.ledger.get(key)?;
        self.printers.get(section.language.as_str())?.print(indicator, form).ok()
    }

    fn data<'e>(
        &'e self,
        spec: &'e DocumentSpec,
        printer: &'e Printer,
        used: &[&'e Indicator],
        marks: Marks<'e>,
    ) -> data::DocumentData<'e> {
        let manifest = &self.project.manifest;
        let listed: &[&Indicator] = if spec.provenance { used } else { &[] };
        let numbers = |(language, printer): (&&'a str, &Printer)| {
            let numbers = used
                .iter()
                .map(|indicator| (indicator.key.clone(), data::number(indicator, printer)));
            (*language, numbers.collect())
        };
        let sources: Vec<&str> =
            listed.iter().flat_map(|indicator| &indicator.sources).map(String::as_str).collect();
        data::DocumentData {
            lang: self.language.id(),
            region: self.language.region(),
            draft: marks.draft,
            print: marks.print.then_some(data::Print { bleed: BLEED }),
            synthetic: marks.synthetic,
            publication: data::Publication::new(manifest, printer),
            document: data::Document::new(spec, self.language.id()),
            colophon: data::colophon(manifest, printer),
            eu: data::eu(manifest, self.language.id()),
            strings: &printer.locale().strings,
            evidence: self.printers.iter().map(numbers).collect(),
            figures: self.charts.iter().map(|(key, chart)| (*key, chart)).collect(),
            attachments: self.attachments(spec, marks.print),
            provenance: data::provenance(listed.iter().copied(), printer),
            sources: data::sources(self.evidence, &sources, printer),
            bibliography: data::bibliography(manifest),
        }
    }

    /// The data of each figure, for a document that carries them. A printing house
    /// has no use for them.
    fn attachments(&self, spec: &DocumentSpec, print: bool) -> BTreeMap<&'a str, String> {
        if !spec.attach_data || print {
            return BTreeMap::new();
        }
        self.charts.iter().map(|(key, chart)| (*key, data_file(chart, self.evidence))).collect()
    }

    /// Where the documents use indicators, document by document.
    pub fn usages(&self) -> Vec<Usage> {
        let of = |document| {
            let mut usages = usage::printed(self, document);
            usages.extend(usage::claimed(self, document));
            usages
        };
        self.documents.iter().flat_map(of).collect()
    }

    /// What the documents say.
    pub fn into_texts(self) -> EditionTexts {
        let usages = self.usages();
        let document = |document: DocumentSections| DocumentTexts {
            id: document.spec.id.clone(),
            sections: document.sections,
        };
        let chart = |(key, chart): (&str, Chart)| (key.to_string(), chart);
        EditionTexts {
            language: self.language.clone(),
            usages,
            charts: self.charts.into_iter().map(chart).collect(),
            documents: self.documents.into_iter().map(document).collect(),
        }
    }

    /// All indicators that any document of this language prints, and those from
    /// which they are computed.
    fn used_indicators(&self) -> Vec<&'a Indicator> {
        let printed = self.documents.iter().flat_map(|document| usage::printed(self, document));
        usage::with_inputs(printed.map(|usage| usage.key).collect(), &self.evidence.ledger)
    }

    /// The files that the stages have read for a document.
    fn inputs(&self, document: &DocumentSections) -> Vec<String> {
        let language = self.language.id();
        let fixed = [
            "report/report.toml".into(),
            "report/figures.toml".into(),
            "data/sources.toml".into(),
            "data/indicators.toml".into(),
            format!("report/locales/{language}.toml"),
        ];
        let sources = self.evidence.sources.values();
        let tables = sources.flat_map(|source| source.file.into_iter().chain(source.codebook));
        let sections = document.sections.iter().map(|section| section.file);
        let maps = self.figures.specs.iter().filter_map(|figure| Some(figure.map.as_ref()?.file));
        let files = tables.chain(sections).chain(maps);
        let paths = files.map(|file| file.get().vpath().get_without_slash().to_string());
        fixed.into_iter().chain(paths).collect()
    }
}

/// The file that says where the sections of a document go.
pub fn layout_file(spec: &DocumentSpec) -> FileId {
    file_id(&format!("report/{}/layout.typ", spec.id))
}
