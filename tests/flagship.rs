//! The publication that this repository ships.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod support;

use std::path::PathBuf;
use std::sync::LazyLock;

use support::golden::Goldens;
use support::pdf::{Link, Pdf};
use support::{Workbench, alternative, root};

/// The flagship, rendered once for all tests.
static FLAGSHIP: LazyLock<Workbench> = LazyLock::new(|| {
    let bench = Workbench::flagship();
    bench.rendered(&["--deny-warnings", "--emit", "emitted"]);
    bench
});

/// A document of the flagship.
fn pdf(path: &str) -> Pdf {
    Pdf::read(&FLAGSHIP.output(path))
}

/// The four documents: path, language, pages at least and at most.
const DOCUMENTS: [(&str, &str, usize, usize); 4] = [
    ("nl/factsheet.pdf", "nl-NL", 2, 2),
    ("nl/report.pdf", "nl-NL", 14, 60),
    ("en/factsheet.pdf", "en-GB", 2, 2),
    ("en/report.pdf", "en-GB", 14, 60),
];

#[test]
fn every_document_has_its_pages() {
    for (path, _, least, most) in DOCUMENTS {
        let pages = pdf(path).pages();
        assert!((least..=most).contains(&pages), "{path} has {pages} pages");
    }
}

#[test]
fn every_document_describes_itself() {
    for (path, language, ..) in DOCUMENTS {
        let pdf = pdf(path);
        assert_eq!(pdf.language().as_deref(), Some(language), "{path}");
        for key in ["Title", "Author", "Subject", "Keywords", "CreationDate"] {
            let text = pdf.info(key).unwrap_or_default();
            assert!(!text.is_empty(), "{path} has no {key}");
        }
        assert!(pdf.info("CreationDate").unwrap().starts_with("D:20261123"), "{path}");
        assert!(!pdf.bookmarks().is_empty(), "{path} has no bookmarks");
    }
}

#[test]
fn the_factsheet_states_its_numbers() {
    let expected = [
        ("nl/factsheet.pdf", ["75 respondenten", "67%", "90%", "86%", "81%", "50–65%"]),
        ("en/factsheet.pdf", ["75 respondents", "67%", "90%", "86%", "81%", "50–65%"]),
    ];
    for (path, phrases) in expected {
        let text = pdf(path).text().replace('\u{a0}', " ");
        for phrase in phrases {
            assert!(text.contains(phrase), "{path} does not say {phrase:?}:\n{text}");
        }
    }
}

#[test]
fn the_report_carries_the_data_of_its_figures() {
    let attached = pdf("nl/report.pdf").attachments();
    let (relation, bytes) = &attached["students_by_field.csv"];
    assert_eq!(relation, "Data");
    let mut reader = csv::Reader::from_reader(&bytes[..]);
    let head = reader.headers().unwrap().clone();
    let at = |name: &str| head.iter().position(|column| column == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 11);
    let health = rows.iter().find(|row| row[at("label")].starts_with("Gezondheidszorg")).unwrap();
    assert_eq!((&health[at("value")], &health[at("printed")]), ("135339", "135.339"));
    let total: u32 = rows.iter().map(|row| row[at("value")].parse::<u32>().unwrap()).sum();
    assert_eq!(total, 513_136);

    let english = pdf("en/report.pdf").attachments();
    assert!(attached.len() > 15 && attached.keys().eq(english.keys()));
    assert!(pdf("nl/factsheet.pdf").attachments().is_empty());
    let manifest = FLAGSHIP.manifest();
    let standards = |path: &str| {
        let file = manifest["files"].as_array().unwrap().iter().find(|file| file["path"] == path);
        file.unwrap()["standards"].clone()
    };
    assert_eq!(standards("nl/report.pdf"), serde_json::json!(["ua-1", "a-3a"]));
    assert_eq!(standards("nl/factsheet.pdf"), serde_json::json!(["ua-1", "a-2a"]));
}

#[test]
fn alternative_texts_are_sentences_of_a_useful_length() {
    for document in ["nl/report", "en/report"] {
        assert!(alternative::check_all(&FLAGSHIP, document) > 20, "{document}");
    }
}

#[test]
fn tables_of_figures_name_their_groups() {
    let text = pdf("nl/report.pdf").text().replace('\u{a0}', " ");
    for row in ["Eerste ronde 2021–2027 13 6", "processen voor: Kwaliteit 67%"] {
        assert!(text.contains(row), "there is no row {row:?}");
    }
}

#[test]
fn a_long_table_goes_on_to_the_next_page() {
    let bench = Workbench::flagship();
    let rows: String = (1..=150).map(|row| format!("r{row},Row {row} of many,{row}\n")).collect();
    bench.write("data/rows.csv", format!("key,name,people\n{rows}"));
    let source = "\n[rows]\ntitle = 'Rows'\nproducer = 'Nobody'\nfile = 'rows.csv'\n";
    bench.append("data/sources.toml", source);
    let table = "\n[rows]\nkind = 'table'\ntitle = 'Rows'\nsource = 'rows'\nkey = 'key'\n\
                 label = { nl = 'name', en = 'name' }\nvalue = 'people'\nunit = 'number'\n";
    bench.append("data/indicators.toml", table);
    let figure = "\n[rows]\nkind = 'table'\ndata = 'rows'\n\
                  title = 'There are many rows'\nsubtitle = 'Rows by number'\n";
    bench.append("report/figures.toml", figure);
    for language in ["nl", "en"] {
        bench.append(&format!("report/report/{language}/12-method.md"), "\n\n![](fig:rows)\n");
    }
    bench.rendered(&["report", "--lang", "en"]);
    let pdf = Pdf::read(&bench.output("en/report.pdf"));
    let on = |row: u32| {
        let text = format!("Row {row} of many {row}");
        (1..=pdf.pages()).find(|page| pdf.page_text(*page as u32).contains(&text)).unwrap()
    };
    // The appendix has the table again, further on.
    assert!(on(1) < on(100) && on(100) < on(150) && on(150) <= on(1) + 4);
}

#[test]
fn numbers_are_written_in_the_language_of_the_document() {
    let dutch = pdf("nl/report.pdf").text().replace('\u{a0}', " ");
    let english = pdf("en/report.pdf").text().replace('\u{a0}', " ");
    assert!(dutch.contains("513.136") && !dutch.contains("513,136"));
    assert!(english.contains("513,136") && !english.contains("513.136"));
    assert!(dutch.contains("23 november 2026"));
    assert!(english.contains("23 November 2026"));
}

#[test]
fn the_tags_are_in_the_order_of_reading() {
    let mut goldens = Goldens::new(root().join("tests/flagship"), "tags");
    for (path, ..) in DOCUMENTS {
        goldens.check(path, &pdf(path).tags());
    }
    goldens.finish();
}

/// The pages of a report before its page 1: cover, colophon and contents.
const UNNUMBERED: u32 = 3;

#[test]
fn numbers_and_their_origins_link_to_each_other() {
    for path in ["nl/report.pdf", "en/report.pdf"] {
        let mut links = pdf(path).links();
        links.retain(|link| link.says.starts_with("pag"));
        let (to_rows, to_uses): (Vec<_>, Vec<_>) =
            links.iter().partition(|link| link.page < link.target.0);
        assert!(to_rows.len() > 100 && to_uses.len() > 100, "{path}");
        for link in &to_rows {
            let (page, height) = link.target;
            let in_row =
                |back: &&&Link| back.page == page && (0.0..14.0).contains(&(height - back.height));
            let back: Vec<u32> = to_uses.iter().filter(in_row).map(|back| back.target.0).collect();
            // A number such as "about 14,000" may go on on the next page, and counts there.
            let goes_on = |next: &&Link| next.page == link.page + 1 && next.target == link.target;
            let last = link.page + u32::from(to_rows.iter().any(goes_on));
            let leads_back = (link.page..=last).any(|page| back.contains(&page));
            assert!(leads_back, "{path}: nothing leads back from {link:?}, only {back:?}");
        }
        for link in to_uses {
            let printed = match link.target.0 {
                1 => "i".into(),
                page => (page - UNNUMBERED).to_string(),
            };
            assert!(link.says.ends_with(&format!(" {printed}")), "{path}: {link:?}");
        }
    }
}

#[test]
fn figures_are_among_the_uses_of_a_number() {
    let pdf = pdf("en/report.pdf");
    let chart = (1..).find(|page| pdf.page_text(*page).contains("and work-based pathways"));
    let row = (1..).find(|page| pdf.page_text(*page).contains("2016 381,611 students"));
    let (chart, row) = (chart.unwrap(), row.unwrap());
    // No text states the number of 2016.
    assert!(!pdf.page_text(chart).contains("381,611"));
    let text = format!("381,611 students p. {}", chart - UNNUMBERED);
    let found = pdf.page_text(row).replace('\u{a0}', " ");
    assert!(found.contains(&text), "{found}");
}

#[test]
fn a_section_may_end_in_a_mark_of_its_own() {
    let bench = Workbench::flagship();
    for language in ["nl", "en"] {
        let text = "/*+++\ntitle = \"?\"\norder = 99\n+++*/\n?\n\n#metadata(\"own\") <own>\n";
        bench.write(&format!("report/report/{language}/99-more.typ"), text);
    }
    bench.rendered(&["report", "--lang", "nl"]);
}

#[test]
fn no_text_lies_loose_under_the_document() {
    for (path, ..) in DOCUMENTS {
        let tags = pdf(path).tags();
        let loose = tags.lines().filter(|line| *line == "  Span" || *line == "Span");
        assert_eq!(loose.count(), 0, "{path}:\n{tags}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_anywhere() {
    let other = Workbench::flagship();
    let mut command = support::command();
    let elsewhere: PathBuf = other.path().parent().unwrap().to_path_buf();
    command
        .current_dir(&elsewhere)
        .env("TZ", "Pacific/Kiritimati")
        .env("LC_ALL", "tr_TR.UTF-8")
        .env("HOME", &elsewhere)
        .env("SOURCE_DATE_EPOCH", "1")
        .args(["render", "--jobs", "1", "--project"])
        .arg(other.path());
    let run = support::Run::of(command);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for (path, ..) in DOCUMENTS {
        assert!(FLAGSHIP.output(path) == other.output(path), "{path} differs");
    }
    assert_eq!(
        String::from_utf8(FLAGSHIP.output("manifest.json")),
        String::from_utf8(other.output("manifest.json"))
    );
}

#[test]
fn one_document_alone_is_the_same_as_among_all() {
    let other = Workbench::flagship();
    other.rendered(&["report", "--lang", "en"]);
    assert!(FLAGSHIP.output("en/report.pdf") == other.output("en/report.pdf"));
}
