//! Figures that stand alone, read back with other means than they were written with.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod files;
mod read;
mod runs;

#[path = "../support/mod.rs"]
mod support;
