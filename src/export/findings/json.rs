//! Findings as JSON: a list, for scripts.

use serde::Serialize;

use super::{Listed, Spot};

/// A finding as JSON.
#[derive(Serialize)]
struct Entry<'a> {
    rule: Option<&'static str>,
    severity: &'static str,
    message: &'a str,
    hints: &'a [String],
    #[serde(flatten)]
    spot: Option<&'a Spot>,
}

/// Writes findings as JSON.
pub fn json(listed: &[Listed]) -> String {
    let entry = |it| {
        let Listed { rule, message, hints, spot, .. }: &Listed = it;
        let severity = it.severity();
        Entry { rule: rule.map(|rule| rule.name), severity, message, hints, spot: spot.as_ref() }
    };
    let entries: Vec<_> = listed.iter().map(entry).collect();
    // Strings and numbers always serialize.
    serde_json::to_string_pretty(&entries).unwrap_or_default() + "\n"
}
