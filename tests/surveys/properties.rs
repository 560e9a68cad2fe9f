//! What holds for all surveys.

use proptest::prelude::*;
use report::diag::Problems;
use report::evidence::{Evidence, Value};
use report::project::{Files, Project, ProjectFiles};

use crate::support::Workbench;

const SOURCE: &str = "
[survey]
title = \"Invented survey\"
producer = \"Nobody\"
file = \"survey.csv\"
synthetic = true
weight = \"weight\"
strata = \"stratum\"
";

const INDICATORS: &str = "
[likert]
kind = \"distribution\"
source = \"survey\"
column = \"answer\"
title = \"Answers\"

[rounded]
kind = \"distribution\"
source = \"survey\"
column = \"answer\"
weight = false
sum-to-100 = true
title = \"Answers, rounded\"

[average]
kind = \"mean\"
source = \"survey\"
column = \"number\"
unit = \"number\"
label = \"Mean\"

[middle]
kind = \"median\"
source = \"survey\"
column = \"number\"
unit = \"number\"
label = \"Median\"

[crossed]
kind = \"table\"
statistic = \"share\"
source = \"survey\"
column = \"answer\"
answers = [\"a\"]
by = [\"group\", \"stratum\"]
title = \"Shares\"
";

/// The rows of a survey: answer, number, group, stratum, weight.
fn rows() -> impl Strategy<Value = Vec<String>> {
    let row = ("[abc]", -9999i32..9999, "[xyz]", "[12]", 1u32..50_000).prop_map(
        |(answer, number, group, stratum, weight)| {
            let (number, weight) = (f64::from(number) / 100.0, f64::from(weight) / 10_000.0);
            format!("{answer},{number},{group},{stratum},{weight}")
        },
    );
    // Each answer and each stratum occurs, the stratum with at least two rows.
    prop::collection::vec(row, 12..200).prop_map(|mut rows| {
        for (answer, stratum) in [("a", 1), ("b", 1), ("c", 1), ("a", 2), ("b", 2)] {
            rows.push(format!("{answer},1,x,{stratum},1"));
        }
        rows
    })
}

fn evidence(rows: &[String]) -> Evidence {
    let bench = Workbench::base();
    bench.write(
        "data/survey.csv",
        format!("answer,number,group,stratum,weight\n{}\n", rows.join("\n")),
    );
    bench.write("data/sources.toml", SOURCE);
    bench.write("data/indicators.toml", INDICATORS);
    bench.append("report/report.toml", "\n[evidence]\nminimum-base = 0\nminimum-cell = 0\n");
    let files = Files::new(ProjectFiles::new(&bench.path()).unwrap());
    let mut problems = Problems::new();
    let project = Project::open(files, &mut problems).ok().unwrap();
    let evidence = Evidence::read(&project, &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    evidence
}

/// Every number with its standard error and interval, to the last bit.
fn printed(evidence: &Evidence) -> Vec<String> {
    let print = |indicator: &report::evidence::Indicator| {
        format!("{} {:?} {:?}", indicator.key, indicator.value, indicator.lineage)
    };
    evidence.ledger.iter().map(print).collect()
}

fn sum(evidence: &Evidence, table: &str) -> f64 {
    let grid = evidence.ledger.grid(table).unwrap();
    let number = |key: &String| match evidence.ledger.get(key).unwrap().value {
        Value::Single(value) => value.to_f64(),
        other => panic!("{key} is {other:?}"),
    };
    grid.rows.iter().flat_map(|row| &row.cells).map(number).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_rows_never_matters(rows in rows().prop_flat_map(|rows| {
        (Just(rows.clone()), Just(rows).prop_shuffle())
    })) {
        prop_assert_eq!(printed(&evidence(&rows.0)), printed(&evidence(&rows.1)));
    }

    #[test]
    fn the_shares_of_a_distribution_add_up(rows in rows()) {
        let evidence = evidence(&rows);
        prop_assert!((sum(&evidence, "likert") - 100.0).abs() < 1e-7);
        prop_assert_eq!(sum(&evidence, "rounded"), 100.0);
    }
}
