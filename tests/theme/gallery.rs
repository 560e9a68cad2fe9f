//! The gallery: every component and every kind of chart, and figures by themselves,
//! beside their reference images.

use image::GrayImage;
use report::assemble::{FigureAssembly, FigureSelection, Selection, assemble, assemble_figures};
use report::compile::{Shared, compile, load_fonts};
use report::diag::Problems;
use report::evidence::Evidence;
use report::figures::read_figures;
use report::project::{Files, Project, ProjectFiles};
use typst::foundations::{Label, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;
use typst_layout::{Page, PagedDocument};
use typst_render::RenderOptions;

use crate::pictures::Pictures;
use crate::support::pdf::Pdf;
use crate::support::{Workbench, alternative, root};

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
        for (name, image) in figures_alone(&["bar", "table"]) {
            pictures.check(&format!("alone-{name}"), &image);
        }
        pictures.finish();
    };
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(look).unwrap();
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
}

#[test]
fn alternative_texts_are_sentences_of_a_useful_length() {
    let bench = Workbench::gallery();
    bench.rendered(&["charts", "--emit", "emitted"]);
    assert!(alternative::check_all(&bench, "en/charts") > 10);
}

#[test]
fn an_alternative_text_may_state_what_stands_beside_values() {
    let bench = Workbench::gallery();
    let alt = |key: &str, text: &str| {
        let head = format!("[{key}]\n");
        bench.replace("report/figures.toml", &head, &format!("{head}alt = \"{text}\"\n"));
    };
    alt("interval", "Points with intervals: 68% crossed, with a 95% interval of 63–72%.");
    alt("bar_reference", "Bar chart. 68% crossed and 41% waved, and only 9% turned round.");
    alt("flow", "Flow chart. The market draws 212 of those 367 who come from the north bank.");
    alt("stacked", "Stacked bar chart of the state of bridges; no row adds up to 101.");
    let run = bench.render(&["charts"]);
    let wrong: Vec<&str> =
        run.stderr.lines().filter(|line| line.starts_with("error: the alternative")).collect();
    let other = "error: the alternative text of `stacked` states 101, which the figure does not \
                 show [unshown-number]";
    assert_eq!(wrong, [other]);
}

#[test]
fn a_row_with_a_hidden_part_shows_no_other() {
    let bench = Workbench::gallery();
    bench.replace("report/report.toml", "id = \"charts\"", "id = \"charts\"\nattach-data = true");
    bench.rendered(&["charts"]);
    let attached = Pdf::read(&bench.output("en/charts.pdf")).attachments();
    let text = String::from_utf8(attached["stacked_hidden.csv"].1.clone()).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().unwrap().clone();
    let at = |name: &str| head.iter().position(|column| column == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cells = |row: &csv::StringRecord| {
        ["value", "printed", "status", "lower"].map(|name| row[at(name)].to_string())
    };
    assert_eq!(rows.len(), 6);
    assert_eq!(cells(&rows[0])[..3], ["55", "55%", "shown"]);
    assert!(rows[3..].iter().all(|row| cells(row) == ["", "×", "suppressed", ""]), "{text}");
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

/// Figures of the gallery, each on a page of its own.
fn figures_alone(keys: &[&str]) -> Vec<(String, GrayImage)> {
    let bench = Workbench::gallery();
    let mut problems = Problems::new();
    let files = Files::new(ProjectFiles::new(&bench.path()).unwrap());
    let Ok(mut project) = Project::open(files, &mut problems) else { panic!("it does not open") };
    let selection = FigureSelection {
        figures: keys.iter().map(|key| key.to_string()).collect(),
        languages: vec!["en".into()],
        width: 120,
    };
    let fonts = load_fonts(&project, &mut problems);
    let evidence = Evidence::read(&project, &mut problems);
    let figures = read_figures(&project, &evidence.ledger, &mut problems);
    let assemblies = assemble_figures(&mut project, &evidence, &figures, &selection, &mut problems);
    let shared = Shared::new(&project.files, &fonts);
    let mut look = |figure: &FigureAssembly| {
        let world = shared.world(figure.main);
        let pages = compile(&world, &assemblies.origins, &mut problems).unwrap();
        (figure.chart.key.clone(), picture(&pages.pages()[0]))
    };
    let looks: Vec<_> = assemblies.figures.iter().map(&mut look).collect();
    assert!(!problems.has_errors());
    assert_eq!(looks.len(), keys.len());
    looks
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
