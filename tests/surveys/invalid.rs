//! What is wrong with a survey or its definitions is said, and nothing is written.

use std::path::PathBuf;

use crate::support::golden::Goldens;
use crate::support::{Workbench, root};

/// A survey of twelve people.
const SURVEY: &str = "\
id,school,agree,weeks,weight
1,roc,1,4,1.5
2,roc,2,6,0.5
3,roc,2,,1
4,aoc,1,8,1
5,aoc,2,2,1
6,roc,98,3,1
7,aoc,1,5,1
8,roc,2,7,1
9,roc,1,1,1
10,aoc,2,4,1
11,roc,2,4,1
12,aoc,1,4,1
";

const SOURCE: &str = "
[survey]
title = \"Invented survey\"
producer = \"Nobody\"
published = \"2024\"
file = \"survey.csv\"
synthetic = true
missing = [98]
";

/// A definition with the usual fields around what is given.
fn definition(key: &str, fields: &str) -> String {
    format!("\n[{key}]\nsource = \"survey\"\nlabel = \"{key}\"\n{fields}\n")
}

fn share(fields: &str) -> String {
    definition("shares", &format!("kind = \"share\"\ncolumn = \"agree\"\n{fields}"))
}

/// A name, and what the project has.
struct Case {
    name: &'static str,
    survey: String,
    source: String,
    definitions: String,
}

fn case(name: &'static str, definitions: impl Into<String>) -> Case {
    Case { name, survey: SURVEY.into(), source: SOURCE.into(), definitions: definitions.into() }
}

fn cases() -> Vec<Case> {
    let changed = |name, old: &str, new: &str, definitions: String| Case {
        survey: SURVEY.replace(old, new),
        ..case(name, definitions)
    };
    let mean = || definition("means", "kind = \"mean\"\ncolumn = \"weeks\"\nunit = \"number\"");
    vec![
        case(
            "all-at-once",
            share("answers = [7]\nwhere = { scool = \"roc\" }") + &mean().replace("weeks", "weks"),
        ),
        case("answer-that-nobody-gave", share("answers = [1, 3]")),
        case("answer-that-is-missing", share("answers = [98]")),
        case("base-that-is-none", share("answers = [1]\nbase = \"everybody\"")),
        case("column-that-does-not-exist", share("answers = [1]").replace("agree", "agrees")),
        case("condition-without-test", share("answers = [1]\nwhere = { weeks = { from = 3 } }")),
        case("empty-base", share("answers = [1]\nwhere = { weeks = { min = 30 } }")),
        case("no-answers", share("")),
        case("published-differently", share("answers = [1]\npublished = 40")),
        case(
            "set-without-codebook",
            definition("choices", "kind = \"distribution\"\ntitle = \"t\"\nset = \"reasons\"")
                .replace("label = \"choices\"\n", ""),
        ),
        case("top-without-order", share("top = 2")),
        case("top-and-answers", share("top = 2\nanswers = [1]")),
        case(
            "quantile-beyond-one",
            definition("q", "kind = \"quantile\"\nat = 90\ncolumn = \"weeks\"\nunit = \"number\""),
        ),
        case("weight-that-is-a-text", share("answers = [1]\nweight = \"school\"")),
        changed(
            "weight-below-zero",
            "2,roc,2,6,0.5",
            "2,roc,2,6,-0.5",
            share("answers = [1]\nweight = \"weight\""),
        ),
        changed(
            "weight-missing",
            "3,roc,2,,1",
            "3,roc,2,,",
            share("answers = [1]\nweight = \"weight\""),
        ),
        changed("text-for-a-number", "5,aoc,2,2,1", "5,aoc,2,two,1", mean()),
        changed(
            "spelled-in-two-ways",
            "5,aoc,2",
            "5,AOC,2",
            share("answers = [1]\nwhere = { school = \"aoc\" }"),
        ),
        Case {
            source: SOURCE.replace("survey.csv", "survy.csv"),
            ..case("file-that-does-not-exist", share("answers = [1]"))
        },
        Case {
            source: format!("{SOURCE}strata = \"id\"\n"),
            ..case("stratum-of-one", share("answers = [1]"))
        },
        Case {
            source: format!("{SOURCE}population-size = 9\n"),
            ..case("population-smaller-than-sample", share("answers = [1]"))
        },
        Case {
            source: format!("{SOURCE}sha256 = \"00\"\n"),
            ..case("changed-since-it-was-pinned", share("answers = [1]"))
        },
    ]
}

fn folder() -> PathBuf {
    root().join("tests/surveys/invalid")
}

#[test]
fn what_is_wrong_is_said() {
    let mut goldens = Goldens::new(folder(), "stderr");
    for case in cases() {
        let bench = Workbench::base();
        bench.write("data/survey.csv", &case.survey);
        bench.append("data/sources.toml", &case.source);
        bench.append("data/indicators.toml", &case.definitions);
        bench.append("report/report.toml", "\n[evidence]\nminimum-base = 0\nminimum-cell = 0\n");
        let run = bench.render(&[]);
        let name = case.name;
        assert_eq!(run.code, 1, "{name}: {}", run.stderr);
        assert!(!run.stderr.contains("panicked"), "{name}: {}", run.stderr);
        assert!(!bench.path().join("out").exists(), "{name} has written something");
        goldens.check(name, &run.stderr.replace(bench.path().to_str().unwrap(), "PROJECT"));
    }
    goldens.finish();
}

#[test]
fn a_hidden_number_cannot_be_told() {
    let bench = Workbench::base();
    bench.write("data/survey.csv", SURVEY);
    bench.append("data/sources.toml", SOURCE);
    bench.append("data/indicators.toml", &share("answers = [1]"));
    bench.replace("report/note/en/10-text.md", "{{ people }}", "{{ shares }}");
    let run = bench.render(&[]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("it is hidden"), "{}", run.stderr);
    assert!(!run.stderr.contains("45"), "the message tells the number: {}", run.stderr);
}

#[test]
fn what_is_hidden_does_not_follow_from_another_number() {
    // Of five answers the two rarest are hidden; the upper box holds one of them.
    let rows = [(1, 30), (2, 25), (3, 20), (4, 4), (5, 12)];
    let rows = rows.iter().flat_map(|(answer, count)| vec![format!("{answer}\n"); *count]);
    let bench = Workbench::base();
    bench.write("data/survey.csv", format!("agree\n{}", rows.collect::<String>()));
    bench.append("data/sources.toml", SOURCE);
    let distribution = definition("all", "kind = \"distribution\"\ncolumn = \"agree\"");
    bench.append("data/indicators.toml", &distribution.replace("label", "title"));
    bench.append(
        "data/indicators.toml",
        &definition("part", "kind = \"share\"\ncolumn = \"agree\"\nanswers = [3, 5]"),
    );
    bench.append(
        "data/indicators.toml",
        &definition("whole", "kind = \"share\"\ncolumn = \"agree\"\nanswers = [4, 5]"),
    );
    let hidden = |key: &str| {
        let bench = &bench;
        bench.replace("report/note/en/10-text.md", "{{ people }}", &format!("{{{{ {key} }}}}"));
        let run = bench.render(&["--lang", "en"]);
        bench.replace("report/note/en/10-text.md", &format!("{{{{ {key} }}}}"), "{{ people }}");
        run.stderr.contains("it is hidden")
    };
    assert!(hidden("all.4") && hidden("all.5") && !hidden("all.1"));
    assert!(hidden("part"));
    assert!(!hidden("whole"));
}

#[test]
fn a_difference_that_may_be_chance_is_no_claim() {
    let bench = Workbench::base();
    let rows = |school: &str, agree: usize| {
        (0..40).map(|row| format!("{school},{}\n", usize::from(row < agree))).collect::<String>()
    };
    let survey = |roc| format!("school,agree\n{}{}", rows("roc", roc), rows("aoc", 20));
    bench.append("data/sources.toml", SOURCE);
    for school in ["roc", "aoc"] {
        let fields = format!("answers = [1]\nwhere = {{ school = \"{school}\" }}");
        bench.append("data/indicators.toml", &share(&fields).replace("shares", school));
    }
    let claim =
        "+++\ntitle = \"Numbers\"\norder = 20\n[claims]\n\"More\" = \"aoc < roc\"\n+++\n\nMore.\n";
    bench.write("report/note/en/20-more.md", claim);
    bench.write("report/note/nl/20-more.md", claim);

    // 22 of 40 is more than 20 of 40 in this sample, and says nothing of all.
    bench.write("data/survey.csv", survey(22));
    let run = bench.render(&["--lang", "en"]);
    assert_eq!(run.code, 1);
    for expected in
        ["“More” may be true of this sample by chance", "20-more.md:8", "differ by 5.00"]
    {
        assert!(run.stderr.contains(expected), "{}", run.stderr);
    }
    bench.write("data/survey.csv", survey(30));
    bench.rendered(&["--lang", "en"]);
}

#[test]
fn a_percentage_that_no_count_gives_is_refused() {
    let bench = Workbench::base();
    bench.replace("data/indicators.toml", "value = 60\n", "value = 86\n");
    bench.replace("data/indicators.toml", "base = 1200\n", "base = 75\n");
    let run = bench.render(&[]);
    assert_eq!(run.code, 1);
    for expected in ["no count out of 75 gives 86%", "64 of 75 is 85.3%", "65 of 75 is 86.7%"] {
        assert!(run.stderr.contains(expected), "{}", run.stderr);
    }
    bench.replace("data/indicators.toml", "base = 75\n", "base = 75\nweighted = true\n");
    bench.rendered(&[]);
}
