//! One survey in all forms of file, and against numbers that were computed without
//! this program.

use std::path::Path;

use report::diag::Problems;
use report::evidence::{Absence, Evidence, Value};
use report::project::{Files, Project, ProjectFiles};
use serde_json::Value as Json;

use crate::support::{Workbench, projects, root};

/// The forms of the survey; the first is the one that the project names.
const FORMS: [&str; 7] = [
    "survey.csv",
    "survey-excel.csv",
    "survey.xlsx",
    "survey.ndjson",
    "survey.parquet",
    "survey.sav",
    "survey.zsav",
];

/// Relative deviations up to this are agreement.
const TOLERANCE: f64 = 1e-9;

fn json(path: &Path) -> Json {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn evidence(folder: &Path) -> Evidence {
    let files = Files::new(ProjectFiles::new(folder).unwrap());
    let project = Project::open(files, &mut Problems::new()).ok().unwrap();
    let mut problems = Problems::new();
    let evidence = Evidence::read(&project, &mut problems);
    let messages: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert!(messages.is_empty(), "{messages:#?}");
    evidence
}

/// Compares numbers with expected ones: each may have a value, the number of rows
/// in the base, the sum of their weights, and the number of missing answers.
fn compare(evidence: &Evidence, expected: &Json) -> usize {
    let mut wrong = Vec::new();
    let expected = expected.as_object().unwrap();
    for (key, expected) in expected {
        let Some(indicator) = evidence.ledger.get(key) else {
            wrong.push(format!("there is no `{key}`"));
            continue;
        };
        let suppressed = indicator.value.absence() == Some(Absence::Suppressed);
        if !expected["suppressed"].is_null() {
            if !suppressed {
                wrong.push(format!("`{key}` is not hidden"));
            }
            continue;
        }
        let Value::Single(value) = indicator.value else {
            // Others may have to be hidden with those that are too small.
            if !suppressed {
                wrong.push(format!("`{key}` has no value"));
            }
            continue;
        };
        let estimate = indicator.lineage.as_ref().and_then(|it| it.estimate.as_ref());
        let mut compare = |name: &str, found: Option<f64>| {
            let Some(expected) = expected[name].as_f64() else { return };
            let agrees =
                |found: f64| (found - expected).abs() <= TOLERANCE * expected.abs().max(1.0);
            if !found.is_some_and(agrees) {
                wrong.push(format!("`{key}`: {name} is {found:?}, expected {expected}"));
            }
        };
        // What is rounded to add up is compared before it is.
        let value = estimate.map_or(value, |estimate| estimate.value);
        compare("value", Some(value.to_f64()));
        if let Some(estimate) = estimate {
            compare("n", Some(estimate.base as f64));
            compare("missing", Some(estimate.missing as f64));
            let base = estimate.weighted.map_or(estimate.base as f64, |it| it.base.0);
            compare("weighted_base", Some(base));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} differ:\n{}",
        wrong.len(),
        expected.len(),
        wrong.join("\n")
    );
    expected.len()
}

#[test]
fn all_forms_give_the_same_documents() {
    let bench = Workbench::overlay("good/survey");
    let mut first: Option<Vec<Vec<u8>>> = None;
    for form in FORMS {
        let sources = std::fs::read_to_string(projects().join("good/survey/data/sources.toml"));
        bench.write("data/sources.toml", sources.unwrap().replace(FORMS[0], form));
        bench.rendered(&["note", "--deny-warnings"]);
        let pdfs = vec![bench.output("nl/note.pdf"), bench.output("en/note.pdf")];
        match &first {
            Some(first) => assert!(*first == pdfs, "{form} gives other documents"),
            None => first = Some(pdfs),
        }
    }
}

#[test]
fn the_survey_gives_the_numbers_that_others_compute() {
    let project = projects().join("good/survey");
    let bench = Workbench::overlay("good/survey");
    let compared = compare(&evidence(&bench.path()), &json(&project.join("expected.json")));
    assert!(compared > 80, "{compared}");
}

#[test]
fn exports_are_read_without_preparation() {
    let folder = root().join("tests/surveys/shapes");
    let bench = Workbench::base();
    for entry in walkdir::WalkDir::new(folder.join("data")).min_depth(1) {
        let entry = entry.unwrap();
        let name = entry.file_name().to_str().unwrap();
        bench.write(&format!("data/{name}"), std::fs::read(entry.path()).unwrap());
    }
    bench.append("report/report.toml", "\n[evidence]\nminimum-base = 1\nminimum-cell = 1\n");
    let compared = compare(&evidence(&bench.path()), &json(&folder.join("expected.json")));
    assert!(compared > 15, "{compared}");
}
