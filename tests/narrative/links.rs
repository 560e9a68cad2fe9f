//! Links whose ends touch letters: where a line ends there with a hyphen, the
//! export to PDF/UA fails, unless the word is kept in one piece.

use std::ops::ControlFlow;

use report::narrative::markdown;
use report::narrative::typst::{Supplies, generate};

use crate::files::Files;
use crate::world::VOCABULARY;

/// Exports a text in columns of a width that breaks words at many places.
fn export(markdown: &str, width: usize) -> Result<(), Vec<String>> {
    let document = markdown::parse(markdown, 0).document;
    let (picture, number) = (&|_: &str| None, &|_: &str, _| None);
    let supplies = Supplies { language: "en", prefix: "text", picture, number };
    let source = generate(&document, &supplies).text;
    let main = format!(
        "{VOCABULARY}#set document(title: \"Links\")\n\
         #set page(width: {width}pt, height: auto, margin: 5pt)\n\
         #set text(font: \"Source Sans 3\", size: 10pt, hyphenate: true)\n{source}"
    );
    Files::new(main).export()
}

/// Tries many widths, and returns the first at which the export fails.
fn first_failure(markdown: &str) -> Option<(usize, Vec<String>)> {
    let failure = (30..130).step_by(5).try_for_each(|width| match export(markdown, width) {
        Ok(()) => ControlFlow::Continue(()),
        Err(errors) => ControlFlow::Break((width, errors)),
    });
    failure.break_value()
}

#[test]
fn links_may_touch_letters() {
    for markdown in [
        "[interna](https://a.nl)tionalisation",
        "[interna](https://a.nl)*tionalisation*",
        "*[interna](https://a.nl)*tionalisation",
        "[*interna*](https://a.nl)[tionalisation](https://b.nl)ally",
        "inter[national](https://a.nl)isation",
        "[interna&shy;](https://a.nl)tionalisation",
        "[inter&shy;](https://a.nl)[national](https://a.nl)[isation](https://a.nl)",
        "[interna](https://a.nl){{ tionalisation }} {{ interna }}tionalisation",
        "[interna](https://a.nl)'tionalisation, [interna](https://a.nl)-tionalisation",
        "interna[^1]tionalisation [interna](https://a.nl)[^1]tionalisation\n\n[^1]: [inter](https://a.nl)national",
    ] {
        assert_eq!(first_failure(markdown), None, "{markdown}");
    }
}
