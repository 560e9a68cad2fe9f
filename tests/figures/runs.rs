//! What the command does with arguments, problems and themes.

use std::fs;

use crate::read::{names, png_texts, xmp};
use crate::support::pdf::Pdf;
use crate::support::{Run, Workbench, command};

/// Writes figures and expects success.
fn made(bench: &Workbench, arguments: &[&str]) -> Run {
    let run = bench.figures(arguments);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    run
}

#[test]
fn vectors_and_data_are_written_in_every_language_unless_asked_otherwise() {
    let bench = Workbench::base();
    let run = made(&bench, &[]);
    assert!(run.stdout.starts_with("out/nl/figures/colours  svg "), "{}", run.stdout);
    for language in ["nl", "en"] {
        let folder = bench.path().join("out").join(language);
        assert_eq!(names(&folder), ["figures"]);
        assert_eq!(names(&folder.join("figures")), ["colours.csv", "colours.json", "colours.svg"]);
    }
    let run = made(&bench, &["colours", "--lang", "nl", "--format", "pdf", "--out", "new", "-q"]);
    assert_eq!(run.stdout, "");
    assert_eq!(names(&bench.path().join("new")), ["nl"]);
    assert_eq!(names(&bench.path().join("new/nl/figures")), ["colours.json", "colours.pdf"]);
}

#[test]
fn pictures_are_as_wide_and_as_fine_as_asked() {
    let bench = Workbench::base();
    made(&bench, &["--lang", "nl", "--format", "png", "--width", "90", "--scale", "2"]);
    let png = bench.output("nl/figures/colours.png");
    let image = image::load_from_memory(&png).unwrap();
    assert_eq!(image.width(), (90.0 / 25.4 * 72.0 * 6.0_f64).round() as u32);
    let run = bench.figures(&["--width", "1000", "--scale", "8", "--format", "png"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("million is the most"), "{}", run.stderr);
    for wrong in [["--width", "0"], ["--scale", "0"], ["--format", "gif"], ["--width", "wide"]] {
        assert_eq!(bench.figures(&wrong).code, 2, "{wrong:?}");
    }
}

#[test]
fn unknown_names_are_wrong_usage() {
    let bench = Workbench::base();
    let run = bench.figures(&["colors"]);
    assert_eq!(run.code, 2);
    assert_eq!(run.stderr, "error: the project has no figure `colors`; did you mean `colours`?\n");
    let run = bench.figures(&["--lang", "fr"]);
    assert_eq!(run.code, 2);
    assert_eq!(run.stderr, "error: the project has no language `fr`; known are `en`, `nl`\n");
    fs::remove_file(bench.path().join("report/figures.toml")).unwrap();
    let run = bench.figures(&[]);
    let message = "error: the project has no figures; describe them in `report/figures.toml`\n";
    assert_eq!((run.code, run.stderr.as_str()), (1, message));
    assert!(!bench.path().join("out").exists());
}

#[test]
fn all_figures_are_written_or_none() {
    let bench = Workbench::base();
    let figure =
        "[broken]\nkind = \"bar\"\ndata = \"shades\"\ntitle = \"A title\"\nsubtitle = \"What\"\n";
    bench.append("report/figures.toml", figure);
    let run = bench.figures(&[]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("report/figures.toml:"), "{}", run.stderr);
    assert!(
        run.stderr.ends_with("error: nothing was written because of 1 error\n"),
        "{}",
        run.stderr
    );
    assert!(!bench.path().join("out").exists());

    bench.replace("report/figures.toml", figure, "");
    made(&bench, &[]);
    let before = bench.output("nl/figures/colours.svg");
    bench.append("report/figures.toml", figure);
    let run = bench.figures(&["--width", "100"]);
    assert!(
        run.stderr.ends_with("1 error; the previous output in `out` is unchanged\n"),
        "{}",
        run.stderr
    );
    assert!(before == bench.output("nl/figures/colours.svg"));

    // A file that cannot be read at all is what is wrong, and not the name.
    bench.append("report/figures.toml", "[broken");
    let run = bench.figures(&["colours"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("┌─ report/figures.toml:"), "{}", run.stderr);
}

#[test]
fn two_runs_give_the_same_bytes_anywhere() {
    let formats = ["svg", "png", "pdf", "csv"].map(|format| ["--format", format]).concat();
    let keys = ["leads_to", "institutions_by_year", "sample", "targets"];
    let [one, other] = [Workbench::flagship(), Workbench::flagship()];
    made(&one, &[&formats[..], &keys].concat());
    let mut command = command();
    command
        .current_dir(std::env::temp_dir())
        .env("TZ", "Pacific/Kiritimati")
        .env("LC_ALL", "tr_TR.UTF-8")
        .args(["figures", "--jobs", "1", "--project"])
        .arg(other.path())
        .args(formats.iter().rev().collect::<Vec<_>>().chunks(2).flat_map(|it| [it[1], it[0]]))
        .args(keys);
    let run = Run::of(command);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for language in ["nl", "en"] {
        let folder = format!("out/{language}/figures");
        let found = names(&one.path().join(&folder));
        assert_eq!(found.len(), keys.len() * 5);
        assert_eq!(found, names(&other.path().join(&folder)));
        for name in found {
            let path = format!("{language}/figures/{name}");
            assert!(one.output(&path) == other.output(&path), "{path} differs");
        }
    }
}

#[test]
fn no_document_is_needed() {
    let bench = Workbench::base();
    bench.replace("report/note/nl/10-text.md", "{{ share }}", "{{ shore }}");
    fs::remove_file(bench.path().join("report/note/layout.typ")).unwrap();
    assert_eq!(bench.render(&[]).code, 1);
    made(&bench, &[]);
}

#[test]
fn texts_are_texts_in_every_format() {
    let bench = Workbench::base();
    let title = r#"A < B & "C" > #d *e* <b>f</b> ]]> 'g' é"#;
    bench.replace("report/figures.toml", "Green is chosen most", &title.replace('"', "\\\""));
    // XML cannot hold a control character, so images leave it out.
    let alt = "alt = { nl = \"Groen\", en = \"Most people choose green, and few choose red\" }\n";
    bench.append("report/figures.toml", alt);
    made(&bench, &["--lang", "en", "--format", "svg", "--format", "png", "--format", "pdf"]);
    let svg = String::from_utf8(bench.output("en/figures/colours.svg")).unwrap();
    let document = roxmltree::Document::parse(&svg).unwrap();
    let first = document.root_element().first_child().unwrap();
    assert_eq!(first.text(), Some(title));
    let metadata = document.descendants().find(|it| it.tag_name().name() == "metadata").unwrap();
    assert_eq!(xmp(&svg[metadata.range()], "en-GB")["title"], title);
    assert_eq!(png_texts(&bench.output("en/figures/colours.png"))["Title"].1, title);
    let pdf = Pdf::read(&bench.output("en/figures/colours.pdf"));
    assert_eq!(pdf.info("Title").as_deref(), Some(title));
    let described = "Most people choose green, and few choose red";
    assert_eq!(
        document
            .descendants()
            .find(|it| it.has_tag_name(("http://www.w3.org/2000/svg", "desc")))
            .unwrap()
            .text(),
        Some(described)
    );
}

#[test]
fn invented_data_say_so_in_the_picture() {
    let bench = Workbench::gallery();
    let notice = "Example with invented data";
    let formats = ["svg", "png", "pdf"].map(|format| ["--format", format]).concat();
    made(&bench, &formats);
    let folder = bench.path().join("out/en/figures");
    let records: Vec<String> =
        names(&folder).into_iter().filter(|name| name.ends_with(".json")).collect();
    assert!(records.len() > 15);
    for name in records {
        let record = bench.output(&format!("en/figures/{name}"));
        let record: serde_json::Value = serde_json::from_slice(&record).unwrap();
        assert_eq!(record["notice"], notice);
        let stem = format!("en/figures/{}", record["key"].as_str().unwrap());
        let pdf = Pdf::read(&bench.output(&format!("{stem}.pdf")));
        assert!(pdf.page_text(1).contains(notice), "{}", pdf.page_text(1));
        let said = format!("{notice}. {}", record["alt"].as_str().unwrap());
        assert_eq!(png_texts(&bench.output(&format!("{stem}.png")))["Description"].1, said);
        let svg = String::from_utf8(bench.output(&format!("{stem}.svg"))).unwrap();
        let document = roxmltree::Document::parse(&svg).unwrap();
        let described = document.descendants().find(|it| it.tag_name().name() == "desc");
        assert_eq!(described.unwrap().text(), Some(said.as_str()));
    }
    bench.replace("report/theme/standalone.typ", "  picture-mark(data)\n", "");
    let run = bench.figures(&["bar"]);
    assert_eq!(run.code, 1);
    let message = format!("error: page 1 of `bar` does not show the notice “{notice}”\n");
    assert!(run.stderr.starts_with(&message), "{}", run.stderr);
}

#[test]
fn only_invented_data_need_a_notice() {
    let bench = Workbench::base();
    let says = |bench: &Workbench| {
        made(bench, &["--lang", "nl", "--format", "pdf"]);
        let text = Pdf::read(&bench.output("nl/figures/colours.pdf")).page_text(1);
        text.starts_with("Synthetische gegevens")
    };
    assert!(!says(&bench));
    bench.append("data/sources.toml", "synthetic = true\n");
    assert!(says(&bench));
}

#[test]
fn a_theme_has_to_place_figures_alone() {
    let bench = Workbench::base();
    bench.replace("report/theme/lib.typ", "#let standalone-figure", "#let alone");
    let run = bench.figures(&[]);
    assert_eq!(run.code, 1);
    let message =
        "error: module `lib` does not contain `standalone-figure`\n  ┌─ report/theme/lib.typ:";
    assert!(run.stderr.starts_with(message), "{}", run.stderr);
    assert!(run.stderr.ends_with("because of 1 error\n"), "{}", run.stderr);
    // Data need no theme.
    made(&bench, &["--format", "csv"]);

    let bench = Workbench::base();
    bench.replace("report/theme/lib.typ", "par[#fig.source #fig.base]", "pagebreak() + [2]");
    let run = bench.figures(&["--lang", "nl"]);
    assert!(run.stderr.contains("`colours` takes 2 pages when it stands alone"), "{}", run.stderr);
    let bench = Workbench::base();
    let theme = fs::read_to_string(bench.path().join("report/theme/lib.typ")).unwrap();
    bench.write("report/theme/lib.typ", theme.replace("Source Sans 3", "Comic Sans"));
    let run = bench.figures(&[]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.starts_with("error: unknown font family: comic sans"), "{}", run.stderr);
}

#[test]
fn letters_that_no_font_has_are_errors_in_images_too() {
    let bench = Workbench::base();
    bench.replace("report/figures.toml", "Green is chosen most", "Green is chosen most \u{1f7e2}");
    for format in ["svg", "png", "pdf"] {
        let run = bench.figures(&["--format", format]);
        assert_eq!(run.code, 1, "{format}");
        assert!(run.stderr.contains("could not be displayed with font"), "{}", run.stderr);
    }
    assert!(!bench.path().join("out").exists());
}

#[test]
fn a_key_that_no_file_can_have_is_refused() {
    let bench = Workbench::base();
    bench.replace("report/figures.toml", "[colours]", "[\"../../colours\"]");
    let run = bench.figures(&[]);
    assert_eq!(run.code, 1);
    let message = "error: `../../colours` cannot be the key of a figure\n";
    assert!(run.stderr.starts_with(message), "{}", run.stderr);
    assert!(!bench.path().join("out").exists());
}
