//! The command line as it is typed.

use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};

use crate::project::limits::TIMEOUT;

/// Where the help lists what is seldom asked for: after what is a command's own.
const LATE: usize = 100;

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

    /// Look for everything that is wrong with documents, and write nothing.
    Check(CheckArguments),

    /// Write figures alone, as images with their data, for the web and social media.
    Figures(FigureArguments),

    /// List all numbers and where they come from, or start from a data file.
    Evidence(EvidenceArguments),

    /// Tell what differs between two editions: values, claims, figures, texts and pages.
    Diff(DiffArguments),
}

/// Which project a command opens, and what it remembers of it.
#[derive(Debug, Args)]
pub struct ProjectArguments {
    /// The project's folder. By default it is found by looking upward from
    /// here for `report/report.toml`.
    #[arg(long = "project", value_name = "DIR")]
    pub folder: Option<PathBuf>,

    /// Keep nothing of large data files between runs. Without it, their checksums
    /// and results are kept in the user's cache folder, or in the one that
    /// `REPORT_CACHE_DIR` names; none if that is empty.
    #[arg(long, display_order = LATE)]
    pub no_cache: bool,
}

/// How a run goes that reads documents or figures.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// Treat warnings as errors.
    #[arg(long)]
    pub deny_warnings: bool,

    /// How many threads to use; as many as there are cores by default.
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u16).range(1..=1024),
        display_order = LATE,
    )]
    pub jobs: Option<u16>,

    /// Print nothing but problems.
    #[arg(long, short, display_order = LATE)]
    pub quiet: bool,
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

    /// The project.
    #[command(flatten)]
    pub project: ProjectArguments,

    /// Where the output goes; `out` in the project by default.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Also write the assembled Typst sources, so that `typst compile --root
    /// DIR` gives the same pages. Documents that were set tighter to fit are in
    /// `DIR/fit-N`, a root of their own, with the tokens of step N.
    #[arg(long, value_name = "DIR")]
    pub emit: Option<PathBuf>,

    /// Mark the pages as a draft and skip the PDF standards.
    #[arg(long)]
    pub draft: bool,

    /// Write files for the printing house instead, such as `factsheet-print.pdf`:
    /// with 3 mm of bleed and crop marks, in RGB. The files for the screen stay as they
    /// are: print is ordered once, when the text is final, and not at every render.
    #[arg(long)]
    pub print: bool,

    /// How the run goes.
    #[command(flatten)]
    pub run: RunArguments,

    /// How long the layout of a document may take, in seconds. One that takes longer ends the
    /// run, and nothing is written.
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = TIMEOUT,
        value_parser = clap::value_parser!(u32).range(1..=86_400),
    )]
    pub timeout: u32,

    /// Write how long each step took, as a trace for <https://ui.perfetto.dev>.
    #[arg(long, value_name = "FILE")]
    pub timings: Option<PathBuf>,
}

/// The arguments of `report check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// The documents to check; all if none is given. Rules that compare documents and
    /// languages are only looked at when all are checked.
    #[arg(value_name = "DOCUMENT")]
    pub documents: Vec<String>,

    /// A language to check, such as `nl`; may be repeated. All if not given.
    #[arg(long = "lang", value_name = "LANG")]
    pub languages: Vec<String>,

    /// The project.
    #[command(flatten)]
    pub project: ProjectArguments,

    /// How what is found is written: for people, or on standard output for programs.
    #[arg(long, value_enum, default_value_t = FindingFormat::Text)]
    pub format: FindingFormat,

    /// How the run goes.
    #[command(flatten)]
    pub run: RunArguments,

    /// Ask the web whether the pages are there to which documents link. This asks every
    /// address that the project names, with the program `curl`; nothing else has a network.
    #[arg(long, conflicts_with_all = ["rules", "explain", "accept_translation"])]
    pub online: bool,

    /// Look words up in dictionaries of Hunspell that are installed, or lie in this folder,
    /// for languages of which the project has none in `spelling/`.
    #[arg(
        long,
        value_name = "DIR",
        num_args = 0..=1,
        require_equals = true,
        conflicts_with_all = ["rules", "explain", "accept_translation"],
    )]
    pub dictionaries: Option<Option<PathBuf>>,

    /// List all rules.
    #[arg(long, conflicts_with = "explain")]
    pub rules: bool,

    /// Tell what a rule is for, and what to do when it is broken.
    #[arg(long, value_name = "RULE")]
    pub explain: Option<String>,

    /// Say that the translations of a section, or of all, are as their source is now. This
    /// writes one line into the front matter of each, `translation-of`.
    #[arg(
        long,
        value_name = "SECTION",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        conflicts_with_all = ["documents", "languages", "rules", "explain"],
    )]
    pub accept_translation: Option<String>,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FindingFormat {
    /// For people, with the line that each is about.
    Text,
    /// JSON.
    Json,
    /// Workflow commands that GitHub shows beside the lines of a change.
    Github,
    /// SARIF 2.1.0, which code hosts and editors read.
    Sarif,
    /// JUnit XML, with a test for each rule.
    Junit,
}

/// The arguments of `report figures`.
#[derive(Debug, Args)]
pub struct FigureArguments {
    /// The figures to write; all of the project if none is given.
    #[arg(value_name = "KEY")]
    pub keys: Vec<String>,

    /// A language to write, such as `nl`; may be repeated. All if not given.
    #[arg(long = "lang", value_name = "LANG")]
    pub languages: Vec<String>,

    /// How figures are written; may be repeated.
    #[arg(long = "format", value_name = "FORMAT", value_enum, default_values = ["svg", "csv"])]
    pub formats: Vec<FigureFormat>,

    /// How wide the picture is, in millimetres. It is as high as it needs to be.
    #[arg(
        long,
        value_name = "MM",
        default_value_t = 160,
        value_parser = clap::value_parser!(u16).range(60..=1000),
    )]
    pub width: u16,

    /// How many times three pixels a point of a PNG has: at 1, 160 mm are 1361 pixels.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 1,
        value_parser = clap::value_parser!(u8).range(1..=8),
    )]
    pub scale: u8,

    /// The project.
    #[command(flatten)]
    pub project: ProjectArguments,

    /// Where the output goes; `out` in the project by default.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// How the run goes.
    #[command(flatten)]
    pub run: RunArguments,

    /// How long the layout of a figure may take, in seconds. One that takes longer ends the
    /// run, and nothing is written.
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = TIMEOUT,
        value_parser = clap::value_parser!(u32).range(1..=86_400),
    )]
    pub timeout: u32,
}

/// How a figure is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum FigureFormat {
    /// Vectors, with title and alternative text.
    Svg,
    /// Pixels, with title and alternative text.
    Png,
    /// A page, accessible and archivable.
    Pdf,
    /// The values that the figure shows.
    Csv,
}

/// The arguments of `report evidence`.
#[derive(Debug, Args)]
pub struct EvidenceArguments {
    /// Indicators, or tables, of which all cells are meant; all indicators of the
    /// project if none is given.
    #[arg(value_name = "KEY")]
    pub keys: Vec<String>,

    /// The language in which numbers and labels are printed; the first of the
    /// project by default.
    #[arg(long = "lang", value_name = "LANG")]
    pub language: Option<String>,

    /// How the numbers are written. A workbook needs `--out`.
    #[arg(long, value_enum, default_value_t = LedgerFormat::Table)]
    pub format: LedgerFormat,

    /// Tell all about each number: how it is defined, the answers behind it, what
    /// it was computed from. As text, or with `--format json`.
    #[arg(long, requires = "keys", conflicts_with_all = ["used_in", "unused"])]
    pub why: bool,

    /// Say where documents use the numbers.
    #[arg(long, conflicts_with = "unused")]
    pub used_in: bool,

    /// Only list numbers that no document uses, and from which none is computed
    /// that a document uses.
    #[arg(long)]
    pub unused: bool,

    /// The project.
    #[command(flatten)]
    pub project: ProjectArguments,

    /// The file that is written; standard output by default. With `--new`, the
    /// folder of the project that is begun.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// Begin from a data file: write `data/sources.toml` and `data/indicators.toml`
    /// with an indicator for every question in it. Existing files are kept.
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["keys", "language", "format", "why", "used_in", "unused"],
    )]
    pub new: Option<PathBuf>,
}

/// How a ledger is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LedgerFormat {
    /// Aligned text.
    Table,
    /// JSON, with all that is known.
    Json,
    /// Comma-separated values, with all that is known.
    Csv,
    /// An Excel workbook, to publish beside the documents.
    Xlsx,
    /// A table in Markdown.
    Md,
}

/// The arguments of `report diff`.
#[derive(Debug, Args)]
pub struct DiffArguments {
    /// The old edition: the manifest of a run, an output folder, a project's folder, or a
    /// revision that `git` knows, such as `v1.0`.
    #[arg(value_name = "OLD")]
    pub old: String,

    /// The new edition, likewise; `.` for the project as it is here.
    #[arg(value_name = "NEW")]
    pub new: String,

    /// How the differences are written.
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub format: DiffFormat,

    /// End with exit code 1 if there are differences.
    #[arg(long)]
    pub exit_code: bool,

    /// The project's folder, of which revisions are read. By default it is found by looking
    /// upward from here for `report/report.toml`.
    #[arg(long, value_name = "DIR")]
    pub project: Option<PathBuf>,

    /// How many threads to use; as many as there are cores by default.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,

    /// Keep nothing of large data files between runs. Without it, their checksums
    /// and results are kept in the user's cache folder, or in the one that
    /// `REPORT_CACHE_DIR` names; none if that is empty.
    #[arg(long)]
    pub no_cache: bool,
}

/// How differences are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// Text for people.
    Text,
    /// JSON, with all that is known.
    Json,
}
