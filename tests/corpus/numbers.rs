//! Numbers as people write them.

use crate::case::{Case, case};

/// All cases.
pub fn cases() -> Vec<Case> {
    let cell = |text: &str| {
        let table = format!(
            "colour;nl;en;people\ngreen;groen;green;{text}\nblue;blauw;blue;300\nred;rood;red;180\n"
        );
        case(format!("the number `{text}`")).write("data/colours.csv", table)
    };
    let wrong = [
        "n.v.t.",
        "NaN",
        "nan",
        "inf",
        "-inf",
        "Infinity",
        "12 %",
        "12%",
        "€ 12",
        "12 mensen",
        "ca. 12",
        "12-15",
        "12/7",
        "1e5000",
        "1e3",
        "1 234",
        "",
        "+3",
        "0x1f",
        "1_000",
        "--3",
        "3-",
        "+-3",
        "1,2,3",
        "1.2.3",
        "1,23,4",
        "⅓",
        "١٢",
        "１２",
        "IV",
        "twaalf",
        "ja",
        "true",
        "2024-01-01",
        "12:30",
        "?",
        "*",
        ",",
        "-",
        "1'234",
        "12\u{200b}3",
    ];
    let right = [
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("−3", "-3.0"),
        ("-3", "-3.0"),
        ("0", "0.0"),
        ("007", "7.0"),
        (" 12 ", "12.0"),
        ("0,5", "0.5"),
        ("0.5", "0.5"),
    ];
    // The claim is an error if the number is read as another.
    let right = right.map(|(text, value)| {
        let section = format!(
            "+++\ntitle = \"Erbij\"\norder = 20\n[claims]\n\"Dit\" = \"colours.green == {value}\"\n+++\n\nDit.\n"
        );
        cell(text).write("report/note/nl/20-more.md", section)
    });
    let wrong = wrong.map(|text| cell(text).says("colours.csv:2"));
    // Statistics offices write so what they do not know.
    let unknown = [cell(".")];
    wrong.into_iter().chain(right).chain(unknown).collect()
}
