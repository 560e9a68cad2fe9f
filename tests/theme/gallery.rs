//! The gallery: every component and every kind of chart, beside its reference image.

use image::GrayImage;
use report::assemble::{Selection, assemble};
use report::compile::{Shared, compile, load_fonts};
use report::diag::Problems;
use report::project::{Files, Project, ProjectFiles};
use typst::foundations::{Label, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;
use typst_layout::{Page, PagedDocument};
use typst_render::RenderOptions;

use crate::pictures::Pictures;
use crate::support::{Workbench, root};

/// The label of the metadata that says what a page shows.
const LABEL: &str = "specimen";

/// Typst needs more stack than a thread of a test has.
const STACK: usize = 64 << 20;

/// Pixels to a point: enough to see that something moved.
const SCALE: f64 = 1.0;

/// Grey levels that are told apart: few make small files.
const LEVELS: u16 = 15;

#[test]
fn components_and_charts_look_as_before() {
    let look = || {
        let mut pictures = Pictures::new(root().join("tests/theme/images"));
        for document in ["components", "charts"] {
            for (name, image) in specimens(document) {
                pictures.check(&format!("{document}-{name}"), &image);
            }
        }
        pictures.finish();
    };
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(look).unwrap();
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
}

/// The pages of a document of the gallery with the names of what they show.
fn specimens(document: &str) -> Vec<(String, GrayImage)> {
    let bench = Workbench::gallery();
    let mut problems = Problems::new();
    let files = Files::new(ProjectFiles::new(&bench.path()).unwrap());
    let Ok(mut project) = Project::open(files, &mut problems) else { panic!("it does not open") };
    let selection = Selection {
        documents: vec![document.into()],
        languages: vec!["en".into()],
        draft: false,
        print: false,
    };
    let fonts = load_fonts(&project, &mut problems);
    let (assemblies, _) = assemble(&mut project, &selection, &mut problems);
    let shared = Shared::new(&project.files, &fonts);
    let world = shared.world(assemblies.documents[0].main);
    let pages = compile(&world, &assemblies.origins, &mut problems).unwrap();
    assert!(!problems.has_errors());
    names(&pages).into_iter().map(|(name, page)| (name, picture(&pages.pages()[page]))).collect()
}

/// What the pages of a document show, with the index of each.
fn names(document: &PagedDocument) -> Vec<(String, usize)> {
    let introspector = document.introspector();
    let label = Label::new(PicoStr::intern(LABEL)).unwrap();
    let marks = introspector.query(&Selector::Label(label));
    let name = |mark: &typst::foundations::Content| {
        let Value::Str(name) = &mark.to_packed::<MetadataElem>()?.value else { return None };
        let page = introspector.position(mark.location()?)?.page;
        Some((name.to_string(), page.get() - 1))
    };
    marks.iter().filter_map(name).collect()
}

/// A page as a small image in few greys.
fn picture(page: &Page) -> GrayImage {
    let options = RenderOptions { pixel_per_pt: SCALE.into(), render_bleed: false };
    let pixels = typst_render::render(page, &options);
    let grey = |pixel: &[u8]| {
        let [red, green, blue] = [0, 1, 2].map(|part| u16::from(pixel[part]));
        let level = (3 * red + 6 * green + blue) / 10 * LEVELS / 255;
        (level * 255 / LEVELS) as u8
    };
    let greys = pixels.data().chunks_exact(4).map(grey).collect();
    GrayImage::from_raw(pixels.width(), pixels.height(), greys).unwrap()
}

#[test]
fn the_gallery_is_a_publication_like_any_other() {
    let bench = Workbench::gallery();
    bench.rendered(&["--deny-warnings"]);
}

#[test]
fn the_gallery_has_every_brand() {
    let bench = Workbench::gallery().with("brands/vineyard");
    bench.rendered(&["--deny-warnings"]);
}
