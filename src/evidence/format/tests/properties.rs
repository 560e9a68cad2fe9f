//! What holds for every number.

use fixed_decimal::Decimal;
use proptest::prelude::*;

use super::*;

/// A qualifier as `key|number`, so that a test can take it apart.
fn wording() -> Wording {
    let keys = ["almost", "just-over"];
    Wording {
        exactness: keys.map(|key| (key.to_owned(), format!("{key}|{{}}"))).into(),
        ..Wording::default()
    }
}

/// A number with up to fifteen digits, up to four of them decimals, as whole ten-thousandths and
/// as written.
fn written() -> impl Strategy<Value = (i128, String)> {
    (-999_999_999_999_999_i64..=999_999_999_999_999, 0..30_u32, 0..=4_usize).prop_map(
        |(digits, shrink, decimals)| {
            let digits = digits / 2_i64.pow(shrink);
            let unit = 10_i64.pow(decimals as u32);
            let sign = if digits < 0 { "-" } else { "" };
            let (whole, fraction) = (digits.abs() / unit, digits.abs() % unit);
            let text = match decimals {
                0 => format!("{sign}{whole}"),
                _ => format!("{sign}{whole}.{fraction:0decimals$}"),
            };
            (i128::from(digits) * 10_i128.pow(4 - decimals as u32), text)
        },
    )
}

/// The number a reader sees, written with a hyphen and a point; `point` is the language's decimal
/// separator.
fn read_back(printed: &str, point: char) -> String {
    printed
        .chars()
        .filter_map(|character| match character {
            '0'..='9' => Some(character),
            '\u{2212}' => Some('-'),
            _ if character == point => Some('.'),
            _ => None,
        })
        .collect()
}

fn point(tag: &str) -> char {
    if ["en-GB", "ga-IE", "mt-MT"].contains(&tag) { '.' } else { ',' }
}

/// A plainly written number in ten-thousandths of ten-thousandths, fine enough for every round
/// number near it.
fn scaled(text: &str) -> i128 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let size: i128 = format!("{}{fraction:0<8}", whole.trim_start_matches('-')).parse().unwrap();
    if text.starts_with('-') { -size } else { size }
}

fn language() -> impl Strategy<Value = &'static str> {
    prop::sample::select(EU_LANGUAGES.to_vec())
}

fn unit() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["percent", "number", "EUR"])
}

proptest! {
    #[test]
    fn a_reader_sees_the_number_that_was_written(
        (_, text) in written(), tag in language(), unit in unit(),
    ) {
        let formats = NumberFormats::new(tag).unwrap();
        let expected = if scaled(&text) == 0 { text.trim_start_matches('-') } else { &text };
        let quantity = quantity(&text, unit);
        for form in [NumberFormats::text, NumberFormats::number, NumberFormats::short] {
            let printed = form(&formats, &quantity, &wording()).unwrap();
            prop_assert_eq!(read_back(&printed, point(tag)), expected);
        }
    }

    #[test]
    fn rounding_is_to_the_nearest_and_half_away_from_zero(
        (value, text) in written(), decimals in 0..=4_u8,
    ) {
        let formats = NumberFormats::new("en-GB").unwrap();
        let printed = formats.text(&quantity(&text, "number").decimals(decimals), &wording()).unwrap();
        let step = 10_i128.pow(8 - u32::from(decimals));
        let size = value.abs() * 10_000;
        let expected = (2 * size + step) / (2 * step) * step * value.signum();
        prop_assert_eq!(scaled(&read_back(&printed, '.')), expected);
    }

    #[test]
    fn an_approximation_is_always_true_and_near(
        (value, text) in written(), tag in language(), unit in unit(), compact: bool,
    ) {
        let formats = NumberFormats::new(tag).unwrap();
        let asked = Quantity { compact, ..quantity(&text, unit) };
        let printed = formats.approx(&asked, &wording()).unwrap();
        let (qualifier, number) = printed.split_once('|').unwrap_or(("", &printed));
        let near = super::super::approximation::round_number(&text.parse().unwrap(), &asked.unit).0;
        let exact = Quantity { compact, ..Quantity::exact(near.clone(), asked.unit.clone()) };
        prop_assert_eq!(number, &formats.text(&exact, &wording()).unwrap());
        if !compact {
            prop_assert_eq!(read_back(number, point(tag)), near.to_string());
        }
        let (value, near) = (value * 10_000, scaled(&near.to_string()));
        match qualifier {
            "almost" => prop_assert!(value.abs() < near.abs()),
            "just-over" => prop_assert!(value.abs() > near.abs()),
            _ => prop_assert_eq!(value, near),
        }
        let off = (value - near).abs();
        prop_assert!(10 * off <= value.abs() || (unit == "percent" && 2 * off <= 5 * 100_000_000));
    }

    #[test]
    fn a_compact_number_keeps_three_digits((_, text) in written()) {
        let formats = NumberFormats::new("en-GB").unwrap();
        let printed = formats.text(&quantity(&text, "number").compact(), &wording()).unwrap();
        let zeros = [("trillion", 12), ("billion", 9), ("million", 6), ("thousand", 3)];
        let scale = zeros.iter().find(|(word, _)| printed.ends_with(&format!("\u{a0}{word}")));
        let shown = scaled(&read_back(&printed, '.')) * 10_i128.pow(scale.map_or(0, |scale| scale.1));
        let exact = scaled(&text);
        prop_assert!((shown - exact).abs() * 200 <= exact.abs(), "{} for {}", printed, text);
        let large = shown.abs() >= 1_000 * 100_000_000;
        prop_assert_eq!(scale.is_some(), large, "{} for {}", printed, text);
    }

    #[test]
    fn a_range_contains_its_ends(
        ends in (written(), written()), tag in language(), unit in unit(),
    ) {
        let formats = NumberFormats::new(tag).unwrap();
        let (one, other) = ends;
        let (low, high) = if one.0 <= other.0 { (&one.1, &other.1) } else { (&other.1, &one.1) };
        let printed = formats.text(&quantity(&format!("{low}..{high}"), unit), &wording()).unwrap();
        let (first, second) = printed.split_once('–').unwrap();
        for (end, printed) in [(low, first), (high, second)] {
            let expected = if scaled(end) == 0 { end.trim_start_matches('-') } else { end };
            prop_assert_eq!(read_back(printed, point(tag)), expected);
        }
        let units_at_most = if printed.contains('\u{2212}') { 2 } else { 1 };
        prop_assert!(printed.matches(['%', '€']).count() <= units_at_most);
    }

    #[test]
    fn an_axis_holds_all_values_in_at_most_six_ticks(
        (_, low) in written(), (_, high) in written(), decimals in 0..=4_u8,
    ) {
        let number = |text: &str| text.parse::<f64>().unwrap();
        let (low, high) = if number(&low) > number(&high) { (high, low) } else { (low, high) };
        let (min, max): (Decimal, Decimal) = (low.parse().unwrap(), high.parse().unwrap());
        let dutch = NumberFormats::new("nl-NL").unwrap();
        let axis = dutch.axis(&min, &max, &Unit::Number, false, decimals).unwrap();
        prop_assert!((2..=6).contains(&axis.ticks.len()));
        for end in [&min, &max] {
            prop_assert!((0.0..=1.0).contains(&axis.position(end)));
        }
        let (start, end) = (number(&axis.start.to_string()), number(&axis.end.to_string()));
        prop_assert!(start <= 0.0 && end >= 0.0 && start < end);
        for tick in &axis.ticks {
            let value = number(&read_back(&tick.label, ','));
            let at = (value - start) / (end - start);
            prop_assert!((at - tick.at).abs() < 1e-9, "{} at {}", tick.label, tick.at);
        }
    }
}
