//! Figures: any `figures.toml` over the evidence of the gallery is drawn or refused.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

use report::diag::Problems;
use report::evidence::{Evidence, Printer};
use report::figures::{data_file, read_figures, resolve};
use report::project::{Files, Project, ProjectFiles, file_id};
use typst::foundations::Bytes;

use super::world;

const FIGURES: &str = "report/figures.toml";

/// The gallery, whose evidence is read once.
static GALLERY: LazyLock<Mutex<(Project, Evidence)>> = LazyLock::new(|| {
    let root = root();
    let mut loader =
        ProjectFiles::new(&root.join("tests/projects/gallery")).expect("the gallery is there");
    let locale = fs::read(root.join("report/locales/en.toml")).expect("its locale is there");
    loader.generate(file_id("report/locales/en.toml"), Bytes::new(locale));
    let mut problems = Problems::new();
    let project = Project::open(Files::new(loader), &mut problems);
    let Ok(project) = project else { panic!("the gallery does not open") };
    let evidence = Evidence::read(&project, &mut problems);
    assert!(!problems.has_errors(), "{problems:?}");
    Mutex::new((project, evidence))
});

/// The folder of the repository.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_root = |folder: &&Path| folder.join("tests/projects/gallery").is_dir();
    here.ancestors().find(is_root).expect("this is in the repository").to_path_buf()
}

/// Checks a text as `figures.toml`.
///
/// # Panics
/// If something does not hold.
pub fn check(text: &str) {
    let mut gallery = GALLERY.lock().unwrap_or_else(PoisonError::into_inner);
    let (project, evidence) = &mut *gallery;
    project.files.reset();
    project.files.loader_mut().generate(file_id(FIGURES), Bytes::new(text.as_bytes().to_vec()));
    let mut problems = Problems::new();
    let figures = read_figures(project, &evidence.ledger, &mut problems);
    let locale = &project.locales["en"];
    let language = &project.manifest.languages[0];
    let printer = Printer::new(language, locale).expect("English prints numbers");
    for spec in &figures.specs {
        let before = problems.clone();
        match resolve(spec, evidence, &printer, &mut problems) {
            Some(chart) => {
                assert!(!data_file(&chart, evidence).is_empty());
                assert!(!chart.alt.is_empty());
                let json = serde_json::to_string(&chart).expect("charts are data");
                assert!(!json.contains("null,\"at\""), "{json}");
            }
            None => {
                let said = problems.count(typst::diag::Severity::Error)
                    > before.count(typst::diag::Severity::Error);
                assert!(said || problems.has_errors(), "nothing is drawn and nothing is wrong");
            }
        }
    }
    world::show(&problems, FIGURES, text);
}
