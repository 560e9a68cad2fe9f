//! Rules about pages.

use super::Rule;

/// More text than room.
pub static OVERFLOW: Rule = Rule::error("overflow", "a block does not fit its place on the page");

/// Much more room than text.
pub static EMPTY_SPACE: Rule =
    Rule::warning("empty-space", "a block leaves a hole in its place on the page");

/// Too many pages, or too few.
pub static PAGE_COUNT: Rule =
    Rule::error("page-count", "a document has more or fewer pages than it may have");

/// A reference that leads nowhere.
pub static DEAD_REFERENCE: Rule =
    Rule::fixed("dead-reference", "a text refers to a section, figure or work that does not exist");

/// A link to a page that is no longer there.
pub static DEAD_LINK: Rule =
    Rule::warning("dead-link", "a link leads to a web page that is not there (with `--online`)");

/// A line of a paragraph that stands alone on a page.
pub static WIDOW_OR_ORPHAN: Rule = Rule::warning(
    "widow-or-orphan",
    "the first or last line of a paragraph stands alone on a page or in a column",
);

/// A heading without its text.
pub static STRANDED_HEADING: Rule = Rule::warning(
    "stranded-heading",
    "a heading stands at the foot of a page or column, and its text on the next",
);

/// Hyphens one over the other.
pub static STACKED_HYPHENS: Rule =
    Rule::warning("stacked-hyphens", "more than two lines in a row end with a hyphen");

/// A figure far from the text that it belongs to.
pub static DISTANT_FIGURE: Rule = Rule::warning(
    "distant-figure",
    "a figure stands more than a page away from where the text first mentions it",
);

/// A figure of which the text says nothing.
pub static UNMENTIONED_FIGURE: Rule =
    Rule::warning("unmentioned-figure", "no text mentions a figure that a section shows");

/// All of them.
pub static ALL: [&Rule; 10] = [
    &OVERFLOW,
    &EMPTY_SPACE,
    &PAGE_COUNT,
    &DEAD_REFERENCE,
    &DEAD_LINK,
    &WIDOW_OR_ORPHAN,
    &STRANDED_HEADING,
    &STACKED_HYPHENS,
    &DISTANT_FIGURE,
    &UNMENTIONED_FIGURE,
];
