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

/// All of them.
pub static ALL: [&Rule; 3] = [&MISSING_SECTION, &MISSING_TRANSLATION, &MISSING_STRING];
