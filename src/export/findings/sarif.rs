//! Findings as SARIF, which code hosts and editors read.
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use serde_json::{Value, json};

use super::{Listed, Spot, UNNAMED};
use crate::rules::{self, Rule};

/// The schema of what is written.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes findings as a SARIF log with one run.
pub fn sarif(listed: &[Listed]) -> String {
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "report",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": described(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": listed.iter().map(result).collect::<Vec<_>>(),
        }],
    });
    // Strings and numbers always serialize.
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

/// All rules, and one for what breaks none of them.
fn described() -> Vec<Value> {
    let rule = |rule: &Rule| {
        json!({
            "id": rule.name,
            "shortDescription": { "text": rule.sentence },
            "help": { "text": rule.page(), "markdown": rule.page() },
            "defaultConfiguration": {
                "enabled": rule.level != rules::Level::Off,
                "level": if rule.level == rules::Level::Error { "error" } else { "warning" },
            },
        })
    };
    let unnamed = json!({
        "id": UNNAMED,
        "shortDescription": { "text": "a file says what it cannot say" },
    });
    rules::all().map(rule).chain([unnamed]).collect()
}

fn result(listed: &Listed) -> Value {
    let index = rules::all().position(|rule| Some(rule) == listed.rule);
    let mut result = json!({
        "ruleId": listed.name(),
        "ruleIndex": index.unwrap_or_else(|| rules::all().count()),
        "level": listed.severity(),
        "message": { "text": listed.text() },
    });
    if let Some(spot) = &listed.spot {
        result["locations"] = json!([{ "physicalLocation": location(spot) }]);
    }
    result
}

fn location(spot: &Spot) -> Value {
    json!({
        "artifactLocation": { "uri": uri(&spot.file) },
        "region": {
            "startLine": spot.line,
            "startColumn": spot.column,
            "endLine": spot.end_line,
            "endColumn": spot.end_column,
        },
    })
}

/// A path as a relative reference of RFC 3986.
fn uri(path: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(byte);
    path.bytes()
        .map(|byte| match plain(&byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_references() {
        assert_eq!(uri("report/één a.md"), "report/%C3%A9%C3%A9n%20a.md");
    }
}
