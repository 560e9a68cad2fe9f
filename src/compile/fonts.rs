//! The fonts of a project: those in `fonts/` and no others.

use typst::diag::eco_format;
use typst_kit::fonts::{self, FontPath, FontStore};

use crate::diag::Problems;
use crate::project::Project;

/// Loads the fonts below the project's `fonts/`, in order of path and index,
/// because the order in which a folder is listed differs between machines.
pub fn load(project: &Project, problems: &mut Problems) -> FontStore {
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

fn key(font: &FontPath) -> (&std::path::Path, u32) {
    (&font.path, font.index)
}
