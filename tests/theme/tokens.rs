//! What the tokens of every brand promise.

use std::collections::BTreeMap;
use std::fs;

use toml::Table;
use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontWeight};
use walkdir::WalkDir;

use crate::brands::{BRANDS, bench, tokens};
use crate::colour::{Colour, VISIONS};
use crate::support::root;

/// The colours of a brand by role.
fn colours(tokens: &Table) -> BTreeMap<&str, Colour> {
    let roles = tokens["colour"].as_table().unwrap();
    roles.iter().map(|(role, hex)| (role.as_str(), Colour::parse(hex.as_str().unwrap()))).collect()
}

/// The colours of a brand's series in charts.
fn series(tokens: &Table) -> Vec<Colour> {
    ramp(tokens, "series")
}

/// A list of colours for charts.
fn ramp(tokens: &Table, name: &str) -> Vec<Colour> {
    let roles = colours(tokens);
    let names = tokens["chart"][name].as_array().unwrap().iter();
    let colour = |name: &str| roles.get(name).copied().unwrap_or_else(|| Colour::parse(name));
    names.map(|name| colour(name.as_str().unwrap())).collect()
}

#[test]
fn colours_that_meet_can_be_told_apart_by_everybody() {
    for brand in BRANDS {
        let tokens = tokens(brand);
        let roles = colours(&tokens);
        for (kind, least) in [("text", 4.5), ("graphics", 3.0)] {
            for pair in tokens["contrast"][kind].as_array().unwrap() {
                let name = |at: usize| pair[at].as_str().unwrap();
                for (vision, seen) in &VISIONS {
                    let [a, b] = [0, 1].map(|at| roles[name(at)].seen(seen));
                    let found = a.contrast(b);
                    let of = format!("{brand}: {} on {} ({vision})", name(0), name(1));
                    assert!(found >= least, "{of} has {found:.2}, {kind} needs {least}");
                }
            }
        }
    }
}

#[test]
fn every_role_that_is_read_has_a_contrast_to_keep() {
    // What only decorates, or always stands beside what says the same.
    let free = ["brand-lift", "brand-tint", "track", "rule", "rule-strong", "grid", "paper"];
    for brand in BRANDS {
        let tokens = tokens(brand);
        let pairs = tokens["contrast"].as_table().unwrap().values();
        let pairs = pairs.flat_map(|pairs| pairs.as_array().unwrap());
        let named: Vec<&str> = pairs.map(|pair| pair[0].as_str().unwrap()).collect();
        for role in colours(&tokens).keys().filter(|role| !free.contains(role)) {
            assert!(named.contains(role), "{brand}: `{role}` is in no pair of `contrast`");
        }
    }
}

#[test]
fn series_stand_out_from_the_paper_and_from_each_other() {
    for brand in BRANDS {
        let tokens = tokens(brand);
        let (roles, series) = (colours(&tokens), series(&tokens));
        for (vision, seen) in &VISIONS {
            let paper = roles["paper"].seen(seen);
            let series: Vec<_> = series.iter().map(|colour| colour.seen(seen)).collect();
            for (index, colour) in series.iter().enumerate() {
                let found = colour.contrast(paper);
                assert!(found >= 3.0, "{brand}: series {index} ({vision}): {found:.2}");
            }
            for (index, pair) in series.windows(2).enumerate() {
                let found = pair[0].contrast(pair[1]);
                assert!(
                    found >= 2.0,
                    "{brand}: series {index} and the next ({vision}): {found:.2}"
                );
            }
        }
    }
}

#[test]
fn a_print_without_colours_can_be_read() {
    for brand in BRANDS {
        let tokens = tokens(brand);
        let roles = colours(&tokens);
        for (kind, least) in [("text", 4.5), ("graphics", 3.0)] {
            for pair in tokens["contrast"][kind].as_array().unwrap() {
                let [a, b] = [0, 1].map(|at| pair[at].as_str().unwrap());
                let found = roles[a].grey().contrast(roles[b].grey());
                assert!(found >= least, "{brand}: {a} on {b} in grey has {found:.2}");
            }
        }
        for (index, pair) in series(&tokens).windows(2).enumerate() {
            let found = pair[0].grey().contrast(pair[1].grey());
            assert!(found >= 2.0, "{brand}: series {index} and the next in grey: {found:.2}");
        }
    }
}

#[test]
fn values_can_be_read_on_every_series() {
    for brand in BRANDS {
        let tokens = tokens(brand);
        let roles = colours(&tokens);
        for (index, colour) in series(&tokens).iter().enumerate() {
            let found = colour.contrast(roles["paper"]).max(colour.contrast(roles["ink"]));
            assert!(found >= 4.5, "{brand}: text on series {index}: {found:.2}");
        }
    }
}

#[test]
fn both_sides_of_a_scale_can_be_told_apart_and_read_by_everybody() {
    for brand in BRANDS {
        let tokens = tokens(brand);
        let roles = colours(&tokens);
        let sides = ["low", "high"].map(|side| ramp(&tokens, side));
        for (index, (low, high)) in sides[0].iter().zip(&sides[1]).enumerate() {
            for (vision, seen) in &VISIONS {
                let found = low.seen(seen).distance(high.seen(seen));
                assert!(found >= 0.12, "{brand}: sides at {index} ({vision}): {found:.2}");
            }
        }
        for side in &sides {
            assert_eq!(side.len(), 3, "{brand}");
            for colour in side {
                let text = colour.contrast(roles["paper"]).max(colour.contrast(roles["ink"]));
                assert!(text >= 4.5, "{brand}: text on a scale: {text:.2}");
            }
            for (colour, next) in side.iter().zip(&side[1..]) {
                for (view, found) in contrasts(*colour, *next) {
                    assert!(found >= 1.75, "{brand}: neighbours on a scale ({view}): {found:.2}");
                }
            }
            for (view, found) in side.iter().flat_map(|it| contrasts(*it, roles["paper"])) {
                assert!(found >= 3.0, "{brand}: a scale on paper ({view}): {found:.2}");
            }
        }
    }
}

/// The contrast of two colours with every kind of vision, and in a print without colours.
fn contrasts(a: Colour, b: Colour) -> Vec<(&'static str, f64)> {
    let seen = VISIONS.iter().map(|(name, seen)| (*name, a.seen(seen).contrast(b.seen(seen))));
    seen.chain([("grey", a.grey().contrast(b.grey()))]).collect()
}

#[test]
fn numbers_can_be_read_on_every_tint_and_tints_can_be_told_apart() {
    for brand in BRANDS {
        let tokens = tokens(brand);
        let roles = colours(&tokens);
        let tints = ramp(&tokens, "heat");
        for tint in &tints {
            let on = |role: &str| contrasts(*tint, roles[role]);
            for ((view, paper), (_, ink)) in on("paper").into_iter().zip(on("ink")) {
                let found = paper.max(ink);
                assert!(found >= 4.5, "{brand}: text on a tint ({view}): {found:.2}");
            }
        }
        for pair in tints.windows(2) {
            for (view, found) in contrasts(pair[0], pair[1]) {
                assert!(found >= 1.2, "{brand}: neighbours on a ramp ({view}): {found:.2}");
            }
        }
    }
}

#[test]
fn the_typeface_is_what_the_tokens_say() {
    for brand in BRANDS {
        let tokens = tokens(brand);
        let family = tokens["font"]["text"].as_str().unwrap();
        let fonts = fonts(brand);
        assert!(fonts.iter().all(|font| font.info().family == family), "{brand}");
        let capital = tokens["font"]["capital"].as_float().unwrap();
        for font in &fonts {
            let instance =
                font.clone().instantiate(Default::default(), Abs::pt(10.0), &Default::default());
            let found = instance.metrics().cap_height.get();
            assert!((found - capital).abs() < 0.005, "{brand}: capitals are {found} em high");
        }
        for (role, weight) in tokens["weight"].as_table().unwrap() {
            let weight = FontWeight::from_number(weight.as_integer().unwrap() as u16);
            let has = fonts.iter().any(|font| font.info().variant.weight == weight);
            assert!(has, "{brand} has no font of the weight `{role}`");
        }
    }
}

/// The fonts of a brand.
fn fonts(brand: &str) -> Vec<Font> {
    let bench = bench(brand);
    let files = WalkDir::new(bench.path().join("fonts")).sort_by_file_name();
    let paths = files.into_iter().map(|entry| entry.unwrap().into_path());
    let paths = paths.filter(|path| path.extension().is_some_and(|ending| ending == "ttf"));
    paths.flat_map(|path| Font::iter(Bytes::new(fs::read(path).unwrap()))).collect()
}

#[test]
fn type_sizes_are_six_and_have_their_lines() {
    for brand in BRANDS {
        let tokens = tokens(brand);
        let names = |table: &str| -> Vec<String> {
            tokens[table].as_table().unwrap().keys().cloned().collect()
        };
        assert_eq!(names("size").len(), 6, "{brand}");
        assert_eq!(names("size"), names("line"), "{brand}");
    }
}

#[test]
fn nothing_of_the_brand_is_decided_outside_the_tokens() {
    for entry in WalkDir::new(root().join("report")).sort_by_file_name() {
        let path = entry.unwrap().into_path();
        if path.extension().is_none_or(|ending| ending != "typ") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for literal in ["rgb(\"", "luma(", "cmyk(", "font: \"", "paper: \""] {
            assert!(!text.contains(literal), "{} decides on a {literal}…", path.display());
        }
    }
}
