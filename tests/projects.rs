//! Whole projects through the real command.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod support;

use std::fs;
use std::path::Path;

use report::assemble::{Usage, usages};
use report::diag::Problems;
use report::evidence::Evidence;
use report::project::{Files, Project, ProjectFiles};
use support::golden::Goldens;
use support::pdf::Pdf;
use support::{Workbench, projects};

/// The projects in a folder of `tests/projects`, sorted by name.
fn names(folder: &str) -> Vec<String> {
    let entries = walkdir::WalkDir::new(projects().join(folder))
        .min_depth(1)
        .max_depth(1)
        .sort_by_file_name();
    let names = entries.into_iter().map(|entry| entry.unwrap().file_name().to_owned());
    names.map(|name| name.into_string().unwrap()).collect()
}

/// What the command printed, without what differs between machines.
fn redacted(stderr: &str, project: &Path) -> String {
    stderr.replace(project.to_str().unwrap(), "PROJECT")
}

#[test]
fn invalid_projects_say_what_is_wrong_and_write_nothing() {
    let mut goldens = Goldens::new(projects().join("invalid"), "stderr");
    for name in names("invalid") {
        let bench = Workbench::overlay(&format!("invalid/{name}"));
        let run = bench.render(&[]);
        assert_eq!(run.code, 1, "{name}: {}", run.stderr);
        assert!(!run.stderr.contains("panicked"), "{name}: {}", run.stderr);
        assert_eq!(run.stdout, "", "{name}");
        assert!(!bench.path().join("out").exists(), "{name} has written something");
        goldens.check(&format!("{name}/expected"), &redacted(&run.stderr, &bench.path()));
    }
    goldens.finish();
}

#[test]
fn valid_projects_assemble_as_before() {
    let mut goldens = Goldens::new(projects().join("goldens"), "txt");
    for folder in ["good", "i18n"] {
        for name in names(folder) {
            let bench = Workbench::overlay(&format!("{folder}/{name}"));
            bench.rendered(&["--emit", "emitted", "--deny-warnings"]);
            let assembled = bench.path().join("emitted/assembled");
            for entry in walkdir::WalkDir::new(&assembled).sort_by_file_name() {
                let entry = entry.unwrap();
                let path = entry.path().strip_prefix(&assembled).unwrap().to_str().unwrap();
                if path.ends_with(".typ") {
                    let text = fs::read_to_string(entry.path()).unwrap();
                    goldens.check(&format!("{folder}/{name}/{path}"), &text);
                }
                if path.ends_with(".json") {
                    let json: serde_json::Value =
                        serde_json::from_slice(&fs::read(entry.path()).unwrap()).unwrap();
                    let text = serde_json::to_string_pretty(&json).unwrap() + "\n";
                    goldens.check(&format!("{folder}/{name}/{path}"), &text);
                }
            }
            let manifest = bench.manifest();
            for file in manifest["files"].as_array().unwrap() {
                let path = file["path"].as_str().unwrap();
                let pdf = Pdf::read(&bench.output(path));
                let found = format!("{}\n\n{}", pdf.text(), pdf.tags());
                goldens.check(&format!("{folder}/{name}/{path}"), &found);
            }
        }
    }
    goldens.finish();
}

#[test]
fn the_data_of_a_figure_are_attached_once_in_any_theme() {
    let bench = Workbench::overlay("good/figure-twice-with-its-data");
    bench.rendered(&[]);
    let attached = Pdf::read(&bench.output("nl/note.pdf")).attachments();
    let (relation, bytes) = &attached["colours.csv"];
    assert_eq!((attached.len(), relation.as_str()), (1, "Data"));
    assert_eq!(String::from_utf8_lossy(bytes).lines().count(), 4);
}

#[test]
fn usages_say_where_each_indicator_is_used() {
    let bench = Workbench::overlay("good/everything");
    bench.replace(
        "report/note/layout.typ",
        "section.body",
        "section.body + data.figures.colours.title",
    );
    let mut problems = Problems::new();
    let files = Files::new(ProjectFiles::new(&bench.path()).unwrap());
    let Ok(project) = Project::open(files, &mut problems) else { panic!("it does not open") };
    let evidence = Evidence::read(&project, &mut problems);
    let usages = usages(&project, &evidence, &mut problems);
    assert!(!problems.has_errors());
    let said = |usage: &Usage| {
        let file = project.files.source(usage.place.file).unwrap();
        let line = file.lines().byte_to_line(usage.place.range.start).unwrap() + 1;
        let path = usage.place.file.vpath().get_without_slash();
        let section = usage.section.as_deref().unwrap_or("-");
        let text = &file.text()[usage.place.range.clone()];
        format!("{section} {path}:{line} {:?} {text}", usage.kind)
    };
    let of = |key: &str| {
        let wanted = |usage: &&Usage| (usage.key.as_str(), &*usage.language) == (key, "nl");
        usages.iter().filter(wanted).map(said).collect::<Vec<_>>()
    };
    let (text, code) = ("report/note/nl/10-text.md", "report/note/nl/20-code.typ");
    let figure = r#"Figure("colours")"#;
    let condition = r#""share > 50 && colours.green > colours.blue && between.low >= 50""#;
    assert_eq!(
        of("colours.blue"),
        [
            format!("text {text}:13 Number {{{{ colours.blue }}}}"),
            format!("text {text}:15 {figure} ![](fig:colours)"),
            format!("- report/note/layout.typ:6 {figure} colours"),
            format!("text {text}:7 Claim {condition}"),
        ]
    );
    let english = "report/note/en/20-code.typ";
    assert!(of("share").contains(&format!("code {code}:8 Number ev(\"share\")")));
    assert!(of("share").iter().any(|usage| usage.contains(english)), "{:?}", of("share"));
    assert_eq!(of("unknown"), [""; 0]);
}

#[test]
fn the_command_says_what_it_wrote() {
    let bench = Workbench::base();
    let run = bench.rendered(&["--lang", "nl"]);
    assert!(run.stdout.starts_with("out/nl/note.pdf  1 page, "), "{}", run.stdout);
    assert_eq!(run.stderr, "");
    assert!(!bench.path().join("out/en").exists());
    let quiet = bench.rendered(&["--lang", "nl", "--quiet"]);
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("", ""));
}

#[test]
fn the_project_is_found_by_looking_upward() {
    let bench = Workbench::base();
    let mut command = support::command();
    command.current_dir(bench.path().join("report/note/nl")).args(["render", "--lang", "en"]);
    assert_eq!(support::Run::of(command).code, 0);
    assert!(bench.path().join("out/en/note.pdf").is_file());
}

#[test]
fn wrong_usage_has_an_exit_code_of_its_own() {
    let bench = Workbench::base();
    let run = bench.render(&["nota"]);
    assert_eq!(run.code, 2);
    assert_eq!(run.stderr, "error: the project has no document `nota`; did you mean `note`?\n");
    let run = bench.render(&["--lang", "fr"]);
    assert_eq!(run.stderr, "error: the project has no language `fr`; known are `en`, `nl`\n");
    assert_eq!(bench.render(&["--jobs", "0"]).code, 2);
    let elsewhere = tempfile::tempdir().unwrap();
    let mut command = support::command();
    command.current_dir(elsewhere.path()).arg("render");
    let run = support::Run::of(command);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("no `report/report.toml`"), "{}", run.stderr);
}

#[test]
fn a_failed_render_leaves_the_previous_output() {
    let bench = Workbench::base();
    bench.rendered(&[]);
    let before = (bench.output("nl/note.pdf"), bench.output("manifest.json"));
    bench.replace("report/note/nl/10-text.md", "{{ share }}", "{{ shore }}");
    let run = bench.render(&[]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.ends_with("1 error; the previous output in `out` is unchanged\n"),
        "{}",
        run.stderr
    );
    assert_eq!(before, (bench.output("nl/note.pdf"), bench.output("manifest.json")));
}

#[test]
fn the_manifest_describes_all_output() {
    let bench = Workbench::base();
    bench.rendered(&["--lang", "nl"]);
    bench.rendered(&["--lang", "en"]);
    let manifest = bench.manifest();
    let files = manifest["files"].as_array().unwrap();
    assert_eq!(files.len(), 2);
    for file in files {
        let bytes = bench.output(file["path"].as_str().unwrap());
        assert_eq!(file["bytes"], bytes.len());
        assert_eq!(file["sha256"], report::project::checksum(&bytes));
        assert_eq!(file["pages"], 1);
        assert_eq!(file["standards"], serde_json::json!(["ua-1", "a-2a"]));
        for input in file["inputs"].as_array().unwrap() {
            let bytes = fs::read(bench.path().join(input["path"].as_str().unwrap())).unwrap();
            assert_eq!(input["sha256"], report::project::checksum(&bytes), "{input}");
        }
    }
    let inputs = files[1]["inputs"].as_array().unwrap();
    let paths: Vec<_> = inputs.iter().map(|input| input["path"].as_str().unwrap()).collect();
    assert!(paths.is_sorted());
    for expected in [
        "data/colours.csv",
        "fonts/SourceSans3-Regular.ttf",
        "report/note/layout.typ",
        "report/note/nl/10-text.md",
        "report/theme/lib.typ",
    ] {
        assert!(paths.contains(&expected), "{expected} is not among {paths:?}");
    }
}

#[test]
fn a_draft_says_so_on_the_page_and_in_the_manifest() {
    let bench = Workbench::base();
    bench.rendered(&["--lang", "nl", "--draft"]);
    assert!(Pdf::read(&bench.output("nl/note.pdf")).text().contains("DRAFT"));
    let manifest = bench.manifest();
    assert_eq!(manifest["files"][0]["draft"], true);
    assert_eq!(manifest["files"][0]["standards"], serde_json::json!([]));
}

#[test]
fn warnings_are_errors_when_they_are_denied() {
    let bench = Workbench::base();
    bench.replace("report/note/layout.typ", "section.lead", "par[a #parbreak() b]");
    let run = bench.rendered(&["--lang", "nl"]);
    assert!(run.stderr.starts_with("warning: "), "{}", run.stderr);
    let run = bench.render(&["--lang", "nl", "--deny-warnings"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_project_are_refused() {
    let bench = Workbench::base();
    let secret = tempfile::NamedTempFile::new().unwrap();
    fs::write(secret.path(), "colour,nl,en,people\nred,rood,red,1\n").unwrap();
    let table = bench.path().join("data/colours.csv");
    fs::remove_file(&table).unwrap();
    std::os::unix::fs::symlink(secret.path(), &table).unwrap();
    let run = bench.render(&[]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("a symbolic link leads out of the project"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let bench = Workbench::base();
    bench.write("out", "a file is in the way");
    let run = bench.render(&["--lang", "nl"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("cannot write"), "{}", run.stderr);
}
