//! Pages and numbers to files: PDF, images, ledgers, the run's manifest, and writing
//! them safely.

mod boxes;
mod credits;
mod figure;
mod json;
mod manifest;
mod write;

pub mod findings;
pub mod ledger;
pub mod pdf;
pub mod png;
pub mod starter;
pub mod svg;

pub use self::credits::Credits;
pub use self::figure::{Extent, FigureFile, FigureRecord};
pub use self::manifest::{InputFile, MANIFEST, OutputFile, RunManifest, UsedStep};
pub use self::pdf::Conformance;
pub use self::write::Staged;
