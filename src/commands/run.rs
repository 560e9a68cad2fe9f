//! What commands share that lay out many documents: threads, and the end of a run
//! that fails or that has written.

use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::FAILURE;
use super::console::Console;
use super::project::{count_errors, show, shown};
use crate::diag::Problems;
use crate::project::Files;

/// The stack of a thread that compiles, in bytes. Typst recurses deeper than
/// the default of two megabytes allows.
const STACK_SIZE: usize = 64 * 1024 * 1024;

/// Runs on so many threads that can compile, as many as there are cores by default,
/// and returns the exit code.
pub fn on_threads(jobs: Option<u16>, console: &Console, run: impl FnOnce() -> u8 + Send) -> u8 {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.map_or(0, usize::from))
        .stack_size(STACK_SIZE)
        .build();
    match pool {
        Ok(pool) => pool.install(run),
        Err(error) => {
            console.error(&format!("cannot start threads ({error})"));
            FAILURE
        }
    }
}

/// Does the work for each of the items, which may be on a thread of its own. What comes
/// of them, and the problems, are in the order of the items.
pub fn for_each<'a, T: Sync, R: Send>(
    items: &'a [T],
    name: impl Fn(&T) -> String + Sync,
    work: impl Fn(&'a T, &mut Problems) -> Option<R> + Sync,
    console: &Console,
    problems: &mut Problems,
) -> Vec<R> {
    console.expect(items.len());
    let results: Vec<_> = items
        .par_iter()
        .map(|item| {
            let mut problems = Problems::new();
            let name = name(item);
            console.begin(&name);
            let result = work(item, &mut problems);
            console.advance(&name);
            (result, problems)
        })
        .collect();
    console.finish();
    let mut all = Vec::new();
    for (result, found) in results {
        problems.extend(found);
        all.extend(result);
    }
    all
}

/// Prints problems and says that nothing was written. `previous` is output of an
/// earlier run, which stays.
pub fn refuse(
    console: &Console,
    problems: &Problems,
    files: &Files,
    previous: Option<&Path>,
) -> u8 {
    show(console, problems, files);
    let count = count_errors(problems);
    let previous = match previous {
        Some(folder) => format!("; the previous output in `{}` is unchanged", shown(folder)),
        None => String::new(),
    };
    console.error(&format!("nothing was written because of {count}{previous}"));
    FAILURE
}

/// Says what was written, or what could not be, and returns the exit code.
pub fn conclude(written: Result<Vec<String>, (PathBuf, io::Error)>, console: &Console) -> u8 {
    match written {
        Ok(lines) => {
            lines.iter().for_each(|line| console.line(line));
            0
        }
        Err((path, error)) => {
            console.error(&format!("cannot write `{}` ({error})", path.display()));
            FAILURE
        }
    }
}
