//! Colours of the theme that meet, and whether one can be read on the other.

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use typst::diag::eco_format;

use crate::check::passages::text;
use crate::check::{Subject, report};
use crate::diag::{Place, Problems};
use crate::project::FitStep;
use crate::rules::accessibility::CONTRAST;

/// What WCAG 2.2 asks for: of text (1.4.3), and of graphics (1.4.11).
const LEAST: [(&str, f64); 2] = [("text", 4.5), ("graphics", 3.0)];

/// Reports pairs under `[contrast]` of the theme's tokens that are too alike.
pub fn check(subject: &Subject, problems: &mut Problems) {
    let file = FitStep::tokens_file();
    if !subject.asks(&CONTRAST) {
        return;
    }
    let Some(source) = text(subject.project, file) else { return };
    let (tokens, _) = DeTable::parse_recoverable(&source);
    let tokens = tokens.get_ref();
    for (kind, least) in LEAST {
        let pairs = field(tokens, "contrast").and_then(|contrast| contrast.get(kind));
        let Some(DeValue::Array(pairs)) = pairs.map(Spanned::get_ref) else { continue };
        for pair in pairs.iter() {
            let place = Place::new(file, pair.span());
            check_pair(pair, kind, least, tokens, &place, problems);
        }
    }
}

fn field<'a, 'i>(table: &'a DeTable<'i>, name: &str) -> Option<&'a DeTable<'i>> {
    match table.get(name)?.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

fn check_pair(
    pair: &Spanned<DeValue>,
    kind: &str,
    least: f64,
    tokens: &DeTable,
    place: &Place,
    problems: &mut Problems,
) {
    let names = match pair.get_ref() {
        DeValue::Array(names) => names.iter().filter_map(|name| name.get_ref().as_str()).collect(),
        _ => Vec::new(),
    };
    let [a, b] = names[..] else {
        let message = "this is no pair of colours";
        report(&CONTRAST, place, message, "name two roles of `[colour]`", problems);
        return;
    };
    let luminance = |role: &str| {
        let hex = field(tokens, "colour")?.get(role)?.get_ref().as_str()?;
        luminance(hex)
    };
    let (Some(first), Some(second)) = (luminance(a), luminance(b)) else {
        let message = eco_format!("`{a}` or `{b}` is no colour of the theme");
        report(&CONTRAST, place, message, "name two roles of `[colour]`", problems);
        return;
    };
    let ratio = (first.max(second) + 0.05) / (first.min(second) + 0.05);
    if ratio < least {
        let message = eco_format!("`{a}` on `{b}` has a contrast of {ratio:.2} : 1");
        let hint = eco_format!("{kind} needs {least} : 1; make one of them lighter or darker");
        report(&CONTRAST, place, message, hint, problems);
    }
}

/// The relative luminance of `#RRGGBB` by WCAG 2.2.
fn luminance(hex: &str) -> Option<f64> {
    let digits = hex.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |at: usize| {
        let part = u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?;
        let part = f64::from(part) / 255.0;
        let linear =
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
        Some(linear)
    };
    Some(0.2126 * part(0)? + 0.7152 * part(2)? + 0.0722 * part(4)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luminance_is_that_of_wcag() {
        assert!((luminance("#FFFFFF").unwrap() - 1.0).abs() < 1e-9);
        assert_eq!(luminance("#000000"), Some(0.0));
        assert!((luminance("#777777").unwrap() - 0.1845).abs() < 1e-4);
        assert_eq!(luminance("white"), None);
    }
}
