//! The same input gives the same bytes, whatever is different around it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;
use walkdir::WalkDir;

use crate::random::Random;
use crate::support::Workbench;

/// How many runs of a small project are compared.
const RUNS: usize = 50;

const ZONES: [&str; 5] =
    ["UTC", "Europe/Amsterdam", "Pacific/Kiritimati", "America/St_Johns", "nonsense"];
const LOCALES: [&str; 6] = ["C", "C.UTF-8", "nl_NL.UTF-8", "tr_TR.UTF-8", "ar_EG", ""];
const MASKS: [&str; 4] = ["000", "022", "027", "077"];
const FOLDERS: [&str; 5] = ["a", "a folder with blanks", "Ωμέγα ĳ", "-x", "much/deeper/down/here"];

/// Copies a project in another order, with other times of change.
fn copy(from: &Path, to: &Path, random: &mut Random) {
    let mut files: Vec<PathBuf> = WalkDir::new(from)
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().strip_prefix(from).unwrap().to_path_buf())
        .collect();
    while !files.is_empty() {
        let file = files.swap_remove(random.below(files.len()));
        let target = to.join(&file);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(from.join(&file), &target).unwrap();
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(random.next() % 4_000_000_000);
        File::options().write(true).open(&target).unwrap().set_modified(time).unwrap();
    }
}

/// Renders a copy of a project in surroundings that differ each time.
fn render(project: &Path, arguments: &[&str], random: &mut Random) -> BTreeMap<PathBuf, Vec<u8>> {
    let folder = TempDir::new().unwrap();
    let copied = folder.path().join(FOLDERS[random.below(FOLDERS.len())]);
    copy(project, &copied, random);
    let (out, jobs) = (folder.path().join("result"), 1 + random.below(6));
    let mask = MASKS[random.below(MASKS.len())];
    let status = Command::new("sh")
        .args(["-c", &format!("umask {mask}; exec \"$0\" \"$@\"")])
        .arg(env!("CARGO_BIN_EXE_report"))
        .arg("render")
        .args(arguments)
        .args(["--quiet", "--jobs", &jobs.to_string(), "--out"])
        .arg(&out)
        .current_dir(&copied)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", folder.path())
        .env("REPORT_CACHE_DIR", "")
        .env("TZ", ZONES[random.below(ZONES.len())])
        .env("LC_ALL", LOCALES[random.below(LOCALES.len())])
        .env("SOURCE_DATE_EPOCH", random.below(2_000_000_000).to_string())
        .env("FILLER", "x".repeat(random.below(5_000)))
        .status()
        .unwrap();
    assert!(status.success(), "jobs {jobs}, mask {mask}, {}", copied.display());
    let files = WalkDir::new(&out).into_iter().map(|entry| entry.unwrap());
    let files = files.filter(|entry| entry.file_type().is_file());
    let read = |path: &Path| (path.strip_prefix(&out).unwrap().into(), fs::read(path).unwrap());
    files.map(|entry| read(entry.path())).collect()
}

fn compare(bench: &Workbench, arguments: &[&str], runs: usize) {
    let mut random = Random::new(7);
    let first = render(&bench.path(), arguments, &mut random);
    assert!(first.len() >= 2, "{:?}", first.keys());
    for run in 1..runs {
        let next = render(&bench.path(), arguments, &mut random);
        assert_eq!(first.keys().collect::<Vec<_>>(), next.keys().collect::<Vec<_>>());
        let differing: Vec<_> = first.keys().filter(|path| first[*path] != next[*path]).collect();
        assert!(differing.is_empty(), "in run {run}: {differing:?}");
    }
}

#[test]
fn a_small_project_with_everything_in_it_is_always_the_same() {
    compare(&Workbench::overlay("good/everything"), &[], RUNS);
}

#[test]
fn a_survey_is_always_the_same() {
    compare(&Workbench::overlay("good/survey"), &[], 5);
}

#[test]
fn the_flagship_is_always_the_same() {
    compare(&Workbench::flagship(), &["factsheet", "--lang", "nl"], 3);
}
