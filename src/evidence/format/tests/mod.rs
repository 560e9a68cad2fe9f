//! Tests over whole quantities; those of one part stand beside it.

mod dutch;
mod every_language;
mod properties;

use super::*;

/// The official languages of the European Union with their main regions.
const EU_LANGUAGES: [&str; 24] = [
    "bg-BG", "cs-CZ", "da-DK", "de-DE", "el-GR", "en-GB", "es-ES", "et-EE", "fi-FI", "fr-FR",
    "ga-IE", "hr-HR", "hu-HU", "it-IT", "lt-LT", "lv-LV", "mt-MT", "nl-NL", "pl-PL", "pt-PT",
    "ro-RO", "sk-SK", "sl-SI", "sv-SE",
];

/// A quantity from what an author writes: `67`, or `50..65` for a range.
fn quantity(value: &str, unit: &str) -> Quantity {
    let decimal = |text: &str| text.parse().unwrap();
    let value = match value.split_once("..") {
        None => Value::Single(decimal(value)),
        Some((low, high)) => Value::Range(decimal(low), decimal(high)),
    };
    Quantity {
        value,
        unit: Unit::named(unit),
        exactness: Exactness::Exact,
        compact: false,
        decimals: None,
    }
}

impl Quantity {
    fn compact(self) -> Self {
        Self { compact: true, ..self }
    }

    fn decimals(self, decimals: u8) -> Self {
        Self { decimals: Some(decimals), ..self }
    }

    fn exactness(self, exactness: Exactness) -> Self {
        Self { exactness, ..self }
    }
}

#[test]
fn formats_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<NumberFormats>();
}
