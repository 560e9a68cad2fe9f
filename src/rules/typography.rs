//! Rules about letters and signs.

use super::Rule;

/// A straight quote where the text prints as it is.
pub static STRAIGHT_QUOTE: Rule = Rule::warning(
    "straight-quote",
    "a text that prints as it is written has a straight quotation mark",
);

/// Two spaces in a row.
pub static DOUBLE_SPACE: Rule = Rule::warning("double-space", "two spaces stand between two words");

/// A unit that can end up on the next line.
pub static BREAKING_UNIT: Rule =
    Rule::warning("breaking-unit", "a line can end between a number and its unit");

/// A letter that no font has.
pub static MISSING_GLYPH: Rule =
    Rule::error("missing-glyph", "no font of the project has a letter of the text");

/// A font that does not exist.
pub static UNKNOWN_FONT: Rule =
    Rule::error("unknown-font", "the theme asks for a font that the project does not have");

/// All of them.
pub static ALL: [&Rule; 5] =
    [&STRAIGHT_QUOTE, &DOUBLE_SPACE, &BREAKING_UNIT, &MISSING_GLYPH, &UNKNOWN_FONT];
