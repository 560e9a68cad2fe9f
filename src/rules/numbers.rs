//! Rules about numbers.

use super::Rule;

/// A number in prose that no indicator states.
pub static UNBOUND_NUMBER: Rule =
    Rule::error("unbound-number", "a text states a number that is not bound to the evidence");

/// A name that is no indicator.
pub static UNKNOWN_INDICATOR: Rule =
    Rule::fixed("unknown-indicator", "a text or figure names an indicator that does not exist");

/// An indicator that nothing uses.
pub static UNUSED_INDICATOR: Rule =
    Rule::warning("unused-indicator", "no document uses an indicator");

/// A data file that is not the one that was pinned.
pub static CHANGED_SOURCE: Rule =
    Rule::fixed("changed-source", "a data file differs from the one whose checksum is pinned");

/// A word such as “almost” before a number that lies on the other side.
pub static WRONG_ROUNDING: Rule = Rule::error(
    "wrong-rounding",
    "a word such as “almost” or “more than” does not fit the number behind it",
);

/// Shares that cannot be parts of one whole.
pub static SHARES_DO_NOT_ADD_UP: Rule = Rule::fixed(
    "shares-do-not-add-up",
    "the parts of a whole, placed together, do not make up 100 percent",
);

/// All of them.
pub static ALL: [&Rule; 6] = [
    &UNBOUND_NUMBER,
    &UNKNOWN_INDICATOR,
    &UNUSED_INDICATOR,
    &CHANGED_SOURCE,
    &WRONG_ROUNDING,
    &SHARES_DO_NOT_ADD_UP,
];
