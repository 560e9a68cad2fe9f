//! The subcommands: the only place that prints and writes.

mod check;
mod console;
mod deadline;
mod diff;
mod emit;
mod evidence;
mod figures;
mod layout;
mod place;
mod project;
mod render;
mod run;
mod short_lines;
mod supervisor;

pub use self::check::check;
pub use self::diff::diff;
pub use self::evidence::evidence;
pub use self::figures::figures;
pub use self::render::render;
pub use self::supervisor::supervised;

/// The exit code for problems in the project.
const FAILURE: u8 = 1;

/// The exit code for wrong usage of the command.
const USAGE: u8 = 2;
