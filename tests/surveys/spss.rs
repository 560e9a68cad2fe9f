//! Files of SPSS that other programs wrote, as pyreadstat reads them.

use std::fs::{self, File};
use std::path::PathBuf;

use report::evidence::Answer;
use report::evidence::intake::{Declared, Intake, Missing};
use report::project::Language;
use serde_json::Value as Json;

use crate::support::root;

fn folder() -> PathBuf {
    root().join("tests/surveys/sav")
}

/// A value as pyreadstat gives it. Texts that are numbers are numbers here.
fn answer(json: &Json) -> Answer {
    match json {
        Json::Null => Answer::Empty,
        Json::String(text) => Answer::of_text(text),
        number => Answer::of_number(number.as_f64().unwrap()),
    }
}

/// Dates are kept by SPSS as seconds since the beginning of its calendar.
fn is_temporal(format: &str) -> bool {
    [
        "DATE", "ADATE", "EDATE", "SDATE", "JDATE", "DATETIME", "TIME", "DTIME", "YMDHMS", "MTIME",
        "QYR", "MOYR", "WKYR",
    ]
    .iter()
    .any(|name| format.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.') == *name)
}

#[test]
fn files_of_others_hold_what_others_read_in_them() {
    let languages = [Language::parse("nl-NL").unwrap()];
    let mut files = 0;
    let entries = walkdir::WalkDir::new(folder().join("files")).min_depth(1).sort_by_file_name();
    for entry in entries {
        let path = entry.unwrap().into_path();
        let name = path.file_name().unwrap().to_str().unwrap().to_string();
        let expected = fs::read(folder().join(format!("expected/{name}.json"))).unwrap();
        let expected: Json = serde_json::from_slice(&expected).unwrap();
        let declared = Declared::new(&name, &languages);
        let intake = Intake::open(File::open(&path).unwrap(), &declared).unwrap();
        let columns = expected["columns"].as_array().unwrap();
        let names: Vec<&str> = columns.iter().map(|it| it["name"].as_str().unwrap()).collect();
        assert_eq!(intake.columns(), names, "{name}");
        let wanted: Vec<usize> = (0..names.len()).collect();
        let mut values: Vec<Vec<Answer>> = vec![Vec::new(); names.len()];
        let chunks = intake.chunks(&wanted, |chunk| {
            let column = |column: &report::evidence::intake::CodedColumn| {
                (0..chunk.rows).map(|row| column.answer(row).clone()).collect::<Vec<_>>()
            };
            chunk.columns.iter().map(column).collect::<Vec<_>>()
        });
        for chunk in chunks.unwrap() {
            values.iter_mut().zip(chunk).for_each(|(values, more)| values.extend(more));
        }
        for (column, values) in columns.iter().zip(&values) {
            let what = format!("{name}: {}", column["name"]);
            let entry = intake.codebook().columns.get(column["name"].as_str().unwrap());
            let label = entry.and_then(|it| it.label.as_ref()).map(|it| it.get("nl"));
            assert_eq!(label, column["label"].as_str(), "{what}");
            let found = entry.map(|it| it.answers.clone()).unwrap_or_default();
            let found: Vec<_> = found
                .iter()
                .map(|it| (it.code.clone(), it.label.as_ref().map(|it| it.get("nl").to_string())))
                .collect();
            let labels = column["answers"].as_array().unwrap().iter();
            let mut labels: Vec<_> =
                labels.map(|it| (answer(&it[0]), it[1].as_str().map(String::from))).collect();
            let mut found = found;
            labels.sort();
            found.sort();
            assert_eq!(found, labels, "{what}");
            let missing: Vec<Missing> =
                column["missing"].as_array().unwrap().iter().map(missing).collect();
            let declared = entry.map(|it| it.missing.clone()).unwrap_or_default();
            assert_eq!(declared, missing, "{what}");
            if is_temporal(column["format"].as_str().unwrap_or_default()) {
                continue;
            }
            let expected: Vec<Answer> =
                column["values"].as_array().unwrap().iter().map(answer).collect();
            assert_eq!(*values, expected, "{what}");
        }
        for (set, expected) in expected["sets"].as_object().unwrap() {
            let found = &intake.codebook().sets[set];
            let columns: Vec<&str> = expected["columns"]
                .as_array()
                .unwrap()
                .iter()
                .map(|it| it.as_str().unwrap())
                .collect();
            assert_eq!(found.columns, columns, "{name}: {set}");
            let counted = Some(answer(&expected["counted"])).filter(|it| !it.is_empty());
            assert_eq!(found.counted, counted, "{name}: {set}");
        }
        files += 1;
    }
    assert!(files > 10, "{files}");
}

fn missing(json: &Json) -> Missing {
    match json.as_array() {
        Some(ends) => Missing::Range(
            ends[0].as_f64().unwrap_or(f64::NEG_INFINITY),
            ends[1].as_f64().unwrap_or(f64::INFINITY),
        ),
        None => Missing::Answer(answer(json)),
    }
}
