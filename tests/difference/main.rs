//! Two editions of a project, compared by the real command.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod editions;
mod schemas;
mod sources;

#[path = "../support/mod.rs"]
mod support;

use support::{Run, Workbench, command};

/// Runs `report diff` with these arguments in the project's folder.
fn diff(bench: &Workbench, arguments: &[&str]) -> Run {
    let mut command = command();
    command.current_dir(bench.path()).arg("diff").args(arguments);
    Run::of(command)
}

/// Compares and expects that it can be done.
fn compared(bench: &Workbench, arguments: &[&str]) -> String {
    let run = diff(bench, arguments);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    run.stdout
}

/// A project with a claim, of which an edition was rendered.
fn rendered() -> Workbench {
    let bench = Workbench::base();
    bench.replace(
        "report/note/nl/10-text.md",
        "order = 10\n",
        "order = 10\nclaims = { \"kiest\" = \"share > 50\" }\n",
    );
    bench.append("report/note/nl/10-text.md", "\n![](fig:colours)\n\nDeze zin blijft.\n");
    bench.rendered(&[]);
    bench
}
