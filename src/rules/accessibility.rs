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

/// A description that describes nothing.
pub static POOR_ALTERNATIVE: Rule = Rule::error(
    "poor-alternative",
    "an alternative text names a file, repeats the caption or only says that there is a picture",
);

/// A heading that skips a level.
pub static HEADING_ORDER: Rule =
    Rule::fixed("heading-order", "a heading skips a level below the one before it");

/// A link that does not say where it leads.
pub static VAGUE_LINK: Rule =
    Rule::warning("vague-link", "the text of a link does not say where it leads");

/// A table whose columns have no names.
pub static TABLE_WITHOUT_HEADER: Rule =
    Rule::error("table-without-header", "a table has no header, or a column without a name");

/// Colours that are too alike.
pub static CONTRAST: Rule =
    Rule::error("contrast", "two colours of the theme that meet are too alike");

/// A picture with too few dots.
pub static SMALL_IMAGE: Rule =
    Rule::warning("small-image", "a picture has so few pixels that it prints very small");

/// A passage that is read out in the wrong language.
pub static FOREIGN_PASSAGE: Rule = Rule::warning(
    "foreign-passage",
    "a passage is in another language than its section, and not marked so",
);

/// All of them.
pub static ALL: [&Rule; 10] = [
    &MISSING_ALTERNATIVE,
    &ALTERNATIVE_LENGTH,
    &UNSHOWN_NUMBER,
    &POOR_ALTERNATIVE,
    &HEADING_ORDER,
    &VAGUE_LINK,
    &TABLE_WITHOUT_HEADER,
    &CONTRAST,
    &SMALL_IMAGE,
    &FOREIGN_PASSAGE,
];
