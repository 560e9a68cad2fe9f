//! Which indicators print a number.

use std::cell::RefCell;
use std::collections::BTreeMap;

use typst::diag::{EcoString, eco_format};

use crate::check::Subject;
use crate::evidence::{Amount, Form, Printer};

/// How many indicators a hint names, at most.
const MOST: usize = 3;

/// The indicators by the numbers that they print, looked up once for each language.
#[derive(Default)]
pub struct Known(RefCell<BTreeMap<String, ByNumber>>);

/// The keys of indicators by what they print, in plain digits.
type ByNumber = BTreeMap<String, Vec<String>>;

impl Known {
    /// What to do about a number that is written in a language.
    pub fn hint(&self, written: &str, language: &str, subject: &Subject) -> EcoString {
        self.hint_with(language, written, &format!("[{written}]{{.literal}}"), subject, |key| {
            format!("{{{{ {key} }}}}")
        })
    }

    /// The same in a section in Typst.
    pub fn hint_in_typst(&self, written: &str, language: &str, subject: &Subject) -> EcoString {
        self.hint_with(language, written, &format!("#\"{written}\""), subject, |key| {
            format!("#ev(\"{key}\")")
        })
    }

    fn hint_with(
        &self,
        language: &str,
        written: &str,
        literal: &str,
        subject: &Subject,
        bound: impl Fn(&str) -> String,
    ) -> EcoString {
        let free = eco_format!("`{literal}` if it is no finding");
        let Some(printer) = subject.printers.get(language) else { return free };
        let mut read = self.0.borrow_mut();
        let known = read.entry(language.into()).or_insert_with(|| by_number(subject, printer));
        let digits = printer.numbers_in(written).into_iter().next().and_then(|it| it.digits);
        let number = digits.as_deref().and_then(Amount::parse).map(|it| it.shortest().to_string());
        let keys = number.and_then(|number| known.get(&number));
        match keys {
            None => eco_format!("write `{}` for an indicator, or {free}", bound("key")),
            Some(keys) => {
                let named: Vec<_> =
                    keys.iter().take(MOST).map(|key| format!("`{}`", bound(key))).collect();
                eco_format!("write {}, or {free}", named.join(" or "))
            }
        }
    }
}

fn by_number(subject: &Subject, printer: &Printer) -> ByNumber {
    let mut known = ByNumber::new();
    for indicator in subject.texts.evidence.ledger.iter() {
        for form in [Form::Text, Form::Number, Form::Approx] {
            let Ok(printed) = printer.print(indicator, form) else { continue };
            for number in printer.numbers_in(&printed) {
                let Some(amount) = number.digits.as_deref().and_then(Amount::parse) else {
                    continue;
                };
                let keys = known.entry(amount.shortest().to_string()).or_default();
                if !keys.contains(&indicator.key) {
                    keys.push(indicator.key.clone());
                }
            }
        }
    }
    known
}
