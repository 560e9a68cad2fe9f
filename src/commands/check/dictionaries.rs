//! `report check --dictionaries`: the dictionaries of Hunspell on this machine. Only this
//! command looks at them, since another machine has others.

use std::fs;
use std::path::{Path, PathBuf};

use typst::diag::{SourceDiagnostic, eco_format};
use typst::syntax::DiagSpan;
use walkdir::WalkDir;

use crate::check::{Dictionaries, DictionaryFiles};
use crate::diag::Problems;
use crate::project::{Language, Project, file_id};

/// Where systems keep dictionaries.
const FOLDERS: [&str; 4] =
    ["/usr/share/hunspell", "/usr/share/myspell/dicts", "/usr/share/myspell", "/Library/Spelling"];

/// Reads a dictionary for each language of which a project has none: from a folder, or from
/// where the machine keeps them. That one is missing is a warning.
pub fn read(folder: Option<&Path>, project: &Project, problems: &mut Problems) -> Dictionaries {
    let folders = match folder {
        Some(folder) => vec![folder.to_path_buf()],
        None => FOLDERS.map(PathBuf::from).to_vec(),
    };
    let mut all = Dictionaries::new();
    let has_own = |language: &Language| {
        let words = file_id(&format!("spelling/{}.dic", language.id()));
        project.files.file(words).is_ok()
    };
    for language in project.manifest.languages.iter().filter(|it| !has_own(it)) {
        match folders.iter().find_map(|folder| find(folder, language)) {
            Some(files) => drop(all.insert(language.id().into(), files)),
            None => {
                let message = eco_format!("no dictionary of `{}` is found", language.id());
                let hint = eco_format!(
                    "install one, such as the package `hunspell-{0}`, or put `spelling/{0}.aff` and \
                     `spelling/{0}.dic` into the project",
                    language.id()
                );
                problems
                    .push(SourceDiagnostic::warning(DiagSpan::detached(), message).with_hint(hint));
            }
        }
    }
    all
}

/// The dictionary of a language in a folder: that of its region, one without a region, or
/// the first of another region.
fn find(folder: &Path, language: &Language) -> Option<DictionaryFiles> {
    let own = language.tag().replace('-', "_");
    let names = [own, language.id().into()];
    names.iter().find_map(|name| open(folder, name)).or_else(|| {
        let entries = WalkDir::new(folder).min_depth(1).max_depth(1).sort_by_file_name();
        let entries = entries.into_iter().flatten();
        let names = entries.filter_map(|it| it.into_path().file_name()?.to_str().map(String::from));
        let of_language = |name: &String| {
            let rest = name.strip_prefix(language.id());
            rest.is_some_and(|rest| rest.starts_with('_') && rest.ends_with(".dic"))
        };
        let mut names = names.filter(of_language);
        names.find_map(|name| open(folder, name.strip_suffix(".dic")?))
    })
}

fn open(folder: &Path, name: &str) -> Option<DictionaryFiles> {
    let read = |ending: &str| fs::read(folder.join(format!("{name}.{ending}"))).ok();
    Some(DictionaryFiles { name: name.into(), aff: read("aff")?, dic: read("dic")? })
}
