//! The fonts of a project: those in `fonts/` and no others.

use std::collections::BTreeSet;
use std::path::Path;

use typst::diag::eco_format;
use typst::text::FontInfo;
use typst_kit::fonts::{self, FontPath, FontStore};
use walkdir::WalkDir;

use crate::diag::Problems;
use crate::project::Project;
use crate::project::limits::MAX_FONT_SIZE;

/// What the names of font files end in.
const FONT_EXTENSIONS: [&str; 4] = ["ttf", "otf", "ttc", "otc"];

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
    report_broken(project, &found, problems);
    let mut store = FontStore::new();
    store.extend(found);
    store
}

/// Reports files with the name of a font that are none: with another font in its place
/// every page would be wrong, or the name of a missing one would be reported for it.
fn report_broken(project: &Project, found: &[(FontPath, FontInfo)], problems: &mut Problems) {
    let folder = project.root().join("fonts");
    let loaded: BTreeSet<&Path> = found.iter().map(|(font, _)| font.path.as_path()).collect();
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        // A link that leads nowhere, or in a circle, holds no font.
        let Ok(entry) = entry else { continue };
        let path = entry.path();
        let extension = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
        if !FONT_EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension)) {
            continue;
        }
        let shown = path.strip_prefix(project.root()).unwrap_or(path).display();
        let size = entry.metadata().map_or(0, |metadata| metadata.len());
        if size > MAX_FONT_SIZE {
            let most = MAX_FONT_SIZE / (1024 * 1024);
            problems
                .error_anywhere(eco_format!("the font `{shown}` is larger than {most} MiB"))
                .hint("use a font of fewer languages");
        } else if !loaded.contains(path) {
            problems
                .error_anywhere(eco_format!("`{shown}` is no font, or is damaged"))
                .hint("copy it anew from its original, or remove it");
        }
    }
}

fn key(font: &FontPath) -> (&std::path::Path, u32) {
    (&font.path, font.index)
}
