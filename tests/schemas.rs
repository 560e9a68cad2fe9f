//! The JSON Schemas that editors use say what the program says.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod support;

use std::collections::BTreeSet;
use std::fs;

use boon::{Compiler, SchemaIndex, Schemas};
use report::figures::ChartKind;
use serde_json::Value as Json;
use support::{Workbench, projects, root};
use toml::{Table, Value};

/// The source that definitions name. Its file is absent, so that the program judges
/// definitions and nothing else. Like an indicator of the base project, it is called
/// `people`, so that this is a known name everywhere.
const SOURCE: &str = "[people]\ntitle = 'T'\nproducer = 'P'\nfile = 'absent.csv'\n";

/// Definitions of every kind, in their shortest form.
const INDICATORS: [&str; 21] = [
    "kind = 'published'\nlabel = 'L'\nsource = 'people'\nunit = 'percent'\nvalue = 100",
    "kind = 'table'\nsource = 'people'\nunit = 'people'\nkey = 'k'\nvalue = 'nl'",
    "kind = 'table'\nsource = 'people'\nunit = 'people'\nkey = 'k'\nvalue = ['nl', 'en']\ncolumns = { nl = 'A', en = 'B' }",
    "kind = 'series'\nsource = 'people'\nunit = 'people'\ntime = 'k'\nvalue = 'nl'",
    "kind = 'sum'\nlabel = 'L'\nof = 'people'",
    "kind = 'ratio'\nlabel = 'L'\nnumerator = 'people'\ndenominator = 'people'",
    "kind = 'change'\nlabel = 'L'\nfrom = 'people'\nto = 'people'",
    "kind = 'share'\nlabel = 'L'\nsource = 'people'\ncolumn = 'q'\nanswers = 1",
    "kind = 'share'\nlabel = 'L'\nsource = 'people'\ncolumn = 'q'\ntop = 2",
    "kind = 'count'\nlabel = 'L'\nsource = 'people'\nunit = 'people'",
    "kind = 'count'\nlabel = 'L'\nsource = 'people'\nunit = 'people'\ncolumn = 'q'\nanswers = 1",
    "kind = 'mean'\nlabel = 'L'\nsource = 'people'\nunit = 'weeks'\ncolumn = 'q'",
    "kind = 'median'\nlabel = 'L'\nsource = 'people'\nunit = 'weeks'\ncolumn = 'q'",
    "kind = 'quantile'\nlabel = 'L'\nsource = 'people'\nunit = 'weeks'\ncolumn = 'q'\nat = 0.9",
    "kind = 'sum'\nlabel = 'L'\nsource = 'people'\nunit = 'weeks'\ncolumn = 'q'",
    "kind = 'distribution'\ntitle = 'T'\nsource = 'people'\ncolumn = 'q'",
    "kind = 'distribution'\ntitle = 'T'\nsource = 'people'\ncolumns = ['q', 'r']",
    "kind = 'table'\ntitle = 'T'\nsource = 'people'\nunit = 'people'\nby = ['q', 'r']",
    "kind = 'table'\ntitle = 'T'\nsource = 'people'\nby = 'q'\nstatistic = 'share'\ncolumn = 'q'\ntop = 1",
    "kind = 'series'\ntitle = 'T'\nsource = 'people'\nunit = 'people'\nby = 'q'",
    "kind = 'series'\ntitle = 'T'\nsource = 'people'\nunit = 'weeks'\nby = 'q'\nstatistic = 'quantile'\ncolumn = 'q'\nat = 0.9",
];

/// A source in its shortest form.
const SOURCES: [&str; 1] = ["title = 'T'\nproducer = 'P'"];

/// What every figure has besides.
const FIGURE: &str = "title = 'T'\nsubtitle = 'S'\n\
    alt = 'What the figure shows, for readers who do not see it.'\n";

/// Figures of the kinds that the words of the base project suffice for, in their shortest
/// form.
const FIGURES: [&str; 11] = [
    "kind = 'bar'\ndata = 'people'",
    "kind = 'bar'\ngroups = [{ label = 'L', data = ['people'] }]",
    "kind = 'column'\ndata = 'colours'",
    "kind = 'range'\ndata = 'people'",
    "kind = 'grouped'\nseries = ['A']\ngroups = [{ label = 'L', data = 'people' }]",
    "kind = 'stacked'\nseries = ['A']\ngroups = [{ label = 'L', data = 'people' }]",
    "kind = 'slope'\nseries = ['A', 'B']\ngroups = [{ label = 'L', data = ['people', 'people'] }]",
    "kind = 'tiles'\ndata = ['people', 'share']",
    "kind = 'waffle'\ndata = ['colours.blue', 'colours.green']",
    "kind = 'flow'\nlinks = [{ from = 'F', to = 'T', data = 'people' }]",
    "kind = 'table'\ndata = ['people', 'share']",
];

/// Values that every field is given: some fit it, most do not.
const VALUES: [&str; 18] = [
    "true",
    "false",
    "-1",
    "0",
    "1",
    "101",
    "0.9",
    "'people'",
    "[]",
    "['people']",
    "[1, 2]",
    "[[1, 2]]",
    "['people', 'people', 'people']",
    "{}",
    "{ nl = 'a', en = 'b' }",
    "{ nl = { min = 1, max = 2 }, en = { not = ['a'] } }",
    "{ nl = { min = 1, not = 2 } }",
    "{ nl = {} }",
];

/// Values that single fields are given besides.
const OTHER_VALUES: [(&str, &str); 17] = [
    ("exactness", "'at-least'"),
    ("statistic", "'count'"),
    ("statistic", "'share'"),
    ("statistic", "'mean'"),
    ("statistic", "'quantile'"),
    ("base", "'not-published'"),
    ("base", "'asked'"),
    ("url", "'https://example.org'"),
    ("shape", "'qualtrics'"),
    (
        "csv",
        "{ delimiter = ';', quote = \"'\", encoding = 'windows-1252', decimal = ',', thousands = '.', header = 3 }",
    ),
    ("file", "'/people.csv'"),
    ("file", "'more/people.csv'"),
    ("kind", "'table'"),
    ("order", "'descending'"),
    ("reference", "{ indicator = 'people' }"),
    ("reference", "{ indicator = 'people', label = 'L' }"),
    (
        "alt",
        "{ nl = 'Een figuur met een staaf die zo lang is als kan.', en = 'A figure with a bar.' }",
    ),
];

/// Whether the program compares the field with another, or with data, which no
/// schema can: the names of columns have to be those of `value`, an axis as long as the
/// largest value, and the data of a figure such as its kind shows.
fn is_compared(field: &str, case: &Table) -> bool {
    match field {
        "columns" => case.contains_key("value"),
        "value" => case.contains_key("columns"),
        "sha256" | "max" | "claim" => true,
        "data" | "highlight" | "series" => case.contains_key("title") && !shows_people(case),
        "kind" => case.contains_key("title"),
        "reference" => case.get("kind").is_some_and(|kind| kind.as_str() == Some("column")),
        _ => false,
    }
}

/// Whether a figure shows the number of people and nothing else.
fn shows_people(case: &Table) -> bool {
    case.get("data").is_some_and(|data| data.as_str() == Some("people"))
}

/// A file of a project and the schema of it.
struct Checked {
    path: &'static str,
    schemas: Schemas,
    index: SchemaIndex,
    json: Json,
}

impl Checked {
    fn new(name: &str, path: &'static str) -> Self {
        let file = root().join(format!("schemas/{name}.schema.json"));
        let json: Json = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
        compiler.add_resource(name, json.clone()).unwrap();
        let index = compiler.compile(name, &mut schemas).unwrap();
        Self { path, schemas, index, json }
    }

    fn sources() -> Self {
        Self::new("sources", "data/sources.toml")
    }

    fn indicators() -> Self {
        Self::new("indicators", "data/indicators.toml")
    }

    fn codebook() -> Self {
        Self::new("codebook", "data/codebook.toml")
    }

    fn figures() -> Self {
        Self::new("figures", "report/figures.toml")
    }

    /// What the schema has against a file.
    fn problem(&self, text: &str) -> Option<String> {
        let table: Table = text.parse().unwrap_or_else(|error| panic!("{error}: {text}"));
        let json = serde_json::to_value(table).unwrap();
        self.schemas.validate(&json, self.index).err().map(|error| error.to_string())
    }

    /// The names of the fields that the schema describes in each entry of the file.
    fn fields(&self) -> Vec<&str> {
        let fields = self.json["additionalProperties"]["properties"].as_object().unwrap();
        fields.keys().map(String::as_str).collect()
    }

    /// Which of some texts, which are parts of the file, the program refuses.
    fn refused(&self, texts: &[String]) -> Vec<bool> {
        let bench = Workbench::base();
        let append = |path: &str, text: &str| {
            let file = fs::read_to_string(bench.path().join(path)).unwrap_or_default();
            bench.write(path, file + "\n" + text);
        };
        if self.path.starts_with("data/") {
            append("data/sources.toml", SOURCE);
        }
        if self.path == "data/codebook.toml" {
            // A codebook is read with its data, when these are used.
            append("data/sources.toml", "codebook = 'codebook.toml'");
            append("data/indicators.toml", &format!("[rows]\n{}", INDICATORS[9]));
            bench.write("data/absent.csv", "q\n1\n");
        }
        let mut file = fs::read_to_string(bench.path().join(self.path)).unwrap_or_default();
        let mut ends = Vec::new();
        let mut before = file.lines().count();
        for text in texts {
            file += text;
            file += "\n";
            ends.push(file.lines().count());
        }
        bench.write(self.path, &file);
        let run = bench.render(&[]);
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        let lines = places(&run.stderr, self.path);
        let mut refused = Vec::new();
        for end in ends {
            refused.push(lines.range(before + 1..=end).next().is_some());
            before = end;
        }
        refused
    }
}

/// The lines of a file that messages point at.
fn places(stderr: &str, path: &str) -> BTreeSet<usize> {
    let line = |message: &str| {
        let (_, place) = message.split_once("┌─ ")?;
        place.strip_prefix(path)?.strip_prefix(':')?.split(':').next()?.parse().ok()
    };
    stderr.lines().filter_map(line).collect()
}

#[test]
fn the_files_of_all_projects_are_valid() {
    let (sources, indicators) = (Checked::sources(), Checked::indicators());
    let (codebook, figures) = (Checked::codebook(), Checked::figures());
    let mut counts = [0; 4];
    let folders = ["base", "good", "i18n", "gallery"].map(|folder| projects().join(folder));
    for folder in folders.iter().chain([&root().join("data"), &root().join("report")]) {
        for entry in walkdir::WalkDir::new(folder).follow_root_links(true).sort_by_file_name() {
            let entry = entry.unwrap();
            let name = entry.file_name().to_str().unwrap();
            let (kind, schema) = match name {
                "sources.toml" => (0, &sources),
                "indicators.toml" => (1, &indicators),
                _ if name.ends_with("codebook.toml") => (2, &codebook),
                "figures.toml" => (3, &figures),
                _ => continue,
            };
            let text = fs::read_to_string(entry.path()).unwrap();
            assert_eq!(schema.problem(&text), None, "{}", entry.path().display());
            counts[kind] += 1;
        }
    }
    assert!(counts.iter().all(|count| *count > 0), "{counts:?}");
}

#[test]
fn the_examples_in_the_documentation_are_valid() {
    let pages = ["docs/evidence.md", "docs/figures.md"];
    let text: String =
        pages.iter().map(|page| fs::read_to_string(root().join(page)).unwrap()).collect();
    let mut counts = [0; 4];
    for example in text.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()) {
        let (kind, schema) = match example.lines().next().unwrap() {
            "# data/sources.toml" => (0, Checked::sources()),
            "# data/indicators.toml" => (1, Checked::indicators()),
            "# data/survey-codebook.toml" => (2, Checked::codebook()),
            "# report/figures.toml" => (3, Checked::figures()),
            _ => continue,
        };
        assert_eq!(schema.problem(example), None, "{example}");
        counts[kind] += 1;
    }
    assert!(counts.iter().all(|count| *count > 0), "{counts:?}");
}

#[test]
fn schema_and_program_take_the_same_indicators() {
    compare(&Checked::indicators(), &INDICATORS);
}

#[test]
fn schema_and_program_take_the_same_sources() {
    compare(&Checked::sources(), &SOURCES);
}

#[test]
fn schema_and_program_take_the_same_figures() {
    let cases = FIGURES.map(|case| format!("{FIGURE}{case}"));
    compare(&Checked::figures(), &cases.each_ref().map(String::as_str));
}

#[test]
fn the_schema_has_every_kind_of_figure() {
    let figures = Checked::figures();
    let kind = &figures.json["additionalProperties"]["properties"]["kind"];
    let known: Vec<&str> =
        kind["enum"].as_array().unwrap().iter().filter_map(Json::as_str).collect();
    assert_eq!(known, ChartKind::ALL.map(|(name, _)| name));
    let explained = kind["x-taplo"]["docs"]["enumValues"].as_array().unwrap();
    assert_eq!(explained.len(), known.len());
    // Those that can be compared with a value.
    let conditions = figures.json["additionalProperties"]["allOf"].as_array().unwrap();
    let of_reference =
        conditions.iter().find(|it| it["if"]["required"] == serde_json::json!(["reference"]));
    let taking = ChartKind::ALL.into_iter().filter(|(_, kind)| kind.takes_reference());
    let mut taking: Vec<&str> = taking.map(|(name, _)| name).collect();
    let listed = of_reference.unwrap()["then"]["properties"]["kind"]["enum"].as_array().unwrap();
    let mut listed: Vec<&str> = listed.iter().filter_map(Json::as_str).collect();
    taking.sort_unstable();
    listed.sort_unstable();
    assert_eq!(listed, taking);
}

#[test]
fn every_kind_of_figure_is_documented_and_in_the_gallery() {
    let text = fs::read_to_string(root().join("docs/figures.md")).unwrap();
    let gallery = fs::read_to_string(projects().join("gallery/report/figures.toml")).unwrap();
    let gallery: Table = gallery.parse().unwrap();
    for (name, _) in ChartKind::ALL {
        let (_, rest) = text.split_once(&format!("\n### `{name}`\n")).unwrap_or_else(|| {
            panic!("docs/figures.md has no section on `{name}`");
        });
        let section = rest.split("\n### ").next().unwrap();
        assert!(section.contains(&format!("kind = \"{name}\"")), "`{name}` has no example");
        assert!(text.contains(&format!("\n| [`{name}`](#{name}) | ")), "`{name}` is in no table");
        let is_shown = gallery.values().any(|figure| figure["kind"].as_str() == Some(name));
        assert!(is_shown, "the gallery has no figure of the kind `{name}`");
    }
    for field in Checked::figures().fields() {
        assert!(text.contains(&format!("\n| `{field}` | ")), "`{field}` is not documented");
    }
}

#[test]
fn schema_and_program_refuse_the_same_mistakes() {
    let lists = [
        (Checked::indicators(), include_str!("schemas/wrong-indicators.toml")),
        (Checked::sources(), include_str!("schemas/wrong-sources.toml")),
        (Checked::codebook(), include_str!("schemas/wrong-codebook.toml")),
        (Checked::figures(), include_str!("schemas/wrong-figures.toml")),
    ];
    for (checked, list) in lists {
        let mistakes: Vec<String> = list.split("\n\n").map(String::from).collect();
        for (mistake, refused) in mistakes.iter().zip(checked.refused(&mistakes)) {
            assert!(checked.problem(mistake).is_some(), "the schema takes\n{mistake}");
            assert!(refused, "the program takes\n{mistake}");
        }
    }
}

/// Gives every field every value, and compares the verdicts.
fn compare(checked: &Checked, cases: &[&str]) {
    for case in cases {
        let tables = variants(checked, &case.parse().unwrap());
        let entry = |(index, table)| {
            let entry = Table::from_iter([(format!("t{index}"), Value::Table(table))]);
            toml::to_string(&entry).unwrap()
        };
        let texts: Vec<String> = tables.into_iter().enumerate().map(entry).collect();
        let refused = checked.refused(&texts);
        assert!(!refused[0], "the program refuses\n{}", texts[0]);
        for (text, refused) in texts.iter().zip(refused) {
            let problem = checked.problem(text);
            let program = if refused { "refuses" } else { "takes" };
            assert_eq!(problem.is_some(), refused, "the program {program}\n{text}{problem:?}");
        }
    }
}

/// A definition, and what becomes of it with one field less or another value.
fn variants(checked: &Checked, case: &Table) -> Vec<Table> {
    let without = |field: &str| {
        let others = case.iter().filter(|(key, _)| *key != field);
        others.map(|(key, value)| (key.clone(), value.clone())).collect::<Table>()
    };
    let mut variants = vec![case.clone()];
    variants.extend(case.keys().map(|field| without(field)));
    for field in checked.fields().into_iter().chain(["unheard-of"]) {
        let others = OTHER_VALUES.iter().filter(|(of, _)| *of == field).map(|(_, value)| value);
        for value in VALUES.iter().chain(others).filter(|_| !is_compared(field, case)) {
            let mut variant: Table = format!("{field} = {value}").parse().unwrap();
            variant.extend(without(field));
            variants.push(variant);
        }
    }
    variants
}
