//! Every figure of the flagship in every format, and what its record says of it.

use std::fs;
use std::sync::LazyLock;

use serde_json::Value;

use crate::read::{names, png_texts, xmp};
use crate::support::Workbench;
use crate::support::pdf::Pdf;

/// A millimetre in points.
const MM: f64 = 72.0 / 25.4;

/// All figures of the flagship, and its documents, which carry their data.
static FLAGSHIP: LazyLock<Workbench> = LazyLock::new(|| {
    let bench = Workbench::flagship();
    let formats = ["svg", "png", "pdf", "csv"].map(|format| ["--format", format]).concat();
    let run = bench.figures(&[&formats[..], &["--deny-warnings"]].concat());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    bench.rendered(&["report"]);
    bench
});

/// The record of every figure, with the folder that it lies in.
fn records() -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for language in ["nl", "en"] {
        let folder = format!("{language}/figures");
        let names = names(&FLAGSHIP.path().join("out").join(&folder));
        let records = names.iter().filter(|name| name.ends_with(".json"));
        for name in records {
            let record = FLAGSHIP.output(&format!("{folder}/{name}"));
            found.push((folder.clone(), serde_json::from_slice(&record).unwrap()));
        }
        assert_eq!(names.len(), found.iter().filter(|(it, _)| *it == folder).count() * 5);
    }
    found
}

fn text<'a>(record: &'a Value, field: &str) -> &'a str {
    record[field].as_str().unwrap_or_else(|| panic!("{field} in {record}"))
}

/// A file of a figure: what is told of it, and its bytes.
fn file(folder: &str, record: &Value, extension: &str) -> (Value, Vec<u8>) {
    let name = format!("{}.{extension}", text(record, "key"));
    let told = record["files"].as_array().unwrap().iter().find(|it| it["name"] == name.as_str());
    (told.unwrap().clone(), FLAGSHIP.output(&format!("{folder}/{name}")))
}

#[test]
fn records_describe_every_file() {
    let manifest = fs::read_to_string(FLAGSHIP.path().join("report/figures.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let records = records();
    assert_eq!(records.len(), 2 * manifest.len());
    for (folder, record) in &records {
        let spec = &manifest[text(record, "key")];
        let language = &folder[..2];
        for (field, own) in [("title", "title"), ("subtitle", "subtitle")] {
            assert_eq!(text(record, field), spec[own][language].as_str().unwrap());
        }
        assert_eq!(text(record, "kind"), spec["kind"].as_str().unwrap());
        assert!(text(record, "licence").contains(if language == "nl" {
            "rechten"
        } else {
            "rights"
        }));
        assert!((40..=250).contains(&text(record, "alt").chars().count()), "{record}");
        let sources = record["sources"].as_array().unwrap();
        assert!(sources.iter().all(|it| text(record, "source").contains(text(it, "title"))));
        assert_eq!(record["files"].as_array().unwrap().len(), 4);
        for extension in ["svg", "png", "pdf", "csv"] {
            let (told, bytes) = file(folder, record, extension);
            assert_eq!(told["bytes"], bytes.len());
            assert_eq!(told["sha256"], report::project::checksum(&bytes));
            let width = (extension != "csv").then_some(160.0);
            assert_eq!(told["millimetres"]["width"].as_f64(), width);
        }
    }
}

#[test]
fn vectors_have_a_name_and_a_description() {
    for (folder, record) in records() {
        let (told, bytes) = file(&folder, &record, "svg");
        let svg = String::from_utf8(bytes).unwrap();
        let document = roxmltree::Document::parse(&svg).unwrap();
        let root = document.root_element();
        assert_eq!((root.tag_name().name(), root.attribute("role")), ("svg", Some("img")));
        assert_eq!(root.attribute("lang"), record["language"].as_str());
        let mut children = root.children();
        for (name, id, field) in
            [("title", "aria-labelledby", "title"), ("desc", "aria-describedby", "alt")]
        {
            let child = children.next().unwrap();
            assert_eq!((child.tag_name().name(), child.text()), (name, record[field].as_str()));
            assert_eq!(root.attribute(id), child.attribute("id"));
        }
        let metadata = children.next().unwrap();
        assert_eq!(metadata.tag_name().name(), "metadata");
        check_xmp(&svg[metadata.range()], &record);
        let size: Vec<f64> =
            root.attribute("viewBox").unwrap().split(' ').map(|it| it.parse().unwrap()).collect();
        assert!((size[2] - 160.0 * MM).abs() < 0.01, "{size:?}");
        let height = told["millimetres"]["height"].as_f64().unwrap();
        assert!((size[3] - height * MM).abs() < 0.02, "{size:?}");
        // Links and scripts have no place in an image.
        for name in ["a", "script", "image", "foreignObject"] {
            assert!(!document.descendants().any(|it| it.tag_name().name() == name), "{name}");
        }
    }
}

/// XMP says the same as the record.
fn check_xmp(xml: &str, record: &Value) {
    let said = xmp(xml, text(record, "language"));
    for (name, field) in [
        ("title", "title"),
        ("description", "alt"),
        ("AltTextAccessibility", "alt"),
        ("source", "source"),
        ("rights", "licence"),
        ("language", "language"),
    ] {
        assert_eq!(said[name], text(record, field), "{name}");
    }
    assert_eq!(said["creator"], "Dialogic, Ockham/IPS");
}

#[test]
fn images_say_what_they_show_and_keep_clear_of_their_edges() {
    for (folder, record) in records() {
        let (told, bytes) = file(&folder, &record, "png");
        let texts = png_texts(&bytes);
        for (keyword, field) in [
            ("Title", "title"),
            ("Description", "alt"),
            ("Source", "source"),
            ("Copyright", "licence"),
        ] {
            let (language, said) = &texts[keyword];
            assert_eq!(
                (said.as_str(), language.as_str()),
                (text(&record, field), text(&record, "language"))
            );
        }
        check_xmp(&texts["XML:com.adobe.xmp"].1, &record);
        let image = image::load_from_memory(&bytes).unwrap().to_rgb8();
        let (width, height) = image.dimensions();
        assert_eq!(told["pixels"], serde_json::json!({ "width": width, "height": height }));
        assert_eq!(width, (160.0 * MM * 3.0).round() as u32);
        // Three millimetres on every side: descenders of the last line reach into the fifth.
        let edge = (3.0 * MM * 3.0) as u32;
        let is_edge =
            |x: u32, y: u32| x < edge || y < edge || x >= width - edge || y >= height - edge;
        let ink = image.enumerate_pixels().filter(|(.., pixel)| pixel.0 != [255; 3]);
        let (mut within, mut outside) = (0, 0);
        ink.for_each(|(x, y, _)| if is_edge(x, y) { outside += 1 } else { within += 1 });
        assert!(within > 5_000 && outside == 0, "{} {within} {outside}", text(&record, "key"));
    }
}

#[test]
fn documents_conform_and_carry_the_figure() {
    for (folder, record) in records() {
        let (_, bytes) = file(&folder, &record, "pdf");
        let pdf = Pdf::read(&bytes);
        assert_eq!(pdf.pages(), 1);
        let [left, _, right, _] = pdf.page_box(1, "MediaBox").unwrap();
        assert!((f64::from(right - left) - 160.0 * MM).abs() < 0.01);
        assert_eq!(pdf.language().as_deref(), record["language"].as_str());
        assert_eq!(pdf.info("Title").as_deref(), record["title"].as_str());
        assert!(pdf.info("CreationDate").unwrap().starts_with("D:20261123"));
        let xmp = pdf.xmp();
        for said in [
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "<pdfuaid:part>1</pdfuaid:part>",
        ] {
            assert!(xmp.contains(said), "{xmp}");
        }
        let tags = pdf.tags();
        if text(&record, "kind") == "table" {
            assert!(tags.contains("Table\n") && tags.contains("TH\n"), "{tags}");
        } else {
            assert!(tags.contains(&format!("Figure “{}”", text(&record, "alt"))), "{tags}");
        }
        // Kerning parts words of extracted text, so only what has no gap is compared.
        let letters = |text: &str| text.replace(char::is_whitespace, "");
        let page = letters(&pdf.page_text(1));
        for field in ["title", "source"] {
            let wanted = letters(text(&record, field));
            let beginning: String = wanted.chars().take(20).collect();
            assert!(page.contains(&beginning), "{beginning} is not in {page}");
        }
    }
}

#[test]
fn data_are_those_that_documents_carry() {
    for language in ["nl", "en"] {
        let attached = Pdf::read(&FLAGSHIP.output(&format!("{language}/report.pdf"))).attachments();
        assert!(attached.len() > 15);
        for (name, (_, bytes)) in attached {
            let alone = FLAGSHIP.output(&format!("{language}/figures/{name}"));
            assert!(alone == bytes, "{name}");
        }
    }
}
