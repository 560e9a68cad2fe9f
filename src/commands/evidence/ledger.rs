//! Listing numbers.

use super::selection::selected;
use super::{Stop, deliver};
use crate::args::{EvidenceArguments, LedgerFormat};
use crate::assemble::{Usage, usages, used_keys};
use crate::commands::console::Console;
use crate::commands::place::Lines;
use crate::commands::project::{
    count_errors, memory, open_files, project_root, show, unknown_name,
};
use crate::diag::{Place, Problems};
use crate::evidence::{Evidence, Indicator, Printer, Source};
use crate::export::ledger::{
    Context, LedgerDocument, LedgerRow, Story, Table, UsageRow, Words, overview_table, usage_table,
    whole_table, write_csv, write_json, write_markdown, write_story, write_text, write_workbook,
};
use crate::project::{Files, Language, Manifest, Project};

/// Lists the numbers that are asked for.
pub fn list(arguments: &EvidenceArguments, console: &Console) -> Result<(), Stop> {
    let root = project_root(arguments.project.folder.as_deref()).map_err(Stop::Usage)?;
    let files = open_files(&root, console).ok_or(Stop::Failure)?;
    let mut problems = Problems::new();
    let project = match Project::open(files, &mut problems) {
        Ok(project) => project.remembering(memory(arguments.project.no_cache)),
        Err(files) => return Err(refuse(&mut problems, &files, console)),
    };
    let language = language(arguments, &project.manifest)?;
    let evidence = Evidence::read(&project, &mut problems);
    let reads_documents = arguments.used_in || arguments.unused;
    let usages = match reads_documents && !problems.has_errors() {
        true => usages(&project, &evidence, &mut problems),
        false => Vec::new(),
    };
    let printer = printer(&project, language, &mut problems);
    problems.weigh(&project.manifest.levels);
    let Some(printer) = printer.filter(|_| !problems.has_errors()) else {
        return Err(refuse(&mut problems, &project.files, console));
    };
    problems.deduplicate();
    show(console, &problems, &project.files);
    let mut indicators = selected(&evidence.ledger, &arguments.keys)?;
    if arguments.unused {
        let used = used_keys(&evidence.ledger, &usages);
        indicators.retain(|indicator| !used.contains(indicator.key.as_str()));
    }
    let lines = Lines::new(&project.files);
    let listing = Listing {
        arguments,
        project: &project,
        context: Context {
            evidence: &evidence,
            printer: &printer,
            place: &|place: &Place| lines.say(place),
            checksum: &|source: &Source| project.sha256(source.file?).ok(),
        },
        width: console.width().filter(|_| arguments.out.is_none()),
    };
    let result = listing.written(&indicators, &usages).map_err(|error| {
        console.error(&format!("the ledger cannot be written ({error})"));
        Stop::Failure
    })?;
    deliver(&result, arguments.out.as_deref(), console)
}

/// Prints problems and says that nothing was listed.
fn refuse(problems: &mut Problems, files: &Files, console: &Console) -> Stop {
    problems.deduplicate();
    show(console, problems, files);
    console.error(&format!("nothing was listed because of {}", count_errors(problems)));
    Stop::Failure
}

/// The language that is asked for, or else the first.
fn language<'a>(
    arguments: &EvidenceArguments,
    manifest: &'a Manifest,
) -> Result<&'a Language, Stop> {
    let id = match &arguments.language {
        Some(id) => id,
        None => manifest.languages.first().map(Language::id).unwrap_or_default(),
    };
    manifest.language(id).ok_or_else(|| {
        let known: Vec<&str> = manifest.languages.iter().map(Language::id).collect();
        Stop::Usage(unknown_name("language", id, &known))
    })
}

/// The printer of a language. If there is none, that is reported, here or where the
/// locale file was read.
fn printer<'a>(
    project: &'a Project,
    language: &'a Language,
    problems: &mut Problems,
) -> Option<Printer<'a>> {
    let locale = project.locales.get(language.id())?;
    match Printer::new(language, locale) {
        Ok(printer) => Some(printer),
        Err(error) => {
            let manifest = Place::new(project.manifest.file, 0..0);
            problems.error(&manifest, error.to_string()).hint(error.hint());
            None
        }
    }
}

/// A ledger that is to be written.
struct Listing<'a> {
    arguments: &'a EvidenceArguments,
    project: &'a Project,
    context: Context<'a>,
    /// The width of the terminal, if it goes to one.
    width: Option<usize>,
}

/// Why a format could not be written.
type FormatProblem = Box<dyn std::error::Error>;

impl Listing<'_> {
    fn written(
        &self,
        indicators: &[&Indicator],
        usages: &[Usage],
    ) -> Result<Vec<u8>, FormatProblem> {
        if self.arguments.why {
            return self.stories(indicators);
        }
        let words = Words(self.context.printer);
        let rows = indicators.iter().map(|indicator| LedgerRow::new(indicator, &self.context));
        let manifest = &self.project.manifest;
        let mut ledger = LedgerDocument::new(rows.collect(), manifest, &self.context);
        let format = self.arguments.format;
        if self.arguments.used_in {
            ledger.uses = Some(self.uses(indicators, usages));
        }
        let uses = ledger.uses.as_ref().map(|uses| usage_table(uses, &words));
        let numbers = |table: fn(&[LedgerRow], &Words) -> Table| table(&ledger.numbers, &words);
        Ok(match (format, uses) {
            (LedgerFormat::Json, _) => write_json(&ledger)?,
            (LedgerFormat::Xlsx, uses) => {
                let mut sheets = vec![
                    (words.get("sheet-numbers", "Numbers"), numbers(whole_table)),
                    (words.get("sheet-sources", "Sources"), ledger.source_table(&words)),
                    (words.get("sheet-notes", "Notes"), ledger.note_table(&words)),
                ];
                sheets.extend(uses.map(|uses| (words.get("sheet-uses", "Uses"), uses)));
                write_workbook(&ledger, manifest.date, &sheets)?
            }
            (LedgerFormat::Csv, Some(uses)) => write_csv(&uses)?,
            (LedgerFormat::Csv, None) => write_csv(&numbers(whole_table))?,
            (LedgerFormat::Md, Some(uses)) => write_markdown(&uses).into(),
            (LedgerFormat::Md, None) => write_markdown(&numbers(overview_table)).into(),
            (LedgerFormat::Table, Some(uses)) => write_text(&uses, self.width).into(),
            (LedgerFormat::Table, None) => write_text(&numbers(overview_table), self.width).into(),
        })
    }

    fn stories(&self, indicators: &[&Indicator]) -> Result<Vec<u8>, FormatProblem> {
        let disclosure = &self.project.manifest.disclosure;
        let stories: Vec<Story> = indicators
            .iter()
            .map(|indicator| Story::new(indicator, &self.context, disclosure))
            .collect();
        if self.arguments.format == LedgerFormat::Json {
            return Ok(write_json(&stories)?);
        }
        let texts: Vec<String> =
            stories.iter().map(|story| write_story(story, self.width)).collect();
        Ok(texts.join("\n").into())
    }

    /// Where documents use these indicators: by indicator, then by document.
    fn uses(&self, indicators: &[&Indicator], usages: &[Usage]) -> Vec<UsageRow> {
        let of = |indicator: &&Indicator| {
            let key = indicator.key.clone();
            usages.iter().filter(move |usage| usage.key == key)
        };
        let row = |usage: &Usage| UsageRow::new(usage, self.context.place);
        indicators.iter().flat_map(of).map(row).collect()
    }
}
