//! Figures alone: each is a document of one page that is as high as it needs to be.

use serde::Serialize;
use typst::foundations::Bytes;
use typst::syntax::FileId;

use super::claims::check_findings;
use super::edition::Edition;
use super::usage::with_inputs;
use super::{ASSEMBLED, Generated, OriginMap, data, main_file};
use crate::diag::{Place, Problems};
use crate::evidence::{Evidence, Indicator, Printer};
use crate::figures::{Chart, FigureSpec, Figures, data_file};
use crate::narrative::Origins;
use crate::project::{Language, Project, file_id};

/// The file that a theme is imported from.
const THEME: &str = "report/theme/lib.typ";

/// Which figures are wanted alone.
#[derive(Debug, Clone)]
pub struct FigureSelection {
    /// Their keys.
    pub figures: Vec<String>,
    /// The ids of the languages.
    pub languages: Vec<String>,
    /// How wide their pages are, in millimetres.
    pub width: u16,
}

/// All figures of a run, ready to be compiled.
#[derive(Debug, Default)]
pub struct FigureAssemblies {
    /// The figures, by language in the order of the manifest.
    pub figures: Vec<FigureAssembly>,
    /// Where the generated text came from.
    pub origins: OriginMap,
}

/// A figure in one language, ready to be compiled.
#[derive(Debug)]
pub struct FigureAssembly {
    /// The figure.
    pub chart: Chart,
    /// Where it is specified.
    pub place: Place,
    /// The language.
    pub language: Language,
    /// What the picture has to say, such as that the data are invented.
    pub notice: Option<String>,
    /// The values that it shows, as comma-separated values.
    pub data: String,
    /// The publication's terms of use; none if it states none.
    pub licence: Option<String>,
    /// How to cite the publication; none if it does not say.
    pub cite: Option<String>,
    /// Who published the data, in the order of the figure.
    pub sources: Vec<Credit>,
    /// The generated file to compile.
    pub main: FileId,
}

/// Who published the data of a figure, and under which terms.
#[derive(Debug, Clone, Serialize)]
pub struct Credit {
    /// The source's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who made it.
    pub producer: String,
    /// The year or period of publication.
    pub published: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// The licence, as the producer gives it.
    pub licence: Option<String>,
}

impl FigureAssembly {
    /// What the figure may be used for: the publication's terms, else those of its
    /// sources.
    pub fn rights(&self) -> Option<String> {
        let mut terms: Vec<&str> = self.licence.iter().map(String::as_str).collect();
        if terms.is_empty() {
            terms = self.sources.iter().filter_map(|source| source.licence.as_deref()).collect();
            terms.dedup();
        }
        (!terms.is_empty()).then(|| terms.join("; "))
    }
}

/// Lays a document for each figure over the project's files. No document of the
/// project is read for it.
pub fn assemble_figures(
    project: &mut Project,
    evidence: &Evidence,
    figures: &Figures,
    selection: &FigureSelection,
    problems: &mut Problems,
) -> FigureAssemblies {
    let _scope = typst_timing::TimingScope::new("assemble figures");
    let mut assembled = FigureAssemblies::default();
    let mut generated = Generated::default();
    let wanted = |spec: &&FigureSpec| selection.figures.contains(&spec.key);
    let specs: Vec<&FigureSpec> = figures.specs.iter().filter(wanted).collect();
    check_findings(specs.iter().copied(), evidence, project, problems);
    for language in &project.manifest.languages {
        if !selection.languages.iter().any(|id| id == language.id()) {
            continue;
        }
        let edition = Edition::of_figures(project, evidence, figures, language, problems);
        let Some(printer) = edition.printers.get(language.id()) else { continue };
        problems.weigh(&project.manifest.levels);
        if problems.has_errors() {
            continue;
        }
        let alone = Standalone { edition: &edition, printer, width: selection.width };
        for spec in &specs {
            assembled.figures.extend(alone.assemble(spec, &mut generated, problems));
        }
    }
    let Generated { files, assemblies } = generated;
    for (id, bytes) in files {
        project.files.loader_mut().generate(id, bytes);
    }
    FigureAssemblies { origins: assemblies.origins, ..assembled }
}

/// Makes documents of the figures of an edition.
struct Standalone<'a> {
    edition: &'a Edition<'a>,
    printer: &'a Printer<'a>,
    width: u16,
}

impl Standalone<'_> {
    fn assemble(
        &self,
        spec: &FigureSpec,
        generated: &mut Generated,
        problems: &mut Problems,
    ) -> Option<FigureAssembly> {
        let edition = self.edition;
        let chart = edition.charts.get(spec.key.as_str())?;
        let used = with_inputs(chart.indicators.clone(), &edition.evidence.ledger);
        let notice = edition.synthetic_notice(&used, self.printer, problems);
        let stem = format!("{ASSEMBLED}/{}/figures/{}", edition.language.id(), spec.key);
        let json = self.data(chart, notice).to_json();
        generated.files.push((file_id(&format!("{stem}.json")), Bytes::new(json)));
        let main = file_id(&format!("{stem}.typ"));
        let text = main_file::figure_source(&spec.key, self.width);
        generated.files.push((main, Bytes::from_string(text)));
        // All that can be wrong with the generated text is what it takes from the theme.
        let theme = Place::new(file_id(THEME), 0..0);
        generated.assemblies.origins.insert(main, theme, Origins::default());
        Some(FigureAssembly {
            chart: chart.clone(),
            place: spec.place.clone(),
            language: edition.language.clone(),
            notice: notice.map(String::from),
            data: data_file(chart, edition.evidence),
            licence: self.colophon("licence"),
            cite: self.colophon("cite"),
            sources: self.credits(chart),
            main,
        })
    }

    /// What the theme gets: the same as for a document, with one figure.
    fn data<'b>(&'b self, chart: &'b Chart, notice: Option<&'b str>) -> data::DocumentData<'b> {
        let manifest = &self.edition.project.manifest;
        let language = self.edition.language;
        data::DocumentData {
            lang: language.id(),
            region: language.region(),
            draft: false,
            print: None,
            synthetic: notice,
            publication: data::Publication::new(manifest, self.printer),
            document: data::Document::of_figure(chart),
            colophon: data::colophon(manifest, self.printer),
            eu: data::eu(manifest, language.id()),
            strings: &self.printer.locale().strings,
            evidence: Default::default(),
            figures: [(chart.key.as_str(), chart)].into(),
            attachments: Default::default(),
            provenance: Vec::new(),
            sources: Vec::new(),
            bibliography: None,
        }
    }

    /// A field of the colophon in the edition's language.
    fn colophon(&self, field: &str) -> Option<String> {
        let fields = &self.edition.project.manifest.colophon;
        let (_, text) = fields.iter().find(|(name, _)| *name == field)?;
        Some(text.get(self.edition.language.id()).into())
    }

    fn credits(&self, chart: &Chart) -> Vec<Credit> {
        let Edition { evidence, language, .. } = self.edition;
        let shown = chart.indicators.iter().filter_map(|key| evidence.ledger.get(key));
        let mut credits: Vec<Credit> = Vec::new();
        for id in shown.flat_map(|indicator: &Indicator| &indicator.sources) {
            let Some(source) = evidence.sources.get(id) else { continue };
            if credits.iter().all(|credit| credit.id != *id) {
                credits.push(Credit {
                    id: id.clone(),
                    title: source.title.get(language.id()).into(),
                    producer: source.producer.get(language.id()).into(),
                    published: source.published.clone(),
                    url: source.url.clone(),
                    licence: source.licence.clone(),
                });
            }
        }
        credits
    }
}
