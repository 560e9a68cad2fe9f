//! The saved inputs of the fuzzer (`fuzz/corpus`), through the functions that it calls.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

#[path = "../fuzz/src/lib.rs"]
mod targets;

use std::fs;
use std::panic::catch_unwind;
use std::path::PathBuf;
use std::thread;

/// The stack of the fuzzer's thread, which builds without optimisation need more of.
const STACK_SIZE: usize = 64 * 1024 * 1024;

/// What all inputs together may take, in bytes.
const MOST_BYTES: u64 = 300_000;

fn corpora() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus")
}

/// The paths in a folder, sorted.
fn listed(folder: PathBuf) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).min_depth(1).max_depth(1).sort_by_file_name();
    entries.into_iter().map(|entry| entry.unwrap().into_path()).collect()
}

/// Checks every input of a target, and names those with which something does not hold.
fn check_all(target: &str, check: fn(&[u8])) {
    let paths = listed(corpora().join(target));
    assert!(!paths.is_empty());
    let check_each = move || {
        let fails = |path: &PathBuf| {
            let bytes = fs::read(path).unwrap();
            catch_unwind(|| check(&bytes)).is_err()
        };
        paths.into_iter().filter(fails).collect::<Vec<_>>()
    };
    let thread = thread::Builder::new().stack_size(STACK_SIZE).spawn(check_each).unwrap();
    let failed = thread.join().unwrap();
    assert!(failed.is_empty(), "{failed:#?}");
}

/// Calls a target with an input, if that is text.
macro_rules! text {
    ($check:path) => {
        |bytes| {
            if let Ok(text) = std::str::from_utf8(bytes) {
                $check(text);
            }
        }
    };
}

#[test]
fn figures_are_drawn_or_refused() {
    check_all("figures", text!(targets::figures::check));
}

#[test]
fn manifests_are_read_or_refused() {
    check_all("manifest", text!(targets::manifest::check));
}

#[test]
fn markdown_becomes_typst_with_its_text() {
    check_all("markdown", text!(targets::markdown::check));
}

#[test]
fn numbers_are_read_back() {
    check_all("numbers", text!(targets::numbers::check));
}

#[test]
fn sections_are_read_or_refused() {
    check_all("section", text!(targets::section::check));
}

#[test]
fn tables_are_read_or_refused() {
    check_all("table", targets::table::check);
}

#[test]
fn corpora_are_small_and_belong_to_a_target() {
    let targets = ["figures", "manifest", "markdown", "numbers", "section", "table"];
    let folders = listed(corpora());
    let names: Vec<_> = folders.iter().map(|path| path.file_name().unwrap()).collect();
    assert_eq!(names, targets);
    let sizes = folders.into_iter().flat_map(listed).map(|path| path.metadata().unwrap().len());
    assert!(sizes.sum::<u64>() < MOST_BYTES);
}
