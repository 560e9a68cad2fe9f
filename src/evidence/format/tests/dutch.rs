//! One language in full, with the words of a real locale file.

use super::*;

fn pairs(entries: &[(&str, &str)]) -> std::collections::BTreeMap<String, String> {
    entries.iter().map(|(key, text)| (key.to_string(), text.to_string())).collect()
}

fn wording() -> Wording {
    Wording {
        exactness: pairs(&[
            ("about", "ongeveer {}"),
            ("more-than", "meer dan {}"),
            ("almost", "bijna {}"),
            ("just-over", "ruim {}"),
        ]),
        exactness_short: pairs(&[("about", "ca. {}"), ("more-than", "> {}")]),
        units: [
            ("students".to_owned(), pairs(&[("one", "student"), ("other", "studenten")])),
            (
                "percentage-points".to_owned(),
                pairs(&[("one", "procentpunt"), ("other", "procentpunt")]),
            ),
        ]
        .into(),
        cardinals: ["nul", "één", "twee", "drie"].map(str::to_owned).into(),
    }
}

/// No-break spaces made visible.
fn shown(printed: Result<String, FormatError>) -> String {
    printed.map_or_else(|error| error.to_string(), |text| text.replace('\u{a0}', "~"))
}

fn text(quantity: Quantity) -> String {
    shown(NumberFormats::new("nl-NL").unwrap().text(&quantity, &wording()))
}

fn signed(quantity: Quantity) -> String {
    shown(NumberFormats::new("nl-NL").unwrap().signed(&quantity, &wording()))
}

fn words(quantity: Quantity) -> String {
    shown(NumberFormats::new("nl-NL").unwrap().words(&quantity, &wording()))
}

fn approx(quantity: Quantity) -> String {
    shown(NumberFormats::new("nl-NL").unwrap().approx(&quantity, &wording()))
}

#[test]
fn text_keeps_the_decimals_as_written() {
    assert_eq!(text(quantity("381.0", "number")), "381,0");
    assert_eq!(text(quantity("0.10", "percent")), "0,10%");
    assert_eq!(text(quantity("1892", "EUR")), "€~1.892");
    assert_eq!(
        text(quantity("12345678901234567890.123456789", "number")),
        "12.345.678.901.234.567.890,123456789"
    );
}

#[test]
fn rounding_is_half_away_from_zero() {
    assert_eq!(text(quantity("66.5", "percent").decimals(0)), "67%");
    assert_eq!(text(quantity("-2.5", "percent").decimals(0)), "−3%");
    assert_eq!(text(quantity("1.005", "number").decimals(2)), "1,01");
    assert_eq!(text(quantity("2", "number").decimals(1)), "2,0");
    assert_eq!(text(quantity("-0.04", "number").decimals(1)), "0,0");
}

#[test]
fn noun_agrees_with_the_printed_number() {
    assert_eq!(text(quantity("1", "students")), "1~student");
    assert_eq!(text(quantity("1.0", "students")), "1,0~studenten");
    assert_eq!(text(quantity("1892", "students")), "1.892~studenten");
    assert_eq!(text(quantity("513136", "students").compact()), "513~duizend~studenten");
}

#[test]
fn compact_has_three_digits_or_the_decimals_asked_for() {
    assert_eq!(text(quantity("14823456", "EUR").compact()), "€~14,8~miljoen");
    assert_eq!(text(quantity("1200000", "EUR").compact()), "€~1,2~miljoen");
    assert_eq!(text(quantity("1234567", "number").compact()), "1,23~miljoen");
    assert_eq!(text(quantity("2000000", "number").compact().decimals(1)), "2,0~miljoen");
    assert_eq!(text(quantity("999999", "number").compact()), "1~miljoen");
    assert_eq!(text(quantity("999960", "number").compact().decimals(1)), "1,0~miljoen");
    assert_eq!(text(quantity("-1500000", "EUR").compact()), "€~−1,5~miljoen");
    assert_eq!(text(quantity("843.25", "EUR").compact()), "€~843,25");
    assert_eq!(text(quantity("0", "EUR").compact()), "€~0");
    assert_eq!(text(quantity("12345", "percent").compact()), "12.345%");
}

#[test]
fn ranges_print_what_they_share_once() {
    assert_eq!(text(quantity("50..65", "percent")), "50–65%");
    assert_eq!(text(quantity("10..12", "students")), "10–12~studenten");
    assert_eq!(text(quantity("1200000..1500000", "EUR").compact()), "€~1,2–1,5~miljoen");
    assert_eq!(text(quantity("800000..1500000", "EUR").compact()), "€~800~duizend~–~1,5~miljoen");
    assert_eq!(text(quantity("-5..-2", "percent")), "−5~–~−2%");
    assert_eq!(text(quantity("50..65", "percent").exactness(Exactness::About)), "ongeveer 50–65%");
}

#[test]
fn qualifiers_are_always_kept() {
    let dutch = NumberFormats::new("nl-NL").unwrap();
    let share = quantity("85", "percent").exactness(Exactness::MoreThan);
    assert_eq!(shown(dutch.text(&share, &wording())), "meer dan 85%");
    assert_eq!(shown(dutch.number(&share, &wording())), "meer dan 85");
    assert_eq!(shown(dutch.approx(&share, &wording())), "meer dan 85%");
    assert_eq!(shown(dutch.signed(&share, &wording())), "meer dan +85%");
    assert_eq!(shown(dutch.short(&share, &wording())), ">~85%");
    assert_eq!(words(quantity("3", "students").exactness(Exactness::MoreThan)), "meer dan drie");
}

#[test]
fn signed_shows_both_signs_but_none_for_zero() {
    assert_eq!(signed(quantity("3.2", "percentage-points")), "+3,2~procentpunt");
    assert_eq!(signed(quantity("-3.2", "percentage-points")), "−3,2~procentpunt");
    assert_eq!(signed(quantity("0.0", "percent")), "0,0%");
    assert_eq!(signed(quantity("1500000", "EUR").compact()), "€~+1,5~miljoen");
    assert_eq!(signed(quantity("-2..5", "percent")), "−2~–~+5%");
}

#[test]
fn approx_says_on_which_side_the_value_lies() {
    assert_eq!(approx(quantity("48", "percent")), "bijna 50%");
    assert_eq!(approx(quantity("67", "percent")), "ruim 65%");
    assert_eq!(approx(quantity("50.0", "percent")), "50%");
    assert_eq!(approx(quantity("4871", "students")), "bijna 5.000~studenten");
    assert_eq!(approx(quantity("14823000", "EUR").compact().decimals(1)), "bijna €~15~miljoen");
    assert_eq!(approx(quantity("50..65", "percent")), "50–65%");
}

#[test]
fn words_are_for_small_whole_numbers() {
    assert_eq!(words(quantity("3", "students")), "drie");
    assert_eq!(words(quantity("3.0", "students")), "drie");
    assert_eq!(words(quantity("2.6", "students").decimals(0)), "drie");
    for (value, number) in [("4", "4"), ("2.5", "2,5"), ("-1", "−1"), ("1..2", "1–2")] {
        let expected = format!("cannot write {number} in words (only whole numbers from 0 to 3)");
        assert_eq!(words(quantity(value, "students")), expected);
    }
}

#[test]
fn short_has_signs_but_no_nouns() {
    let dutch = NumberFormats::new("nl-NL").unwrap();
    let short = |quantity: Quantity| shown(dutch.short(&quantity, &wording()));
    assert_eq!(short(quantity("1892", "students")), "1.892");
    assert_eq!(short(quantity("14800000", "EUR").compact()), "€~14,8~miljoen");
    assert_eq!(short(quantity("513136", "students").exactness(Exactness::About)), "ca.~513.136");
}

#[test]
fn missing_words_name_their_place_in_the_locale_file() {
    let polish = NumberFormats::new("pl-PL").unwrap();
    let missing = |quantity: Quantity| polish.text(&quantity, &wording()).unwrap_err().to_string();
    assert_eq!(missing(quantity("2", "students")), "the locale file has no `units.students.few`");
    assert_eq!(missing(quantity("2", "weeks")), "the locale file has no `units.weeks.few`");
    let at_most = quantity("2", "percent").exactness(Exactness::AtMost);
    assert_eq!(missing(at_most.clone()), "the locale file has no `exactness.at-most`");
    assert_eq!(
        polish.text(&at_most, &wording()).unwrap_err().hint(),
        "add `exactness.at-most` to the locale file"
    );
    let bare = Wording { exactness: pairs(&[("at-most", "hoogstens")]), ..wording() };
    assert_eq!(
        polish.text(&at_most, &bare),
        Err(FormatError::NoPlaceholder { key: "exactness.at-most".into() })
    );
}

#[test]
fn compact_money_takes_the_noun_of_the_locale_file() {
    let french = NumberFormats::new("fr-FR").unwrap();
    let amount = quantity("14800000", "EUR").compact();
    assert_eq!(shown(french.text(&amount, &Wording::default())), "14,8~millions~€");
    let units = [("EUR".to_owned(), pairs(&[("many", "d’euros"), ("other", "euros")]))].into();
    assert_eq!(
        shown(french.text(&amount, &Wording { units, ..Wording::default() })),
        "14,8~millions~d’euros"
    );
}

#[test]
fn unusable_names_are_errors() {
    assert!(matches!(NumberFormats::new("not a language"), Err(FormatError::Language { .. })));
    assert!(matches!(NumberFormats::new("ar-EG"), Err(FormatError::Language { .. })));
    let dutch = NumberFormats::new("nl-NL").unwrap();
    let amount = Quantity { unit: Unit::Currency("euro".into()), ..quantity("1", "number") };
    assert_eq!(dutch.text(&amount, &wording()), Err(FormatError::Currency { code: "euro".into() }));
    assert_eq!(dutch.date_text(2026, 2, 29), Err(FormatError::Date { date: (2026, 2, 29) }));
}
