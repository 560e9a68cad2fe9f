//! Pages and numbers to files: PDF, ledgers, the run's manifest, and writing them
//! safely.

mod boxes;
mod manifest;
mod write;

pub mod findings;
pub mod ledger;
pub mod pdf;
pub mod starter;

pub use self::manifest::{InputFile, MANIFEST, OutputFile, RunManifest, UsedStep};
pub use self::pdf::Conformance;
pub use self::write::Staged;
