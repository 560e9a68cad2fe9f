//! Numbers in every language: what is printed is read back as the number that it was.

use report::evidence::Amount;
use report::evidence::format::{
    Exactness, FormatError, NumberFormats, Quantity, Unit, Value, Wording,
};

/// Checks a line such as `nl-NL percent exact 2 -12.5` or `de EUR about - 1..2.5 compact`: the
/// language, the unit, the qualifier, the decimals to print, the value, how it is written.
///
/// # Panics
/// If something does not hold.
pub fn check(line: &str) {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [tag, unit, exactness, decimals, value, rest @ ..] = &words[..] else { return };
    let (Ok(formats), Some(value)) = (NumberFormats::new(tag), read(value)) else { return };
    let quantity = Quantity {
        value,
        unit: Unit::named(unit),
        exactness: Exactness::named(exactness).unwrap_or_default(),
        compact: rest.contains(&"compact"),
        decimals: decimals.parse().ok().filter(|decimals| *decimals <= 12),
    };
    let wording = wording();
    let printed = [
        formats.text(&quantity, &wording),
        formats.number(&quantity, &wording),
        formats.short(&quantity, &wording),
        formats.approx(&quantity, &wording),
        formats.signed(&quantity, &wording),
        formats.words(&quantity, &wording),
    ];
    for text in printed.iter().flatten() {
        assert!(!text.is_empty() && !text.contains("{}"), "{text:?}");
    }
    if let Value::Single(_) = quantity.value
        && !quantity.compact
        && quantity.decimals.is_none()
    {
        printed[..3].iter().for_each(|text| check_read_back(&formats, &quantity, text));
    }
}

/// What was printed is one number, and that which it was printed from.
fn check_read_back(
    formats: &NumberFormats,
    quantity: &Quantity,
    printed: &Result<String, FormatError>,
) {
    let (Ok(printed), Value::Single(value)) = (printed, &quantity.value) else { return };
    let found = formats.numbers_in(printed);
    let [number] = &found[..] else { panic!("{printed:?} holds {} numbers", found.len()) };
    let expected = value.to_string();
    let (sign, digits) = match expected.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, &expected[..]),
    };
    assert_eq!(number.digits.as_deref(), Some(digits), "{printed:?}");
    let is_zero = digits.chars().all(|c| matches!(c, '0' | '.'));
    let signed = printed[..number.range.start].contains('\u{2212}')
        || printed[number.range.end..].contains('\u{2212}');
    assert_eq!(signed, sign && !is_zero, "{printed:?} for {expected}");
    assert!(!printed.contains('-'), "{printed:?} has a hyphen");
}

/// Reads `12.5`, or `1..2` as a range.
fn read(text: &str) -> Option<Value> {
    let number = |text: &str| Amount::parse(text).map(Amount::to_decimal);
    match text.split_once("..") {
        None => number(text).map(Value::Single),
        Some((low, high)) => Some(Value::Range(number(low)?, number(high)?)),
    }
}

/// Qualifiers and nouns without digits.
fn wording() -> Wording {
    let keys = ["about", "more-than", "almost", "just-over", "at-most", "at-least"];
    let patterns = || keys.map(|key| (key.to_string(), format!("{key} {{}}").replace('-', " ")));
    let forms = |noun: &str| [("other".to_string(), noun.to_string())].into();
    Wording {
        exactness: patterns().into(),
        exactness_short: patterns().into(),
        units: ["people", "percentage-points"].map(|unit| (unit.into(), forms("things"))).into(),
        cardinals: ["zero", "one", "two", "three"].map(String::from).to_vec(),
    }
}
