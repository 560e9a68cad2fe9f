//! Documents that are set tighter until they fit their pages.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod support;

use report::assemble::OriginMap;
use report::compile::{Shared, compile, load_fonts};
use report::diag::Problems;
use report::export::{Conformance, pdf};
use report::project::{Files, Project, ProjectFiles, file_id};
use serde_json::{Value, json};
use support::Workbench;

/// What the run's manifest says of a file.
fn described(bench: &Workbench, path: &str) -> Value {
    let manifest = bench.manifest();
    let files = manifest["files"].as_array().unwrap();
    files.iter().find(|file| file["path"] == path).unwrap().clone()
}

#[test]
fn the_first_step_that_fits_is_taken_and_told() {
    let bench = Workbench::overlay("good/fitted");
    bench.rendered(&["--deny-warnings"]);
    let fit = |path: &str| described(&bench, path)["fit"].clone();
    assert_eq!(fit("en/note.pdf"), json!({ "step": 1, "of": 3, "body": 11.0, "line": 14.0 }));
    assert_eq!(fit("nl/note.pdf"), json!({ "step": 3, "of": 3, "body": 9.5, "line": 12.0 }));
}

#[test]
fn a_document_that_fits_is_the_same_with_steps_and_without() {
    let fitted = Workbench::overlay("good/fitted");
    fitted.rendered(&["--lang", "en"]);
    let plain = Workbench::overlay("good/fitted");
    plain.replace("report/report.toml", "fit = true", "fit = false");
    plain.rendered(&["--lang", "en"]);
    assert_eq!(fitted.output("en/note.pdf"), plain.output("en/note.pdf"));
    assert_eq!(described(&plain, "en/note.pdf").get("fit"), None);
    let run = plain.render(&["--lang", "nl"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("too long (it needs"), "{}", run.stderr);
}

#[test]
fn the_search_does_not_depend_on_threads_or_on_other_documents() {
    let bench = Workbench::overlay("good/fitted");
    bench.rendered(&[]);
    let both = bench.output("nl/note.pdf");
    bench.rendered(&["--lang", "nl", "--jobs", "1"]);
    assert_eq!(bench.output("nl/note.pdf"), both);
}

#[test]
fn pages_are_fitted_as_blocks_are() {
    let bench = Workbench::overlay("good/fitted");
    bench.replace(
        "report/note/layout.typ",
        "block(width: 200pt, height: 80pt,",
        "block(width: 200pt,",
    );
    bench.replace("report/note/layout.typ", "available: 80.0", "available: 9999.0, filled: false");
    bench.replace(
        "report/note/layout.typ",
        "set text(",
        "set page(height: 160pt, margin: 20pt); set text(",
    );
    bench.rendered(&["--lang", "nl"]);
    assert_eq!(described(&bench, "nl/note.pdf")["fit"]["step"], 3);
    bench.replace("report/note/layout.typ", "160pt", "130pt");
    let run = bench.render(&["--lang", "nl"]);
    assert_eq!(run.code, 1);
    let message = "pages even at the tightest step, with body type of 9.5 pt and must have 1 page";
    assert!(run.stderr.contains(message), "{}", run.stderr);
    assert!(run.stderr.contains("report/note/nl/10-text.md:"), "{}", run.stderr);
    assert!(run.stderr.contains("here begins what is too long, "), "{}", run.stderr);
}

#[test]
fn a_block_that_leaves_a_hole_is_named_unless_it_may() {
    let bench = Workbench::overlay("good/fitted");
    bench.replace("report/note/layout.typ", "80pt", "140pt");
    bench.replace("report/note/layout.typ", "80.0", "140.0");
    let run = bench.rendered(&["--lang", "en"]);
    let message = "warning: the block `text` leaves 6 lines empty (it needs ";
    assert!(run.stderr.starts_with(message), "{}", run.stderr);
    assert!(run.stderr.contains("report/note/en/10-text.md:2:8"), "{}", run.stderr);
    bench.replace("report/note/layout.typ", "140.0", "140.0, filled: false");
    assert_eq!(bench.rendered(&["--lang", "en"]).stderr, "");
}

#[test]
fn emitted_sources_give_the_same_pages_at_their_step() {
    let bench = Workbench::overlay("good/fitted");
    bench.rendered(&["--emit", "emitted"]);
    for (language, tag, root) in [("en", "en-GB", "emitted"), ("nl", "nl-NL", "emitted/fit-3")] {
        let root = bench.path().join(root);
        let other = if language == "en" { "nl" } else { "en" };
        assert!(!root.join("assembled").join(other).exists(), "{other} is in {root:?}");
        let mut problems = Problems::new();
        let files = Files::new(ProjectFiles::new(&root).unwrap());
        let Ok(project) = Project::open(files, &mut problems) else { panic!("{root:?}") };
        let fonts = load_fonts(&project, &mut problems);
        let shared = Shared::new(&project.files, &fonts);
        // Nothing is laid over the files here: it is what any Typst compiler does.
        let world = shared.world(file_id(&format!("assembled/{language}/note.typ")));
        let document = compile(&world, &OriginMap::default(), &mut Problems::new()).unwrap();
        let found =
            pdf::write(&document, &format!("base/note/{tag}"), Conformance::Archivable).unwrap();
        assert!(found == bench.output(&format!("{language}/note.pdf")), "{language} differs");
    }
}
