//! Pages to files: PDF, the run's manifest, and writing them safely.

mod manifest;
mod write;

pub mod pdf;

pub use self::manifest::{InputFile, MANIFEST, OutputFile, RunManifest};
pub use self::write::Staged;
