//! `report evidence` through the real command.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

#[path = "../support/mod.rs"]
mod support;

mod ledger;
mod starter;
mod workbook;

use std::path::PathBuf;

use support::{Run, Workbench, command, copy, root};

/// A project with numbers of all kinds, some of which are hidden.
fn project() -> Workbench {
    let bench = Workbench::base();
    copy(&root().join("tests/evidence/project"), &bench.path());
    bench
}

/// Runs `report evidence` with these arguments in the project's folder.
fn run(bench: &Workbench, arguments: &[&str]) -> Run {
    let mut command = command();
    command.current_dir(bench.path()).arg("evidence").args(arguments);
    Run::of(command)
}

/// Runs it, expects success and returns what it printed.
fn listed(bench: &Workbench, arguments: &[&str]) -> String {
    let run = run(bench, arguments);
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stdout
}

fn goldens() -> PathBuf {
    root().join("tests/evidence/goldens")
}
