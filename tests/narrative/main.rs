//! The narrative stage, from Markdown to what Typst makes of it.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

mod commonmark;
mod documents;
mod escapes;
mod files;
#[path = "../support/golden.rs"]
mod golden;
mod links;
mod robustness;
mod sections;
mod world;
