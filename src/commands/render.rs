//! `report render`: from a project to PDFs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ColorChoice;
use rayon::prelude::*;

use super::console::Console;
use super::emit::emit;
use super::layout::{Press, load_theme};
use super::project::{memory, open_files, output, project_root, selected, settle, show, shown};
use super::run::{conclude, for_each, on_threads, refuse};
use super::{FAILURE, USAGE};
use crate::args::RenderArguments;
use crate::assemble::{Assembly, BLEED, Selection, assemble};
use crate::check::{Dictionaries, check_texts};
use crate::compile::{Fitted, OutlineEntry, Shared, outline};
use crate::diag::Problems;
use crate::export::{
    Conformance, InputFile, MANIFEST, OutputFile, RunManifest, Staged, UsedStep, pdf,
};
use crate::project::{FitStep, Manifest, Project, checksum, file_id};

/// Runs `report render`.
pub fn render(arguments: RenderArguments, color: ColorChoice) -> ExitCode {
    let console = Console::new(color, arguments.run.quiet).with_timeout(arguments.timeout);
    if arguments.timings.is_some() {
        typst_timing::enable();
    }
    let root = match project_root(arguments.project.folder.as_deref()) {
        Ok(root) => root,
        Err(message) => {
            console.error(&message);
            return ExitCode::from(USAGE);
        }
    };
    let code = on_threads(arguments.run.jobs, &console, || run(&arguments, &root, &console));
    if let Some(path) = &arguments.timings
        && let Err(error) = write_timings(path)
    {
        console.error(&format!("cannot write `{}` ({error})", path.display()));
        return ExitCode::from(FAILURE);
    }
    ExitCode::from(code)
}

fn write_timings(path: &Path) -> io::Result<()> {
    let file = BufWriter::new(File::create(path)?);
    typst_timing::export_json(file, |_| ("report".into(), 0)).map_err(io::Error::other)
}

/// Renders and returns the exit code.
fn run(arguments: &RenderArguments, root: &Path, console: &Console) -> u8 {
    let mut problems = Problems::new();
    let (out, within) = output(arguments.out.as_deref(), root);
    let previous = out.join(MANIFEST).exists().then_some(&*out);
    let Some(files) = open_files(root, console) else { return FAILURE };
    let mut project = match Project::open(files, &mut problems) {
        Ok(project) => project.remembering(memory(arguments.project.no_cache)),
        Err(files) => return refuse(console, &problems, &files, previous),
    };
    let selection = match select(arguments, &project.manifest) {
        Ok(selection) => selection,
        Err(message) => {
            console.error(&message);
            return USAGE;
        }
    };
    let (fonts, steps) = load_theme(&project, &mut problems);
    let (assemblies, texts) = assemble(&mut project, &selection, &mut problems);
    let (project, shared) = (&project, &Shared::new(&project.files, &fonts));
    let is_whole = selection.is_whole(&project.manifest);
    let can_be_laid_out = !problems.has_errors();
    check_texts(project, &texts, &Dictionaries::new(), is_whole, &mut problems);
    let press = Press { project, shared, assemblies: &assemblies, texts: &texts, steps: &steps };
    let rendered = match can_be_laid_out {
        true => for_each(
            &assemblies.documents,
            Assembly::output_path,
            |it, problems| export(&press, it, problems),
            console,
            &mut problems,
        ),
        false => Vec::new(),
    };
    if arguments.run.deny_warnings {
        problems.deny_warnings();
    }
    settle(&mut problems, &project.files);
    if problems.has_errors() {
        return refuse(console, &problems, &project.files, previous);
    }
    show(console, &problems, &project.files);
    if let Some(folder) = &arguments.emit
        && let Err(error) = emit(project, &rendered, folder)
    {
        console.error(&format!("cannot write the sources to `{}` ({error})", folder.display()));
        return FAILURE;
    }
    console.writing();
    conclude(write(project, rendered, &out, &within), console)
}

/// Which documents and languages are asked for.
fn select(arguments: &RenderArguments, manifest: &Manifest) -> Result<Selection, String> {
    let (draft, print) = (arguments.draft, arguments.print);
    let selection = selected(&arguments.documents, &arguments.languages, manifest)?;
    Ok(Selection { draft, print, ..selection })
}

/// A PDF that has been made and not yet been written.
pub struct Rendered<'a> {
    pdf: Vec<u8>,
    /// The document in its language.
    pub assembly: &'a Assembly,
    pages: usize,
    outline: Vec<OutlineEntry>,
    /// The step of the theme, if the document is one that is fitted.
    pub step: Option<&'a FitStep>,
    /// The paths of all files of the project that it was made from.
    pub inputs: Vec<String>,
}

/// Lays out a document and exports it.
fn export<'a>(
    press: &Press<'a>,
    assembly: &'a Assembly,
    problems: &mut Problems,
) -> Option<Rendered<'a>> {
    let Fitted { document, world, step } = press.lay_out(assembly, problems)?;
    // What is wrong with the pages is wrong with the file.
    if problems.has_errors() {
        return None;
    }
    let (project, assemblies) = (press.project, press.assemblies);
    let ident = format!("{}/{}/{}", project.manifest.id, assembly.spec.id, assembly.language.tag());
    let conformance = conformance(assembly);
    let written = match assembly.print {
        true => pdf::write_for_print(&document, &format!("{ident}/print"), conformance, BLEED),
        false => pdf::write(&document, &ident, conformance),
    };
    let pdf = match written {
        Ok(pdf) => pdf,
        Err(errors) => {
            let map = |error| assemblies.origins.mapped(&world, error);
            problems.extend(errors.into_iter().map(map));
            return None;
        }
    };
    let mut inputs = assembly.inputs.clone();
    inputs.extend(world.into_inputs(project.root()));
    inputs.sort();
    inputs.dedup();
    let (pages, outline) = (document.pages().len(), outline(&document));
    Some(Rendered { pdf, assembly, pages, outline, step, inputs })
}

/// Writes all files and the manifest, or none, and describes them in a line each.
fn write(
    project: &Project,
    rendered: Vec<Rendered>,
    out: &Path,
    within: &Path,
) -> Result<Vec<String>, (PathBuf, io::Error)> {
    let checksums = checksums(project, &rendered);
    let mut staged = Staged::within(within);
    let mut lines = Vec::new();
    let mut files = Vec::new();
    for rendered in rendered {
        let file = describe(&rendered, &checksums);
        let path = out.join(&file.path);
        staged.add(&path, &rendered.pdf).map_err(|error| (path.clone(), error))?;
        let pages = if file.pages == 1 { "1 page".into() } else { format!("{} pages", file.pages) };
        let size = file.bytes.div_ceil(1000);
        lines.push(format!("{}  {pages}, {size} kB", shown(&path)));
        files.push(file);
    }
    let path = out.join(MANIFEST);
    let manifest = RunManifest::new(&project.manifest, files).with_earlier(&path);
    let json = manifest.to_json().map_err(|error| (path.clone(), error))?;
    staged.add(&path, &json).map_err(|error| (path.clone(), error))?;
    staged.commit()?;
    Ok(lines)
}

/// The checksum of every input, computed once for all documents.
fn checksums(project: &Project, rendered: &[Rendered]) -> BTreeMap<String, String> {
    let paths: BTreeSet<&String> = rendered.iter().flat_map(|file| &file.inputs).collect();
    let checksum = |path: &String| {
        // A file that was asked for and does not exist is no input.
        Some((path.clone(), project.sha256(file_id(path)).ok()?))
    };
    paths.into_par_iter().filter_map(checksum).collect()
}

/// What a document conforms to. An edition for print carries no data.
fn conformance(assembly: &Assembly) -> Conformance {
    match (assembly.draft, assembly.carries_data()) {
        (true, _) => Conformance::None,
        (false, true) => Conformance::WithData,
        (false, false) => Conformance::Archivable,
    }
}

fn describe(rendered: &Rendered, checksums: &BTreeMap<String, String>) -> OutputFile {
    let assembly = rendered.assembly;
    let input = |path: &String| {
        let sha256 = checksums.get(path)?.clone();
        Some(InputFile { path: path.clone(), sha256 })
    };
    OutputFile {
        path: assembly.output_path(),
        document: assembly.spec.id.clone(),
        language: assembly.language.tag(),
        title: assembly.title.clone(),
        pages: rendered.pages,
        bytes: rendered.pdf.len(),
        sha256: checksum(&rendered.pdf),
        standards: conformance(assembly).names().iter().map(|name| name.to_string()).collect(),
        draft: assembly.draft,
        print: assembly.print,
        fit: rendered.step.map(UsedStep::new),
        inputs: rendered.inputs.iter().filter_map(input).collect(),
        outline: rendered.outline.clone(),
        record: Some(assembly.record.clone()),
    }
}
