//! The theme: its tokens, a second brand, and what its components and charts look
//! like.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

#[path = "../support/mod.rs"]
mod support;

mod brands;
mod colour;
mod gallery;
mod pictures;
mod tokens;
