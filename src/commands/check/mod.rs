//! `report check`: everything that is wrong with a project, and nothing written.

mod dictionaries;
mod online;
mod translations;

use std::path::Path;
use std::process::ExitCode;

use clap::ColorChoice;
use typst::WorldExt;
use typst::diag::Severity;
use typst_kit::diagnostics::DiagnosticWorld;

use crate::args::{CheckArguments, FindingFormat};
use crate::assemble::{Assembly, Selection, assemble};
use crate::check::{Dictionaries, WebLink, check_texts, web_links};
use crate::commands::console::Console;
use crate::commands::layout::{Press, load_theme};
use crate::commands::project::{
    in_world, memory, open_files, project_root, selected, settle, show,
};
use crate::commands::run::{for_each, on_threads};
use crate::commands::{FAILURE, USAGE};
use crate::compile::Shared;
use crate::diag::{Finding, Problems, name_hint};
use crate::export::findings::{self, Listed, Spot};
use crate::project::{Files, Project};
use crate::rules::layout::DEAD_LINK;
use crate::rules::{self, Rule};

/// Why a run ends.
enum Stop {
    /// Something is wrong, and it has been said.
    Failure,
    /// The command is used wrongly: with what to say.
    Usage(String),
}

/// Runs `report check`.
pub fn check(arguments: CheckArguments, color: ColorChoice) -> ExitCode {
    let console = Console::new(color, arguments.run.quiet);
    let done = match (&arguments.explain, arguments.rules) {
        (Some(name), _) => explain(name, &console),
        (None, true) => {
            console.print(table_of_rules().as_bytes());
            Ok(())
        }
        (None, false) => start(&arguments, &console),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Failure) => ExitCode::from(FAILURE),
        Err(Stop::Usage(message)) => {
            console.error(&message);
            ExitCode::from(USAGE)
        }
    }
}

/// Prints what is told about a rule.
fn explain(name: &str, console: &Console) -> Result<(), Stop> {
    let Some(rule) = rules::find(name) else {
        let hint = name_hint(name, rules::all().map(|rule| rule.name));
        let hint = hint.unwrap_or("`report check --rules` lists all".into());
        return Err(Stop::Usage(format!("there is no rule `{name}`; {hint}")));
    };
    console.print(format!("{}\n\n{}\n", rule.name, rule.page()).as_bytes());
    Ok(())
}

/// All rules in lines: name, level, sentence.
fn table_of_rules() -> String {
    let width = rules::all().map(|rule| rule.name.len()).max().unwrap_or_default();
    let line = |rule: &Rule| {
        let level = match rule.fixed {
            true => "always",
            false => rule.level.name(),
        };
        format!("{:width$}  {level:7}  {}\n", rule.name, rule.sentence)
    };
    rules::all().map(line).collect()
}

fn start(arguments: &CheckArguments, console: &Console) -> Result<(), Stop> {
    let root = project_root(arguments.project.folder.as_deref()).map_err(Stop::Usage)?;
    let mut done = Err(Stop::Failure);
    on_threads(arguments.run.jobs, console, || {
        done = run(arguments, &root, console);
        0
    });
    done
}

/// Checks a project.
fn run(arguments: &CheckArguments, root: &Path, console: &Console) -> Result<(), Stop> {
    let files = open_files(root, console).ok_or(Stop::Failure)?;
    let mut problems = Problems::new();
    let mut project = match Project::open(files, &mut problems) {
        Ok(project) => project.remembering(memory(arguments.project.no_cache)),
        Err(files) => return tell(arguments, problems, &files, console, 0),
    };
    let selection = selected(&arguments.documents, &arguments.languages, &project.manifest);
    let selection = selection.map_err(Stop::Usage)?;
    if let Some(name) = &arguments.accept_translation {
        let (project, problems) = (&mut project, &mut problems);
        return translations::accept(name, project, &selection, problems, console);
    }
    let online = arguments.online && project.manifest.levels.asks(&DEAD_LINK);
    let dictionaries = match &arguments.dictionaries {
        Some(folder) => dictionaries::read(folder.as_deref(), &project, &mut problems),
        None => Dictionaries::new(),
    };
    let (count, links) =
        look(&mut project, &selection, &dictionaries, online, console, &mut problems);
    if online {
        online::check(&links, &mut problems);
        problems.weigh(&project.manifest.levels);
    }
    tell(arguments, problems, &project.files, console, count)
}

/// Finds everything that is wrong without a network, and says how many documents were
/// looked at and, for what is `online`, to which web pages they link.
fn look(
    project: &mut Project,
    selection: &Selection,
    dictionaries: &Dictionaries,
    online: bool,
    console: &Console,
    problems: &mut Problems,
) -> (usize, Vec<WebLink>) {
    let (fonts, steps) = load_theme(project, problems);
    let (assemblies, texts) = assemble(project, selection, problems);
    let can_be_laid_out = !problems.has_errors();
    check_texts(project, &texts, dictionaries, selection.is_whole(&project.manifest), problems);
    let mut links = Vec::new();
    if can_be_laid_out {
        let shared = &Shared::new(&project.files, &fonts);
        let (project, assemblies, texts, steps) = (&*project, &assemblies, &texts, &steps);
        let press = Press { project, shared, assemblies, texts, steps };
        let found = for_each(
            &assemblies.documents,
            Assembly::output_path,
            |assembly, problems| {
                let fitted = press.lay_out(assembly, problems)?;
                online.then(|| web_links(project, &fitted, assembly, &assemblies.origins))
            },
            console,
            problems,
        );
        links = found.concat();
    }
    (assemblies.documents.len(), links)
}

/// Says what was found.
fn tell(
    arguments: &CheckArguments,
    mut problems: Problems,
    files: &Files,
    console: &Console,
    documents: usize,
) -> Result<(), Stop> {
    if arguments.run.deny_warnings {
        problems.deny_warnings();
    }
    settle(&mut problems, files);
    let write = match arguments.format {
        FindingFormat::Text => {
            show(console, &problems, files);
            summarize(&problems, documents, console);
            return passed(&problems);
        }
        FindingFormat::Json => findings::json,
        FindingFormat::Github => findings::github,
        FindingFormat::Sarif => findings::sarif,
        FindingFormat::Junit => findings::junit,
    };
    let listed = in_world(files, |world| {
        problems.iter().map(|problem| list(problem, world)).collect::<Vec<_>>()
    });
    console.print(write(&listed).as_bytes());
    passed(&problems)
}

fn passed(problems: &Problems) -> Result<(), Stop> {
    match problems.has_errors() {
        true => Err(Stop::Failure),
        false => Ok(()),
    }
}

/// The last line: how much is wrong.
fn summarize(problems: &Problems, documents: usize, console: &Console) {
    let counted = |count: usize, what: &str| match count {
        0 => None,
        1 => Some(format!("1 {what}")),
        count => Some(format!("{count} {what}s")),
    };
    let errors = counted(problems.count(Severity::Error), "error");
    let warnings = counted(problems.count(Severity::Warning), "warning");
    let found: Vec<String> = errors.iter().chain(&warnings).cloned().collect();
    let documents = counted(documents, "document").unwrap_or("no document".into());
    match (errors.is_some(), found.is_empty()) {
        (true, _) => console.error(&found.join(" and ")),
        (false, true) => console.line(&format!("checked {documents}; nothing is wrong")),
        (false, false) => console.line(&format!("checked {documents}; {}", found.join(""))),
    }
}

/// A problem as the formats for programs list it.
fn list(problem: &Finding, world: &dyn DiagnosticWorld) -> Listed {
    let spot = problem.span.id().and_then(|id| {
        let path = id.vpath().get_without_slash().to_string();
        let range = world.range(problem.span)?;
        let bytes = world.file(id).ok()?;
        Some(Spot::new(path, &bytes, range))
    });
    Listed {
        rule: problem.rule,
        is_error: problem.severity == Severity::Error,
        message: problem.message.to_string(),
        hints: problem.hints.iter().map(|hint| hint.v.to_string()).collect(),
        spot,
    }
}
