//! A table of quantities in all 24 languages, to be read by eye.

use std::fmt::Write;

use super::*;

/// A locale file that says what it is: the plural category as noun, the key as qualifier.
fn wording() -> Wording {
    let keys = ["about", "more-than", "almost", "just-over", "at-most", "at-least"];
    let qualifiers = || keys.map(|key| (key.to_owned(), format!("[{key}] {{}}"))).into();
    let noun = || {
        let categories = ["zero", "one", "two", "few", "many", "other"];
        categories.map(|category| (category.to_owned(), format!("‹{category}›"))).into()
    };
    Wording {
        exactness: qualifiers(),
        exactness_short: qualifiers(),
        units: ["percentage-points", "students"].map(|unit| (unit.to_owned(), noun())).into(),
        cardinals: Vec::new(),
    }
}

/// One row of the table: what the author wrote, and the form that prints it.
type Row = (
    &'static str,
    Quantity,
    fn(&NumberFormats, &Quantity, &Wording) -> Result<String, FormatError>,
);

fn rows() -> Vec<Row> {
    vec![
        ("67 percent", quantity("67", "percent"), NumberFormats::text),
        ("-3.25 percent", quantity("-3.25", "percent"), NumberFormats::text),
        ("50..65 percent", quantity("50..65", "percent"), NumberFormats::text),
        ("-5..-2 percent", quantity("-5..-2", "percent"), NumberFormats::text),
        ("3.2 points, signed", quantity("3.2", "percentage-points"), NumberFormats::signed),
        ("1892", quantity("1892", "number"), NumberFormats::text),
        ("12345.60", quantity("12345.60", "number"), NumberFormats::text),
        ("1234567", quantity("1234567", "number"), NumberFormats::text),
        ("0 students", quantity("0", "students"), NumberFormats::text),
        ("1 students", quantity("1", "students"), NumberFormats::text),
        ("2 students", quantity("2", "students"), NumberFormats::text),
        ("5 students", quantity("5", "students"), NumberFormats::text),
        ("1.5 students", quantity("1.5", "students"), NumberFormats::text),
        ("21 students", quantity("21", "students"), NumberFormats::text),
        ("1..2 students", quantity("1..2", "students"), NumberFormats::text),
        ("1892 students", quantity("1892", "students"), NumberFormats::text),
        ("1892 students, approx", quantity("1892", "students"), NumberFormats::approx),
        ("67 percent, approx", quantity("67", "percent"), NumberFormats::approx),
        ("1000 compact", quantity("1000", "students").compact(), NumberFormats::text),
        ("513136 compact", quantity("513136", "students").compact(), NumberFormats::text),
        ("20000000 compact", quantity("20000000", "students").compact(), NumberFormats::text),
        ("2500000000 compact", quantity("2500000000", "number").compact(), NumberFormats::text),
        ("1892 EUR", quantity("1892", "EUR"), NumberFormats::text),
        ("-1892.50 EUR", quantity("-1892.50", "EUR"), NumberFormats::text),
        ("7.50 USD", quantity("7.50", "USD"), NumberFormats::text),
        ("14823000 EUR compact", quantity("14823000", "EUR").compact(), NumberFormats::text),
        ("1.2M..1.5M EUR", quantity("1200000..1500000", "EUR").compact(), NumberFormats::text),
        ("0.8M..1.5M EUR", quantity("800000..1500000", "EUR").compact(), NumberFormats::text),
        (
            "> 85 percent, short",
            quantity("85", "percent").exactness(Exactness::MoreThan),
            NumberFormats::short,
        ),
    ]
}

/// The table with no-break spaces made visible.
fn table() -> String {
    let mut table =
        String::from("␣ stands for U+00A0 NO-BREAK SPACE, ˽ for U+202F NARROW NO-BREAK SPACE.\n");
    for tag in EU_LANGUAGES {
        let formats = NumberFormats::new(tag).unwrap();
        writeln!(table, "\n{tag}").unwrap();
        for (label, quantity, form) in rows() {
            writeln!(table, "  {label:<24}{}", form(&formats, &quantity, &wording()).unwrap())
                .unwrap();
        }
        writeln!(table, "  {:<24}{}", "2026-11-23", formats.date_text(2026, 11, 23).unwrap())
            .unwrap();
    }
    table.replace('\u{a0}', "␣").replace('\u{202f}', "˽")
}

#[test]
fn every_language_prints_as_the_table_says() {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("every_language", table());
    });
}

#[test]
fn no_language_prints_a_hyphen_for_a_minus_or_lets_a_number_break() {
    for tag in EU_LANGUAGES {
        let formats = NumberFormats::new(tag).unwrap();
        for (label, quantity, form) in
            rows().into_iter().filter(|row| row.1.exactness == Exactness::Exact)
        {
            let printed = form(&formats, &quantity, &wording()).unwrap();
            let number = printed.rsplit("] ").next().unwrap();
            assert!(!number.contains([' ', '-']), "{tag}, {label}: {number}");
        }
    }
}
