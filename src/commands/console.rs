//! What the commands print.

use std::io::{self, IsTerminal, Write};
use std::process;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::ColorChoice;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use typst::diag::SourceDiagnostic;
use typst::syntax::DiagSpan;
use typst_kit::diagnostics::termcolor::{self, StandardStream};
use typst_kit::diagnostics::{DiagnosticFormat, DiagnosticWorld, emit};

use super::FAILURE;
use super::deadline::Deadline;
use super::short_lines::ShortLines;
use super::supervisor::Journal;
use crate::diag::Problems;
use crate::project::limits::MAX_PRINTED_PROBLEMS;

/// How long work takes before a progress bar is worth its space.
const LONG: Duration = Duration::from_millis(800);

/// Prints results to standard output and problems to standard error.
pub struct Console {
    quiet: bool,
    color: termcolor::ColorChoice,
    start: Instant,
    bar: ProgressBar,
    journal: Journal,
    deadline: Option<Arc<Deadline>>,
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
        let (start, journal) = (Instant::now(), Journal::open());
        Self { quiet, color, start, bar, journal, deadline: None }
    }

    /// Ends the process with a message when a step takes longer than this.
    pub fn with_timeout(self, seconds: u32) -> Self {
        let bar = self.bar.clone();
        let overdue = move |name: &str| {
            bar.finish_and_clear();
            let _ = writeln!(
                io::stderr(),
                "error: `{name}` was not finished within {seconds} s\n  = hint: look for text that \
                 repeats or contains itself without end, or allow more with `--timeout`\n\n\
                 error: nothing was written"
            );
            #[allow(clippy::disallowed_methods, reason = "nothing else ends what Typst does")]
            process::exit(FAILURE.into());
        };
        let limit = Duration::from_secs(seconds.into());
        Self { deadline: Some(Deadline::watch(limit, overdue)), ..self }
    }

    /// Says that a thread begins a step.
    pub fn begin(&self, what: &str) {
        self.journal.begin(what);
        if let Some(deadline) = &self.deadline {
            deadline.begin(thread(), what);
        }
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
        if let Some(deadline) = &self.deadline {
            deadline.end(thread());
        }
        self.journal.end(what);
        self.bar.set_message(what.to_string());
        self.bar.inc(1);
    }

    /// Says that files are about to be put in place.
    pub fn writing(&self) {
        self.journal.writing();
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
        let mut stream = ShortLines::new(StandardStream::stderr(self.color));
        for problem in problems.iter().take(MAX_PRINTED_PROBLEMS) {
            if emit(&mut stream, world, [problem], DiagnosticFormat::Human).is_err() {
                // The file cannot be shown, for instance because it is not text.
                let unplaced = SourceDiagnostic { span: DiagSpan::detached(), ..problem.clone() };
                let _ = emit(&mut stream, world, [&unplaced], DiagnosticFormat::Human);
            }
        }
        let more = problems.iter().count().saturating_sub(MAX_PRINTED_PROBLEMS);
        if more > 0 {
            self.error(&format!("{more} more problems are not shown"));
        }
    }
}

/// The number of this thread among those that work.
fn thread() -> usize {
    rayon::current_thread_index().unwrap_or_default()
}
