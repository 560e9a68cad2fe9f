//! Listing numbers and telling their stories.

use serde_json::Value;

use crate::support::golden::Goldens;
use crate::{goldens, listed, project, run};

#[test]
fn every_format_lists_the_numbers() {
    let bench = project();
    let mut goldens = Goldens::new(goldens(), "txt");
    for (name, arguments) in [
        ("table", &["--lang", "en"][..]),
        ("table-nl", &[]),
        ("markdown", &["--lang", "en", "--format", "md"]),
        ("csv", &["--lang", "en", "--format", "csv"]),
        ("json", &["--lang", "en", "--format", "json"]),
        ("used-in", &["--lang", "en", "--used-in", "people", "colours", "useful"]),
        ("used-in-csv", &["--used-in", "people", "--format", "csv"]),
        ("unused", &["--lang", "en", "--unused"]),
        ("why-published", &["--lang", "en", "--why", "people", "between"]),
        ("why-computed", &["--lang", "en", "--why", "useful", "useful_of_pupils", "hours"]),
        ("why-inputs", &["--lang", "en", "--why", "unused_growth"]),
        ("why-cell", &["--lang", "en", "--why", "colours.green", "by_school.roc"]),
        ("why-rounded", &["--lang", "en", "--why", "led.yes"]),
        ("why-hidden", &["--lang", "en", "--why", "by_school.ho", "answers.not_at_all"]),
        ("why-json", &["--lang", "en", "--why", "useful", "by_school.ho", "--format", "json"]),
    ] {
        goldens.check(name, &listed(&bench, arguments));
    }
    goldens.finish();
}

#[test]
fn the_table_names_every_number_once_and_in_order() {
    let bench = project();
    let json: Value = serde_json::from_str(&listed(&bench, &["--format", "json"])).unwrap();
    let keys = json["numbers"].as_array().unwrap().iter().map(|row| row["key"].as_str().unwrap());
    let keys: Vec<&str> = keys.collect();
    let text = listed(&bench, &[]);
    let printed = text.lines().skip(2).map(|line| line.split(' ').next().unwrap());
    assert_eq!(printed.collect::<Vec<_>>(), keys);
    assert!(keys.contains(&"colours.green") && keys.contains(&"answers.not_at_all"));
}

/// Nothing that was counted of few is in any listing of a hidden number.
#[test]
fn hidden_numbers_tell_nothing() {
    let bench = project();
    let json: Value = serde_json::from_str(&listed(
        &bench,
        &["by_school", "answers", "--why", "--format", "json"],
    ))
    .unwrap();
    let stories = json.as_array().unwrap();
    let hidden: Vec<&Value> =
        stories.iter().filter(|story| story["absent"] == "suppressed").collect();
    assert!(hidden.len() >= 4, "{hidden:?}");
    for story in hidden {
        for field in [
            "value",
            "base",
            "weighted-base",
            "counted",
            "missing",
            "weighted-counted",
            "standard-error",
            "lower",
            "upper",
            "effective-n",
            "rows-read",
        ] {
            assert!(story[field].is_null(), "{}: {field}", story["key"]);
        }
        assert_eq!(story["answers"], Value::Array(Vec::new()));
    }
    // Nor can it be found among the answers behind a number that is shown.
    for story in stories {
        for answer in story["answers"].as_array().unwrap() {
            let hidden = answer["count"].as_u64().is_none_or(|count| count >= 10);
            assert!(hidden || answer["role"] == "missing", "{story}");
        }
    }
}

#[test]
fn answers_that_only_few_gave_and_no_codebook_lists_are_not_shown() {
    let bench = project();
    let story = listed(&bench, &["--why", "median_hours"]);
    assert!(story.contains("(rare answers)"), "{story}");
    let json = listed(&bench, &["--why", "median_hours", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json[0]["rare-answers"], true);
    let answers = json[0]["answers"].as_array().unwrap();
    assert!(answers.iter().all(|it| it["answer"] == "" || it["count"].is_u64()), "{answers:?}");
}

#[test]
fn unknown_keys_and_languages_are_wrong_usage_with_the_nearest_name() {
    let bench = project();
    for (arguments, message) in [
        (&["poeple"][..], "error: the project has no indicator `poeple`; did you mean `people`?\n"),
        (&["--lang", "fr"], "error: the project has no language `fr`; known are `en`, `nl`\n"),
        (&["--format", "xlsx"], "error: a workbook is written to a file; name it with `--out`\n"),
        (
            &["people", "--why", "--format", "csv"],
            "error: `--why` is told as text or with `--format json`\n",
        ),
    ] {
        let run = run(&bench, arguments);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert_eq!(run.stderr, message);
    }
    assert_eq!(run(&bench, &["--why"]).code, 2);
    assert_eq!(run(&bench, &["people", "--used-in", "--unused"]).code, 2);
}

#[test]
fn what_is_wrong_in_the_project_is_reported_at_its_place() {
    let bench = project();
    bench.replace("data/indicators.toml", "published = 48", "published = 72");
    let run = run(&bench, &[]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("data/indicators.toml:73:12"), "{}", run.stderr);
    assert!(run.stderr.ends_with("error: nothing was listed because of 1 error\n"));
}

/// Documents are read only where that is asked for, and never compiled.
#[test]
fn listing_needs_no_documents() {
    let bench = project();
    std::fs::remove_dir_all(bench.path().join("fonts")).unwrap();
    assert!(listed(&bench, &["--unused"]).contains("unused_growth"));
    std::fs::remove_dir_all(bench.path().join("report/note")).unwrap();
    assert!(listed(&bench, &[]).contains("unused_growth"));
    assert_eq!(run(&bench, &["--unused"]).code, 1);
}

#[test]
fn a_file_is_written_instead_where_one_is_named() {
    let bench = project();
    let expected = listed(&bench, &["--format", "csv"]);
    let printed = listed(&bench, &["--format", "csv", "--out", "new/numbers.csv"]);
    assert_eq!(printed, "new/numbers.csv\n");
    let written = std::fs::read_to_string(bench.path().join("new/numbers.csv")).unwrap();
    assert_eq!(written, expected);
}

/// Only large files are remembered, in the folder that is named, and only if that
/// is wanted.
#[test]
fn what_is_remembered_lies_where_it_is_asked_for() {
    let bench = project();
    let row = "1,roc,2024,4,3.5,a long remark that makes a large file of few rows,yes,1\n";
    let poll = std::fs::read_to_string(bench.path().join("data/poll.csv")).unwrap();
    let poll = poll + &row.repeat(1_200_000 / row.len());
    bench.write("data/poll.csv", poll);
    // What has just been changed may change again, and is not remembered.
    let earlier = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
    let file = std::fs::File::options().write(true).open(bench.path().join("data/poll.csv"));
    file.unwrap().set_modified(earlier).unwrap();
    bench.replace("data/indicators.toml", "published = 48\n", "");
    let cache = bench.path().join("cache");
    let listed = |folder: &str, arguments: &[&str]| {
        let mut command = crate::command();
        command.env("REPORT_CACHE_DIR", folder).current_dir(bench.path());
        let run = crate::Run::of({
            command.arg("evidence").args(arguments);
            command
        });
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout
    };
    let fresh = listed("", &[]);
    let uncached = listed(cache.to_str().unwrap(), &["--no-cache"]);
    assert!(!cache.exists());
    let first = listed(cache.to_str().unwrap(), &[]);
    assert!(cache.join("files").is_dir() && cache.join("results").is_dir());
    let again = listed(cache.to_str().unwrap(), &[]);
    assert_eq!([&uncached, &first, &again], [&fresh; 3]);
}
