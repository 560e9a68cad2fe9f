//! The assembled sources as a folder that any Typst compiler takes.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::render::Rendered;
use crate::export::Staged;
use crate::project::{FitStep, Project, file_id};

/// Writes the assembled sources, and the files of the project that they read,
/// so that the folder can be compiled by itself. Documents that were fitted lie
/// each in a folder of their step, since their theme has other tokens.
pub fn emit(project: &Project, rendered: &[Rendered], folder: &Path) -> io::Result<()> {
    let mut staged = Staged::within(folder);
    let steps: BTreeSet<usize> = rendered.iter().map(number).collect();
    for step in steps {
        let at_step: Vec<&Rendered> = rendered.iter().filter(|file| number(file) == step).collect();
        emit_step(project, &at_step, &root_of(step, folder), &mut staged)?;
    }
    staged.commit().map_err(|(_, error)| error)
}

/// The number of the step at which a document was laid out.
fn number(rendered: &Rendered) -> usize {
    rendered.step.map_or(1, |step| step.number)
}

fn root_of(step: usize, folder: &Path) -> PathBuf {
    if step == 1 { folder.to_path_buf() } else { folder.join(format!("fit-{step}")) }
}

/// Writes what documents of the same step need.
fn emit_step(
    project: &Project,
    rendered: &[&Rendered],
    root: &Path,
    staged: &mut Staged,
) -> io::Result<()> {
    let owned = |path: &str| rendered.iter().any(|file| file.assembly.owns(path));
    for (path, bytes) in project.files.loader().generated().filter(|(path, _)| owned(path)) {
        staged.add(&root.join(path), bytes)?;
    }
    let paths: BTreeSet<&String> = rendered.iter().flat_map(|file| &file.inputs).collect();
    let tokens = rendered.iter().find_map(|file| file.step?.tokens.as_ref());
    for path in paths {
        let id = file_id(path);
        match tokens {
            Some(tokens) if id == FitStep::tokens_file() => staged.add(&root.join(path), tokens)?,
            _ => {
                if let Ok(bytes) = project.files.file(id) {
                    staged.add(&root.join(path), &bytes)?;
                }
            }
        }
    }
    Ok(())
}
