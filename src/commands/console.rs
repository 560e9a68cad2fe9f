//! What the commands print.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use clap::ColorChoice;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use typst::diag::SourceDiagnostic;
use typst::syntax::DiagSpan;
use typst_kit::diagnostics::termcolor::{self, StandardStream, WriteColor};
use typst_kit::diagnostics::{DiagnosticFormat, DiagnosticWorld, emit};

use crate::diag::Problems;

/// How long work takes before a progress bar is worth its space.
const LONG: Duration = Duration::from_millis(800);

/// Prints results to standard output and problems to standard error.
pub struct Console {
    quiet: bool,
    color: termcolor::ColorChoice,
    start: Instant,
    bar: ProgressBar,
}

impl Console {
    /// Prints as the arguments ask.
    pub fn new(color: ColorChoice, quiet: bool) -> Self {
        let color = match color {
            ColorChoice::Always => termcolor::ColorChoice::Always,
            ColorChoice::Never => termcolor::ColorChoice::Never,
            ColorChoice::Auto if io::stderr().is_terminal() => termcolor::ColorChoice::Auto,
            ColorChoice::Auto => termcolor::ColorChoice::Never,
        };
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Self { quiet, color, start: Instant::now(), bar }
    }

    /// Says how many steps the work has.
    pub fn expect(&self, steps: usize) {
        self.bar.set_length(steps as u64);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
            self.bar.set_style(style);
        }
    }

    /// Says that a step is done. The bar appears only when work is long and
    /// somebody watches.
    pub fn advance(&self, what: &str) {
        if !self.quiet && self.bar.is_hidden() && self.start.elapsed() > LONG {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_message(what.to_string());
        self.bar.inc(1);
    }

    /// Prints a line about a result.
    pub fn line(&self, line: &str) {
        if !self.quiet {
            // Nobody listens to a closed pipe, so there is nobody to tell.
            let _ = writeln!(io::stdout(), "{line}");
        }
    }

    /// Prints a result as it is.
    pub fn print(&self, result: &[u8]) {
        let _ = io::stdout().write_all(result);
    }

    /// Prints a result with colours, where somebody sees them.
    pub fn coloured(&self, write: impl FnOnce(&mut dyn WriteColor) -> io::Result<()>) {
        let color = match self.color {
            termcolor::ColorChoice::Auto if !io::stdout().is_terminal() => {
                termcolor::ColorChoice::Never
            }
            asked => asked,
        };
        // Nobody listens to a closed pipe, so there is nobody to tell.
        let _ = write(&mut StandardStream::stdout(color));
    }

    /// How many columns the terminal has, if results go to one.
    pub fn width(&self) -> Option<usize> {
        let size = terminal_size::terminal_size_of(io::stdout());
        size.map(|(width, _)| width.0.into()).filter(|width| *width > 0)
    }

    /// Removes the progress bar.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    /// Prints a message about the run itself.
    pub fn error(&self, message: &str) {
        let _ = writeln!(io::stderr(), "error: {message}");
    }

    /// Prints all problems, each at its place in the files of the world.
    pub fn problems(&self, problems: &Problems, world: &dyn DiagnosticWorld) {
        let mut stream = StandardStream::stderr(self.color);
        for problem in problems.iter() {
            let mut problem = problem.clone();
            if let Some(name) = problem.rule_name() {
                problem.message.push_str(&format!(" [{name}]"));
            }
            let problem = problem.diagnostic;
            if emit(&mut stream, world, [&problem], DiagnosticFormat::Human).is_err() {
                // The file cannot be shown, for instance because it is not text.
                let unplaced = SourceDiagnostic { span: DiagSpan::detached(), ..problem };
                let _ = emit(&mut stream, world, [&unplaced], DiagnosticFormat::Human);
            }
        }
    }
}
