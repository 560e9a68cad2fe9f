//! Survey files that are damaged, or other than their names say.

use std::fs;

use crate::case::{Case, case};
use crate::support::root;

/// A project with a number from a survey file.
pub fn survey(name: impl Into<String>, file: &str, bytes: impl AsRef<[u8]>) -> Case {
    let source = format!(
        "\n[survey]\ntitle = \"Invented survey\"\nproducer = \"Nobody\"\npublished = \"2024\"\nfile = \"{file}\"\nsynthetic = true\n"
    );
    let definition = "\n[fits]\nkind = \"share\"\nsource = \"survey\"\ncolumn = \"agree\"\nanswers = [1]\nlabel = \"Fits\"\n";
    case(name)
        .write(&format!("data/{file}"), bytes)
        .append("data/sources.toml", &source)
        .append("data/indicators.toml", definition)
        .append("report/report.toml", "\n[evidence]\nminimum-base = 0\nminimum-cell = 0\n")
}

/// A file of the tests of surveys: a name with the ending, and where it lies.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let folder = root().join("tests/projects/good/survey/data");
    let mut found: Vec<_> = ["sav", "zsav", "parquet", "xlsx"]
        .map(|kind| (kind, fs::read(folder.join(format!("survey.{kind}"))).unwrap()))
        .into();
    found.sort();
    found
}

/// All cases.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (kind, bytes) in files() {
        let file = format!("survey.{kind}");
        let mut cut = |name: &str, bytes: &[u8]| {
            let case = survey(format!("{kind} {name}"), &file, bytes);
            let column = ["column = \"agree\"", "column = \"q1_1\""];
            cases.push(case.replace("data/indicators.toml", column[0], column[1]).says(&file));
        };
        cut("of no bytes", b"");
        cut("of its first bytes", &bytes[..8]);
        cut("cut in half", &bytes[..bytes.len() / 2]);
        cut("without its last 100 bytes", &bytes[..bytes.len() - 100]);
        cut("that is a text", b"agree\n1\n2\n");
        // What such damage does to a survey is not told by every format, but it breaks nothing.
        if kind != "sav" {
            let mut turned = bytes.clone();
            turned.iter_mut().skip(bytes.len() / 3).step_by(7).for_each(|byte| *byte ^= 0xff);
            cut("with bytes turned over", &turned);
        }
    }
    let json = [
        ("that is empty", String::new(), "empty"),
        ("of a number", "3".into(), "survey.json"),
        ("left open", "[{\"agree\": 1}".into(), "survey.json"),
        ("with lists in lists", format!("[{{\"agree\": {}}}]", "[".repeat(100_000)), "survey.json"),
        ("with objects in objects", format!("[{}", "{\"agree\":".repeat(100_000)), "survey.json"),
        ("of lists", "[".repeat(1_000_000), "survey.json"),
        ("with a value that is a list", "[{\"agree\": [1]}]".into(), "survey.json"),
        ("with a name twice", "[{\"agree\": 1, \"agree\": 2}]".into(), "survey.json"),
        ("with a number beyond all", "[{\"agree\": 1e999}]".into(), "survey.json"),
        ("with NaN", "[{\"agree\": NaN}]".into(), "survey.json"),
        ("with half a letter", "[{\"agree\": \"\\ud800\"}]".into(), "survey.json"),
        ("with another column", "[{\"agrees\": 1}]".into(), "agree"),
    ];
    cases.extend(
        json.map(|(name, text, says)| {
            survey(format!("json {name}"), "survey.json", text).says(says)
        }),
    );
    cases
}
