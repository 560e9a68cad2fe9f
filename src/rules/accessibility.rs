//! Rules about what readers with a disability need.

use super::Rule;

/// A picture without a description.
pub static MISSING_ALTERNATIVE: Rule =
    Rule::fixed("missing-alternative", "a picture has no alternative text");

/// A description that is too short to say anything, or too long to listen to.
pub static ALTERNATIVE_LENGTH: Rule =
    Rule::error("alternative-length", "an alternative text is too short or too long");

/// A description that states numbers of its own.
pub static UNSHOWN_NUMBER: Rule = Rule::error(
    "unshown-number",
    "an alternative text states a number that the figure does not show",
);

/// A heading that skips a level.
pub static HEADING_ORDER: Rule =
    Rule::fixed("heading-order", "a heading skips a level below the one before it");

/// All of them.
pub static ALL: [&Rule; 4] =
    [&MISSING_ALTERNATIVE, &ALTERNATIVE_LENGTH, &UNSHOWN_NUMBER, &HEADING_ORDER];
