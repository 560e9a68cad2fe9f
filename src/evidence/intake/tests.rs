//! Files of all formats, read from start to end.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};

use super::*;
use crate::project::Language;

fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    file
}

fn languages() -> Vec<Language> {
    vec![Language::parse("en").unwrap()]
}

fn open(name: &str, bytes: &[u8]) -> Result<Intake, Vec<ReadError>> {
    Intake::open(file(bytes), &Declared::new(name, &languages()))
}

/// All cells, row by row, as they would stand in a CSV file.
fn rows(intake: &Intake) -> Result<Vec<String>, Vec<ReadError>> {
    let wanted: Vec<usize> = (0..intake.columns().len()).collect();
    let chunks = intake.chunks(&wanted, |chunk| {
        let row = |row: usize| {
            let cells = chunk.columns.iter().map(|column| column.answer(row).to_string());
            cells.collect::<Vec<_>>().join("|")
        };
        (0..chunk.rows).map(row).collect::<Vec<_>>()
    })?;
    Ok(chunks.into_iter().flatten().collect())
}

fn read(name: &str, bytes: &[u8]) -> Result<Vec<String>, Vec<ReadError>> {
    rows(&open(name, bytes)?)
}

/// What is wrong, one line for each problem.
fn messages(name: &str, bytes: &[u8]) -> Vec<String> {
    let errors = read(name, bytes).unwrap_err();
    errors.into_iter().map(|error| error.message.to_string()).collect()
}

#[test]
fn one_table_reads_alike_in_every_encoding() {
    let text = "naam;score\r\nJos\u{e9};3,5\r\n\"a;b\";\r\n";
    let expected = ["Jos\u{e9}|3.5", "a;b|"];
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let windows: Vec<u8> = text.chars().map(|it| it as u8).collect();
    assert_eq!(read("t.csv", text.as_bytes()).unwrap(), expected);
    assert_eq!(read("t.csv", &[b"\xef\xbb\xbf", text.as_bytes()].concat()).unwrap(), expected);
    assert_eq!(read("t.csv", &utf16).unwrap(), expected);
    assert_eq!(read("t.csv", &[b"\xff\xfe".as_slice(), &utf16].concat()).unwrap(), expected);
    assert_eq!(read("t.csv", &windows).unwrap(), expected);
}

#[test]
fn an_encoding_can_begin_late() {
    let mut bytes = b"a,b\n".to_vec();
    bytes.extend(b"1,2\n".repeat(100_000));
    bytes.extend(b"caf\xe9,3\n");
    assert_eq!(read("t.csv", &bytes).unwrap().last().unwrap(), "caf\u{e9}|3");
    bytes.extend("\u{e9}\u{eb}\u{ef},4\n".as_bytes());
    assert_eq!(messages("t.csv", &bytes), ["the file is not UTF-8 text (line 100002)"]);
}

#[test]
fn blocks_join_without_a_seam() {
    let row = |it: usize| format!("{it},\"text, {it}\nnext\",{}\n", it % 7);
    let text: String =
        std::iter::once("id,text,code\n".into()).chain((0..400_000).map(row)).collect();
    let intake = open("t.csv", text.as_bytes()).unwrap();
    let rows = rows(&intake).unwrap();
    assert_eq!(rows.len(), 400_000);
    let right = |(index, row): (usize, &String)| {
        *row == format!("{index}|text, {index}\nnext|{}", index % 7)
    };
    assert!(rows.iter().enumerate().all(right));
    assert_eq!(intake.place(399_999), "line 800000");
}

#[test]
fn all_broken_rows_are_reported_at_their_places() {
    let text = "a,b\n1,2\n1\n1,2,3\n\"x\"y,2\n\n3,4\n";
    let errors = read("t.csv", text.as_bytes()).unwrap_err();
    let places: Vec<&str> = errors.iter().map(|it| &text[it.range.clone().unwrap()]).collect();
    assert_eq!(places, ["1", "1,2,3", "\"x\"y,2\n"]);
    assert_eq!(errors[1].message, "the row has 3 cells, the header has 2 (line 4)");
    assert_eq!(messages("t.csv", b"a,b\n1,\"2\n3,4\n"), ["a quote is not closed (line 2)"]);
    assert_eq!(messages("t.csv", b"a,b,a\n1,2,3\n"), ["the column `a` occurs twice"]);
    assert_eq!(messages("t.csv", b" \n"), ["the file is empty"]);
    assert_eq!(messages("t.csv", b""), ["the file is empty"]);
    let nul = messages("t.csv", b"a,b\n1,2\n1,\0\n");
    assert_eq!(nul, ["the file is not text: it has a zero byte (line 3)"]);
}

#[test]
fn a_header_has_to_be_text() {
    let languages = languages();
    let mut declared = Declared::new("t.csv", &languages);
    declared.dialect.encoding = Some("utf-8".into());
    let errors = Intake::open(file(b"a,\xef\n3,4\n"), &declared).unwrap_err();
    assert_eq!(errors[0].message, "the file is not UTF-8 text (line 1)");
    let errors = Intake::open(file(b"a,\xef"), &declared).unwrap_err();
    assert_eq!(errors[0].message, "the file is not UTF-8 text (line 1)");
    let detected = "a,\u{e9}\u{e9}\u{e9}".as_bytes();
    let bytes = [b"\xef", detected, b"\n3,4\n"].concat();
    assert_eq!(messages("t.csv", &bytes), ["the file is not UTF-8 text (line 1)"]);
}

#[test]
fn places_lie_in_the_file_also_at_its_end() {
    let text = b"a,b\n1,\"2";
    let errors = read("t.csv", text).unwrap_err();
    assert_eq!(errors[0].range, Some(6..text.len()));
    let wide: Vec<u8> = "\u{feff}é,é\n1,2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let errors = read("t.csv", &wide).unwrap_err();
    assert_eq!(
        (errors[0].range.clone(), &*errors[0].message),
        (None, "the column `é` occurs twice")
    );
}

#[test]
fn marks_of_joined_files_are_no_letters() {
    let text = "\u{feff}\u{feff}\u{feff}a,a\n1,2\n";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [text.as_bytes(), &wide] {
        let said = messages("t.csv", bytes).join("\n");
        assert!(said.starts_with("the column `a` occurs twice"), "{said}");
    }
}

/// Other programs end a record at each carriage return, so that a file of mixed lines would
/// have fewer answers here than there.
#[test]
fn a_return_within_a_line_is_an_error() {
    let expected = ["a carriage return stands within the line (line 3)"];
    assert_eq!(messages("t.csv", b"a\r\n1\r\n2\r3\r\n"), expected);
    assert_eq!(messages("t.csv", b"a,b\r\n1,2\r\n3,4\r5\r\n"), expected);
    assert_eq!(read("t.csv", b"a,b\r\r\n1,2\r\r\n").unwrap(), ["1|2"]);
    assert_eq!(read("t.csv", b"a,b\r\n\"1\r\n2\",3\r\n").unwrap(), ["1\r\n2|3"]);
    assert_eq!(read("t.csv", b"a,b\r1,2\r").unwrap(), ["1|2"]);
}

#[test]
fn a_header_alone_has_no_rows() {
    let intake = open("t.csv", b"a,b").unwrap();
    assert_eq!(intake.columns(), ["a", "b"]);
    assert!(rows(&intake).unwrap().is_empty());
}

#[test]
fn a_doubt_about_numbers_is_an_error() {
    let text = b"a;b\n1.234;x\n2.345;y\n";
    assert_eq!(
        messages("t.csv", text),
        ["`1.234` in column `a` can be read as two numbers (line 2)"]
    );
    let intake = open("t.csv", text).unwrap();
    assert!(intake.chunks(&[1], |chunk| chunk.rows).is_ok());
    assert!(intake.table().is_err());
    let languages = languages();
    let mut declared = Declared::new("t.csv", &languages);
    declared.dialect.decimal = Some('.');
    let intake = Intake::open(file(text), &declared).unwrap();
    assert_eq!(rows(&intake).unwrap(), ["1.234|x", "2.345|y"]);
    declared.dialect.decimal = Some(',');
    let intake = Intake::open(file(text), &declared).unwrap();
    assert_eq!(rows(&intake).unwrap()[0], "1234|x");
    assert_eq!(intake.table().unwrap().rows[0][0].text, "1234");
}

#[test]
fn qualtrics_has_its_questions_above_the_rows() {
    let text = "StartDate,Q1,Q2\nStart Date,\"How, then?\",Why?\n\
        \"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{}\"\n\
        2024-01-01,4,x\n";
    let intake = open("t.csv", text.as_bytes()).unwrap();
    assert_eq!(rows(&intake).unwrap(), ["2024-01-01|4|x"]);
    let label = intake.codebook().columns["Q1"].label.clone().unwrap();
    assert_eq!(label.get("en"), "How, then?");
}

#[test]
fn lime_survey_has_codes_and_sets() {
    let text = "\"id. Response ID\",\"submitdate. Date\",\"Q1[SQ1]. Why? [A]\",\"Q1[SQ2]. Why? [B]\",\
        \"Q2[a]. How?\"\n\"1\",\"2024\",\"Yes\",\"No\",\"A1\"\n\"2\",\"2024\",\"N/A\",\"Yes\",\"A2\"\n";
    let intake = open("t.csv", text.as_bytes()).unwrap();
    assert_eq!(intake.columns(), ["id", "submitdate", "Q1[SQ1]", "Q1[SQ2]", "Q2[a]"]);
    let sets = &intake.codebook().sets;
    assert_eq!(sets.keys().collect::<Vec<_>>(), ["Q1"]);
    assert_eq!(sets["Q1"].counted, Some(Answer::Text("Yes".into())));
}

#[test]
fn stat_line_has_titles_and_sources() {
    let text = "\"Bevolking; kerncijfers\"\n\"Perioden\";\"Aantal\";\"Groei\"\n\
        \"2019\";\"1.234\";\"1,5\"\n\"2020\";\".\";\"2,25\"\n\"Bron: CBS\"\n";
    assert_eq!(read("t.csv", text.as_bytes()).unwrap(), ["2019|1234|1.5", "2020||2.25"]);
    let keyed = "ID;Perioden;Aantal_1\n0;2019JJ00;  1.234\n1;2020JJ00;   .\n";
    assert_eq!(read("t.csv", keyed.as_bytes()).unwrap(), ["0|2019JJ00|1.234", "1|2020JJ00|"]);
}

#[test]
fn stat_line_has_headers_of_any_length() {
    let languages = languages();
    let mut declared = Declared::new("t.csv", &languages);
    declared.shape = Some(Shape::StatLine);
    let text = "Titel\na;b;c\nx\nd;e;f\n1;2;3\n4;5;6\nBron: CBS\n";
    let intake = Intake::open(file(text.as_bytes()), &declared).unwrap();
    assert_eq!(rows(&intake).unwrap(), ["1|2|3", "4|5|6"]);
}

#[test]
fn json_and_its_lines_are_tables() {
    let list = r#"[{"a": 1, "b": "x"}, {"b": null, "c": true}, {"a": 12345678901234567890}]"#;
    let expected = ["1|x|", "||true", "12345678901234567890||"];
    assert_eq!(read("t.json", list.as_bytes()).unwrap(), expected);
    let lines =
        "{\"a\": 1, \"b\": \"x\"}\n{\"b\": null, \"c\": true}\n{\"a\": 12345678901234567890}\n";
    assert_eq!(read("t.ndjson", lines.as_bytes()).unwrap(), expected);
    for (wrong, part) in [
        ("[{\"a\": 1},\n{\"a\": [1]}]", "line 2"),
        ("{\"a\": 1}\n{\"a\": 1, \"a\": 2}", "line 2"),
        ("[{\"a\": 1}", "ends early"),
        ("{\"a\": 1}\n{\"a\"", "ends early"),
        ("[1]", "expected an object"),
        ("a", "neither"),
    ] {
        let message = &messages("t.json", wrong.as_bytes())[0];
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn what_is_not_what_it_says_is_refused() {
    for name in ["t.xlsx", "t.xls", "t.ods", "t.xlsb", "t.sav", "t.zsav", "t.parquet"] {
        let message = &messages(name, b"a,b\n1,2\n")[0];
        assert!(message.contains("or is damaged"), "{message}");
    }
    assert_eq!(messages("t.docx", b"x"), ["`t.docx` is of no kind that can be read"]);
}
