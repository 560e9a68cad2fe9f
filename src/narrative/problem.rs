//! What is wrong with a text, before it is known in which file it stands.

use std::ops::Range;

use typst::diag::SourceDiagnostic;
use typst::syntax::FileId;

use crate::diag::{Finding, Place};
use crate::rules::Rule;

/// Something an author has to put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it is, in bytes of the author's file.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hints: Vec<String>,
    /// The rule that it breaks, if it has a name.
    pub rule: Option<&'static Rule>,
}

impl Problem {
    /// A problem with the text in a range.
    pub fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self { range, message: message.into(), hints: Vec::new(), rule: None }
    }

    /// Adds what to do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Says which rule it breaks.
    pub fn breaks(mut self, rule: &'static Rule) -> Self {
        self.rule = Some(rule);
        self
    }

    /// The problem as an error in a file.
    pub fn at(self, file: FileId) -> Finding {
        let span = Place::new(file, self.range).span();
        let error = SourceDiagnostic::error(span, self.message);
        let error = self.hints.into_iter().fold(error, |error, hint| error.with_hint(hint));
        let mut finding = Finding::from(error);
        if let Some(rule) = self.rule {
            finding.breaks(rule);
        }
        finding
    }
}
