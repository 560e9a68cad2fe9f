//! `report evidence`: the ledger of all numbers, one number's story, and first
//! definitions for a data file.

mod ledger;
mod selection;
mod starter;

use std::io;
use std::path::Path;
use std::process::ExitCode;

use clap::ColorChoice;

use super::console::Console;
use super::project::shown;
use super::{FAILURE, USAGE};
use crate::args::{EvidenceArguments, LedgerFormat};
use crate::export::Staged;

/// Why a run ends without what was asked for.
enum Stop {
    /// Something is wrong in the project, or cannot be read or written, and this
    /// has been said.
    Failure,
    /// The command is used wrongly: with what to say.
    Usage(String),
}

/// Runs `report evidence`.
pub fn evidence(arguments: EvidenceArguments, color: ColorChoice) -> ExitCode {
    let console = Console::new(color, false);
    let done = match &arguments.new {
        Some(file) => starter::begin(&arguments, file, &console),
        None => check_usage(&arguments).and_then(|()| ledger::list(&arguments, &console)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Failure) => ExitCode::from(FAILURE),
        Err(Stop::Usage(message)) => {
            console.error(&message);
            ExitCode::from(USAGE)
        }
    }
}

/// What clap cannot tell.
fn check_usage(arguments: &EvidenceArguments) -> Result<(), Stop> {
    let format = arguments.format;
    if format == LedgerFormat::Xlsx && arguments.out.is_none() {
        return Err(Stop::Usage("a workbook is written to a file; name it with `--out`".into()));
    }
    if arguments.why && !matches!(format, LedgerFormat::Table | LedgerFormat::Json) {
        let message = "`--why` is told as text or with `--format json`";
        return Err(Stop::Usage(message.into()));
    }
    Ok(())
}

/// Prints a result, or writes it to a file.
fn deliver(result: &[u8], out: Option<&Path>, console: &Console) -> Result<(), Stop> {
    let Some(path) = out else {
        console.print(result);
        return Ok(());
    };
    let mut staged = Staged::default();
    let added = staged.add(path, result).map_err(|error| (path.to_path_buf(), error));
    match added.and_then(|()| staged.commit()) {
        Ok(()) => {
            console.line(&shown(path));
            Ok(())
        }
        Err((path, error)) => Err(cannot_write(&path, &error, console)),
    }
}

/// Says that a file cannot be written.
fn cannot_write(path: &Path, error: &io::Error, console: &Console) -> Stop {
    console.error(&format!("cannot write `{}` ({error})", shown(path)));
    Stop::Failure
}
