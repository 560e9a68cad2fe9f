//! Rules about spelling.

use super::Rule;

/// A word that the dictionary does not have.
pub static UNKNOWN_WORD: Rule =
    Rule::warning("unknown-word", "a word is not in the dictionary that the project brings along");

/// A dictionary that is none.
pub static UNREADABLE_DICTIONARY: Rule =
    Rule::error("unreadable-dictionary", "a dictionary of the project cannot be read");

/// All of them.
pub static ALL: [&Rule; 2] = [&UNKNOWN_WORD, &UNREADABLE_DICTIONARY];
