//! Any string, escaped for Markdown, prints as itself.

use proptest::prelude::*;
use report::narrative::markdown;
use report::narrative::typst::{Supplies, generate};
use typst::foundations::{Label, Selector};
use typst::introspection::Introspector;
use typst::utils::PicoStr;

use crate::files::Files;
use crate::world::VOCABULARY;

/// What Typst, Markdown or our own syntax could read as something else.
const TRAPS: &[&str] = &[
    "#import \"x\"",
    "#let x = 1",
    "$x$",
    "@a",
    "@fig:b",
    "<b>",
    "<",
    "`",
    "```",
    "//",
    "/*",
    "*/",
    "---",
    "--",
    "-?",
    "-3",
    "-",
    "...",
    "..",
    ".",
    "~",
    "https://a.b",
    "http://",
    "1.",
    "1. ",
    "= ",
    "== ",
    "- ",
    "+ ",
    "/ ",
    "/ a: b",
    "*",
    "**",
    "_",
    "\\",
    "\\u{41}",
    "\\ ",
    "\"",
    "'",
    "'s ",
    "'90",
    "[",
    "]",
    "[@a]",
    "{{ a }}",
    "{{",
    "}}",
    "{#sec:a}",
    "[^1]",
    "![](a)",
    "&amp;",
    "|",
    "(",
    ")",
    ";",
    ".a",
    ":",
    "%",
    "!",
    "e\u{301}",
    "é",
    "שלום",
    "مرحبا",
    "日本",
    "👩‍👩‍👧",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}",
    "\u{2060}",
    "\u{feff}",
    "\u{2212}",
    "\u{2028}",
    "\u{85}",
    "\u{91}",
    "\u{92}",
    "\u{fffd}",
    "\u{7f}",
    "\u{b}",
    " ",
    "a",
    "h",
    "x1",
    "zo'n",
];

fn text() -> impl Strategy<Value = String> {
    let trap = proptest::sample::select(TRAPS).prop_map(String::from);
    let long = "[a-z]{200,400}";
    let piece = prop_oneof![8 => trap, 2 => any::<String>(), 1 => long];
    proptest::collection::vec(piece, 1..12).prop_map(|pieces| pieces.concat())
}

/// A text without what paragraphs of Markdown lose: NUL and spaces at the ends
/// of lines, of which there is one.
fn paragraph(text: &str) -> String {
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}');
    let words = text.split(is_space).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").replace('\0', "")
}

/// Escapes ASCII punctuation, by turns with a backslash and as an entity.
fn escaped(text: &str, entities: bool) -> String {
    let mut markdown = String::new();
    for (index, c) in text.chars().enumerate() {
        match c {
            c if c.is_ascii_punctuation() && entities && index % 2 == 0 => {
                markdown.push_str(&format!("&#{};", u32::from(c)));
            }
            c if c.is_ascii_punctuation() => markdown.extend(['\\', c]),
            c => markdown.push(c),
        }
    }
    markdown
}

fn source(markdown: &str) -> String {
    let document = markdown::parse(markdown, 0).document;
    let (picture, number) = (&|_: &str| None, &|_: &str, _| Some("2024".to_string()));
    let supplies = Supplies { language: "nl", prefix: "text", picture, number };
    generate(&document, &supplies).text
}

/// The plain text of a source, as Typst has read it.
fn plain_text(source: &str) -> Result<String, Vec<String>> {
    let main = format!("{VOCABULARY}#metadata([{source}]) <text>");
    Files::new(main).compile_and(|document, _| {
        let label = Label::new(PicoStr::intern("text")).unwrap();
        let found = document.introspector().query(&Selector::Label(label));
        found[0].plain_text().to_string()
    })
}

/// In a heading a number is text, which the text around it must not make anything else.
#[test]
fn numbers_in_headings_print_as_themselves() {
    for (markdown, shown) in [
        ("## a @{{ b }}", "a @2024"),
        ("## 2015-{{ b }}", "2015-2024"),
        ("## -{{ b }}", "-2024"),
        ("## <{{ b }}>", "<2024>"),
        ("## {{ b }}. c", "2024. c"),
        ("## {{ b }}{{ b }}.{{ b }}", "20242024.2024"),
        ("## \"{{ b }}\" *-{{ b }}*", "\"2024\" -2024"),
    ] {
        let printed = plain_text(&source(markdown));
        assert_eq!(printed.as_deref().map(str::trim), Ok(shown), "{markdown}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_text_prints_as_itself(text in text(), entities: bool) {
        let text = paragraph(&text);
        let source = source(&escaped(&text, entities));
        let shown = plain_text(&source).map(|shown| shown.trim().to_string());
        prop_assert_eq!(shown, Ok(text.trim().to_string()), "{}", source);
    }
}
