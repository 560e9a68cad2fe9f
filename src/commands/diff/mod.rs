//! `report diff`: what a reviewer reads before a release.

mod describe;
mod git;
mod read;

use std::process::ExitCode;

use clap::ColorChoice;

use super::console::Console;
use super::run::on_threads;
use super::{FAILURE, USAGE};
use crate::args::{DiffArguments, DiffFormat};
use crate::difference::Difference;

/// Why two editions cannot be compared.
enum Stop {
    /// Something is wrong in a project, or cannot be read, and this has been said.
    Failure,
    /// The command is used wrongly: with what to say.
    Usage(String),
}

/// Runs `report diff`.
pub fn diff(arguments: DiffArguments, color: ColorChoice) -> ExitCode {
    let console = Console::new(color, false);
    ExitCode::from(on_threads(arguments.jobs, &console, || run(&arguments, &console)))
}

/// Compares and returns the exit code.
fn run(arguments: &DiffArguments, console: &Console) -> u8 {
    let compared = read::edition(&arguments.old, arguments, console).and_then(|old| {
        let new = read::edition(&arguments.new, arguments, console)?;
        Ok(Difference::between(&old, &new))
    });
    let difference = match compared {
        Ok(difference) => difference,
        Err(Stop::Failure) => return FAILURE,
        Err(Stop::Usage(message)) => {
            console.error(&message);
            return USAGE;
        }
    };
    match arguments.format {
        DiffFormat::Text => {
            console.coloured(|stream| describe::write(&difference, stream));
        }
        DiffFormat::Json => match serde_json::to_string_pretty(&difference) {
            Ok(json) => console.print(format!("{json}\n").as_bytes()),
            Err(error) => {
                console.error(&format!("the differences cannot be written ({error})"));
                return FAILURE;
            }
        },
    }
    u8::from(arguments.exit_code && !difference.is_empty())
}
