//! Rules about numbers.

mod allowed;
mod known;
mod unbound;
mod written;

use super::{Subject, report};
use crate::assemble::used_keys;
use crate::diag::Problems;
use crate::rules::numbers::UNUSED_INDICATOR;
use typst::diag::eco_format;

/// Looks at the rules about numbers.
pub fn check(subject: &Subject, all: bool, problems: &mut Problems) {
    unbound::check(subject, problems);
    if all {
        unused(subject, problems);
    }
}

/// Reports indicators that no document uses.
fn unused(subject: &Subject, problems: &mut Problems) {
    if !subject.asks(&UNUSED_INDICATOR) {
        return;
    }
    let ledger = &subject.texts.evidence.ledger;
    let usages = || subject.texts.editions.iter().flat_map(|edition| &edition.usages);
    let used = used_keys(ledger, usages());
    let in_used_table = |key: &str| {
        // Of a table, all cells belong together.
        key.split_once('.')
            .and_then(|(table, _)| ledger.grid(table))
            .is_some_and(|table| table.cells().any(|cell| used.contains(cell.as_str())))
    };
    let mut tables = std::collections::BTreeSet::new();
    for indicator in ledger.iter() {
        let key = indicator.key.as_str();
        if used.contains(key) || in_used_table(key) {
            continue;
        }
        let name = match key.split_once('.') {
            Some((table, _)) if ledger.grid(table).is_some() => table,
            _ => key,
        };
        if tables.insert(name.to_string()) {
            let message = eco_format!("no document uses `{name}`");
            let hint = "state it somewhere, or delete it";
            report(&UNUSED_INDICATOR, &indicator.place, message, hint, problems);
        }
    }
}
