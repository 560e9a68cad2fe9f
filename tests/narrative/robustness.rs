//! No text makes the reader fail, and what is generated always compiles.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use report::narrative::Uses;
use report::narrative::markdown::{self, Parsed};
use report::narrative::typst::{Supplies, generate};

use crate::files::Files;
use crate::world::VOCABULARY;

/// Syntax of Markdown and our own, apart from names that have to exist.
const SYNTAX: &[&str] = &[
    "{{ a }}",
    "{{ a | words }}",
    "{{ a",
    "{{ }}",
    "{{ a | b }}",
    "}}",
    "`",
    "``",
    "```\n",
    "    ",
    "*",
    "**",
    "_",
    "~~",
    "[",
    "]",
    "(",
    ")",
    "](https://a.nl)",
    "](#b)",
    "![",
    "](c.png \"{{ d }}\")",
    "![](fig:e)\n\n",
    "[^1]",
    "[^2]",
    "\n[^1]: ",
    "> ",
    "> [!NOTE]\n",
    "- ",
    "1. ",
    "3) ",
    "## ",
    "### a {#sec:b}\n",
    "\n---\n",
    "\n===\n",
    "| a | b |\n|---|:-:|\n| {{ c }} | d |\n",
    "|",
    "\n: ",
    "\n",
    "\n\n",
    " \\\n",
    "  \n",
    "<b>",
    "<!-- ",
    " -->",
    "<div>\n",
    "&amp;",
    "&#10;",
    "\\",
    "\"",
    "'",
    "#",
    "$",
    "@",
    "//",
    "/*",
    "-",
    "=",
    "+",
    "/",
    ".",
    "a",
    "b ",
    "é",
    "\u{91}",
    "\u{92}",
    "\0",
    "\r\n",
    "https://a.nl",
    "<https://a.nl>",
    "{#sec:c}",
    "@fig:f ",
    "@fig:f(",
    "@fig:f.a",
    "](#fig:f)",
    "@sec:g;",
    "\t",
];

fn text() -> impl Strategy<Value = String> {
    let syntax = proptest::sample::select(SYNTAX).prop_map(String::from);
    let piece = prop_oneof![12 => syntax, 1 => any::<String>()];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn source(parsed: &Parsed) -> String {
    let picture = &|path: &str| Some((format!("/{path}"), 80.0));
    let supplies = Supplies { language: "en", prefix: "text", picture, number: &|_, _| None };
    generate(&parsed.document, &supplies).text
}

fn compile(source: &str) -> Result<(), Vec<String>> {
    let figure = "#figure(caption: [f], rect()) <fig:f>";
    let main = format!("{VOCABULARY}#set page(height: auto)\n{figure}\n\n{source}");
    Files::new(main).compile().map(|_| ())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_markdown_is_read_and_compiles(text in text()) {
        let parsed = markdown::parse(&text, 0);
        for problem in &parsed.problems {
            prop_assert!(text.get(problem.range.clone()).is_some_and(|text| !text.is_empty()), "{problem:?}");
            prop_assert!(!problem.hints.is_empty());
        }
        let mut uses = Uses::default();
        uses.add(&parsed.document);
        // There is no bibliography, and a single figure.
        prop_assume!(uses.citations.is_empty());
        prop_assume!(uses.figure_references.iter().all(|figure| figure.name == "f"));
        let source = source(&parsed);
        prop_assert_eq!(compile(&source), Ok(()), "{}", source);
    }

    #[test]
    fn any_bytes_are_read(text: String, from in 0..100usize) {
        markdown::parse(&text, if text.is_char_boundary(from) { from } else { 0 });
    }
}

/// Reads a text, which must not take long, and compiles the source.
#[track_caller]
fn survives(text: &str) {
    let start = Instant::now();
    let parsed = markdown::parse(text, 0);
    let source = source(&parsed);
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    if source.len() < 30_000 {
        compile(&source).unwrap_or_else(|errors| panic!("{}", errors[0]));
    }
}

#[test]
fn deep_nesting_is_survived() {
    for opening in [
        ">",
        "> ",
        "> - ",
        "- ",
        "* ",
        "1. ",
        "[",
        "![",
        "[a](",
        "*a ",
        "**a ",
        "_a",
        "~~a ",
        "<b>",
        "`a",
        "[^a]: ",
        "- > ",
        "> [!NOTE]\n",
        "a\n: ",
        "{{",
        "[@",
        "&",
        "\\",
        "*a _b **c ",
        "||\n|-|\n",
        "![[",
    ] {
        survives(&opening.repeat(20_000));
    }
    let indented: String = (0..500).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    survives(&indented);
    let quoted: String = (0..500).map(|depth| format!("{}a\n", "> ".repeat(depth))).collect();
    survives(&quoted);
}

#[test]
fn great_length_is_survived() {
    for piece in [
        "a ",
        "a\n",
        "a\n\n",
        "- a\n",
        "| a |\n|-|\n\n",
        "[a](b) ",
        "*a* ",
        "`a` ",
        "{{ a }} ",
        "{{ a b }} ",
        "![](fig:a)\n",
        "[^a] ",
        "\\* ",
        "&amp;",
        "\"a\" ",
        "<b>",
        "## a {#sec:b}\n\n",
        "@fig:a ",
        "[@a] ",
        "'",
        "-",
        "\u{91}",
    ] {
        survives(&piece.repeat(20_000));
    }
    let notes: String = (0..2_000).map(|n| format!("a[^{n}]\n\n[^{n}]: b\n\n")).collect();
    survives(&notes);
}

/// As deep as is allowed, every kind of nesting compiles.
#[test]
fn allowed_nesting_compiles() {
    let nested = |open: &str, close: &str| format!("{}a{}", open.repeat(12), close.repeat(12));
    for text in [
        nested("> ", ""),
        nested("- ", ""),
        nested("1. ", ""),
        nested("> - ", "").replacen("> - ", "", 6),
        nested("**_", "_**").replacen("**_", "", 6).replace("_**_**_**_**_**_**_**", ""),
        format!("{}> a", "- ".repeat(11)),
    ] {
        let parsed = markdown::parse(&text, 0);
        let source = source(&parsed);
        compile(&source).unwrap_or_else(|errors| panic!("{text}: {}", errors[0]));
    }
}
