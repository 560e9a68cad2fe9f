//! Phrases of a section that have to stay true.

use std::ops::Range;

use toml::Spanned;

use super::problem::Problem;
use crate::rules::claims::LOST_PHRASE;

/// A phrase of the text, and the condition under which it is true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The phrase.
    pub phrase: String,
    /// The condition, such as `coordinator > 50`.
    pub condition: String,
    /// Where the condition is written.
    pub range: Range<usize>,
    /// Where the text uses the phrase: at least once, or it has been reported.
    pub occurrences: Vec<Range<usize>>,
}

/// Reads a claim. `find` says where the section uses a phrase; that it is used
/// nowhere is a problem.
pub fn read(
    (phrase, condition): &(Spanned<String>, Spanned<String>),
    find: impl Fn(&str) -> Vec<Range<usize>>,
    problems: &mut Vec<Problem>,
) -> Claim {
    let occurrences = find(phrase.get_ref());
    if occurrences.is_empty() {
        let message = format!("the phrase `{}` does not occur in the section", phrase.get_ref());
        let hint = "copy it from the text, letter by letter, or delete the claim";
        let problem = Problem::new(phrase.span(), message).breaks(&LOST_PHRASE);
        problems.push(problem.hint(hint));
    }
    Claim {
        phrase: phrase.get_ref().clone(),
        condition: condition.get_ref().clone(),
        range: condition.span(),
        occurrences,
    }
}
