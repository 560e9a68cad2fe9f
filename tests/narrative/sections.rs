//! Whole section files: front matter, lead, claims and text.

use report::diag::Problems;
use report::narrative::{Section, SectionBody, read};
use report::project::{SectionFile, SectionKind, file_id};
use typst::syntax::DiagSpanKind;

/// Reads a section, and describes what is wrong: the text, message and hints.
fn section(text: &str, kind: SectionKind) -> (Option<Section>, Vec<String>) {
    let file = SectionFile { key: "who".into(), file: file_id("report/a/nl/who.md"), kind };
    let mut problems = Problems::new();
    let section = read(text, &file, "nl", &mut problems);
    let describe = |problem: &report::diag::Finding| {
        let DiagSpanKind::Range { range, .. } = problem.span.get() else { panic!("{problem:?}") };
        format!("{}: {}", &text[range], problem.message)
    };
    (section, problems.iter().map(describe).collect())
}

fn markdown(front_matter: &str, body: &str) -> String {
    format!("+++\ntitle = \"Wie\"\norder = 1\n{front_matter}+++\n\n{body}")
}

/// Reads a section in Markdown that is in order.
fn good(text: &str) -> Section {
    let (section, problems) = section(text, SectionKind::Markdown);
    assert_eq!(problems, [""; 0]);
    section.unwrap()
}

#[test]
fn a_section_has_a_body_and_a_lead() {
    let text =
        markdown("lead = \"Zo'n {{ a }} *zien* winst.\"\n", "## Kop {#sec:kop}\n\n{{ b }}\n");
    let section = good(&text);
    let keys: Vec<_> = section.numbers().map(|number| &text[number.range.clone()]).collect();
    assert_eq!(keys, ["{{ a }}", "{{ b }}"]);
    let sources = section.generate(&|_| None, &|_, _| None);
    let sources: Vec<_> = sources.iter().map(|(name, text, _)| (*name, text.as_str())).collect();
    let body = "#heading(level: 2)[Kop] <sec:kop>\n\n#ev(\"b\")\n";
    assert_eq!(sources, [("", body), (".lead", "Zo'n #ev(\"a\") #emph[zien] winst.\n")]);
}

#[test]
fn positions_in_a_lead_with_escapes_are_those_of_the_lead() {
    let lead = "\"Een \\\"{{ a }}\\\" \\u00e9n @fig:b\"";
    let text = markdown(&format!("lead = {lead}\n[claims]\n\"én\" = \"a > 1\"\n"), "Tekst.\n");
    let section = good(&text);
    let number = section.numbers().next().unwrap();
    assert_eq!(&text[number.range.clone()], lead);
    assert_eq!(&text[section.claims[0].occurrences[0].clone()], lead);
    let (_, source, origins) = &section.generate(&|_| None, &|_, _| None)[1];
    let at = source.find("<fig:b>").unwrap();
    assert_eq!(&text[origins.author_range(at..at + 7).unwrap()], lead);
}

#[test]
fn a_lead_is_one_paragraph() {
    let message = "`lead` is not a single paragraph";
    for lead in ["\"\"", "'- a'", "\"a\\n\\nb\"", "'## a'", "'![](fig:a)'"] {
        let text = markdown(&format!("lead = {lead}\n"), "Tekst.\n");
        let (_, problems) = section(&text, SectionKind::Markdown);
        assert_eq!(problems, [format!("{lead}: {message}")]);
    }
}

#[test]
fn claims_are_found_in_lead_and_text() {
    let front_matter =
        "lead = \"Het merendeel doet mee.\"\n\n[claims]\n\"Het merendeel\" = \"a > 50\"\n";
    let text = markdown(front_matter, "Ja:\n\n> - Het\n>   *merendeel*.\n");
    let section = good(&text);
    let [claim] = &section.claims[..] else { panic!("{:?}", section.claims) };
    assert_eq!((claim.phrase.as_str(), claim.condition.as_str()), ("Het merendeel", "a > 50"));
    assert_eq!(&text[claim.range.clone()], "\"a > 50\"");
    let found: Vec<_> = claim.occurrences.iter().map(|range| &text[range.clone()]).collect();
    assert_eq!(found, ["Het merendeel", "Het\n>   *merendeel"]);
}

#[test]
fn a_claim_without_its_phrase_is_reported() {
    let text = markdown("[claims]\n\"De helft\" = \"a > 50\"\n", "De helft\n\nvan `De  helf`.\n");
    assert_eq!(section(&text, SectionKind::Markdown).1, [""; 0]);
    let text = markdown("[claims]\n\"De helft\" = \"a > 50\"\n", "De\n\nhelft\n");
    let message = "\"De helft\": the phrase `De helft` does not occur in the section";
    assert_eq!(section(&text, SectionKind::Markdown).1, [message]);
}

#[test]
fn sections_in_typst_name_things_too() {
    let text = "/*+++\ntitle = \"Wie\"\norder = 1\nlead = \"{{ a }}\"\n[claims]\n\"Het merendeel\" = \"a > 1\"\n\
                +++*/\nHet merendeel, #ev(\"b\", form: \"words\"), @fig:c.\n";
    let (section, problems) = section(text, SectionKind::Typst);
    let section = section.unwrap();
    assert_eq!(problems, [""; 0]);
    assert!(matches!(section.body, SectionBody::Typst));
    let keys: Vec<_> = section.numbers().map(|number| number.key.as_str()).collect();
    assert_eq!(keys, ["a", "b"]);
    assert_eq!(&text[section.claims[0].occurrences[0].clone()], "Het merendeel");
    let names: Vec<_> =
        section.generate(&|_| None, &|_, _| None).iter().map(|source| source.0).collect();
    assert_eq!(names, [".lead"]);
}

#[test]
fn a_section_that_every_edition_prints_has_no_ids() {
    let text = markdown("every-language = true\n", "## Kop {#sec:kop}\n");
    let message = "a section that every edition prints cannot have ids of headings";
    let expected = format!("## Kop {{#sec:kop}}: {message}");
    assert_eq!(section(&text, SectionKind::Markdown).1, [expected]);
}

#[test]
fn all_problems_of_a_file_are_reported_at_once() {
    let text = "+++\ntitel = \"Wie\"\norder = 1\nlead = \"{{ a b }}\"\n+++\n\n{{ c\n\n[d](e)\n";
    let (section, problems) = section(text, SectionKind::Markdown);
    assert!(section.is_none());
    assert_eq!(problems.len(), 5, "{problems:#?}");
}

#[test]
fn a_file_without_front_matter_is_reported_once() {
    let (section, problems) = section("Tekst {{ a b }}\n", SectionKind::Markdown);
    assert!(section.is_none());
    assert_eq!(problems, ["Tekst {{ a b }}: the section does not start with front matter"]);
}
