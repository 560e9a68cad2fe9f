//! Sample documents, and the Typst source that they become.

use std::path::{Path, PathBuf};

use report::narrative::markdown;
use report::narrative::typst::{Generated, Supplies, generate};

use crate::files::Files;
use crate::golden::Goldens;
use crate::world::VOCABULARY;

/// The documents with their names and languages.
const DOCUMENTS: [(&str, &str, &str); 3] = [
    ("blocks", "en", include_str!("documents/blocks.md")),
    ("inlines", "nl", include_str!("documents/inlines.md")),
    ("literal", "en", include_str!("documents/literal.md")),
];

/// The folder of the documents, with the source that each becomes.
fn documents() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/narrative/documents")
}

/// Generates the source of a document in which everything is in order.
fn generated(markdown: &str, language: &str) -> Generated {
    let parsed = markdown::parse(markdown, 0);
    assert_eq!(parsed.problems, []);
    let supplies = Supplies {
        language,
        prefix: &format!("sample.{language}"),
        picture: &|path| Some((format!("/assembled/images/{path}"), 85.0)),
        number: &|key, form| Some(format!("{key}, {}", form.name())),
    };
    generate(&parsed.document, &supplies)
}

/// Exports a source to PDF/UA, together with what it refers to.
fn export(source: &str) {
    let main = "#set document(title: \"Sample\")\n#set heading(numbering: \"1.\")\n= Sample\n#include \"sample.typ\"\n\
                = Method <sec:method>\n\
                #figure(alt: \"a\", caption: [a], rect()) <fig:leads_to>\n\
                #figure(alt: \"a\", caption: [a], rect()) <fig:reach>\n\
                #bibliography(\"references.yml\")";
    let references = ["dialogic", "nji:2022/23"].map(|key| {
        format!("\"{key}\":\n  type: report\n  title: Title\n  author: Author, A\n  date: 2024\n")
    });
    let files = Files::new(main).with("references.yml", references.concat());
    let files = files.with("sample.typ", format!("{VOCABULARY}{source}"));
    files.export().unwrap_or_else(|errors| panic!("{}", errors.join("\n")));
}

#[test]
fn documents_become_readable_source_that_exports() {
    let mut goldens = Goldens::new(documents(), "typ");
    for (name, language, markdown) in DOCUMENTS {
        let source = generated(markdown, language);
        goldens.check(name, &source.text);
        export(&source.text);
    }
    goldens.finish();
}

#[test]
fn words_lead_back_to_the_author() {
    for (_, language, markdown) in DOCUMENTS {
        let Generated { text, origins } = generated(markdown, language);
        let words = text.split(|c: char| !c.is_ascii_alphabetic());
        let capitalized = words
            .filter(|word| word.len() > 2 && word.starts_with(|c: char| c.is_ascii_uppercase()));
        let mut count = 0;
        for word in capitalized {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            let range = origins.author_range(start..start + word.len()).unwrap();
            assert!(markdown[range].contains(word), "{word}");
            count += 1;
        }
        assert!(count > 10);
    }
}

#[test]
fn problems_of_elements_lead_back_to_them() {
    let markdown = "Some text\n\n- with *a @fig:b* {{ c }} [d](#sec:e) and `f`\n";
    let Generated { text, origins } = generated(markdown, "en");
    for (code, element) in [
        ("<fig:b>", "@fig:b"),
        ("ev(\"c\")", "{{ c }}"),
        ("<sec:e>", "[d](#sec:e)"),
        ("`f`", "`f`"),
        ("emph", "*a @fig:b*"),
        ("list", "- with *a @fig:b* {{ c }} [d](#sec:e) and `f`\n"),
    ] {
        let start = text.find(code).unwrap();
        let range = origins.author_range(start..start + code.len()).unwrap();
        assert_eq!(&markdown[range], element, "{code}");
    }
}
