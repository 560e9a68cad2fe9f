//! The work is done in a process of its own, which this one watches.
//!
//! What an author writes in Typst may ask for more memory than there is, or be nested
//! deeper than the stack holds. Either ends a process at once: no language feature
//! catches it. The process that was started by hand is then still there to say what was
//! under way, and to end as every other error does.

use std::env;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::thread;

use super::FAILURE;

/// The environment variable by which a process knows that it is watched.
const WATCHED: &str = "REPORT_WATCHED";

/// The exit code of a process that panicked.
const PANICKED: i32 = 101;

/// The line of the journal that says that files are put in place.
const WRITING: &str = "!";

/// Does the work in a process of its own and returns its exit code; in this one if it is
/// that process, or if none can be started.
pub fn supervised(work: impl FnOnce() -> ExitCode) -> ExitCode {
    if env::var_os(WATCHED).is_some() {
        worker::prepare();
        return work();
    }
    match start() {
        Ok((mut child, journal)) => match child.wait() {
            Ok(status) => ended(status, journal),
            Err(error) => failed(&format!("cannot wait for the work to be done ({error})")),
        },
        Err(_) => work(),
    }
}

/// Starts the same command again. Its standard input, which no command reads, is a file
/// without a name for its journal, so that none is left over however the two end.
fn start() -> io::Result<(Child, File)> {
    let journal = tempfile::tempfile()?;
    let child = Command::new(env::current_exe()?)
        .args(env::args_os().skip(1))
        .env(WATCHED, "1")
        .stdin(Stdio::from(journal.try_clone()?))
        .spawn()?;
    Ok((child, journal))
}

/// What a process has left, as an exit code.
fn ended(status: ExitStatus, journal: File) -> ExitCode {
    let reason = match status.code() {
        Some(PANICKED) => "a mistake in the program, which its authors would like to know of",
        Some(code) => return ExitCode::from(u8::try_from(code).unwrap_or(FAILURE)),
        None => reason(status),
    };
    let left = Left::read(journal);
    let what = match left.under_way.as_slice() {
        [] => "the work".to_string(),
        names => names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or "),
    };
    let written = match left.writing {
        true => "each file in the output folder is still whole, the old or the new one",
        false => "nothing was written",
    };
    let hint = match left.under_way.is_empty() {
        true => "",
        false => "\n  = hint: look for text that repeats, grows or contains itself without end\n",
    };
    failed(&format!("{what} could not be finished: {reason}{hint}\nerror: {written}"))
}

fn failed(message: &str) -> ExitCode {
    // Nobody listens to a closed pipe, so there is nobody to tell.
    let _ = writeln!(io::stderr(), "error: {message}");
    ExitCode::from(FAILURE)
}

/// Why a process was ended from outside.
#[cfg(unix)]
fn reason(status: ExitStatus) -> &'static str {
    use std::os::unix::process::ExitStatusExt;
    match status.signal() {
        // Rust ends a process so whose memory or stack is used up.
        Some(6 | 11) => "it needs more memory than it may have, or is nested too deep",
        Some(9) => "it was killed, perhaps because the machine has no memory left",
        _ => "it was stopped from outside",
    }
}

#[cfg(not(unix))]
fn reason(_: ExitStatus) -> &'static str {
    "it was stopped from outside"
}

/// What a process that ended before its time has left in its journal.
struct Left {
    /// What was begun and not done, in the order of their beginning.
    under_way: Vec<String>,
    /// Whether files were being put in place.
    writing: bool,
}

impl Left {
    fn read(mut journal: File) -> Self {
        let mut text = String::new();
        // What cannot be read is not told.
        let _ = journal.rewind().and_then(|()| journal.read_to_string(&mut text));
        let mut left = Self { under_way: Vec::new(), writing: false };
        for line in text.lines() {
            match line.split_at_checked(1) {
                Some(("+", name)) => left.under_way.push(name.to_string()),
                Some(("-", name)) => left.under_way.retain(|other| other != name),
                Some((WRITING, _)) => left.writing = true,
                _ => {}
            }
        }
        left
    }
}

/// The journal of a watched process: what it is doing, for when it ends before its time.
pub struct Journal(Option<File>);

impl Journal {
    /// Opens the journal, if anybody will read it.
    pub fn open() -> Self {
        Self(env::var_os(WATCHED).and_then(|_| worker::journal()))
    }

    /// Notes that something was begun.
    pub fn begin(&self, name: &str) {
        self.note(&format!("+{name}\n"));
    }

    /// Notes that it is done.
    pub fn end(&self, name: &str) {
        self.note(&format!("-{name}\n"));
    }

    /// Notes that files are about to be put in place.
    pub fn writing(&self) {
        self.note(&format!("{WRITING}\n"));
    }

    /// A line is written at once, so that those of several threads do not mix.
    fn note(&self, line: &str) {
        if let Some(mut file) = self.0.as_ref() {
            let _ = file.write_all(line.as_bytes());
        }
    }
}

/// The watched process.
#[cfg(unix)]
mod worker {
    use std::fs::File;
    use std::io;
    use std::os::fd::AsFd;
    use std::os::unix::process::parent_id;
    use std::time::Duration;

    use super::{FAILURE, thread};
    use crate::project::limits::MAX_MEMORY;

    /// How soon the process ends after the one that watches it.
    const PAUSE: Duration = Duration::from_millis(20);

    /// Limits the memory, and ends the process with the one that watches it: who kills
    /// that one means this one.
    pub fn prepare() {
        use rustix::process::{Resource, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Data);
        let stricter = |max: Option<u64>| max.map_or(MAX_MEMORY, |max| max.min(MAX_MEMORY));
        // A system that does not know the limit has its own way when memory runs out.
        let _ = setrlimit(
            Resource::Data,
            rustix::process::Rlimit { current: Some(stricter(limit.current)), ..limit },
        );
        let parent = parent_id();
        thread::spawn(move || {
            while parent_id() == parent {
                thread::sleep(PAUSE);
            }
            #[allow(clippy::disallowed_methods, reason = "nobody waits for an exit code")]
            std::process::exit(FAILURE.into());
        });
    }

    /// The file that was given as standard input.
    pub fn journal() -> Option<File> {
        io::stdin().as_fd().try_clone_to_owned().ok().map(File::from)
    }
}

#[cfg(not(unix))]
mod worker {
    use std::fs::File;

    /// Nothing is limited here.
    pub fn prepare() {}

    /// There is no journal here, so that no document is named.
    pub fn journal() -> Option<File> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(text: &str) -> Left {
        let mut journal = tempfile::tempfile().unwrap();
        journal.write_all(text.as_bytes()).unwrap();
        Left::read(journal)
    }

    #[test]
    fn what_was_begun_and_not_done_is_under_way() {
        let left = left("+nl/a.pdf\n+nl/b.pdf\n-nl/a.pdf\n+en/a.pdf\n");
        assert_eq!(
            (left.under_way, left.writing),
            (vec!["nl/b.pdf".into(), "en/a.pdf".into()], false)
        );
    }

    #[test]
    fn that_files_are_put_in_place_is_known() {
        assert!(left("+nl/a.pdf\n-nl/a.pdf\n!\n").writing);
        assert!(!left("+nl/a!.pdf\n").writing);
        assert!(!left("é").writing);
    }
}
