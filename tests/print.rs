//! The edition for the printing house.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod support;

use std::sync::LazyLock;

use serde_json::json;
use support::Workbench;
use support::pdf::Pdf;

/// A millimetre in points.
const MM: f32 = 72.0 / 25.4;

/// The factsheets of the flagship, for the screen and then for print.
static FACTSHEETS: LazyLock<Workbench> = LazyLock::new(|| {
    let bench = Workbench::flagship();
    bench.rendered(&["factsheet", "--deny-warnings"]);
    bench.rendered(&["factsheet", "--deny-warnings", "--print"]);
    bench
});

fn pdf(path: &str) -> Pdf {
    Pdf::read(&FACTSHEETS.output(path))
}

/// Whether boxes are the same to a fiftieth of a point.
fn same(a: [f32; 4], b: [f32; 4]) -> bool {
    a.iter().zip(b).all(|(a, b)| (a - b).abs() < 0.02)
}

#[test]
fn boxes_say_where_to_cut_and_how_far_the_bleed_goes() {
    for language in ["nl", "en"] {
        let pdf = pdf(&format!("{language}/factsheet-print.pdf"));
        for page in 1..=2 {
            let found = |name: &str| pdf.page_box(page, name).unwrap();
            let [left, bottom, right, top] = found("TrimBox");
            assert!(same(
                [0.0, 0.0, right - left, top - bottom],
                [0.0, 0.0, 210.0 * MM, 297.0 * MM]
            ));
            let out = |by: f32| [left - by, bottom - by, right + by, top + by];
            assert!(same(found("BleedBox"), out(3.0 * MM)), "{:?}", found("BleedBox"));
            // The marks stand outside the bleed.
            assert!(same(found("MediaBox"), out(10.0 * MM)), "{:?}", found("MediaBox"));
        }
    }
}

#[test]
fn the_edition_for_the_screen_stays_as_it_is() {
    let other = Workbench::flagship();
    other.rendered(&["factsheet"]);
    for path in ["nl/factsheet.pdf", "en/factsheet.pdf"] {
        assert!(FACTSHEETS.output(path) == other.output(path), "{path} differs");
        for name in ["TrimBox", "BleedBox"] {
            assert_eq!(pdf(path).page_box(1, name), None, "{path}");
        }
    }
}

#[test]
fn both_editions_say_the_same_and_the_manifest_tells_them_apart() {
    let manifest = FACTSHEETS.manifest();
    let files = manifest["files"].as_array().unwrap();
    let found = files.iter().map(|file| (file["path"].as_str().unwrap(), &file["print"]));
    assert_eq!(
        found.collect::<Vec<_>>(),
        [
            ("en/factsheet-print.pdf", &json!(true)),
            ("en/factsheet.pdf", &json!(false)),
            ("nl/factsheet-print.pdf", &json!(true)),
            ("nl/factsheet.pdf", &json!(false)),
        ]
    );
    assert!(files.iter().all(|file| file["standards"] == json!(["ua-1", "a-2a"])));
    for language in ["nl", "en"] {
        let [screen, print] =
            ["", "-print"].map(|it| pdf(&format!("{language}/factsheet{it}.pdf")));
        // Marks and the line of the slug are artifacts, so the tags are the same.
        assert_eq!(screen.tags(), print.tags());
        assert_eq!(screen.bookmarks(), print.bookmarks());
        let slug = format!("erasmus-mbo-2024 · factsheet · {language} · 1.0 · 2");
        assert!(print.page_text(2).contains(&slug), "{}", print.page_text(2));
        assert!(!screen.page_text(2).contains(&slug));
    }
}

#[test]
fn print_is_reproducible() {
    let other = Workbench::flagship();
    other.rendered(&["factsheet", "--print", "--lang", "nl", "--jobs", "1"]);
    assert!(FACTSHEETS.output("nl/factsheet-print.pdf") == other.output("nl/factsheet-print.pdf"));
    assert!(!other.path().join("out/nl/factsheet.pdf").exists());
}

#[test]
fn a_theme_without_bleed_is_no_theme_for_print() {
    let bench = Workbench::base();
    let run = bench.render(&["--print", "--lang", "nl"]);
    assert_eq!(run.code, 1);
    let message = "error: page 1 of `note` has no bleed of 3 mm\n";
    assert!(run.stderr.starts_with(message), "{}", run.stderr);
    bench.replace("report/theme/lib.typ", "set page(", "set page(bleed: data.print.bleed * 1mm, ");
    bench.rendered(&["--print", "--lang", "nl"]);
    let pdf = Pdf::read(&bench.output("nl/note-print.pdf"));
    // A theme without marks has no paper around the bleed.
    let [bleed, paper] = ["BleedBox", "MediaBox"].map(|name| pdf.page_box(1, name).unwrap());
    assert!(same(bleed, paper), "{bleed:?} {paper:?}");
}

#[test]
fn a_draft_may_be_proofed_on_paper() {
    let bench = Workbench::flagship();
    bench.rendered(&["factsheet", "--print", "--draft", "--lang", "nl"]);
    let pdf = Pdf::read(&bench.output("nl/factsheet-print.pdf"));
    assert!(pdf.page_box(1, "BleedBox").is_some());
    assert!(pdf.page_text(1).contains("Concept"), "{}", pdf.page_text(1));
}
