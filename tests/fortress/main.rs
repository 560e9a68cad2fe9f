//! No way in: whatever a project says, a render reads nothing outside it, no environment
//! variable and no network.
//!
//! Around every project lie canaries: files outside it, a hidden file inside it and an
//! environment variable, which hold words that nobody can guess, and a listener on this
//! machine. Whatever comes of a run, none of the words is in it and nobody has called.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod canaries;
mod code;
mod files;
mod images;
mod links;
#[path = "../support/mod.rs"]
mod support;
mod texts;
