//! Symbolic links in the project's folders, and files that are none.

use std::fs;
use std::process::Command;

use crate::canaries::Fortress;
use crate::support;
use crate::support::pdf::Pdf;

const LEADS_OUT: &str = "a symbolic link leads out of the project";

#[test]
fn every_file_of_a_project_lies_in_it() {
    for (path, extension) in [
        ("report/report.toml", "toml"),
        ("report/figures.toml", "toml"),
        ("report/locales/nl.toml", "toml"),
        ("report/note/layout.typ", "typ"),
        ("report/note/nl/10-text.md", "md"),
        ("report/note/nl/20-more.typ", "typ"),
        ("data/sources.toml", "toml"),
        ("data/indicators.toml", "toml"),
        ("data/colours.csv", "csv"),
    ] {
        let fortress = Fortress::new();
        fortress.link(path, fortress.secret(extension));
        fortress.refuses(&[LEADS_OUT]);
        let run = fortress.run(&["evidence"]);
        assert!(run.code == 1 || run.stderr.is_empty(), "{path}: {}", run.stderr);
    }
}

#[test]
fn folders_are_no_ways_out_either() {
    let fortress = Fortress::new();
    fortress.link("report/note/nl", fortress.outside());
    fortress.refuses(&["cannot list the folder `report/note/nl` (a symbolic link leads out"]);
    let fortress = Fortress::new();
    fs::rename(fortress.secret("toml"), fortress.outside().join("sources.toml")).unwrap();
    fortress.link("data", fortress.outside());
    fortress.refuses(&[LEADS_OUT]);
}

#[test]
fn links_within_the_project_are_fine() {
    let fortress = Fortress::new();
    let text = fortress.bench.path().join("report/note/nl/10-text.md");
    fs::rename(&text, fortress.bench.path().join("report/text.md")).unwrap();
    fortress.link("report/note/nl/10-text.md", "../../text.md");
    let font = fortress.bench.path().join("fonts/SourceSans3-Regular.ttf");
    fs::create_dir(fortress.bench.path().join("more")).unwrap();
    fs::rename(font, fortress.bench.path().join("more/a.ttf")).unwrap();
    fortress.link("fonts/more", "../more");
    let run = fortress.render();
    assert_eq!(run.code, 0, "{}", run.stderr);
    fortress.link("report/note/nl/20-hidden.md", "../../../.env");
    let run = fortress.render();
    assert!(run.stderr.contains("a symbolic link leads to a hidden file"), "{}", run.stderr);
}

#[test]
fn fonts_are_those_of_the_project() {
    let fortress = Fortress::new();
    fortress.link("fonts/linked.ttf", fortress.secret("ttf"));
    fortress.refuses(&["`fonts/linked.ttf`: a symbolic link leads out of the project"]);
    let fortress = Fortress::new();
    fortress.link("fonts/folder", fortress.outside());
    fortress.refuses(&["`fonts/folder`: a symbolic link leads out of the project"]);
    let fortress = Fortress::new();
    fortress.link("fonts", support::root().join("fonts"));
    fortress.refuses(&["`fonts`: a symbolic link leads out of the project"]);
    // A link within the project that leads to one that leads out.
    let fortress = Fortress::new();
    fs::create_dir(fortress.bench.path().join("more")).unwrap();
    fortress.link("more/linked.ttf", fortress.secret("ttf"));
    fortress.link("fonts/more", "../more");
    fortress.refuses(&["`fonts/more/linked.ttf`: a symbolic link leads out of the project"]);
}

/// Whoever reads a pipe waits until somebody writes.
#[test]
fn pipes_are_refused() {
    for (path, message) in [
        (
            "report/note/nl/20-pipe.md",
            "cannot read `report/note/nl/20-pipe.md` (failed to load file (it is no ordinary file))",
        ),
        (
            "data/colours.csv",
            "cannot read `data/colours.csv` (failed to load file (it is no ordinary file))",
        ),
        ("fonts/pipe.ttf", "`fonts/pipe.ttf` is no ordinary file"),
    ] {
        let fortress = Fortress::new();
        let pipe = fortress.bench.path().join(path);
        let _ = fs::remove_file(&pipe);
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let run = {
            let mut command = Command::new("timeout");
            command.args(["60", env!("CARGO_BIN_EXE_report"), "render", "--lang", "nl"]);
            command.current_dir(fortress.bench.path()).env("REPORT_CACHE_DIR", "");
            support::Run::of(command)
        };
        assert_eq!(run.code, 1, "{}", run.stderr);
        assert!(run.stderr.contains(message), "{}", run.stderr);
    }
}

/// A project writes into its own folder, or into the one that is named.
#[test]
fn output_stays_where_it_is_asked_for() {
    let elsewhere = "a symbolic link leads elsewhere";
    for (link, arguments) in [
        ("out", &["render", "--lang", "nl"][..]),
        ("out/nl", &["render", "--lang", "nl"]),
        ("built/nl", &["render", "--lang", "nl", "--out", "built"]),
        ("emitted/report", &["render", "--lang", "nl", "--emit", "emitted"]),
        ("out/nl/figures", &["figures", "--lang", "nl", "--format", "csv"]),
    ] {
        let fortress = Fortress::new();
        let before = listed(&fortress);
        fortress.link(link, fortress.outside());
        let run = fortress.run(arguments);
        assert_eq!(run.code, 1, "{link}: {}", run.stderr);
        assert!(run.stderr.contains(elsewhere), "{link}: {}", run.stderr);
        assert_eq!(listed(&fortress), before, "{link}");
    }
}

/// Keys of figures become names of files, beside documents and attached to them.
#[test]
fn keys_of_figures_are_no_paths() {
    for key in ["../../../key", "/key", "a/../../../key", "a\\\\..\\\\b", "..", "a\\nb"] {
        let fortress = Fortress::new();
        let bench = &fortress.bench;
        bench.replace("report/figures.toml", "[colours]", &format!("[\"{key}\"]"));
        let run = fortress.run(&["figures"]);
        assert_eq!(run.code, 1, "{key}: {}", run.stdout);
        assert!(run.stderr.contains("cannot be the key of a figure"), "{key}: {}", run.stderr);
        bench.append("report/report.toml", "attach-data = true\n");
        let show =
            format!("section.body\n    [#metadata((key: \"{key}\", alt: auto))<report-fig>]");
        bench.replace("report/note/layout.typ", "section.body", &show);
        let run = fortress.render();
        let attached = match run.code {
            0 => Pdf::read(&bench.output("nl/note.pdf")).attachments().into_keys().collect(),
            _ => Vec::new(),
        };
        let plain = |name: &String| !name.contains(['/', '\\']) && name != "..";
        assert!(attached.iter().all(plain), "{key}: {attached:?}");
    }
}

fn listed(fortress: &Fortress) -> Vec<std::ffi::OsString> {
    let entries = walkdir::WalkDir::new(fortress.outside()).min_depth(1).sort_by_file_name();
    entries.into_iter().map(|entry| entry.unwrap().file_name().to_owned()).collect()
}

/// The manifest of an earlier run is read again, unless it is somebody else's.
#[test]
fn the_manifest_of_another_folder_is_not_read() {
    let fortress = Fortress::new();
    fortress.bench.rendered(&["--lang", "en"]);
    let manifest = fortress.bench.path().join("out/manifest.json");
    let word = fs::read_to_string(fortress.secret("txt")).unwrap();
    let json = fs::read_to_string(&manifest).unwrap();
    let json = json.replace("Trial publication", word.trim());
    assert!(json.contains(word.trim()));
    fs::write(fortress.outside().join("manifest.json"), json).unwrap();
    fortress.link("out/manifest.json", fortress.outside().join("manifest.json"));
    let run = fortress.render();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(fs::symlink_metadata(manifest).unwrap().is_file());
}
