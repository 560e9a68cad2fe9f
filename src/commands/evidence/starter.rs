//! Beginning from a data file.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::{Stop, cannot_write};
use crate::args::EvidenceArguments;
use crate::commands::console::Console;
use crate::commands::project::{count_errors, open_files, project_root, show, shown};
use crate::diag::Problems;
use crate::evidence::{Inventory, ReadError};
use crate::export::Staged;
use crate::export::starter::{NamedFile, Starter};
use crate::project::{Language, Project, checked_file_id, checksum_of_file};

/// Writes the first definitions for a data file.
pub fn begin(arguments: &EvidenceArguments, file: &Path, console: &Console) -> Result<(), Stop> {
    let root = root(arguments)?;
    let is_project = root.join("report/report.toml").is_file();
    let languages = match is_project {
        true => languages(&root, console)?,
        false => Language::parse("en").into_iter().collect(),
    };
    let language = languages.first().map(Language::id).unwrap_or_default();
    let fail = |error: io::Error| {
        console.error(&format!("cannot read `{}` ({error})", shown(file)));
        Stop::Failure
    };
    let placed = placed(file, &root).map_err(fail)?;
    let handle = File::open(file).map_err(fail)?;
    let sha256 = checksum_of_file(file).map_err(fail)?;
    let begun = Begun::new(&root, &placed);
    begun.refuse_existing(console)?;
    if let Err(message) = checked_file_id("data", &placed.path) {
        console.error(&message);
        return Err(Stop::Failure);
    }
    let inventory = Inventory::read(handle, &placed.path, &languages)
        .map_err(|errors| report(file, &errors, console))?;
    let stem = file.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    let named = NamedFile { stem: &stem, path: &placed.path, sha256: &sha256 };
    let starter = Starter::new(&inventory, &named, language);
    begun.write(&starter, file).map_err(|(path, error)| cannot_write(&path, &error, console))?;
    begun.describe(&starter, file, console);
    console.line(match is_project {
        true => "next: see who made the data in `data/sources.toml`, then `report evidence`",
        false => {
            "next: there is no project here yet; put a folder `report` with `report.toml`, theme and \
             locales beside `data`, then `report evidence` lists the numbers"
        }
    });
    Ok(())
}

/// The folder in whose `data` the definitions go.
fn root(arguments: &EvidenceArguments) -> Result<PathBuf, Stop> {
    match (&arguments.out, &arguments.project.folder) {
        (Some(folder), _) => Ok(folder.clone()),
        (None, Some(project)) => project_root(Some(project)).map_err(Stop::Usage),
        (None, None) => match project_root(None) {
            Ok(root) => Ok(root),
            Err(_) => std::env::current_dir()
                .map_err(|error| Stop::Usage(format!("cannot tell the folder ({error})"))),
        },
    }
}

/// The languages of a project.
fn languages(root: &Path, console: &Console) -> Result<Vec<Language>, Stop> {
    let files = open_files(root, console).ok_or(Stop::Failure)?;
    let mut problems = Problems::new();
    match Project::open(files, &mut problems) {
        Ok(project) => Ok(project.manifest.languages),
        Err(files) => {
            show(console, &problems, &files);
            console.error(&format!("nothing was written because of {}", count_errors(&problems)));
            Err(Stop::Failure)
        }
    }
}

/// A data file as seen from `data/`.
struct Placed {
    /// Its path from there, with `/`.
    path: String,
    /// Whether it has to be copied to there.
    copied: bool,
}

fn placed(file: &Path, root: &Path) -> io::Result<Placed> {
    let real = file.canonicalize()?;
    let inside = root.canonicalize().ok().and_then(|root| {
        let below = real.strip_prefix(&root).ok()?;
        Some(match below.strip_prefix("data") {
            Ok(path) => with_slashes(path),
            Err(_) => format!("../{}", with_slashes(below)),
        })
    });
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    Ok(match inside {
        Some(path) => Placed { path, copied: false },
        None => Placed { path: name.unwrap_or_default(), copied: true },
    })
}

fn with_slashes(path: &Path) -> String {
    let parts = path.iter().map(|part| part.to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// Says what is wrong with a data file.
fn report(file: &Path, errors: &[ReadError], console: &Console) -> Stop {
    for error in errors {
        let hint = error.hint.as_ref().map(|hint| format!("; {hint}")).unwrap_or_default();
        console.error(&format!("`{}`: {}{hint}", shown(file), error.message));
    }
    Stop::Failure
}

/// The files that a project begins with.
struct Begun {
    root: PathBuf,
    sources: PathBuf,
    indicators: PathBuf,
    /// Where the data file is copied to, if it is.
    copy: Option<PathBuf>,
}

impl Begun {
    fn new(root: &Path, placed: &Placed) -> Self {
        let data = root.join("data");
        Self {
            root: root.to_path_buf(),
            sources: data.join("sources.toml"),
            indicators: data.join("indicators.toml"),
            copy: placed.copied.then(|| data.join(&placed.path)),
        }
    }

    /// Nothing that is there is overwritten.
    fn refuse_existing(&self, console: &Console) -> Result<(), Stop> {
        let paths = [&self.sources, &self.indicators].into_iter().chain(&self.copy);
        let existing: Vec<&PathBuf> = paths.filter(|path| path.exists()).collect();
        for path in &existing {
            console.error(&format!(
                "`{}` exists and is not overwritten; name another folder with `--out`",
                shown(path)
            ));
        }
        if existing.is_empty() { Ok(()) } else { Err(Stop::Failure) }
    }

    fn write(&self, starter: &Starter, file: &Path) -> Result<(), (PathBuf, io::Error)> {
        let mut staged = Staged::within(&self.root);
        let at = |path: &Path| {
            let path = path.to_path_buf();
            move |error| (path, error)
        };
        if let Some(copy) = &self.copy {
            staged.add_copy(copy, file).map_err(at(copy))?;
        }
        staged.add(&self.sources, starter.sources.as_bytes()).map_err(at(&self.sources))?;
        let indicators = starter.indicators.as_bytes();
        staged.add(&self.indicators, indicators).map_err(at(&self.indicators))?;
        staged.commit_new()
    }

    fn describe(&self, starter: &Starter, file: &Path, console: &Console) {
        let Starter { working, commented_out, .. } = starter;
        let noun = if *working == 1 { "indicator" } else { "indicators" };
        if let Some(copy) = &self.copy {
            console.line(&format!("{}  copied from `{}`", shown(copy), shown(file)));
        }
        console.line(&shown(&self.sources));
        console.line(&format!(
            "{}  {working} {noun}, {commented_out} more commented out with a reason",
            shown(&self.indicators)
        ));
    }
}
