//! A second brand: the flagship with other tokens and fonts, and nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::sync::LazyLock;

use toml::Table;
use walkdir::WalkDir;

use crate::support::pdf::Pdf;
use crate::support::{Workbench, projects};

/// The brand of the flagship, and those of `tests/projects/brands`.
pub const BRANDS: [&str; 2] = ["flagship", "vineyard"];

/// The documents of both.
const DOCUMENTS: [&str; 4] =
    ["nl/factsheet.pdf", "nl/report.pdf", "en/factsheet.pdf", "en/report.pdf"];

/// The colours of the emblem of the European Union, which no brand may change.
const EMBLEM: [&str; 2] = ["#003399", "#FFCC00"];

/// The flagship in a brand.
pub fn bench(brand: &str) -> Workbench {
    let flagship = Workbench::flagship();
    if brand == BRANDS[0] { flagship } else { flagship.with(&format!("brands/{brand}")) }
}

/// The tokens of a brand.
pub fn tokens(brand: &str) -> Table {
    let bench = bench(brand);
    let path = bench.path().join("report/theme/tokens.toml");
    fs::read_to_string(path).unwrap().parse().unwrap()
}

/// The flagship in the second brand, rendered once for all tests.
static SECOND: LazyLock<Workbench> = LazyLock::new(|| {
    let bench = bench(BRANDS[1]);
    // Its figures float on pages that the texts were not written for.
    bench.append("report/report.toml", "\n[rules]\ndistant-figure = \"off\"\n");
    bench.rendered(&["--deny-warnings"]);
    bench
});

/// The colours that a brand's tokens name.
fn palette(brand: &str) -> BTreeSet<String> {
    let tokens = tokens(brand);
    let roles = tokens["colour"].as_table().unwrap().values();
    let series = tokens["chart"]["series"].as_array().unwrap().iter();
    let names = roles.chain(series).map(|value| value.as_str().unwrap().to_uppercase());
    names.filter(|name| name.starts_with('#')).collect()
}

#[test]
fn a_brand_is_its_tokens_and_fonts() {
    for brand in &BRANDS[1..] {
        let folder = projects().join("brands").join(brand);
        for entry in WalkDir::new(&folder).sort_by_file_name() {
            let entry = entry.unwrap();
            let path = entry.path().strip_prefix(&folder).unwrap().to_str().unwrap();
            let allowed = ["removed", "report/theme/tokens.toml"].contains(&path)
                || path.starts_with("fonts/");
            assert!(allowed || entry.file_type().is_dir(), "{brand} changes {path}");
        }
    }
}

#[test]
fn every_brand_decides_the_same() {
    let keys = |brand: &str| -> Vec<String> {
        let tokens = tokens(brand);
        let fixed = tokens.iter().filter(|(_, value)| value.is_table());
        let keys = fixed.flat_map(|(table, value)| {
            value.as_table().unwrap().keys().map(move |key| format!("{table}.{key}"))
        });
        keys.collect()
    };
    for brand in &BRANDS[1..] {
        assert_eq!(keys(brand), keys(BRANDS[0]), "{brand}");
    }
}

#[test]
fn a_second_brand_says_the_same_in_its_own_type() {
    let flagship = Workbench::flagship();
    flagship.rendered(&[]);
    for path in DOCUMENTS {
        let [first, second] = [&flagship, &*SECOND].map(|bench| Pdf::read(&bench.output(path)));
        assert_eq!(first.bookmarks(), second.bookmarks(), "{path}");
        assert!(elements(&first) == elements(&second), "{path} is tagged otherwise");
        let family = tokens(BRANDS[1])["font"]["text"].as_str().unwrap().replace(' ', "");
        for font in second.fonts() {
            assert!(font.contains(&family), "{path} has the font {font}");
        }
    }
}

/// The tags of a document but those that depend on where lines and pages break.
fn elements(pdf: &Pdf) -> Vec<String> {
    let tags = pdf.tags();
    let lines = tags.lines().filter(|line| !["Link", "Span"].contains(&line.trim_start()));
    lines.map(String::from).collect()
}

#[test]
fn no_colour_of_the_first_brand_is_left_in_the_second() {
    let (first, second) = (palette(BRANDS[0]), palette(BRANDS[1]));
    let foreign: Vec<&String> =
        first.difference(&second).filter(|colour| !EMBLEM.contains(&colour.as_str())).collect();
    let tokens = tokens(BRANDS[1]);
    let paper = tokens["colour"]["paper"].as_str().unwrap();
    for path in DOCUMENTS {
        let used = Pdf::read(&SECOND.output(path)).colours();
        for colour in &foreign {
            assert!(!used.contains(*colour), "{path} still has {colour}");
        }
        assert!(used.contains(paper), "{path} is not on the brand's paper");
    }
}

#[test]
fn the_accent_alone_changes_with_the_accent() {
    let (flagship, other) = (Workbench::flagship(), Workbench::flagship());
    let tokens = tokens(BRANDS[0]);
    let (accent, new) = (tokens["colour"]["accent"].as_str().unwrap(), "#7A3B0C");
    let decided = |accent: &str| format!("accent = \"{accent}\"");
    other.replace("report/theme/tokens.toml", &decided(accent), &decided(new));
    flagship.rendered(&[]);
    other.rendered(&[]);
    for path in DOCUMENTS {
        let [before, after] =
            [&flagship, &other].map(|bench| Pdf::read(&bench.output(path)).painted());
        let changed = |said: &String| if said == accent { new.into() } else { said.clone() };
        assert!(before.iter().any(|said| said == accent), "{path} has no accent");
        assert!(before.iter().map(changed).eq(after), "{path} differs in more than its accent");
    }
}
