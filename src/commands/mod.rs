//! The subcommands: the only place that prints and writes.

mod check;
mod console;
mod emit;
mod evidence;
mod layout;
mod place;
mod project;
mod render;

pub use self::check::check;
pub use self::evidence::evidence;
pub use self::render::render;

/// The exit code for problems in the project.
const FAILURE: u8 = 1;

/// The exit code for wrong usage of the command.
const USAGE: u8 = 2;
