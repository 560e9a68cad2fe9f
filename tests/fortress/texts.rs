//! Texts of all kinds, which are text and nothing else.

use std::fs;

use crate::canaries::Fortress;
use crate::support::pdf::Pdf;

/// What would be code, a file, a variable or an address if it were read as anything but text.
fn spells(fortress: &Fortress) -> Vec<String> {
    let secret = fortress.secret("txt");
    let path = secret.display();
    vec![
        format!("#read(\"{path}\")"),
        format!("]#read(\"{path}\")["),
        format!("\"; read(\"{path}\")"),
        format!("\\\"); #include \"{path}\""),
        format!("$#read(\"{path}\")$"),
        "#import \"@preview/example:0.1.0\"".into(),
        "#sys.inputs".into(),
        "${REPORT_CANARY} $REPORT_CANARY %REPORT_CANARY% {{env.REPORT_CANARY}}"
            .replace("{{", "{")
            .replace("}}", "}"),
        "#{ plugin(\"a.wasm\") }".into(),
        "`#raw` */ /* // <label> @ref".into(),
        format!("<script src='{}'></script>", fortress.address()),
        format!("<img src='{}'>", fortress.address()),
    ]
}

/// A string of TOML.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text of which nothing is lost when white space is.
fn letters(text: &str) -> String {
    let straight = text.replace(['“', '”', '„'], "\"").replace(['‘', '’'], "'");
    straight.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect()
}

#[test]
fn every_text_prints_as_itself() {
    let fortress = Fortress::new();
    let bench = &fortress.bench;
    for spell in spells(&fortress) {
        let escaped: String = spell
            .chars()
            .flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c]))
            .collect();
        bench.write(
            "report/note/nl/10-text.md",
            format!("+++\ntitle = {}\norder = 10\nlead = '''\n{escaped}\n'''\n+++\n\n{escaped}\n\n`` {spell} ``\n\n    {spell}\n\n> {escaped}\n\n- {escaped}\n\n![](fig:colours)\n", quoted(&spell)),
        );
        let cell = spell.replace('"', "\"\"");
        bench.write(
            "data/colours.csv",
            format!("colour,nl,en,people\ngreen,\"{cell}\",green,720\nblue,blauw,blue,300\n"),
        );
        let figures = bench.path().join("report/figures.toml");
        let title = quoted(&spell);
        fs::write(figures, format!("[colours]\nkind = \"bar\"\ndata = \"colours\"\ntitle = {title}\nsubtitle = {title}\nnote = {title}\n")).unwrap();
        bench.write("report/note/layout.typ", "#let layout(data, sections) = {\n  par(strong[Synthetic data])\n  par(data.strings.spell)\n  for section in sections {\n    heading(level: 1, section.title)\n    section.lead\n    section.body\n  }\n}\n");
        let locale = bench.path().join("report/locales/nl.toml");
        let before = fs::read_to_string(&locale).unwrap();
        fs::write(&locale, before.replace("[strings]\n", &format!("[strings]\nspell = {title}\n")))
            .unwrap();
        let run = fortress.render();
        assert_eq!(run.code, 0, "{spell}\n{}", run.stderr);
        let shown = letters(&Pdf::read(&bench.output("nl/note.pdf")).text());
        let times = shown.matches(&letters(&spell)).count();
        // Locale, title, lead, text, code twice, quotation, item, label, caption.
        assert!(times >= 9, "{spell}: {times} times in {shown}");
        fs::write(&locale, before).unwrap();
        fs::remove_dir_all(bench.path().join("out")).unwrap();
        fs::remove_dir_all(bench.path().join("emitted")).unwrap();
    }
}

#[test]
fn links_lead_to_addresses_only() {
    let fortress = Fortress::new();
    let text = format!(
        "\n[a](file://{0})\n[b]({0})\n[c](javascript:fetch)\n[d](data:text/html,x)\n[e](../../../.env)\n<file:///etc/passwd>\n",
        fortress.secret("txt").display()
    );
    fortress.bench.append("report/note/nl/10-text.md", &text);
    fortress.refuses(&[
        "a link cannot lead to `file://",
        "`javascript:fetch`",
        "`data:text/html,x`",
        "`../../../.env`",
        "`file:///etc/passwd`",
    ]);
    // An address is written down, and nobody calls there.
    let fortress = Fortress::new();
    fortress.bench.append("report/note/nl/10-text.md", &format!("\n[a]({})\n", fortress.address()));
    assert_eq!(fortress.render().code, 0);
}

#[test]
fn conditions_of_claims_reach_nothing() {
    let fortress = Fortress::new();
    for condition in
        ["env('REPORT_CANARY') == ''", "read('/etc/passwd') != ''", "share.env > 1", "system('id')"]
    {
        fortress.bench.write(
            "report/note/nl/10-text.md",
            format!("+++\ntitle = \"Tekst\"\norder = 10\n[claims]\n\"groen\" = {}\n+++\n\nHet is groen.\n", quoted(condition)),
        );
        let run = fortress.render();
        assert_eq!(run.code, 1, "{condition}: {}", run.stderr);
    }
}

/// Escape sequences in texts do not reach a terminal.
#[test]
fn messages_hold_no_escape_sequences() {
    let fortress = Fortress::new();
    fortress.bench.append(
        "report/note/nl/10-text.md",
        "\n{{ \u{1b}]0;title\u{7} }} \u{9b}2J {{ a\u{202e}b }}\n",
    );
    fortress.bench.append("report/figures.toml", "\n[\"\\u001b[2J\"]\nkind = \"\\u001b[31m\"\n");
    let run = fortress.render();
    assert_eq!(run.code, 1);
    assert!(!run.stderr.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']), "{:?}", run.stderr);
    assert!(run.stderr.contains('␛'), "{}", run.stderr);
}
