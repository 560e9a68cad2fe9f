//! Beginning from a data file.

use std::fs;
use std::path::Path;

use report::diag::Problems;
use report::evidence::Evidence;
use report::project::{Files, Project, ProjectFiles};
use tempfile::TempDir;

use crate::support::{Run, Workbench, command, root};

/// Runs `report evidence --new` in a folder.
fn begin(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = command();
    command.current_dir(folder).args(["evidence", "--new"]).args(arguments);
    Run::of(command)
}

/// A project without evidence, and a data file in it.
fn empty_project() -> Workbench {
    let bench = Workbench::base();
    for name in ["sources.toml", "indicators.toml"] {
        fs::remove_file(bench.path().join("data").join(name)).unwrap();
    }
    bench
}

/// The numbers of a project, which has to be without problems.
fn evidence(folder: &Path) -> Evidence {
    let files = Files::new(ProjectFiles::new(folder).unwrap());
    let mut problems = Problems::new();
    let project = Project::open(files, &mut problems).ok().unwrap();
    let evidence = Evidence::read(&project, &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    evidence
}

const POLL: &str = "tests/evidence/project/data/poll.csv";

#[test]
fn a_survey_becomes_working_indicators() {
    let bench = empty_project();
    fs::copy(root().join(POLL), bench.path().join("data/poll.csv")).unwrap();
    let run = begin(&bench.path(), &["data/poll.csv"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!(
        run.stdout,
        "data/sources.toml\n\
         data/indicators.toml  7 indicators, 2 more commented out with a reason\n\
         next: see who made the data in `data/sources.toml`, then `report evidence`\n"
    );
    let evidence = evidence(&bench.path());
    let share = evidence.ledger.get("school.roc").unwrap();
    assert_eq!(share.lineage.as_ref().unwrap().estimate.as_ref().unwrap().counted, 34);
    assert!(evidence.ledger.get("rows").is_some() && evidence.ledger.get("hours").is_some());
    let text = fs::read_to_string(bench.path().join("data/indicators.toml")).unwrap();
    assert!(
        text.contains("# school\n#   aoc · 24\n#   ho · 6\n#   roc · 34\n[school]\n"),
        "{text}"
    );
    assert!(text.contains("\n# [hours_median]\n# kind = \"median\"\n"), "{text}");
    let id =
        "# id\n# Not used: no answer occurs twice, as with names and numbers of rows.\n# [id]\n";
    assert!(text.contains(id), "{text}");
    assert!(text.contains(
        "# Not used: no answer occurs twice, as with names and numbers of rows.\n# [remark]\n"
    ));
    let sources = fs::read_to_string(bench.path().join("data/sources.toml")).unwrap();
    assert!(sources.contains("\n# weight = \"pw\"\n"), "{sources}");
}

/// Whoever takes away the `#` before a definition has a definition.
#[test]
fn what_is_commented_out_can_be_taken_in() {
    let bench = empty_project();
    fs::copy(root().join(POLL), bench.path().join("data/poll.csv")).unwrap();
    assert_eq!(begin(&bench.path(), &["data/poll.csv"]).code, 0);
    bench.replace(
        "data/indicators.toml",
        "# [hours_median]\n# kind = \"median\"\n# source = \"poll\"\n# column = \"hours\"\n\
         # label = \"hours (median)\"\n# unit = \"number\"\n",
        "[hours_median]\nkind = \"median\"\nsource = \"poll\"\ncolumn = \"hours\"\n\
         label = \"hours (median)\"\nunit = \"number\"\n",
    );
    bench.replace("data/sources.toml", "# weight", "weight");
    bench.replace("data/sources.toml", "# sha256", "sha256");
    bench.replace("data/sources.toml", "# licence", "licence");
    let evidence = evidence(&bench.path());
    let median = evidence.ledger.get("hours_median").unwrap();
    assert_eq!(median.lineage.as_ref().unwrap().weight.as_deref(), Some("pw"));
}

/// The same survey in all its forms begins alike; what SPSS files say besides is
/// taken over.
#[test]
fn surveys_of_all_formats_become_working_indicators() {
    let forms = root().join("tests/projects/good/survey/data");
    for (form, tables) in [
        ("survey.csv", 10),
        ("survey.xlsx", 10),
        ("survey.ndjson", 10),
        ("survey.parquet", 10),
        ("survey.zsav", 10),
        ("survey.sav", 7),
    ] {
        let bench = empty_project();
        let run = begin(&bench.path(), &[forms.join(form).to_str().unwrap()]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{form}");
        let evidence = evidence(&bench.path());
        assert_eq!(evidence.ledger.grid_keys().count(), tables, "{form}");
        let rows = evidence.ledger.get("rows").unwrap();
        assert_eq!(rows.value.low().unwrap().to_string(), "420", "{form}");
        assert!(evidence.ledger.get("weeks").is_some(), "{form}");
    }
}

#[test]
fn spss_files_bring_questions_labels_missings_and_sets() {
    let bench = empty_project();
    let survey = root().join("tests/projects/good/survey/data/survey.sav");
    assert_eq!(begin(&bench.path(), &[survey.to_str().unwrap()]).code, 0);
    let text = fs::read_to_string(bench.path().join("data/indicators.toml")).unwrap();
    assert!(text.contains("# role: Wat is uw rol?\n#   coordinator Coördinator · 81\n"), "{text}");
    assert!(text.contains("#   98 Weet niet · 23, missing\n"), "{text}");
    assert!(text.contains("set = \"reasons\"\n"), "{text}");
    let evidence = evidence(&bench.path());
    assert!(evidence.ledger.get("reasons.language").is_some());
    assert!(evidence.ledger.get("q1_1.98").is_none());
}

#[test]
fn nothing_is_ever_overwritten() {
    let bench = Workbench::base();
    let before = fs::read(bench.path().join("data/sources.toml")).unwrap();
    let run = begin(&bench.path(), &["data/colours.csv"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert_eq!(
        run.stderr,
        "error: `data/sources.toml` exists and is not overwritten; name another folder with `--out`\n\
         error: `data/indicators.toml` exists and is not overwritten; name another folder with `--out`\n"
    );
    assert_eq!(fs::read(bench.path().join("data/sources.toml")).unwrap(), before);
}

#[test]
fn without_a_project_the_data_are_copied_and_the_next_step_is_named() {
    let folder = TempDir::new().unwrap();
    let poll = root().join(POLL);
    let run = begin(folder.path(), &[poll.to_str().unwrap(), "--out", "mine"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.starts_with("mine/data/poll.csv  copied from `"), "{}", run.stdout);
    assert!(run.stdout.contains("there is no project here yet"), "{}", run.stdout);
    let copied = fs::read(folder.path().join("mine/data/poll.csv")).unwrap();
    assert_eq!(copied, fs::read(&poll).unwrap());
    let again = begin(folder.path(), &[poll.to_str().unwrap(), "--out", "mine"]);
    assert_eq!(again.code, 1);
    assert!(again.stderr.contains("`mine/data/poll.csv` exists"), "{}", again.stderr);
}

#[test]
fn a_file_in_another_folder_of_the_project_is_named_where_it_is() {
    let bench = empty_project();
    bench.write("raw/my poll.csv", fs::read(root().join(POLL)).unwrap());
    let run = begin(&bench.path(), &["raw/my poll.csv"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let sources = fs::read_to_string(bench.path().join("data/sources.toml")).unwrap();
    assert!(sources.contains("[my_poll]\n"), "{sources}");
    assert!(sources.contains("file = \"../raw/my poll.csv\"\n"), "{sources}");
    assert!(!bench.path().join("data/my poll.csv").exists());
    assert!(evidence(&bench.path()).ledger.get("rows").is_some());
}

/// Names and labels that mean something in TOML, in keys or in templates.
#[test]
fn any_name_and_any_answer_is_taken_as_it_is() {
    let bench = empty_project();
    let mut csv = "\"a \"\"b\"\" ]\",1st,é,\"new\nline\",in,in_,rows,empty\n".to_string();
    for row in 0..30 {
        csv += &format!("\"x\"\" # ]\",{},{{{{ é }}}},\"a\nb\",{},y,z,\n", row % 3, row * 7 % 29);
    }
    bench.write("data/odd.csv", csv);
    let run = begin(&bench.path(), &["data/odd.csv"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let evidence = evidence(&bench.path());
    let tables: Vec<&str> = evidence.ledger.grid_keys().collect();
    assert_eq!(tables, ["_", "a_b", "in_2", "new_line", "q_1st", "rows_2"]);
    assert!(evidence.ledger.get("in").is_some());
}

#[test]
fn what_cannot_be_read_is_said() {
    let bench = empty_project();
    let missing = begin(&bench.path(), &["data/none.csv"]);
    assert_eq!(missing.code, 1);
    assert!(missing.stderr.starts_with("error: cannot read `data/none.csv` ("));
    bench.write("data/photo.jpg", "no survey");
    let unknown = begin(&bench.path(), &["data/photo.jpg"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.stderr.contains("is of no kind that can be read"), "{}", unknown.stderr);
    assert!(!bench.path().join("data/sources.toml").exists());
    assert_eq!(begin(&bench.path(), &["data/none.csv", "--why"]).code, 2);
}
