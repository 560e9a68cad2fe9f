//! Reading the editions that are compared.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::{Stop, git};
use crate::args::DiffArguments;
use crate::assemble::{Assemblies, Assembly, Selection, assemble_for_review};
use crate::commands::console::Console;
use crate::commands::project::{count_errors, memory, open_files, show};
use crate::commands::run::for_each;
use crate::compile::{Shared, fit, load_fonts, outline};
use crate::diag::Problems;
use crate::difference::{DocumentName, EditionDocument, ReviewedEdition};
use crate::export::{MANIFEST, OutputFile, RunManifest};
use crate::project::{FitSteps, Project, file_id};

/// The edition that an argument names: a run's manifest, an output folder, a project, or
/// else a revision.
pub fn edition(
    name: &str,
    arguments: &DiffArguments,
    console: &Console,
) -> Result<ReviewedEdition, Stop> {
    let path = Path::new(name);
    if path.is_file() {
        return manifest(path, name);
    }
    if path.join("report/report.toml").is_file() {
        return project(path, name, arguments, console);
    }
    if path.join(MANIFEST).is_file() {
        return manifest(&path.join(MANIFEST), name);
    }
    if path.is_dir() {
        let message = format!("`{name}` holds neither `report/report.toml` nor `{MANIFEST}`");
        return Err(Stop::Usage(message));
    }
    let revision = git::Revision::check_out(name, arguments.project.as_deref())?;
    project(&revision.root, name, arguments, console)
}

/// The edition that a run's manifest describes.
fn manifest(path: &Path, name: &str) -> Result<ReviewedEdition, Stop> {
    let usage = |message: String| Stop::Usage(message);
    let json = fs::read(path)
        .map_err(|error| usage(format!("cannot read `{}` ({error})", path.display())))?;
    let manifest: RunManifest = serde_json::from_slice(&json).map_err(|error| {
        usage(format!("`{}` is not the manifest of a run ({error})", path.display()))
    })?;
    let title = titled(name, manifest.version.as_deref(), &manifest.date);
    let mut documents = Vec::new();
    for file in manifest.files.into_iter().filter(|file| !file.print) {
        let document = document(file).ok_or_else(|| {
            usage(format!(
                "`{}` does not say what its documents state, as it was written by an earlier \
                 version; render them anew, or name the project or a revision of it",
                path.display()
            ))
        })?;
        documents.push(document);
    }
    Ok(ReviewedEdition::new(title, documents))
}

fn document(file: OutputFile) -> Option<EditionDocument> {
    let checksums = file.inputs.into_iter().map(|input| (input.path, input.sha256));
    Some(EditionDocument {
        name: DocumentName { document: file.document, language: file.language },
        pages: file.pages,
        outline: file.outline,
        record: file.record?,
        checksums: checksums.collect(),
    })
}

/// What an edition is called.
fn titled(name: &str, version: Option<&str>, date: &str) -> String {
    match version {
        Some(version) => format!("{name} (version {version}, {date})"),
        None => format!("{name} ({date})"),
    }
}

/// The edition that a project would render.
fn project(
    root: &Path,
    name: &str,
    arguments: &DiffArguments,
    console: &Console,
) -> Result<ReviewedEdition, Stop> {
    let mut problems = Problems::new();
    let files = open_files(root, console).ok_or(Stop::Failure)?;
    let mut project = match Project::open(files, &mut problems) {
        Ok(project) => project.remembering(memory(arguments.no_cache)),
        Err(files) => {
            show(console, &problems, &files);
            return Err(refuse(name, &problems, console));
        }
    };
    let manifest = &project.manifest;
    let title = titled(name, manifest.version.as_deref(), &manifest.date.to_string());
    let selection = Selection {
        documents: manifest.documents.iter().map(|document| document.id.clone()).collect(),
        languages: manifest.languages.iter().map(|it| it.id().to_string()).collect(),
        draft: false,
        print: false,
    };
    let (assemblies, _) = assemble_for_review(&mut project, &selection, &mut problems);
    let documents = match problems.has_errors() {
        true => Vec::new(),
        false => laid_out(&project, &assemblies, console, &mut problems),
    };
    if problems.has_errors() {
        problems.deduplicate();
        show(console, &problems, &project.files);
        return Err(refuse(name, &problems, console));
    }
    Ok(ReviewedEdition::new(title, documents))
}

fn refuse(name: &str, problems: &Problems, console: &Console) -> Stop {
    let count = count_errors(problems);
    console.error(&format!("nothing was compared because of {count} in `{name}`"));
    Stop::Failure
}

/// Lays out all documents of a project.
fn laid_out(
    project: &Project,
    assemblies: &Assemblies,
    console: &Console,
    problems: &mut Problems,
) -> Vec<EditionDocument> {
    let fonts = load_fonts(project, problems);
    let steps = FitSteps::read(project, problems);
    let shared = Shared::new(&project.files, &fonts);
    let lay_out = |assembly: &Assembly, problems: &mut Problems| {
        let fitted = fit(&shared, assembly, &steps, &assemblies.origins, problems)?;
        Some(EditionDocument {
            name: DocumentName {
                document: assembly.spec.id.clone(),
                language: assembly.language.tag(),
            },
            pages: fitted.document.pages().len(),
            outline: outline(&fitted.document),
            record: assembly.record.clone(),
            checksums: checksums(project, assembly),
        })
    };
    for_each(&assemblies.documents, Assembly::output_path, lay_out, console, problems)
}

/// The checksums of the data files.
fn checksums(project: &Project, assembly: &Assembly) -> BTreeMap<String, String> {
    let files = assembly.record.sources.iter().filter_map(|source| source.file.as_ref());
    let sum = |path: &String| Some((path.clone(), project.sha256(file_id(path)).ok()?));
    files.filter_map(sum).collect()
}
