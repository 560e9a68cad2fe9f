//! What can be compared, and what is said of what cannot.

use std::fs;
use std::process::Command;

use crate::support::Workbench;
use crate::{compared, diff, rendered};

fn git(bench: &Workbench, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.current_dir(bench.path()).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]);
    let output = git.args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn revisions_are_compared_and_nothing_of_the_repository_is_touched() {
    let bench = rendered();
    bench.write(".gitignore", "out\n");
    git(&bench, &["init", "--quiet"]);
    git(&bench, &["add", "."]);
    git(&bench, &["commit", "--quiet", "-m", "first"]);
    git(&bench, &["tag", "v1.0"]);
    assert!(compared(&bench, &["v1.0", "."]).ends_with("no differences\n"));
    bench.replace("data/indicators.toml", "value = 60\n", "value = 61\n");
    let index = fs::read(bench.path().join(".git/index")).unwrap();
    let text = compared(&bench, &["v1.0", "."]);
    assert!(text.contains("60% → 61% (+1 pp)"), "{text}");
    assert_eq!(fs::read(bench.path().join(".git/index")).unwrap(), index);
    git(&bench, &["commit", "--quiet", "-am", "second"]);
    assert!(compared(&bench, &["v1.0", "HEAD"]).contains("60% → 61%"));
    assert!(compared(&bench, &["HEAD", "v1.0"]).contains("61% → 60% (−1 pp)"));

    let run = diff(&bench, &["v9", "."]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.starts_with("error: `v9` is no manifest, folder or revision"),
        "{}",
        run.stderr
    );
}

#[test]
fn what_is_no_edition_is_wrong_usage() {
    let bench = rendered();
    let wrong = [
        ("data/colours.csv", "`data/colours.csv` is not the manifest of a run"),
        ("data", "`data` holds neither `report/report.toml` nor `manifest.json`"),
        ("v1.0", "`v1.0` is no file or folder, and revisions"),
    ];
    for (name, message) in wrong {
        let run = diff(&bench, &[name, "."]);
        assert_eq!(run.code, 2, "{name}");
        assert!(run.stderr.starts_with(&format!("error: {message}")), "{}", run.stderr);
    }
}

#[test]
fn a_manifest_of_an_earlier_version_is_said_to_be_one() {
    let bench = rendered();
    let mut manifest = bench.manifest();
    for file in manifest["files"].as_array_mut().unwrap() {
        file.as_object_mut().unwrap().remove("record");
    }
    bench.write("out/manifest.json", manifest.to_string());
    let run = diff(&bench, &["out", "."]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("written by an earlier version; render them anew"),
        "{}",
        run.stderr
    );
}

#[test]
fn problems_of_a_project_are_shown() {
    let bench = rendered();
    bench.replace("report/note/nl/10-text.md", "{{ share }}", "{{ shore }}");
    let run = diff(&bench, &["out", "."]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("there is no indicator `shore`"), "{}", run.stderr);
    assert!(
        run.stderr.ends_with("nothing was compared because of 1 error in `.`\n"),
        "{}",
        run.stderr
    );
}
