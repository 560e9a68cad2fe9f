//! Rules about claims.

use super::Rule;

/// A phrase whose condition is false.
pub static FALSE_CLAIM: Rule =
    Rule::error("false-claim", "a phrase says what is not true of the data");

/// A claim whose phrase has been edited away.
pub static LOST_PHRASE: Rule =
    Rule::error("lost-phrase", "a claim is about a phrase that the section does not have");

/// A comparison of numbers that differ by no more than chance.
pub static CHANCE_COMPARISON: Rule = Rule::error(
    "chance-comparison",
    "a phrase compares numbers that differ by no more than chance",
);

/// All of them.
pub static ALL: [&Rule; 3] = [&FALSE_CLAIM, &LOST_PHRASE, &CHANCE_COMPARISON];
