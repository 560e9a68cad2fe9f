//! The fonts of a project: those in `fonts/` and no others.

use typst::diag::eco_format;
use typst_kit::fonts::{self, FontPath, FontStore};
use walkdir::WalkDir;

use crate::diag::Problems;
use crate::project::Project;

/// Loads the fonts below the project's `fonts/`, in order of path and index,
/// because the order in which a folder is listed differs between machines.
pub fn load(project: &Project, problems: &mut Problems) -> FontStore {
    if !check_folder(project, problems) {
        return FontStore::new();
    }
    let mut found: Vec<_> = fonts::scan(&project.root().join("fonts")).collect();
    found.sort_by(|(a, _), (b, _)| key(a).cmp(&key(b)));
    if found.is_empty() {
        problems
            .error_anywhere(eco_format!("there is no font in `fonts/`"))
            .hint("a render uses the fonts of the project only; put them in `fonts/`");
    }
    let mut store = FontStore::new();
    store.extend(found);
    store
}

/// Whether all in `fonts/` lies in the project: the scan follows symbolic links, and waits
/// for what is no ordinary file.
fn check_folder(project: &Project, problems: &mut Problems) -> bool {
    let files = project.files.loader();
    let mut all_inside = true;
    let mut walk = WalkDir::new(files.root().join("fonts")).follow_links(true).into_iter();
    while let Some(entry) = walk.next() {
        // What cannot be listed is not found by the scan either.
        let Ok(entry) = entry else { continue };
        let (inside, kind) = (files.holds(entry.path()), entry.file_type());
        if inside && (kind.is_file() || kind.is_dir()) {
            continue;
        }
        let path = entry.path().strip_prefix(files.root()).unwrap_or(entry.path()).display();
        let message = match inside {
            true => eco_format!("`{path}` is no ordinary file"),
            false => eco_format!("`{path}`: a symbolic link leads out of the project"),
        };
        problems.error_anywhere(message).hint("put the fonts themselves in `fonts/`");
        all_inside = false;
        if kind.is_dir() {
            walk.skip_current_dir();
        }
    }
    all_inside
}

fn key(font: &FontPath) -> (&std::path::Path, u32) {
    (&font.path, font.index)
}
