//! What is told of each kind of change.

use serde_json::{Value, json};

use crate::support::golden::Goldens;
use crate::support::{Workbench, root};
use crate::{compared, diff, rendered};

/// A project after many kinds of changes at once.
pub fn changed() -> Workbench {
    let bench = rendered();
    bench.replace("data/indicators.toml", "value = 60\n", "value = 45.5\n");
    bench.replace("data/indicators.toml", "value = 1200\n", "value = 1500\n");
    bench.replace("report/figures.toml", "kind = \"bar\"", "kind = \"column\"");
    bench.replace("report/figures.toml", "Groen is het vaakst", "Groen is nog het vaakst");
    bench.append(
        "report/locales/nl.toml",
        "column = \"Kolommen van {subtitle}: {max-label} {max}.\"\n",
    );
    bench.append(
        "report/locales/en.toml",
        "column = \"Columns of {subtitle}: {max-label} {max}.\"\n",
    );
    bench.append("report/note/nl/10-text.md", "\nDeze zin is nieuw. Die ook.\n");
    for (language, text) in [("nl", "Een slot."), ("en", "An end.")] {
        let section = format!("+++\ntitle = \"{text}\"\norder = 20\n+++\n\n{text}\n");
        bench.write(&format!("report/note/{language}/20-end.md"), section);
    }
    bench
}

#[test]
fn differences_are_told_as_text_and_as_json() {
    let bench = changed();
    let mut goldens = Goldens::new(root().join("tests/difference/goldens"), "txt");
    goldens.check("changed", &compared(&bench, &["out", "."]));
    goldens.check("changed-json", &compared(&bench, &["out", ".", "--format", "json"]));
    goldens.finish();
}

/// The differences as JSON.
fn found(bench: &Workbench) -> Value {
    serde_json::from_str(&compared(bench, &["out", ".", "--format", "json"])).unwrap()
}

#[test]
fn an_edition_does_not_differ_from_itself() {
    let bench = rendered();
    let text = compared(&bench, &["out/manifest.json", ".", "--exit-code"]);
    assert!(text.ends_with("\nno differences\n"), "{text}");
}

#[test]
fn a_number_changes_in_percentage_points_or_percent() {
    let found = found(&changed());
    let value = |key: &str| {
        let mut values = found["values"].as_array().unwrap().iter();
        values.find(|value| value["key"] == key).unwrap().clone()
    };
    assert_eq!(value("share")["change"], json!({ "absolute": "-14.5", "percent": null }));
    assert_eq!(value("people")["change"], json!({ "absolute": "300", "percent": "25" }));
    let uses = value("share")["uses"].clone();
    let dutch =
        uses.as_array().unwrap().iter().find(|it| it["language"] == "nl-NL").unwrap().clone();
    assert_eq!(dutch["place"], "report/note/nl/10-text.md:7");
    assert_eq!(
        dutch["before"],
        "Van de 1.200\u{a0}mensen kiest 60% voor groen.".replace('\u{a0}', " ")
    );
}

#[test]
fn a_claim_that_turned_false_is_told_and_stops_nothing() {
    let bench = rendered();
    bench.replace("data/indicators.toml", "value = 60\n", "value = 40\n");
    assert_eq!(bench.render(&[]).code, 1);
    let claim = &found(&bench)["claims"][0];
    assert_eq!(claim["holds"], json!({ "before": true, "after": false }));
    assert_eq!(claim["refuted"], "`share` is 40");
    assert_eq!(diff(&bench, &["out", ".", "--exit-code"]).code, 1);
}

#[test]
fn a_renamed_indicator_is_neither_new_nor_gone() {
    let bench = rendered();
    bench.replace("data/indicators.toml", "[people]", "[persons]");
    for language in ["nl", "en"] {
        bench.replace(
            &format!("report/note/{language}/10-text.md"),
            "{{ people }}",
            "{{ persons }}",
        );
    }
    let values = &found(&bench)["values"];
    assert_eq!(values.as_array().unwrap().len(), 1, "{values:#}");
    assert_eq!(
        (&values[0]["status"], &values[0]["renamed-from"]),
        (&json!("renamed"), &json!("people"))
    );
}

#[test]
fn what_changes_without_its_value_is_told() {
    let bench = rendered();
    bench.replace("data/indicators.toml", "base = 1200", "base = 1300");
    bench.append("data/colours.csv", "pink,roze,pink,1\n");
    let found = found(&bench);
    let details = |key: &str| {
        let mut values = found["values"].as_array().unwrap().iter();
        let value = values.find(|value| value["key"] == key).unwrap();
        assert_eq!(value["status"], "redefined");
        let details = value["details"].as_array().unwrap();
        details.iter().map(|it| it["detail"].as_str().unwrap().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(details("share"), ["base"]);
    assert_eq!(details("colours.green"), ["checksum"]);
}

#[test]
fn texts_differ_only_where_words_do() {
    let bench = rendered();
    bench.replace("data/indicators.toml", "value = 60\n", "value = 61\n");
    assert_eq!(found(&bench)["texts"], json!([]));
    bench.replace("report/note/nl/10-text.md", "Deze zin blijft.", "Deze zin bleef.");
    let texts = &found(&bench)["texts"];
    let change = &texts[0]["changes"][0];
    assert_eq!(change["before"]["text"], "Deze zin blijft.");
    assert_eq!(change["after"]["text"], "Deze zin bleef.");
    assert_eq!(texts[0]["changes"].as_array().unwrap().len(), 1);
}

#[test]
fn pages_move() {
    let bench = rendered();
    bench.replace("report/report.toml", "pages = 1", "pages = 2");
    bench.replace("report/note/layout.typ", "par(strong[Synthetic data])", "pagebreak()");
    let pages = &found(&bench)["pages"][0];
    assert_eq!(pages["pages"], json!({ "before": 1, "after": 2 }));
    let section = json!({ "kind": "section", "name": "text", "page": { "before": 1, "after": 2 } });
    assert_eq!(pages["outline"][0], section);
}

#[test]
fn a_document_that_only_one_edition_has_is_told_with_what_it_holds() {
    let bench = rendered();
    for language in ["nl", "en"] {
        let text = "+++\ntitle = \"More\"\norder = 1\n+++\n\nStill {{ people }}, as @fig:colours shows.\n\n![](fig:colours)\n";
        bench.write(&format!("report/more/{language}/10-more.md"), text);
    }
    std::fs::copy(
        bench.path().join("report/note/layout.typ"),
        bench.path().join("report/more/layout.typ"),
    )
    .unwrap();
    let document =
        "[[document]]\nid = \"more\"\nsubject = { nl = \"Meer.\", en = \"More.\" }\n\n[rules]";
    bench.replace("report/report.toml", "[rules]", document);
    let new = &found(&bench)["new-documents"];
    let values = new[0]["values"].as_array().unwrap();
    assert_eq!((&new[0]["document"], &new[0]["language"]), (&json!("more"), &json!("en-GB")));
    assert_eq!((&new[0]["pages"], &new[0]["sections"]), (&json!(1), &json!(["More"])));
    assert_eq!(new[0]["figures"], json!(["colours"]));
    assert!(
        values.contains(&json!("people")) && values.contains(&json!("colours.green")),
        "{values:?}"
    );
    let text = compared(&bench, &["out", "."]);
    assert!(text.contains("\n  new more (nl-NL): 1 page, "), "{text}");
    assert!(text.contains(" 1 figure\n      More\n"), "{text}");
    let back = compared(&bench, &[".", "out"]);
    assert!(back.contains("\n  gone more (nl-NL): 1 page, "), "{back}");
}

#[test]
fn a_finding_that_turned_false_is_told_and_stops_nothing() {
    let bench = rendered();
    bench.replace(
        "report/figures.toml",
        "kind = \"bar\"\n",
        "kind = \"bar\"\nclaim = \"share > 50\"\n",
    );
    bench.rendered(&[]);
    bench.replace("data/indicators.toml", "value = 60\n", "value = 45.5\n");
    let found = found(&bench);
    let part = json!({ "part": "refuted", "before": null, "after": "`share` is 45.5" });
    assert!(found["figures"][0]["parts"].as_array().unwrap().contains(&part), "{found}");
    let text = compared(&bench, &["out", "."]);
    assert!(text.contains("+ `share` is 45.5"), "{text}");
}

#[test]
fn editions_for_print_are_the_same_documents() {
    let bench = Workbench::flagship();
    bench.rendered(&["factsheet"]);
    let before = compared(&bench, &["out", "out", "--format", "json"]);
    bench.rendered(&["factsheet", "--print"]);
    assert!(bench.path().join("out/nl/factsheet-print.pdf").exists());
    assert_eq!(compared(&bench, &["out", "out", "--format", "json"]), before);
    assert!(before.contains("\"new-documents\": []"), "{before}");
}
