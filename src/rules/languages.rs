//! Rules about languages.

use super::Rule;

/// A section that one language lacks.
pub static MISSING_SECTION: Rule =
    Rule::error("missing-section", "a section exists in one language and not in another");

/// A text that one language lacks.
pub static MISSING_TRANSLATION: Rule =
    Rule::fixed("missing-translation", "a text is not given in every language of the project");

/// A word of the tool or theme that a locale lacks.
pub static MISSING_STRING: Rule =
    Rule::fixed("missing-string", "a locale file lacks a word that is printed");

/// Two editions that do not state the same.
pub static DIFFERENT_INDICATORS: Rule = Rule::warning(
    "different-indicators",
    "a section uses other indicators or figures in one language than in another",
);

/// A translation of a text that has changed since.
pub static STALE_TRANSLATION: Rule =
    Rule::warning("stale-translation", "a section has changed since it was translated");

/// All of them.
pub static ALL: [&Rule; 5] = [
    &MISSING_SECTION,
    &MISSING_TRANSLATION,
    &MISSING_STRING,
    &DIFFERENT_INDICATORS,
    &STALE_TRANSLATION,
];
