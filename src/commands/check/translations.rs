//! `report check --accept-translation`: translations that are as they should be.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::Stop;
use crate::assemble::{Selection, assemble};
use crate::check::translations;
use crate::commands::console::Console;
use crate::commands::project::{count_errors, settle, show, shown, unknown_name};
use crate::diag::Problems;
use crate::export::Staged;
use crate::narrative::{Section, with_translation_of};
use crate::project::Project;

/// Writes into the translations of a section, or of all if none is named, of which text
/// they are translations. All files are written, or none.
pub fn accept(
    name: &str,
    project: &mut Project,
    selection: &Selection,
    problems: &mut Problems,
    console: &Console,
) -> Result<(), Stop> {
    let (_, texts) = assemble(project, selection, problems);
    if problems.has_errors() {
        settle(problems, &project.files);
        show(console, problems, &project.files);
        let count = count_errors(problems);
        console.error(&format!("no translation was accepted because of {count}"));
        return Err(Stop::Failure);
    }
    let pairs = translations(&texts);
    let keys: BTreeSet<&str> = pairs.iter().map(|(original, _)| original.key.as_str()).collect();
    if !name.is_empty() && !keys.contains(name) {
        let keys: Vec<&str> = keys.into_iter().collect();
        return Err(Stop::Usage(unknown_name("translated section", name, &keys)));
    }
    let asked = |(original, _): &&(&Section, &Section)| name.is_empty() || original.key == name;
    let mut staged = Staged::within(project.root());
    let mut lines = Vec::new();
    for (original, translated) in pairs.iter().filter(asked) {
        let path = project.root().join(translated.file.vpath().get_without_slash());
        if let Some(text) = renewed(project, original, translated) {
            staged.add(&path, text.as_bytes()).map_err(|error| cannot(&path, &error, console))?;
            lines.push(shown(&path));
        }
    }
    staged.commit().map_err(|(path, error)| cannot(&path, &error, console))?;
    lines.iter().for_each(|line| console.line(line));
    if lines.is_empty() {
        console.line("all translations were accepted before");
    }
    Ok(())
}

/// The text of a translation with another fingerprint; none if it has that already.
fn renewed(project: &Project, original: &Section, translated: &Section) -> Option<String> {
    let known = translated.translation_of.as_ref().map(|known| known.get_ref());
    if known == Some(&original.fingerprint) {
        return None;
    }
    let bytes = project.files.file(translated.file).ok()?;
    let text = std::str::from_utf8(&bytes).ok()?;
    Some(with_translation_of(text, translated, &original.fingerprint))
}

fn cannot(path: &std::path::Path, error: &std::io::Error, console: &Console) -> Stop {
    let path: PathBuf = path.to_path_buf();
    console.error(&format!("cannot write `{}` ({error})", shown(&path)));
    Stop::Failure
}
