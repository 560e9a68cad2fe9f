//! Rules about numbers.

mod allowed;
mod known;
mod rounding;
mod unbound;
mod written;

use std::collections::BTreeSet;

use typst::diag::eco_format;

use super::passages::text;
use super::{Subject, report, strings};
use crate::assemble::used_keys;
use crate::diag::{Place, Problems};
use crate::project::file_id;
use crate::rules::numbers::UNUSED_INDICATOR;

/// The file that defines indicators.
const DEFINITIONS: &str = "data/indicators.toml";

/// Looks at the rules about numbers.
pub fn check(subject: &Subject, all: bool, problems: &mut Problems) {
    unbound::check(subject, problems);
    rounding::check(subject, problems);
    if all {
        unused(subject, problems);
    }
}

/// Reports indicators that no document uses, and tables of which no cell is used.
fn unused(subject: &Subject, problems: &mut Problems) {
    if !subject.asks(&UNUSED_INDICATOR) {
        return;
    }
    let ledger = &subject.texts.evidence.ledger;
    let usages = subject.texts.editions.iter().flat_map(|edition| &edition.usages);
    let used = used_keys(ledger, usages);
    let definition = |key: &str| match key.split_once('.') {
        Some((table, _)) if ledger.grid(table).is_some() => table.to_string(),
        _ => key.to_string(),
    };
    let used: BTreeSet<String> = used.into_iter().map(definition).collect();
    let file = file_id(DEFINITIONS);
    let source = text(subject.project, file).unwrap_or_default();
    for (key, range) in strings::keys(&source) {
        if !used.contains(&key) {
            let message = eco_format!("no document uses `{key}`");
            let hint = "state it somewhere, or delete it";
            report(&UNUSED_INDICATOR, &Place::new(file, range), message, hint, problems);
        }
    }
}
