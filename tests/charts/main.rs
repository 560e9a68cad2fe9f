//! Charts of every kind, of data of every shape, at every width: no text stands over
//! another, and none leaves its chart.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

#[path = "../support/mod.rs"]
mod support;

mod bench;
mod data;
mod mirror;

use bench::Charts;
use data::Sample;

/// Draws a figure for every sample that `figure` has one for: its lines in `figures.toml`,
/// given the name of the sample's data.
fn hold(figure: impl Fn(&str, Sample) -> Option<String>) {
    let mut charts = Charts::new();
    for sample in Sample::all() {
        if let Some(toml) = figure(&sample.name(), sample) {
            let name = charts.add_data(sample);
            charts.add_figure(&name, &toml);
        }
    }
    expect_none(charts.complaints());
}

fn expect_none(complaints: Vec<String>) {
    let count = complaints.len();
    let some = complaints.into_iter().take(30).collect::<Vec<_>>().join("\n");
    assert_eq!(count, 0, "{some}");
}

#[test]
fn bars_hold() {
    hold(|name, _| Some(format!("kind = \"bar\"\ndata = \"{name}_one\"\norder = \"descending\"")));
}

#[test]
fn intervals_hold() {
    hold(|name, _| Some(format!("kind = \"interval\"\ndata = \"{name}_one\"")));
}

#[test]
fn columns_hold() {
    hold(|name, _| Some(format!("kind = \"column\"\ndata = \"{name}_one\"")));
}

#[test]
fn slopes_hold() {
    hold(|name, _| Some(format!("kind = \"slope\"\ndata = \"{name}_two\"")));
}

#[test]
fn flows_hold() {
    use data::Values::{Mixed, Negative};
    hold(|name, sample| {
        let positive = !matches!(sample.values, Mixed | Negative);
        positive.then(|| {
            format!(
                "kind = \"flow\"\ndata = \"{name}\"\norder = \"descending\"\nhighlight = [\"b\"]"
            )
        })
    });
}

#[test]
fn groups_of_bars_hold() {
    hold(|name, _| Some(format!("kind = \"grouped\"\ndata = \"{name}\"")));
}

#[test]
fn stacked_bars_hold() {
    hold(|name, sample| {
        sample.makes_a_whole().then(|| format!("kind = \"stacked\"\ndata = \"{name}\""))
    });
}

#[test]
fn scales_of_answers_hold() {
    use data::Values::{Large, Missing, Unknown, Usual};
    for suffix in ["", "_two"] {
        hold(|name, sample| {
            let shown = matches!(sample.values, Usual | Large | Missing | Unknown);
            shown.then(|| {
                format!("kind = \"likert\"\ndata = \"{name}{suffix}\"\norder = \"descending\"")
            })
        });
    }
}

#[test]
fn dots_hold() {
    for suffix in ["", "_two"] {
        hold(|name, _| {
            let data = format!("data = \"{name}{suffix}\"\norder = \"descending\"");
            Some(format!("kind = \"dots\"\n{data}"))
        });
    }
}

#[test]
fn maps_hold() {
    let mut charts = Charts::new();
    for sample in Sample::all() {
        let name = charts.add_data(sample);
        charts.add_regions(sample);
        let regions = format!("regions = \"data/{name}.geojson\"\nregion-key = \"year\"");
        charts.add_figure(&name, &format!("kind = \"map\"\ndata = \"{name}_one\"\n{regions}"));
    }
    expect_none(charts.complaints());
}

#[test]
fn heat_tables_hold() {
    for suffix in ["", "_two"] {
        hold(|name, _| Some(format!("kind = \"heat\"\ndata = \"{name}{suffix}\"")));
    }
}

#[test]
fn lines_hold() {
    hold(|name, sample| {
        let series = if sample.labels == data::Labels::Letter { "year" } else { "years" };
        Some(format!("kind = \"line\"\ndata = \"{name}_{series}\""))
    });
}

#[test]
fn multiples_hold() {
    hold(|name, sample| {
        let series = if sample.labels == data::Labels::Letter { "year" } else { "years" };
        Some(format!("kind = \"multiples\"\ndata = \"{name}_{series}\"\norder = \"descending\""))
    });
}

/// Indicators with these values and labels, `one`, `two` …, and a figure of them.
fn hold_single(kind: &str, value: &str, unit: &str, label: &str) {
    let mut charts = Charts::new();
    for count in [1, 2, 5] {
        let names: Vec<String> =
            (0..count).map(|index| format!("{kind}_{count}_{index}")).collect();
        for name in &names {
            charts.add_indicators(&format!(
                "[{name}]\nkind = \"published\"\nsource = \"poll\"\nvalue = {value}\n\
                 unit = \"{unit}\"\nlabel = \"{label}\"\n\n"
            ));
        }
        let data = names[..if kind == "waffle" { 1 } else { count }].join("\", \"");
        charts.add_figure(
            &format!("{kind}_{count}"),
            &format!("kind = \"{kind}\"\ndata = [\"{data}\"]"),
        );
    }
    expect_none(charts.complaints());
}

#[test]
fn single_numbers_hold() {
    let sentence =
        "Vindt dat verblijf in het buitenland bijdraagt aan persoonlijkheidsontwikkeling";
    for label in ["A", sentence, &"meervoudigepersoonlijkheid".repeat(3)] {
        for kind in ["tiles", "bar"] {
            hold_single(kind, "14800000", "EUR", label);
            hold_single(kind, "-3.5", "percent", label);
        }
        hold_single("range", "[0, 0.5]", "percent", label);
        hold_single("range", "[12345678, 98765432]", "number", label);
        hold_single("waffle", "67", "percent", label);
        hold_single("waffle", "0", "percent", label);
    }
}

#[test]
fn three_hundred_rows_hold() {
    let mut charts = Charts::new();
    for labels in [data::Labels::Usual, data::Labels::Sentence] {
        let sample = Sample { labels, values: data::Values::Mixed, rows: 300 };
        let name = charts.add_data(sample);
        charts.add_figure(&name, &format!("kind = \"bar\"\ndata = \"{name}_one\""));
        charts.add_figure(&format!("{name}_dots"), &format!("kind = \"dots\"\ndata = \"{name}\""));
        charts.add_figure(&format!("{name}_heat"), &format!("kind = \"heat\"\ndata = \"{name}\""));
        charts.add_figure(
            &format!("{name}_line"),
            &format!("kind = \"line\"\ndata = \"{name}_years\""),
        );
    }
    expect_none(charts.complaints());
}

#[test]
fn references_hold() {
    let mut charts = Charts::new();
    for (name, value, label) in [
        ("low", "-40", "Gemiddelde"),
        (
            "zero",
            "0",
            "Gemiddelde van alle respondenten in alle instellingen van het mbo in Nederland",
        ),
        ("high", "90", "Meervoudigepersoonlijkheidmeervoudigepersoonlijkheid"),
    ] {
        charts.add_indicators(&format!(
            "[{name}]\nkind = \"published\"\nsource = \"poll\"\nvalue = {value}\n\
             unit = \"number\"\nlabel = \"{label}\"\n\n"
        ));
        for sample in
            Sample::all().into_iter().filter(|it| it.rows == 7 && it.labels != data::Labels::Letter)
        {
            let data = charts.add_data(sample);
            for (kind, suffix) in [
                ("bar", "_one"),
                ("column", "_one"),
                ("grouped", ""),
                ("dots", ""),
                ("line", "_years"),
            ] {
                charts.add_figure(
                    &format!("{data}_{kind}_{name}"),
                    &format!(
                        "kind = \"{kind}\"\ndata = \"{data}{suffix}\"\nreference = {{ indicator = \"{name}\" }}"
                    ),
                );
            }
        }
    }
    expect_none(charts.complaints());
}

#[test]
fn tables_hold() {
    hold(|name, _| Some(format!("kind = \"table\"\ndata = \"{name}\"")));
}
