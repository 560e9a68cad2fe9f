//! The same statistics, computed by others.
//!
//! `tests/agreement/agreement.R` computes them with the package `survey` of R on
//! its own samples; what it found stands beside it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use std::path::PathBuf;

use report::diag::Problems;
use report::evidence::{Claims, Evidence, Indicator, Value};
use report::project::{Files, Project, ProjectFiles};

/// Relative deviations up to this are agreement.
const TOLERANCE: f64 = 1e-9;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/agreement")
}

fn evidence() -> Evidence {
    let files = Files::new(ProjectFiles::new(&folder()).unwrap());
    // It has no locale files, because nothing is printed.
    let project = Project::open(files, &mut Problems::new()).ok().unwrap();
    let mut problems = Problems::new();
    let evidence = Evidence::read(&project, &mut problems);
    let messages: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert!(messages.is_empty(), "{messages:#?}");
    evidence
}

fn rows(name: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(folder().join(name)).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

fn number(text: &str) -> Option<f64> {
    match text {
        "" | "NA" | "NaN" => None,
        text => Some(text.parse().unwrap()),
    }
}

/// By how much a number deviates from the expected one, relative to it.
fn deviation(found: f64, expected: f64) -> f64 {
    (found - expected).abs() / expected.abs().max(1e-6)
}

fn value(indicator: &Indicator) -> f64 {
    match indicator.value {
        Value::Single(value) => value.to_f64(),
        other => panic!("`{}` is {other:?}", indicator.key),
    }
}

#[test]
fn statistics_are_those_of_r() {
    let evidence = evidence();
    let rows = rows("expected.csv");
    let mut wrong = Vec::new();
    let mut compared = 0;
    for row in &rows {
        let key = &row["key"];
        let indicator = evidence.ledger.get(key).unwrap_or_else(|| panic!("no `{key}`"));
        let estimate = indicator.lineage.as_ref().and_then(|it| it.estimate.as_ref());
        let interval = estimate.and_then(|it| it.interval);
        let mut found = vec![("value", Some(value(indicator)))];
        // What is computed from other indicators has no standard error.
        if let Some(estimate) = estimate {
            found.extend([
                ("standard_error", estimate.standard_error.map(|it| it.0)),
                ("lower", interval.map(|(lower, _)| lower.0)),
                ("upper", interval.map(|(_, upper)| upper.0)),
                ("base", Some(estimate.base as f64)),
            ]);
        }
        for (name, found) in found {
            let Some(expected) = number(&row[name]) else { continue };
            compared += 1;
            match found {
                Some(found) if deviation(found, expected) <= TOLERANCE => {}
                _ => wrong.push(format!("{key} {name}: {found:?}, expected {expected}")),
            }
        }
    }
    assert!(rows.len() > 50 && compared > 200, "{} rows, {compared} numbers", rows.len());
    assert!(wrong.is_empty(), "{} of {compared} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn differences_are_significant_where_r_finds_them_so() {
    let evidence = evidence();
    let claims = Claims::new(&evidence.ledger, 0.95);
    for row in rows("differences.csv") {
        let (first, second) = (&row["first"], &row["second"]);
        let claim = claims.check(&format!("significant({first}, {second})"));
        match row["samples"].as_str() {
            "independent" => {
                let expected = row["p"].parse::<f64>().unwrap() < 0.05;
                assert_eq!(claim.is_ok(), expected, "{first} {second}: {claim:?}");
            }
            // Where the same people are in both, chance is overrated, never underrated.
            _ if claim.is_ok() => assert!(row["p"].parse::<f64>().unwrap() < 0.05),
            _ => {}
        }
    }
}
