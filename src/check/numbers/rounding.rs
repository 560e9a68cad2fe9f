//! Words such as “almost” before a number.

use std::cmp::Ordering;

use typst::diag::{EcoString, eco_format};

use crate::check::passages::text;
use crate::check::{Subject, report};
use crate::diag::{Place, Problems};
use crate::evidence::{Amount, Exactness, Form, Indicator, Printer, Value};
use crate::narrative::{NumberUse, Section};
use crate::rules::numbers::WRONG_ROUNDING;

/// A word that says on which side of a number something lies.
struct Hedge {
    /// The word, as the locale file has it.
    word: String,
    /// What it says.
    says: Exactness,
}

/// Reports words before a number that do not fit it.
pub fn check(subject: &Subject, problems: &mut Problems) {
    if !subject.asks(&WRONG_ROUNDING) {
        return;
    }
    for section in &subject.sections {
        let Some(printer) = subject.printers.get(section.language.as_str()) else { continue };
        let Some(source) = text(subject.project, section.file) else { continue };
        let hedges = hedges(printer);
        for number in section.numbers() {
            let Some(hedge) = hedge_before(number, &source, &hedges) else { continue };
            let indicator = subject.texts.evidence.ledger.get(&number.key);
            let wrong = indicator.and_then(|it| wrong(hedge, it, number.form, &hedges, printer));
            if let Some((message, hint)) = wrong {
                report(
                    &WRONG_ROUNDING,
                    &place(section, number, hedge, &source),
                    message,
                    hint,
                    problems,
                );
            }
        }
    }
}

/// The words of a language that stand before a number, the longest first.
fn hedges(printer: &Printer) -> Vec<Hedge> {
    let hedge = |(name, pattern): (&String, &String)| {
        let word = pattern.strip_suffix("{}")?.trim().to_lowercase();
        let says = Exactness::named(name)?;
        (!word.is_empty()).then_some(Hedge { word, says })
    };
    let mut hedges: Vec<Hedge> = printer.locale().exactness.iter().filter_map(hedge).collect();
    hedges.sort_by_key(|hedge| std::cmp::Reverse(hedge.word.len()));
    hedges
}

/// The word that stands right before a number.
fn hedge_before<'h>(number: &NumberUse, source: &str, hedges: &'h [Hedge]) -> Option<&'h Hedge> {
    let before = before(number, source);
    hedges.iter().find(|hedge| {
        let rest = before.strip_suffix(hedge.word.as_str());
        rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    })
}

/// What stands before a number on its line, in lower case.
fn before(number: &NumberUse, source: &str) -> String {
    let before = source.get(..number.range.start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.trim_end_matches(['#', '*', '_', '(', ' ', '\u{a0}']).to_lowercase()
}

/// The word and the number.
fn place(section: &Section, number: &NumberUse, hedge: &Hedge, source: &str) -> Place {
    let before = source.get(..number.range.start).unwrap_or_default();
    let start = before.to_lowercase().rfind(&hedge.word).filter(|start| {
        // Lower case may have another length; then the number alone is shown.
        before.is_char_boundary(*start) && before.to_lowercase().len() == before.len()
    });
    Place::new(section.file, start.unwrap_or(number.range.start)..number.range.end)
}

/// What is wrong with a word before a number, and what to do.
fn wrong(
    hedge: &Hedge,
    indicator: &Indicator,
    form: Form,
    hedges: &[Hedge],
    printer: &Printer,
) -> Option<(EcoString, EcoString)> {
    let printed = printer.print(indicator, form).ok()?;
    let key = &indicator.key;
    if hedges.iter().any(|own| printed.to_lowercase().starts_with(&own.word)) {
        let message =
            eco_format!("“{}” stands before a number that prints as “{printed}”", hedge.word);
        return Some((message, eco_format!("delete “{}”", hedge.word)));
    }
    // A number with a qualifier prints it, so that what is left is exact.
    let Value::Single(value) = indicator.value else { return None };
    let lies = magnitude(value).partial_cmp(&printed_value(&printed, value, printer)?)?;
    if side(hedge.says)?.contains(&lies) {
        return None;
    }
    let lies = match lies {
        Ordering::Equal => "it is exactly that",
        Ordering::Less => "it is less",
        Ordering::Greater => "it is more",
    };
    let message = eco_format!("“{}” is not true of {printed}; {lies}", hedge.word);
    Some((message, eco_format!("`{key}` is {value}; `{{{{ {key} | approx }}}}` finds the words")))
}

/// Where a number may lie, seen from the one that is printed. None if anywhere near.
fn side(says: Exactness) -> Option<&'static [Ordering]> {
    match says {
        Exactness::Exact | Exactness::About => None,
        Exactness::MoreThan | Exactness::JustOver => Some(&[Ordering::Greater]),
        Exactness::Almost => Some(&[Ordering::Less]),
        Exactness::AtMost => Some(&[Ordering::Less, Ordering::Equal]),
        Exactness::AtLeast => Some(&[Ordering::Greater, Ordering::Equal]),
    }
}

/// The number that is printed, with the power of ten that a scale word stands for.
fn printed_value(printed: &str, value: Amount, printer: &Printer) -> Option<Amount> {
    let digits = printer.numbers_in(printed).into_iter().next()?.digits?;
    let stated = Amount::parse(&digits)?;
    let scaled = [1, 1_000, 1_000_000, 1_000_000_000].into_iter().filter_map(|scale| {
        Some(Amount::new(stated.digits().checked_mul(scale)?, stated.decimals()))
    });
    let distance = |stated: &Amount| (stated.to_f64() - magnitude(value).to_f64()).abs();
    scaled.min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// A number without its sign: a fall of almost 70 % is one of less.
fn magnitude(number: Amount) -> Amount {
    Amount::new(number.digits().abs(), number.decimals())
}
