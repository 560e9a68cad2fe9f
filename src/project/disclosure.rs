//! Which numbers may be shown: `[evidence]` in the manifest.

use toml::de::DeValue;

use super::fields::Fields;

/// Which numbers that are computed from rows may be shown, and how sure they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Disclosure {
    /// Shares and means of fewer rows are hidden.
    pub minimum_base: u64,
    /// Counts of fewer rows are hidden, and those that would tell them.
    pub minimum_cell: u64,
    /// The confidence of intervals and of differences, between 0 and 1.
    pub confidence: f64,
}

impl Default for Disclosure {
    fn default() -> Self {
        Self { minimum_base: 10, minimum_cell: 10, confidence: 0.95 }
    }
}

/// `[evidence]`: `minimum-base`, `minimum-cell` and `confidence`.
pub fn read_disclosure(fields: &Fields) -> Disclosure {
    let Some(table) = fields.table("evidence") else { return Disclosure::default() };
    let usual = Disclosure::default();
    let minimum = |name: &str, usual: u64| {
        table.integer(name, 0..=1_000_000).map_or(usual, |minimum| minimum as u64)
    };
    let disclosure = Disclosure {
        minimum_base: minimum("minimum-base", usual.minimum_base),
        minimum_cell: minimum("minimum-cell", usual.minimum_cell),
        confidence: read_confidence(&table).unwrap_or(usual.confidence),
    };
    table.finish();
    disclosure
}

fn read_confidence(fields: &Fields) -> Option<f64> {
    let value = fields.get("confidence")?;
    let number = match value.get_ref() {
        DeValue::Float(number) => number.as_str().parse().ok(),
        _ => None,
    };
    let number = number.filter(|number| (0.5..1.0).contains(number));
    if number.is_none() {
        fields.wrong_type("confidence", value, "a number from 0.5 up to 1, such as 0.95");
    }
    number
}
