//! All examples of the CommonMark specification: each becomes Typst source that
//! compiles and shows the same text as the specification's HTML.
//!
//! Where it does not, `0.31.2.deviations` says why: something is reported that
//! a publication must not contain, or raw HTML prints as itself. The file is a
//! ratchet: an example that is not in it must conform, and one that conforms
//! must not be in it. What is reported does not excuse a wrong text.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use report::narrative::markdown;
use report::narrative::model::InlineKind;
use report::narrative::typst::{Supplies, generate};

use crate::files::Files;
use crate::golden::Goldens;
use crate::world::{VOCABULARY, normalized, visible_text};

const SPECIFICATION: &str = include_str!("../commonmark/spec.txt");

/// Shows text letter by letter, each paragraph on one line, without markers.
const PREAMBLE: &str = "#set page(width: 5000pt, height: auto)\n\
                        #set text(font: \"Source Sans 3\", hyphenate: false)\n\
                        #set smartquote(enabled: false)\n\
                        #set list(marker: [])\n\
                        #set enum(numbering: (..) => [])\n\
                        #show figure: none\n";

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

fn examples() -> Vec<Example> {
    let fence = "`".repeat(32);
    let with_tabs = |text: &str| text.replace('→', "\t");
    let opening = format!("{fence} example\n");
    let blocks = SPECIFICATION.split(&opening).skip(1);
    let split = |(index, block): (usize, &str)| {
        let example = block.split(&fence).next().unwrap();
        // The dot of an empty example is its first line.
        let (markdown, html) = match example.strip_prefix(".\n") {
            Some(html) => ("", html),
            None => example.split_once("\n.\n").unwrap(),
        };
        let markdown = with_tabs(markdown) + "\n";
        Example { number: index + 1, markdown, html: with_tabs(html) }
    };
    blocks.enumerate().map(split).collect()
}

/// The text of the specification's HTML.
fn text_of_html(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    normalized(&text.replace("&amp;", "&"))
}

fn source(markdown: &str) -> (String, Vec<String>) {
    let parsed = markdown::parse(markdown, 0);
    let supplies = Supplies {
        language: "en",
        prefix: "example",
        picture: &|_| Some(("/image.png".into(), 10.0)),
        number: &|_, _| None,
    };
    let messages = parsed.problems.into_iter().map(|problem| problem.message).collect();
    (generate(&parsed.document, &supplies).text, messages)
}

/// What is reported for an example, without the names.
fn report(messages: &[String]) -> String {
    let mut kinds: Vec<String> = Vec::new();
    for message in messages {
        let parts: Vec<_> = message.split('`').step_by(2).collect();
        kinds.push(parts.join("`…`"));
    }
    kinds.sort();
    kinds.dedup();
    kinds.join("; ")
}

/// Whether a text has raw HTML, which is the only reason for showing more than
/// the specification does.
fn has_html(markdown: &str) -> bool {
    let mut found = false;
    markdown::parse(markdown, 0).document.visit_inlines(&mut |inline| {
        found |= matches!(&inline.kind, InlineKind::Literal(text) if text.starts_with('<'));
    });
    found
}

#[test]
fn every_example_of_the_specification_conforms_or_is_listed() {
    let examples = examples();
    assert_eq!(examples.len(), 652);
    let mut main = PREAMBLE.to_string();
    let mut files = Files::new("");
    let mut deviations: BTreeMap<usize, String> = BTreeMap::new();
    for example in &examples {
        let (source, messages) = source(&example.markdown);
        if !messages.is_empty() {
            deviations.insert(example.number, format!("reported: {}", report(&messages)));
        }
        let path = format!("{:03}.typ", example.number);
        let _ = writeln!(main, "#include \"{path}\"\n#pagebreak()");
        files = files.with(&path, format!("{VOCABULARY}{source}"));
    }
    let compiled = files.with("main.typ", main).compile();
    let document = compiled.unwrap_or_else(|errors| panic!("{}", errors.join("\n")));
    for (example, page) in examples.iter().zip(document.pages()) {
        let (shown, expected) = (visible_text(&page.frame), text_of_html(&example.html));
        if shown != expected {
            assert!(has_html(&example.markdown), "{}: {shown:?} for {expected:?}", example.number);
            let deviation = deviations.entry(example.number).or_default();
            let separator = if deviation.is_empty() { "" } else { "; " };
            let _ = write!(deviation, "{separator}raw HTML prints as itself: {shown}");
        }
    }
    let lines = deviations.iter().map(|(number, deviation)| format!("{number}: {deviation}\n"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/commonmark");
    let mut goldens = Goldens::new(folder, "deviations");
    goldens.check("0.31.2", &lines.collect::<String>());
    goldens.finish();
}
