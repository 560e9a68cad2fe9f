//! From Markdown to Typst: what is generated is Typst without errors, and prints the text
//! of the Markdown.

use report::narrative::markdown::{Parsed, parse};
use report::narrative::model::Document;
use report::narrative::typst::{Supplies, generate};

use super::printed::{NUMBER, letters, without_space};
use super::world;

/// Checks a text.
///
/// # Panics
/// If something does not hold.
pub fn check(text: &str) {
    let Parsed { document, problems } = parse(text, 0);
    for problem in &problems {
        let said = text.get(problem.range.clone()).is_some_and(|said| !said.is_empty());
        assert!(said && !problem.hints.is_empty(), "{problem:?}");
    }
    check_document(&document);
}

/// Checks what is generated from a document.
pub(crate) fn check_document(document: &Document) {
    let picture = &|path: &str| Some((format!("/{path}"), 80.0));
    let number = &|_: &str, _| Some(NUMBER.to_string());
    let supplies = Supplies { language: "nl", prefix: "text", picture, number };
    let source = generate(document, &supplies).text;
    let errors = typst::syntax::parse(&source).errors_and_warnings().0;
    assert!(errors.is_empty(), "{errors:?}\n{source}");
    let printed = world::plain_text(&source);
    assert_eq!(without_space(&printed), letters(document), "{source}");
}
