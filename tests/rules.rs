//! Rules, each broken by a project, and what `report check` says of it in every format.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod support;

use std::collections::BTreeSet;
use std::fs;

use report::rules::{self, Level};
use support::golden::Goldens;
use support::{Run, Workbench, projects};

/// Runs `report check` in a project.
fn check(bench: &Workbench, arguments: &[&str]) -> Run {
    let mut command = support::command();
    command.current_dir(bench.path()).arg("check").args(arguments);
    Run::of(command)
}

/// The projects of which each breaks the rule that it is named after.
fn broken() -> Vec<String> {
    let entries = walkdir::WalkDir::new(projects().join("rules")).min_depth(1).max_depth(1);
    let names =
        entries.sort_by_file_name().into_iter().map(|it| it.unwrap().file_name().to_owned());
    names.map(|name| name.into_string().unwrap()).collect()
}

#[test]
fn broken_rules_are_told_where_they_are_broken() {
    let mut goldens = Goldens::new(projects().join("rules"), "stderr");
    for name in broken() {
        let bench = Workbench::overlay(&format!("rules/{name}"));
        let run = check(&bench, &[]);
        goldens.check(&format!("{name}/expected"), &run.stderr);
        let rule = rules::find(&name).unwrap_or_else(|| panic!("there is no rule {name}"));
        assert!(run.stderr.contains(&format!(" [{name}]\n")), "{name}: {}", run.stderr);
        let said = |line: &&str| line.starts_with("error: ") || line.starts_with("warning: ");
        let others = run.stderr.lines().filter(said).filter(|line| line.ends_with(']'));
        let others = others.filter(|line| !line.ends_with(&format!("[{name}]")));
        assert_eq!(others.collect::<Vec<_>>(), [""; 0], "{name} breaks other rules too");
        assert_eq!(run.code, i32::from(rule.level == Level::Error), "{name}: {}", run.stderr);
        assert!(!bench.path().join("out").exists(), "{name} has written something");
    }
    goldens.finish();
}

#[test]
fn every_rule_is_broken_by_a_project() {
    let mut told: BTreeSet<String> = broken().into_iter().collect();
    for entry in walkdir::WalkDir::new(projects().join("invalid")).into_iter().flatten() {
        if entry.file_name() == "expected.stderr" {
            let text = fs::read_to_string(entry.path()).unwrap();
            let names = text.lines().filter_map(|line| line.strip_suffix(']')?.rsplit_once(" ["));
            told.extend(names.map(|(_, name)| name.to_string()));
        }
    }
    // It takes a server: see `online.rs`.
    told.insert("dead-link".into());
    let untold: Vec<_> =
        rules::all().map(|rule| rule.name).filter(|it| !told.contains(*it)).collect();
    assert_eq!(untold, [""; 0], "write a project in tests/projects/rules for each");
}

#[test]
fn a_render_stops_at_broken_rules() {
    let bench = Workbench::overlay("rules/unbound-number");
    let run = bench.render(&[]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains(" [unbound-number]\n"), "{}", run.stderr);
    assert!(
        run.stderr.ends_with("error: nothing was written because of 7 errors\n"),
        "{}",
        run.stderr
    );
    let bench = Workbench::overlay("rules/double-space");
    let run = bench.rendered(&[]);
    assert!(run.stderr.contains(" [double-space]\n"), "{}", run.stderr);
    assert_eq!(bench.render(&["--deny-warnings"]).code, 1);
}

#[test]
fn translations_are_accepted_in_one_line() {
    let bench = Workbench::base();
    let path = bench.path().join("report/note/en/10-text.md");
    let before = fs::read_to_string(&path).unwrap();
    let run = check(&bench, &["--accept-translation"]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (0, "report/note/en/10-text.md\n"),
        "{}",
        run.stderr
    );
    let after = fs::read_to_string(&path).unwrap();
    let (line, others): (Vec<&str>, Vec<&str>) =
        after.lines().partition(|line| line.starts_with("translation-of = "));
    assert_eq!(line.len(), 1);
    assert_eq!(others, before.lines().collect::<Vec<_>>());
    // White space is no other text; another word is.
    bench.replace(
        "report/note/nl/10-text.md",
        "Van de {{ people }} kiest",
        "Van de {{ people }}\nkiest",
    );
    assert_eq!(check(&bench, &["--deny-warnings"]).code, 0);
    bench.replace("report/note/nl/10-text.md", "kiest", "koos");
    let run = check(&bench, &["--deny-warnings"]);
    assert!(run.stderr.contains(" [stale-translation]\n"), "{}", run.stderr);
    assert_eq!(check(&bench, &["--accept-translation=text"]).code, 0);
    assert_eq!(check(&bench, &["--deny-warnings"]).code, 0);
    let again = fs::read_to_string(&path).unwrap();
    assert_eq!(again.lines().count(), after.lines().count());
    let run = check(&bench, &["--accept-translation=tekst"]);
    let message = "error: the project has no translated section `tekst`; did you mean `text`?\n";
    assert_eq!((run.code, run.stderr.as_str()), (2, message));
}

#[test]
fn dictionaries_of_the_machine_are_looked_at_when_asked() {
    let bench = Workbench::overlay("rules/unknown-word");
    let own = check(&bench, &[]).stderr;
    fs::create_dir(bench.path().join("elsewhere")).unwrap();
    for ending in ["aff", "dic"] {
        let from = bench.path().join(format!("spelling/nl.{ending}"));
        fs::rename(from, bench.path().join(format!("elsewhere/nl_BE.{ending}"))).unwrap();
    }
    assert_eq!(check(&bench, &[]).stderr, "");
    let installed = check(&bench, &["--dictionaries=elsewhere"]);
    let missing = "warning: no dictionary of `en` is found\n = hint: install one, such as the \
                   package `hunspell-en`, or put `spelling/en.aff` and `spelling/en.dic` into the \
                   project\n\n";
    assert_eq!(installed.stderr, format!("{own}{missing}"));
    fs::write(bench.path().join("elsewhere/nl.dic"), "no number\n").unwrap();
    fs::write(bench.path().join("elsewhere/nl.aff"), "SFX A Y x\n").unwrap();
    let run = check(&bench, &["--dictionaries=elsewhere"]);
    assert!(run.stderr.contains("the dictionary `nl` cannot be read ("), "{}", run.stderr);
    assert_eq!(run.code, 1);
}

#[test]
fn the_flagship_keeps_all_rules() {
    let run = check(&Workbench::flagship(), &["--deny-warnings"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!(run.stdout, "checked 4 documents; nothing is wrong\n");
}

#[test]
fn findings_are_written_for_programs() {
    let bench = Workbench::overlay("rules/unbound-number");
    bench.replace("report/note/nl/10-text.md", "in de 2e", "zo'n  50 % & <b>\"in\"</b> de 2e");
    for format in ["json", "github", "sarif", "junit"] {
        let run = check(&bench, &["--format", format]);
        assert_eq!((run.code, run.stderr.as_str()), (1, ""), "{format}");
        assert_eq!(run.stdout, check(&bench, &["--format", format, "--jobs", "1"]).stdout);
    }
    let json = check(&bench, &["--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let found = json.as_array().unwrap();
    let first = &found[0];
    assert_eq!(first["rule"], "unbound-number");
    assert_eq!(first["severity"], "error");
    assert_eq!((&first["line"], &first["column"]), (&2.into(), &20.into()));
    assert_eq!(first["file"], "report/note/nl/10-text.md");
    let sarif = check(&bench, &["--format", "sarif"]).stdout;
    let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    let run = &sarif["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), found.len());
    for (result, entry) in results.iter().zip(found) {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        assert_eq!(result["ruleId"], entry["rule"]);
        assert_eq!(result["level"], entry["severity"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["region"]["startLine"], entry["line"]);
        assert_eq!(place["artifactLocation"]["uri"], entry["file"]);
    }
    let github = check(&bench, &["--format", "github"]).stdout;
    assert_eq!(github.lines().count(), found.len());
    assert!(
        github.lines().all(|line| line.starts_with("::error ") || line.starts_with("::warning "))
    );
    let junit = check(&bench, &["--format", "junit"]).stdout;
    let document = roxmltree::Document::parse(&junit).unwrap();
    let suite = document.root_element().first_element_child().unwrap();
    let tests: Vec<_> = suite.children().filter(|node| node.has_tag_name("testcase")).collect();
    assert_eq!(suite.attribute("tests"), Some(tests.len().to_string().as_str()));
    let failed = tests.iter().filter(|test| test.children().any(|it| it.has_tag_name("failure")));
    assert_eq!(suite.attribute("failures"), Some(failed.count().to_string().as_str()));
}

#[test]
fn rules_are_listed_and_told() {
    let bench = Workbench::base();
    let listed = check(&bench, &["--rules"]).stdout;
    let names: Vec<&str> = listed.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(names, rules::all().map(|rule| rule.name).collect::<Vec<_>>());
    let told = check(&bench, &["--explain", "unbound-number"]);
    assert!(told.stdout.contains("{.literal}"), "{}", told.stdout);
    let run = check(&bench, &["--explain", "unbound-nubmer"]);
    let message = "error: there is no rule `unbound-nubmer`; did you mean `unbound-number`?\n";
    assert_eq!((run.code, run.stderr.as_str()), (2, message));
}

#[test]
fn a_project_gives_rules_other_levels() {
    let bench = Workbench::overlay("rules/unbound-number");
    bench.replace("report/report.toml", "[rules]", "[rules]\nunbound-number = \"warning\"");
    let run = check(&bench, &[]);
    assert_eq!((run.code, run.stdout.as_str()), (0, "checked 2 documents; 7 warnings\n"));
    bench.replace("report/report.toml", "unbound-number = \"warning\"", "unbound-number = \"off\"");
    assert_eq!(check(&bench, &["--deny-warnings"]).stderr, "");
}
