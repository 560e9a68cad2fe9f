//! The command line as it is typed.

use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand};

/// From data, text and figures to publications in which no number is wrong.
#[derive(Debug, Parser)]
#[command(name = "report", version, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// When to use colours; `NO_COLOR` in the environment is respected.
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: ColorChoice,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Render documents as PDF, in one language or in all.
    Render(RenderArguments),
}

/// The arguments of `report render`.
#[derive(Debug, Args)]
pub struct RenderArguments {
    /// The documents to render; all if none is given.
    #[arg(value_name = "DOCUMENT")]
    pub documents: Vec<String>,

    /// A language to render, such as `nl`; may be repeated. All if not given.
    #[arg(long = "lang", value_name = "LANG")]
    pub languages: Vec<String>,

    /// The project's folder. By default it is found by looking upward from
    /// here for `report/report.toml`.
    #[arg(long, value_name = "DIR")]
    pub project: Option<PathBuf>,

    /// Where the output goes; `out` in the project by default.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Also write the assembled Typst sources, so that `typst compile --root
    /// DIR` gives the same pages.
    #[arg(long, value_name = "DIR")]
    pub emit: Option<PathBuf>,

    /// Mark the pages as a draft and skip the PDF standards.
    #[arg(long)]
    pub draft: bool,

    /// Treat warnings as errors.
    #[arg(long)]
    pub deny_warnings: bool,

    /// How many threads to use; as many as there are cores by default.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,

    /// Write how long each step took, as a trace for <https://ui.perfetto.dev>.
    #[arg(long, value_name = "FILE")]
    pub timings: Option<PathBuf>,

    /// Print nothing but problems.
    #[arg(long, short)]
    pub quiet: bool,
}
