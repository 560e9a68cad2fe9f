//! The workbook, read back.

use std::fs;
use std::io::Read;

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::support::Workbench;
use crate::{listed, project};

type Rows = Vec<Vec<Data>>;

fn sheet(bench: &Workbench, name: &str) -> Rows {
    let mut book: Xlsx<_> = open_workbook(bench.path().join("numbers.xlsx")).unwrap();
    let range = book.worksheet_range(name).unwrap();
    assert_eq!(range.start(), Some((0, 0)), "the table of {name} does not begin in A1");
    range.rows().map(<[Data]>::to_vec).collect()
}

fn written(bench: &Workbench) {
    let arguments = ["--lang", "en", "--format", "xlsx", "--used-in", "--out", "numbers.xlsx"];
    assert_eq!(listed(bench, &arguments), "numbers.xlsx\n");
}

fn text(cell: &Data) -> String {
    cell.to_string()
}

/// The cell of a number in the column with this heading.
fn cell<'a>(rows: &'a Rows, key: &str, heading: &str) -> &'a Data {
    let column = rows[0].iter().position(|cell| text(cell) == heading).unwrap();
    let row = rows.iter().find(|row| text(&row[0]) == key).unwrap();
    &row[column]
}

#[test]
fn cells_are_typed_and_hidden_ones_are_empty() {
    let bench = project();
    written(&bench);
    let rows = sheet(&bench, "Numbers");
    assert_eq!(cell(&rows, "people", "Value"), &Data::Float(1200.0));
    assert_eq!(cell(&rows, "share", "Value"), &Data::Float(60.0));
    assert_eq!(cell(&rows, "share", "As printed"), &Data::String("60%".into()));
    assert_eq!(cell(&rows, "between", "Up to"), &Data::Float(65.0));
    assert_eq!(cell(&rows, "between", "Base (n)"), &Data::String("not published".into()));
    for column in ["Value", "Base (n)", "Counted", "Missing", "Standard error"] {
        assert_eq!(cell(&rows, "by_school.ho", column), &Data::Empty, "{column}");
    }
    let why = cell(&rows, "by_school.ho", "Not shown because");
    assert_eq!(why, &Data::String("too few answers".into()));
    let numbers = listed(&bench, &["--format", "csv"]).lines().count();
    assert_eq!(rows.len(), numbers, "a row for each number and one for the headings");
}

#[test]
fn every_sheet_is_one_table_without_gaps() {
    let bench = project();
    written(&bench);
    for name in ["Numbers", "Sources", "Notes", "Uses"] {
        let rows = sheet(&bench, name);
        assert!(rows[0].iter().all(|cell| matches!(cell, Data::String(_))), "{name}");
        assert!(rows.iter().all(|row| !text(&row[0]).is_empty()), "{name} has empty rows");
    }
    let sources = sheet(&bench, "Sources");
    assert_eq!(cell(&sources, "colours", "Licence"), &Data::String("CC-BY-4.0".into()));
    assert_eq!(text(cell(&sources, "poll", "Note")), "The data are invented.");
    let notes = sheet(&bench, "Notes");
    let hidden = text(cell(&notes, "Not shown because", "Note"));
    assert!(hidden.contains("fewer than 10 rows"), "{hidden}");
    assert!(text(cell(&notes, "Interval", "Note")).contains("95%"));
    assert_eq!(text(cell(&notes, "Date of this edition", "Note")), "2024-05-01");
}

#[test]
fn percentages_stay_hundredths_and_get_a_sign() {
    let bench = project();
    written(&bench);
    let styles = part(&bench, "xl/styles.xml");
    assert!(styles.contains("formatCode=\"0&quot;%&quot;\""), "{styles}");
    assert!(styles.contains("formatCode=\"0.0&quot;%&quot;\""), "{styles}");
    let sheet = part(&bench, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter"), "{sheet}");
    assert!(!sheet.contains("mergeCell"));
}

#[test]
fn properties_say_what_it_is_and_its_date_is_that_of_the_edition() {
    let bench = project();
    written(&bench);
    let core = part(&bench, "docProps/core.xml");
    assert!(core.contains("<dc:title>Trial publication</dc:title>"), "{core}");
    assert!(core.contains("<dc:creator>Test Author</dc:creator>"), "{core}");
    assert!(core.contains(">2024-05-01T00:00:00Z</dcterms:created>"), "{core}");
    assert!(part(&bench, "docProps/custom.xml").contains("en-GB"));
}

#[test]
fn the_same_project_gives_the_same_bytes() {
    let bench = project();
    written(&bench);
    let first = fs::read(bench.path().join("numbers.xlsx")).unwrap();
    // Times of files in archives are told to two seconds.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    written(&bench);
    assert!(first == fs::read(bench.path().join("numbers.xlsx")).unwrap());
}

/// A file inside the workbook.
fn part(bench: &Workbench, name: &str) -> String {
    let file = fs::File::open(bench.path().join("numbers.xlsx")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// What readers of a language see is in that language.
#[test]
fn the_workbook_is_in_the_language_of_the_publication() {
    let bench = Workbench::flagship();
    let sheets = |language: &str| {
        let out = "numbers.xlsx";
        let arguments = ["--lang", language, "--format", "xlsx", "--used-in", "--out", out];
        listed(&bench, &arguments);
        let mut book: Xlsx<_> = open_workbook(bench.path().join(out)).unwrap();
        book.worksheets()
    };
    let (english, dutch) = (sheets("en"), sheets("nl"));
    // Words that are the same in both.
    let shared = ["Filter", "Interval", "Document"];
    for ((name, english), (dutch_name, dutch)) in english.iter().zip(&dutch) {
        assert_ne!(name, dutch_name);
        let headings = |range: &calamine::Range<Data>| range.rows().next().unwrap().to_vec();
        for (english, dutch) in headings(english).iter().zip(headings(dutch)) {
            let same = *english == dutch && !shared.contains(&text(english).as_str());
            assert!(!same, "`{english}` on the sheet {dutch_name}");
        }
    }
    let rows = |range: &calamine::Range<Data>| -> Vec<(String, String)> {
        range.rows().skip(1).map(|row| (text(&row[0]), text(&row[1]))).collect()
    };
    let (english, dutch) = (rows(&english[2].1), rows(&dutch[2].1));
    assert_eq!(english.len(), dutch.len());
    let explains = |(_, note): &&(String, String)| note.ends_with('.');
    assert!(english.iter().filter(explains).count() >= 11, "{english:?}");
    for note in english.iter().filter(explains) {
        assert!(dutch.iter().all(|other| other.1 != note.1), "{note:?}");
    }
}
