//! The fonts of a project: those in `fonts/` and no others.

use std::fs;
use std::path::{Path, PathBuf};

use typst::diag::eco_format;
use typst::text::FontInfo;
use typst_kit::fonts::{FontPath, FontStore};
use walkdir::WalkDir;

use crate::diag::Problems;
use crate::project::limits::MAX_FONT_SIZE;
use crate::project::{Project, caught};

/// What the names of font files end in.
const EXTENSIONS: [&str; 4] = ["ttf", "otf", "ttc", "otc"];

/// How many fonts of a collection are looked for.
const MAX_IN_COLLECTION: u32 = 256;

/// Loads the fonts below the project's `fonts/`, in order of path and index,
/// because the order in which a folder is listed differs between machines.
pub fn load(project: &Project, problems: &mut Problems) -> FontStore {
    if !check_folder(project, problems) {
        return FontStore::new();
    }
    let mut store = FontStore::new();
    let files = files(&project.root().join("fonts"));
    if files.is_empty() {
        problems
            .error_anywhere(eco_format!("there is no font in `fonts/`"))
            .hint("a render uses the fonts of the project only; put them in `fonts/`");
    }
    for path in files {
        let fonts = match read(&path) {
            Ok(fonts) => fonts,
            Err(reason) => {
                // With another font in its place every page would be wrong.
                let shown = path.strip_prefix(project.root()).unwrap_or(&path).display();
                problems
                    .error_anywhere(eco_format!("`{shown}` cannot be used as a font ({reason})"))
                    .hint("copy it anew from its original, or remove it");
                continue;
            }
        };
        let font = |(index, info)| (FontPath { path: path.clone(), index }, info);
        store.extend(fonts.into_iter().map(font));
    }
    store
}

/// The font files below a folder. A link that leads nowhere, or in a circle, is none.
fn files(folder: &Path) -> Vec<PathBuf> {
    let is_font = |path: &Path| {
        let extension = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
        EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension))
    };
    let entries = WalkDir::new(folder).follow_links(true).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file() && is_font(entry.path()));
    let mut files: Vec<_> = files.map(walkdir::DirEntry::into_path).collect();
    files.sort();
    files
}

/// The fonts in a file with their indices, of which there is at least one.
fn read(path: &Path) -> Result<Vec<(u32, FontInfo)>, String> {
    let size = fs::metadata(path).map_err(|error| error.to_string())?.len();
    if size > MAX_FONT_SIZE {
        return Err(format!("it is larger than {} MiB", MAX_FONT_SIZE / (1024 * 1024)));
    }
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    let info = |index| Some((index, FontInfo::new(&bytes, index)?));
    let fonts = caught(|| (0..count(&bytes)).filter_map(info).collect::<Vec<_>>());
    fonts.filter(|fonts| !fonts.is_empty()).ok_or_else(|| "it is none, or is damaged".into())
}

/// How many fonts a file says to have. See Microsoft, *OpenType specification*, "Font
/// collections".
fn count(bytes: &[u8]) -> u32 {
    let number = || bytes.get(8..12)?.try_into().ok().map(u32::from_be_bytes);
    match bytes.starts_with(b"ttcf") {
        true => number().unwrap_or_default().min(MAX_IN_COLLECTION),
        false => 1,
    }
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
