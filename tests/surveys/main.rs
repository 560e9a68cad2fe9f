//! Surveys: from data files to the numbers in documents.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

#[path = "../support/mod.rs"]
mod support;

mod invalid;
mod properties;
