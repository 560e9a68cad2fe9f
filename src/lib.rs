//! A project folder goes in, publications come out, and every number in them
//! can be traced.
//!
//! ```text
//! report/  data/  fonts/                                                   out/nl/factsheet.pdf …
//!       │                                                                           ▲
//!    project ─▶ evidence ─▶ narrative ─▶ figures ─▶ assemble ─▶ compile ─▶ check ─▶ export
//!    (files,    (tables →   (Markdown    (chart     (Typst      (typst in  (rules  (PDF, images,
//!    manifest,  indicators) and Typst    specs →    sources,    process)   with    manifest)
//!    languages)             sections)    resolved)  origins)               names)
//! ```
//!
//! Two editions are compared by [`difference`], by what their documents state and show.
//!
//! Data flows one way: a stage uses only what stands left of it, and only
//! [`commands`] sees all. Files are read at the left edge and written at the
//! right; everything between is a function from values to values.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod args;
pub mod diag;

pub mod rules;

pub mod project;

pub mod evidence;

pub mod narrative;

pub mod figures;

pub mod assemble;

pub mod compile;

pub mod check;

pub mod export;

pub mod difference;

pub mod commands;
