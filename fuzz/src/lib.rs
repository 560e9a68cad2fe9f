//! What has to hold for any input.
//!
//! Each module is a target: its `check` panics if something does not hold. The fuzzer
//! looks for inputs with which it does; `cargo test` of the main package runs those that
//! are saved in `corpus/`.

pub mod figures;
pub mod manifest;
pub mod markdown;
pub mod numbers;
pub mod section;
pub mod table;

#[path = "../../tests/narrative/files.rs"]
mod files;
mod printed;
mod world;
