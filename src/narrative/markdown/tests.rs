//! Every problem that a text can have.

use super::super::model::{BlockKind, Inline, InlineKind, Target};
use super::*;

/// The problems of a text: what they point at, the message and the hint.
fn problems(text: &str) -> Vec<(&str, String, String)> {
    let problems = parse(text, 0).problems.into_iter();
    problems
        .map(|problem| (&text[problem.range], problem.message, problem.hints.join("; ")))
        .collect()
}

/// Expects a single problem.
#[track_caller]
fn expect(text: &str, range: &str, message: &str, hint: &str) {
    assert_eq!(problems(text), [(range, message.into(), hint.into())], "{text:?}");
}

/// The inlines of a text's first paragraph.
fn inlines(text: &str) -> Vec<Inline> {
    let parsed = parse(text, 0);
    assert_eq!(parsed.problems, [], "{text:?}");
    match parsed.document.blocks.into_iter().next().map(|block| block.kind) {
        Some(BlockKind::Paragraph(text)) => text,
        other => panic!("{other:?}"),
    }
}

fn kinds(text: &str) -> Vec<InlineKind> {
    inlines(text).into_iter().map(|inline| inline.kind).collect()
}

#[test]
fn passages_in_brackets_are_marked() {
    let text = "Een [A *b* 7]{.literal} en [c [d] e]{lang=en} f.";
    let document = parse(text, 0).document;
    let BlockKind::Paragraph(inlines) = &document.blocks[0].kind else { panic!("{document:?}") };
    let spans = inlines.iter().filter(|it| matches!(it.kind, InlineKind::Span { .. }));
    let spans: Vec<_> = spans.map(|it| &text[it.range.clone()]).collect();
    assert_eq!(spans, ["[A *b* 7]{.literal}", "[c [d] e]{lang=en}"]);
    let plain = super::super::plain::PlainText::new(inlines, text).text;
    assert_eq!(plain, "Een A b 7 en c [d] e f.");
    for text in ["a]{.literal}", "\\[a]{.literal}", "[a](https://b.nl)]{.literal}"] {
        let problems = parse(text, 0).problems;
        assert_eq!(problems[0].message, "the mark follows no passage in brackets", "{text}");
    }
}

#[test]
fn headings_follow_each_other_level_by_level() {
    let message = "the section's title is the only heading of level 1";
    expect("# A b\n", "# A b", message, "start the headings of the text with `##`");
    let message = "the heading of level 4 follows one of level 2";
    expect("## A\n\n#### B\n", "#### B", message, "start it with `###`");
    let hint = "write one, or delete the heading";
    expect("##\n", "##", "the heading has no text", hint);
    expect("## {#sec:a}\n", "## {#sec:a}", "the heading has no text", hint);
    assert_eq!(problems("## A\n\n### B\n\n## C\n"), []);
}

#[test]
fn ids_of_headings_are_read_and_checked() {
    let document = parse("## A b  {#sec:c} ##\n\nD {#sec:e}\n---\n", 0).document;
    let ids = document.blocks.iter().map(|block| match &block.kind {
        BlockKind::Heading { id, text, .. } => (id.as_deref(), text[0].kind.clone()),
        other => panic!("{other:?}"),
    });
    let expected =
        [(Some("c"), InlineKind::Text("A b".into())), (Some("e"), InlineKind::Text("D".into()))];
    assert_eq!(ids.collect::<Vec<_>>(), expected);
    let message = "two headings have the id `sec:a`";
    let hint = "give each heading an id of its own";
    expect("## A {#sec:a}\n\n## B {#sec:a}\n", "## B {#sec:a}", message, hint);
    let message = "`method` cannot be the id of a heading";
    let hint = "write `{#sec:key}`, with letters, digits, `_` and `-` in the key";
    expect("## A {#method}\n", "{#method}", message, hint);
}

#[test]
fn braces_that_are_no_id_print_as_themselves() {
    for text in ["a {#sec:b} c", "{#b}", "{#sec:b}", "a {b}", "a {2024}"] {
        assert_eq!(kinds(text), [InlineKind::Text(text.into())]);
    }
    let document = parse("## In {2024}\n\n## A {#sec:b} c\n", 0).document;
    let texts = document.blocks.iter().map(|block| block.kind.texts()[0][0].kind.clone());
    let expected = ["In {2024}", "A {#sec:b} c"].map(|text| InlineKind::Text(text.into()));
    assert_eq!(texts.collect::<Vec<_>>(), expected);
}

#[test]
fn links_lead_somewhere_and_have_a_text() {
    let hint = "links start with `https:`, `http:`, `mailto:` or `tel:`, \
                or name a heading or figure: `#sec:key`, `#fig:key`";
    expect("a [b](/c) d", "[b](/c)", "a link cannot lead to `/c`", hint);
    let hint = "write it between the brackets: `[text](https://…)`";
    expect("a [](https://b.nl)", "[](https://b.nl)", "the link has no text", hint);
    let message = "a link cannot contain another link";
    let hint = "move the reference out of the link";
    expect("[a @fig:b](https://c.nl)", "@fig:b", message, hint);
    let hint = "move the citation out of the link";
    expect("[a [@b]](https://c.nl)", "[@b]", message, hint);
    let link = |target| InlineKind::Link {
        target,
        text: vec![Inline { kind: InlineKind::Text("a".into()), range: 1..2 }],
    };
    assert_eq!(kinds("[a](#sec:b)"), [link(Target::Section("b".into()))]);
    assert_eq!(kinds("[a](#fig:b)"), [link(Target::Figure("b".into()))]);
}

#[test]
fn autolinks_show_what_the_author_wrote() {
    let text = |kinds: Vec<InlineKind>| match &kinds[..] {
        [InlineKind::Link { target: Target::Address(address), text }] => {
            (address.clone(), text[0].kind.clone())
        }
        other => panic!("{other:?}"),
    };
    let address = "https://a.nl/@fig:b";
    let expected = (address.to_string(), InlineKind::Text(address.into()));
    assert_eq!(text(kinds(&format!("<{address}>"))), expected);
    let expected = ("mailto:a@b.nl".to_string(), InlineKind::Text("a@b.nl".into()));
    assert_eq!(text(kinds("<a@b.nl>")), expected);
}

#[test]
fn images_stand_in_paragraphs_of_their_own() {
    let hint = "give it a paragraph of its own, with an empty line above and below";
    let message = "a figure cannot stand within a text";
    expect("a ![](fig:b) c", "![](fig:b)", message, hint);
    for text in ["a ![b](c.png)", "## a ![b](c.png)", "*![b](c.png)*", "|![b](c.png)|\n|-|"] {
        expect(text, "![b](c.png)", "a picture cannot stand within a text", hint);
    }
    let kinds = |text| parse(text, 0).document.blocks.into_iter().map(|block| block.kind);
    let figure = |key: &str| BlockKind::Figure { key: key.into(), alt: None };
    let both: Vec<_> = kinds("![](fig:a)\n![](fig:b)\n").collect();
    assert_eq!(both, [figure("a"), figure("b")]);
    let items: Vec<_> = kinds("- ![](fig:a)\n").collect();
    let BlockKind::List(list) = &items[0] else { panic!("{items:?}") };
    assert_eq!(list.items[0][0].kind, figure("a"));
}

#[test]
fn pictures_have_alternative_texts() {
    let hint = "say between the brackets what it shows: `![alternative text](file.jpg)`";
    expect("![](a.png)", "![](a.png)", "the picture has no alternative text", hint);
    let message = "the picture names no file";
    expect("![a]()", "![a]()", message, "write `![alternative text](file.jpg)`");
    let message = "an alternative text cannot contain an indicator";
    let hint = "describe the picture without the number, and put it into the caption";
    expect("![a {{ b }}](c.png)", "{{ b }}", message, hint);
    let message = "`a b` cannot be the key of a figure";
    expect("![](<fig:a b>)", "![](<fig:a b>)", message, "write `![](fig:key)`");
    let message = "a figure takes no caption in the text";
    let hint = "title and source of a figure are in `report/figures.toml`";
    expect("![](fig:a \"b\")", "![](fig:a \"b\")", message, hint);
}

#[test]
fn footnotes_are_defined_once_and_used() {
    let hint = "write `[^a]: …` below, or `\\[^` to print the letters";
    expect("b[^a] \\[^c]", "[^a]", "the footnote `a` is not defined", hint);
    let hint = "write `[^a]` in the text, or delete the footnote";
    expect("b\n\n[^a]: c", "[^a]", "nothing refers to the footnote `a`", hint);
    let hint = "give each footnote its own label";
    expect("b[^a]\n\n[^a]: c\n\n[^a]: d", "[^a]", "the footnote `a` is defined twice", hint);
    let hint = "write what it says behind the colon";
    expect("b[^a]\n\n[^a]:\n", "[^a]", "the footnote `a` is empty", hint);
    let hint = "refer to it in the text below the heading";
    expect("## b[^a]\n\n[^a]: c", "[^a]", "a heading cannot have a footnote", hint);
    let hint = "write it in the same footnote";
    expect("b[^a]\n\n[^a]: c[^a]", "[^a]", "a footnote cannot have a footnote", hint);
    let document = parse("a[^B] c[^b]\n\n[^b]: d", 0).document;
    assert_eq!((document.notes.len(), document.notes[0].references), (1, 2));
}

#[test]
fn rows_have_as_many_cells_as_the_table_has_columns() {
    let message = "the row has more cells than the table has columns";
    let hint = "delete the last cells, or give the header as many";
    expect("|a|\n|-|\n|b|c|\n", "|b|c|", message, hint);
    expect("|a|b|\n|-|-|\n|  |c| d\n", "|  |c| d", message, hint);
    for text in ["|a|b|\n|-|-|\n|c|\n", "|a|\n|-|\n| c \\| d |\n", "a|b\n-|-\nc|d\n|e||\n|||\n"] {
        assert_eq!(problems(text), [], "{text:?}");
    }
}

#[test]
fn note_boxes_have_known_kinds() {
    let message = "there is no note box of this kind";
    let hint = "use `[!NOTE]`, `[!TIP]` or `[!IMPORTANT]`";
    expect("> [!WARNING]\n> a\n", "> [!WARNING]", message, hint);
    assert_eq!(problems("> [!note]\n> a\n"), []);
}

#[test]
fn numbers_stand_only_where_they_print() {
    let message = "an indicator cannot stand here";
    let hint = "indicators stand in text and captions, \
                not in addresses, raw HTML or alternative texts";
    for text in [
        "[a](https://a.nl/{{ b }})",
        "[a]\n\n[a]: https://a.nl/{{ b }}\n",
        "<p title=\"{{ b }}\">\n",
        "a <b title=\"{{ b }}\">",
        "```{{ b }}\na\n```\n",
        "![a][c]\n\n[c]: d.png \"{{ b }}\"\n",
    ] {
        expect(text, "{{ b }}", message, hint);
    }
}

#[test]
fn numbers_with_mistakes_are_reported_unless_they_are_code() {
    let message = "`a b` cannot be the key of an indicator";
    let hint = "keys are letters, digits, `_` and `-`, in parts that are joined by dots";
    expect("{{ a b }}", "a b", message, hint);
    let hint = "write `{{ key }}` or `{{ key | filter }}`; `\\{{` prints two braces";
    expect("a {{ b", "{{", "`{{` is not closed", hint);
    for text in ["`{{`", "`{{` and `}}`", "`{{ a b }}`", "    {{ a b }}\n", "```\n{{\n```\n"] {
        assert_eq!(problems(text), [], "{text:?}");
    }
}

#[test]
fn references_and_citations_with_mistakes_are_reported() {
    let hint = "write `@sec:key`; `\\@sec:` prints the letters";
    expect("see @sec: a", "@sec:", "`@sec:` names no section", hint);
    let hint = "write `[@key]`, `[@key, p. 3]` or `[@one; @two]`";
    expect("[@a; b]", "b", "`b` is not a citation", hint);
}

#[test]
fn control_characters_are_reported() {
    let message = "the text contains the control character U+0092";
    expect("a\u{92}", "\u{92}", message, "delete it");
}

#[test]
fn what_is_nested_too_deeply_is_reported_once() {
    let message = "this is nested more than 12 levels deep";
    let hint = "use fewer levels of quotations, lists and emphasis";
    expect(&format!("{}{{{{ a }}}}", ">".repeat(1000)), ">", message, hint);
    assert_eq!(problems(&format!("{}a", ">".repeat(12))), []);
}

#[test]
fn problems_come_in_the_order_of_the_text() {
    let text = "\u{91}[a](b) {{ c\n\n# d[^e]\n\n{{ f | g }}\n";
    let starts: Vec<_> = parse(text, 0).problems.iter().map(|p| p.range.start).collect();
    assert_eq!(starts.len(), 6);
    assert!(starts.is_sorted());
}

#[test]
fn code_and_html_show_what_the_author_wrote() {
    let code = |text: &str| InlineKind::Code(text.into());
    assert_eq!(kinds("`{{ a | b }} @fig:c [@d]`"), [code("{{ a | b }} @fig:c [@d]")]);
    assert_eq!(kinds("`` `\\{{ a }} ``"), [code("`\\{{ a }}")]);
    let html = InlineKind::Literal("<b a=\"@fig:c\">".into());
    assert_eq!(kinds("<b a=\"@fig:c\">")[0], html);
    let blocks = parse("```rust x\n{{ a }}\n\tb\n```\n", 0).document.blocks;
    let expected = BlockKind::Code { language: Some("rust".into()), text: "{{ a }}\n\tb".into() };
    assert_eq!(blocks[0].kind, expected);
}

#[test]
fn escaped_quotes_and_entities_stay_straight() {
    let literal = |text: &str| InlineKind::Literal(text.into());
    let text = |text: &str| InlineKind::Text(text.into());
    assert_eq!(kinds("\\\"a"), [literal("\""), text("a")]);
    assert_eq!(kinds("&quot;&amp;"), [literal("\""), text("&")]);
}

#[test]
fn text_is_one_piece_with_its_range() {
    assert_eq!(
        inlines("a_b_c @x [y] {z}"),
        [Inline { kind: InlineKind::Text("a_b_c @x [y] {z}".into()), range: 0..16 }]
    );
    let ranges: Vec<_> = inlines("a {{ b }}\nc").into_iter().map(|inline| inline.range).collect();
    assert_eq!(ranges, [0..2, 2..9, 9..10, 10..11]);
}
