//! What the commands print.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::process;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::ColorChoice;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use typst::diag::SourceDiagnostic;
use typst::syntax::DiagSpan;
use typst_kit::diagnostics::termcolor::{self, ColorSpec, StandardStream, WriteColor};
use typst_kit::diagnostics::{DiagnosticFormat, DiagnosticWorld, emit};

use super::FAILURE;
use super::deadline::Deadline;
use super::short_lines::ShortLines;
use super::supervisor::Journal;
use crate::diag::Problems;
use crate::project::is_unprintable;
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
            let _ = writeln!(io::stdout(), "{}", legible(line));
        }
    }

    /// Prints a result: to a terminal so that it can be read, otherwise as it is.
    pub fn print(&self, result: &[u8]) {
        let mut stdout = io::stdout();
        let _ = match stdout.is_terminal() {
            true => Legible(&mut stdout).write_all(result),
            false => stdout.write_all(result),
        };
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
        let _ = write(&mut Legible(StandardStream::stdout(color)));
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
        let _ = writeln!(io::stderr(), "error: {}", legible(message));
    }

    /// Prints all problems, each at its place in the files of the world.
    pub fn problems(&self, problems: &Problems, world: &dyn DiagnosticWorld) {
        let mut stream = ShortLines::new(Legible(StandardStream::stderr(self.color)));
        for problem in problems.iter().take(MAX_PRINTED_PROBLEMS) {
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

/// A text in which characters that a terminal would obey, or that turn the direction of
/// a line, are pictures. Files of a project can hold them, and their names.
fn legible(text: &str) -> Cow<'_, str> {
    let obeyed = |c: char| c == '\r' || is_unprintable(c);
    if !text.contains(obeyed) {
        return text.into();
    }
    let picture = |c: char| match u32::from(c) {
        _ if !obeyed(c) => c,
        code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or('\u{fffd}'),
        0x7f => '\u{2421}',
        _ => '\u{fffd}',
    };
    text.chars().map(picture).collect()
}

/// Writes texts legibly, and the colours around them.
struct Legible<W>(W);

impl<W: Write> Write for Legible<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_all(legible(&String::from_utf8_lossy(bytes)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl<W: WriteColor> WriteColor for Legible<W> {
    fn supports_color(&self) -> bool {
        self.0.supports_color()
    }

    fn set_color(&mut self, spec: &ColorSpec) -> io::Result<()> {
        self.0.set_color(spec)
    }

    fn reset(&mut self) -> io::Result<()> {
        self.0.reset()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        assert_eq!(legible("één\t✓\n"), "één\t✓\n");
        assert_eq!(legible("\u{1b}[2J\r\0\u{7f}"), "␛[2J␍␀␡");
        assert_eq!(legible("\u{9b}2J\u{202e}abc"), "\u{fffd}2J\u{fffd}abc");
    }
}
