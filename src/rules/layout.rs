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
    Rule::fixed("dead-reference", "a text refers to a section or figure that does not exist");

/// All of them.
pub static ALL: [&Rule; 4] = [&OVERFLOW, &EMPTY_SPACE, &PAGE_COUNT, &DEAD_REFERENCE];
