//! Hundreds of projects with something wrong in them, through the real command.
//!
//! Each says what is wrong, exits with 1 and leaves the output of an earlier run as it
//! was, within bounds of time and memory; or renders, where nothing is wrong after all.
//! `cargo test --test corpus -- --nocapture` prints how many there are of each kind.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

#[path = "../support/mod.rs"]
mod support;

mod case;
mod fonts;
mod images;
mod killed;
mod manifests;
mod markdown;
mod numbers;
mod output;
mod paths;
mod random;
mod repeated;
mod surveys;
mod tables;
mod typst;
mod workbooks;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use case::Case;
use support::golden::Goldens;
use support::root;

/// All cases by their kinds.
fn corpus() -> BTreeMap<&'static str, Vec<Case>> {
    BTreeMap::from([
        ("TOML", manifests::cases()),
        ("CSV", tables::cases()),
        ("numbers", numbers::cases()),
        ("survey files", surveys::cases()),
        ("workbooks", workbooks::cases()),
        ("images", images::cases()),
        ("Markdown", markdown::cases()),
        ("Typst", typst::cases()),
        ("fonts", fonts::cases()),
        ("paths", paths::cases()),
        ("output", output::cases()),
    ])
}

/// The fewest cases that there have to be.
const FEWEST: usize = 200;

#[test]
fn nothing_breaks_the_command() {
    let start = Instant::now();
    let corpus = corpus();
    let counts: Vec<_> =
        corpus.iter().map(|(kind, cases)| format!("{kind} {}", cases.len())).collect();
    let cases: Vec<_> = corpus
        .iter()
        .flat_map(|(kind, cases)| {
            cases.iter().map(move |case| (format!("{kind}: {}", case.name), case))
        })
        .collect();
    let names: BTreeSet<_> = cases.iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), cases.len(), "two cases have the same name");
    assert!(cases.len() >= FEWEST, "{} cases", cases.len());
    let (next, wrong, slowest) =
        (AtomicUsize::new(0), Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    let said = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some((name, case)) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let begin = Instant::now();
                    match case.check() {
                        Ok(text) => drop(said.lock().unwrap().insert(name, text)),
                        Err(reason) => wrong.lock().unwrap().push(format!("{name}: {reason}")),
                    }
                    slowest.lock().unwrap().push((begin.elapsed(), name));
                }
            });
        }
    });
    println!("{} cases in {:.0?}: {}", cases.len(), start.elapsed(), counts.join(", "));
    let mut slowest = slowest.into_inner().unwrap();
    slowest.sort();
    for (took, name) in slowest.iter().rev().take(5) {
        println!("{took:.1?} {name}");
    }
    let mut wrong = wrong.into_inner().unwrap();
    wrong.sort();
    assert!(
        wrong.is_empty(),
        "{} of {} cases:\n\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n\n")
    );
    let said = said.into_inner().unwrap();
    let mut goldens = Goldens::new(root().join("tests/corpus"), "said");
    for (kind, cases) in &corpus {
        let lines = cases.iter().map(|case| {
            let text = &said[&format!("{kind}: {}", case.name)];
            format!("{}\n  {text}\n", case.name)
        });
        goldens.check(&kind.to_lowercase().replace(' ', "-"), &lines.collect::<String>());
    }
    goldens.finish();
}
