//! Numbers that are not bound to the evidence.

use std::collections::BTreeMap;
use std::ops::Range;

use typst::diag::eco_format;

use super::allowed::Allowed;
use super::known::Known;
use crate::check::passage::{Passage, PassageKind};
use crate::check::{Subject, report};
use crate::diag::Problems;
use crate::evidence::{Amount, Printer};
use crate::figures::Statement;
use crate::project::Date;
use crate::rules::numbers::UNBOUND_NUMBER;

/// The words of a language that tell what a number is.
struct Words {
    /// The names of the months, in lower case.
    months: Vec<String>,
    /// The nouns of units, in lower case.
    nouns: Vec<String>,
}

/// Reports the numbers that no evidence stands behind.
pub fn check(subject: &Subject, problems: &mut Problems) {
    if !subject.asks(&UNBOUND_NUMBER) {
        return;
    }
    let words: BTreeMap<&str, Words> =
        subject.printers.iter().map(|(id, printer)| (*id, Words::of(printer))).collect();
    let known = Known::default();
    for passage in subject.passages.iter().filter(|passage| states_numbers(passage)) {
        let Some(words) = words.get(passage.language.as_str()) else { continue };
        let patterns = &subject.project.manifest.allowed_numbers;
        let allowed = Allowed::new(&passage.text, &words.months, &words.nouns, patterns);
        let unbound = allowed.unbound();
        if unbound.is_empty() {
            continue;
        }
        let shown = Shown::of(passage, subject);
        for number in unbound {
            if shown.as_ref().is_some_and(|shown| shown.has(&passage.text[number.clone()])) {
                continue;
            }
            report_number(passage, number, &known, subject, problems);
        }
    }
}

/// Whether the numbers of a passage have to be bound. A colophon is about the publication.
fn states_numbers(passage: &Passage) -> bool {
    passage.kind != PassageKind::Manifest
}

fn report_number(
    passage: &Passage,
    number: Range<usize>,
    known: &Known,
    subject: &Subject,
    problems: &mut Problems,
) {
    let written = &passage.text[number.clone()];
    let (message, hint) = match &passage.kind {
        PassageKind::Figure(key) => (
            eco_format!("the figure `{key}` does not show the number {written}"),
            "state a number that it shows, or leave it out".into(),
        ),
        PassageKind::Title => (
            eco_format!("the number {written} is not bound to the evidence"),
            "a title is plain text; say it in words, or state the number in the `lead`".into(),
        ),
        PassageKind::Alternative => (
            eco_format!("the number {written} is not bound to the evidence"),
            "describe the picture without it, and put it into the caption".into(),
        ),
        _ if passage.file.vpath().extension() == Some("typ") => (
            eco_format!("the number {written} is not bound to the evidence"),
            known.hint_in_typst(written, &passage.language, subject),
        ),
        _ => (
            eco_format!("the number {written} is not bound to the evidence"),
            known.hint(written, &passage.language, subject),
        ),
    };
    report(&UNBOUND_NUMBER, &passage.place(number), message, hint, problems);
}

impl Words {
    fn of(printer: &Printer) -> Self {
        let month = |month: u8| {
            // Every year has a first day of each month.
            let date = printer.date(Date { year: 2001, month, day: 1 }).unwrap_or_default();
            let words = date.split(|c: char| !c.is_alphabetic());
            words.max_by_key(|word| word.chars().count()).unwrap_or_default().to_lowercase()
        };
        let nouns = printer.locale().units.values().flat_map(BTreeMap::values);
        Self {
            months: (1..=12).map(month).filter(|name| !name.is_empty()).collect(),
            nouns: nouns.map(|noun| noun.to_lowercase()).collect(),
        }
    }
}

/// What a figure shows, whose words a passage is one of.
struct Shown<'a> {
    statement: Statement<'a>,
    printer: &'a Printer<'a>,
}

impl<'a> Shown<'a> {
    fn of(passage: &Passage, subject: &'a Subject) -> Option<Self> {
        let PassageKind::Figure(key) = &passage.kind else { return None };
        let spec = subject.texts.figures.specs.iter().find(|spec| spec.key == *key)?;
        let chart = subject.texts.edition(&passage.language)?.charts.get(key)?;
        let printer = subject.printers.get(passage.language.as_str())?;
        let ledger = &subject.texts.evidence.ledger;
        Some(Self { statement: Statement::new(spec, chart, ledger, printer), printer })
    }

    fn has(&self, written: &str) -> bool {
        let digits = self.printer.numbers_in(written).into_iter().next().and_then(|it| it.digits);
        let number = digits.as_deref().and_then(Amount::parse);
        number.is_some_and(|number| self.statement.is_shown(number))
    }
}
