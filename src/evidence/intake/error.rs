//! What is wrong with a data file.

use std::ops::Range;

use typst::diag::EcoString;

/// How many problems of one file are reported at once.
pub const MOST_ERRORS: usize = 20;

/// One reason why a data file cannot be read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadError {
    /// What is wrong.
    pub message: EcoString,
    /// What to do about it.
    pub hint: Option<EcoString>,
    /// The bytes that are meant, where the file is UTF-8 text. A byte order
    /// mark does not count.
    pub range: Option<Range<usize>>,
}

impl ReadError {
    /// A problem of the whole file.
    pub fn new(message: impl Into<EcoString>) -> Self {
        Self { message: message.into(), hint: None, range: None }
    }

    /// Adds what to do about it.
    pub fn hint(self, hint: impl Into<EcoString>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Adds a hint, if there is one.
    pub fn maybe_hint(self, hint: Option<EcoString>) -> Self {
        Self { hint, ..self }
    }

    /// Adds the bytes that are meant.
    pub fn at(self, range: Range<usize>) -> Self {
        Self { range: Some(range), ..self }
    }
}

/// What reading gives: a value, or everything that is wrong.
pub type Outcome<T> = Result<T, Vec<ReadError>>;

/// Fails with one problem.
pub fn fail<T>(error: ReadError) -> Outcome<T> {
    Err(vec![error])
}
