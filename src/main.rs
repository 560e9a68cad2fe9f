//! The `report` command.

use std::process::ExitCode;

use clap::Parser;
use report::args::{Arguments, Command};
use report::commands;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    commands::supervised(|| match arguments.command {
        Command::Render(render) => commands::render(render, arguments.color),
        Command::Check(check) => commands::check(check, arguments.color),
        Command::Figures(figures) => commands::figures(figures, arguments.color),
        Command::Diff(diff) => commands::diff(diff, arguments.color),
        Command::Evidence(evidence) => commands::evidence(evidence, arguments.color),
    })
}
