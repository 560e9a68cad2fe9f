//! Sections: front matter, claims, interpolations and references, in Markdown and in Typst.

use report::diag::Problems;
use report::narrative::{SectionBody, read};
use report::project::{SectionFile, SectionKind, file_id};

use super::{markdown, world};

/// Checks the text of a section's file, in Typst if its front matter is a comment of Typst.
///
/// # Panics
/// If something does not hold.
pub fn check(text: &str) {
    let (path, kind) = match text.starts_with("/*") {
        true => ("report/note/nl/a.typ", SectionKind::Typst),
        false => ("report/note/nl/a.md", SectionKind::Markdown),
    };
    let file = SectionFile { key: "a".into(), file: file_id(path), kind };
    let mut problems = Problems::new();
    let section = read(text, &file, "nl", &mut problems);
    world::show(&problems, path, text);
    let Some(section) = section else {
        assert!(problems.has_errors(), "nothing is wrong, and there is no section");
        return;
    };
    assert!(text.get(section.place.range.clone()).is_some());
    let names = section.figure_names().chain(section.section_references());
    for name in names.chain(section.citations()).chain(section.images()) {
        assert!(text.get(name.range.clone()).is_some(), "{name:?}");
    }
    for number in section.numbers() {
        let written = text.get(number.range.clone());
        assert!(written.is_some_and(|written| !written.is_empty()), "{number:?}");
    }
    if let SectionBody::Markdown(document) = &section.body {
        markdown::check_document(document);
    }
    if let Some(lead) = &section.lead {
        markdown::check_document(&lead.text);
    }
}
