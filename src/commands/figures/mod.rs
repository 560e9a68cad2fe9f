//! `report figures`: from a project to figures that stand alone.

mod files;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ColorChoice;

use self::files::{Made, Maker};
use super::console::Console;
use super::project::{chosen, memory, open_files, output, project_root, settle, show, shown};
use super::run::{conclude, for_each, on_threads, refuse};
use super::{FAILURE, USAGE};
use crate::args::{FigureArguments, FigureFormat};
use crate::assemble::{FigureAssemblies, FigureAssembly, FigureSelection, assemble_figures};
use crate::compile::{Shared, load_fonts};
use crate::diag::Problems;
use crate::evidence::Evidence;
use crate::export::{FigureRecord, Staged};
use crate::figures::read_figures;
use crate::project::Project;

/// The folder of figures among the output of a language.
const FIGURES: &str = "figures";

/// Runs `report figures`.
pub fn figures(arguments: FigureArguments, color: ColorChoice) -> ExitCode {
    let console = Console::new(color, arguments.run.quiet).with_timeout(arguments.timeout);
    let root = match project_root(arguments.project.folder.as_deref()) {
        Ok(root) => root,
        Err(message) => {
            console.error(&message);
            return ExitCode::from(USAGE);
        }
    };
    let run = || run(&arguments, &root, &console);
    ExitCode::from(on_threads(arguments.run.jobs, &console, run))
}

/// Writes the figures and returns the exit code.
fn run(arguments: &FigureArguments, root: &Path, console: &Console) -> u8 {
    let mut problems = Problems::new();
    let (out, within) = output(arguments.out.as_deref(), root);
    let Some(files) = open_files(root, console) else { return FAILURE };
    let mut project = match Project::open(files, &mut problems) {
        Ok(project) => project.remembering(memory(arguments.project.no_cache)),
        Err(files) => return refuse(console, &problems, &files, None),
    };
    let mut languages = project.manifest.languages.iter();
    let previous = languages.any(|language| out.join(language.id()).join(FIGURES).is_dir());
    let previous = previous.then_some(&*out);
    let evidence = Evidence::read(&project, &mut problems);
    let figures = read_figures(&project, &evidence.ledger, &mut problems);
    let known = figures.specs.iter().map(|spec| &spec.key).chain(&figures.failed);
    let known: Vec<&str> = known.map(String::as_str).collect();
    if known.is_empty() {
        if problems.has_errors() {
            return refuse(console, &problems, &project.files, previous);
        }
        console.error("the project has no figures; describe them in `report/figures.toml`");
        return FAILURE;
    }
    let selection = match select(arguments, &project, known) {
        Ok(selection) => selection,
        Err(message) => {
            console.error(&message);
            return USAGE;
        }
    };
    let fonts = load_fonts(&project, &mut problems);
    let assemblies = assemble_figures(&mut project, &evidence, &figures, &selection, &mut problems);
    let shared = Shared::new(&project.files, &fonts);
    let made = match problems.has_errors() {
        true => Vec::new(),
        false => make(arguments, &project, &shared, &assemblies, console, &mut problems),
    };
    if arguments.run.deny_warnings {
        problems.deny_warnings();
    }
    settle(&mut problems, &project.files);
    if problems.has_errors() {
        return refuse(console, &problems, &project.files, previous);
    }
    show(console, &problems, &project.files);
    console.writing();
    conclude(write(&project, made, &out, &within), console)
}

/// Which figures and languages are asked for.
fn select(
    arguments: &FigureArguments,
    project: &Project,
    known: Vec<&str>,
) -> Result<FigureSelection, String> {
    let languages = project.manifest.languages.iter().map(|language| language.id());
    Ok(FigureSelection {
        figures: chosen("figure", &arguments.keys, known)?,
        languages: chosen("language", &arguments.languages, languages.collect())?,
        width: arguments.width,
    })
}

/// Makes the files of all figures, each figure on a thread of its own.
fn make<'a>(
    arguments: &FigureArguments,
    project: &Project,
    shared: &Shared,
    assemblies: &'a FigureAssemblies,
    console: &Console,
    problems: &mut Problems,
) -> Vec<Made<'a>> {
    let maker = Maker {
        manifest: &project.manifest,
        shared,
        origins: &assemblies.origins,
        formats: formats(arguments),
        scale: arguments.scale,
    };
    let name = |figure: &FigureAssembly| format!("{}/{}", figure.language.id(), figure.chart.key);
    for_each(&assemblies.figures, name, |it, problems| maker.make(it, problems), console, problems)
}

/// The formats that are asked for, each once, those that show the figure first.
fn formats(arguments: &FigureArguments) -> Vec<FigureFormat> {
    let mut formats = arguments.formats.clone();
    formats.sort();
    formats.dedup();
    formats
}

/// Writes all files and what is told of them, or none, and describes each figure in a
/// line.
fn write(
    project: &Project,
    made: Vec<Made>,
    out: &Path,
    within: &Path,
) -> Result<Vec<String>, (PathBuf, io::Error)> {
    let mut staged = Staged::within(within);
    let mut lines = Vec::new();
    for Made { figure, files } in made {
        let folder = out.join(figure.language.id()).join(FIGURES);
        let mut described = Vec::new();
        for (file, bytes) in files {
            let path = folder.join(&file.name);
            staged.add(&path, &bytes).map_err(|error| (path, error))?;
            described.push(file);
        }
        let sizes = described.iter().map(|file| {
            let (_, extension) = file.name.rsplit_once('.').unwrap_or_default();
            format!("{extension} {} kB", file.bytes.div_ceil(1000))
        });
        let key = &figure.chart.key;
        lines.push(format!(
            "{}  {}",
            shown(&folder.join(key)),
            sizes.collect::<Vec<_>>().join(", ")
        ));
        let record = FigureRecord::new(figure, &project.manifest, described);
        let path = folder.join(format!("{key}.json"));
        let added = record.to_json().and_then(|json| staged.add(&path, &json));
        added.map_err(|error| (path, error))?;
    }
    staged.commit()?;
    Ok(lines)
}
