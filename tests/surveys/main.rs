//! Surveys: from data files to the numbers in documents.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

#[path = "../support/mod.rs"]
mod support;

mod forms;
mod invalid;
mod properties;
mod spss;
