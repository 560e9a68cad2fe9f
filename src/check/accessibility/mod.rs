//! Rules about what readers with a disability need.

mod alternatives;
mod contrast;
mod foreign;
mod links;
mod tables;

pub use self::alternatives::{poor, unfit_length};
pub use self::links::vague;

use super::Subject;
use crate::diag::Problems;

/// Looks at the rules about accessibility.
pub fn check(subject: &Subject, problems: &mut Problems) {
    alternatives::check(subject, problems);
    links::check(subject, problems);
    tables::check(subject, problems);
    contrast::check(subject, problems);
    foreign::check(subject, problems);
}
