//! The one error type of all stages.
//!
//! Every problem is a Typst [`SourceDiagnostic`]: a severity, a span into a
//! file, a message and hints. Spans into files that are not Typst (TOML, CSV,
//! Markdown) are byte ranges, so that all of them print alike. A problem that breaks
//! one of the [rules](crate::rules) names it.

use std::collections::HashSet;
use std::ops::{Deref, DerefMut, Range};

use typst::diag::{EcoString, Severity, SourceDiagnostic};
use typst::syntax::{DiagSpan, FileId};
use typst::{World, WorldExt};

use crate::rules::{Levels, Rule};

/// A place in a file of the project: the file and a byte range in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The byte range in the file.
    pub range: Range<usize>,
}

impl Place {
    /// Names a byte range in a file.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self { file, range }
    }

    /// The place as a span that diagnostics can carry.
    pub fn span(&self) -> DiagSpan {
        DiagSpan::from_range(self.file, self.range.clone())
    }
}

/// A problem, and the rule that it breaks if it is one of those with a name.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: Option<&'static Rule>,
    /// The problem itself.
    pub diagnostic: SourceDiagnostic,
}

impl Finding {
    /// Says that the problem breaks a rule, which tells how much it matters.
    pub fn breaks(&mut self, rule: &'static Rule) -> &mut Self {
        self.rule = Some(rule);
        if let Some(severity) = rule.level.severity() {
            self.diagnostic.severity = severity;
        }
        self
    }

    /// The name of the rule.
    pub fn rule_name(&self) -> Option<&'static str> {
        self.rule.map(|rule| rule.name)
    }
}

impl From<SourceDiagnostic> for Finding {
    fn from(diagnostic: SourceDiagnostic) -> Self {
        Self { rule: None, diagnostic }
    }
}

impl Deref for Finding {
    type Target = SourceDiagnostic;

    fn deref(&self) -> &SourceDiagnostic {
        &self.diagnostic
    }
}

impl DerefMut for Finding {
    fn deref_mut(&mut self) -> &mut SourceDiagnostic {
        &mut self.diagnostic
    }
}

/// The problems that a run has met so far, in the order of the stages.
#[derive(Debug, Default, Clone)]
pub struct Problems(Vec<Finding>);

impl Problems {
    /// Starts with no problem.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an error at a place and returns it, so that hints can be added.
    pub fn error(&mut self, place: &Place, message: impl Into<EcoString>) -> &mut Finding {
        self.push(SourceDiagnostic::error(place.span(), message))
    }

    /// Adds an error at a place, with a hint if there is one.
    pub fn error_with_hint(
        &mut self,
        place: &Place,
        message: impl Into<EcoString>,
        hint: Option<EcoString>,
    ) -> &mut Finding {
        let error = SourceDiagnostic::error(place.span(), message);
        self.push(error.with_hints(hint))
    }

    /// Adds an error that belongs to no file.
    pub fn error_anywhere(&mut self, message: impl Into<EcoString>) -> &mut Finding {
        self.push(SourceDiagnostic::error(DiagSpan::detached(), message))
    }

    /// Adds a problem and returns it, so that hints can be added.
    pub fn push(&mut self, problem: impl Into<Finding>) -> &mut Finding {
        let index = self.0.len();
        self.0.push(problem.into());
        &mut self.0[index]
    }

    /// Takes over all problems of another collection.
    pub fn extend(&mut self, others: impl IntoIterator<Item = impl Into<Finding>>) {
        self.0.extend(others.into_iter().map(Into::into));
    }

    /// Gives each broken rule the level that a project gives it, and drops what breaks
    /// rules that are off.
    pub fn weigh(&mut self, levels: &Levels) {
        self.0.retain_mut(|problem| {
            let Some(rule) = problem.rule else { return true };
            let severity = levels.of(rule).severity();
            problem.severity = severity.unwrap_or(problem.severity);
            severity.is_some()
        });
    }

    /// Whether at least one problem is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Whether there is no problem.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many problems there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|problem| problem.severity == severity).count()
    }

    /// Turns warnings into errors, as `--deny-warnings` asks.
    pub fn deny_warnings(&mut self) {
        for problem in &mut self.0 {
            problem.severity = Severity::Error;
        }
    }

    /// All problems, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter()
    }

    /// Sorts the problems by file and place; those without a place come last.
    pub fn sort(&mut self, world: &dyn World) {
        self.0.sort_by_cached_key(|problem| {
            let path = problem.span.id().map(|id| id.vpath().get_without_slash().to_string());
            let range = world.range(problem.span).unwrap_or_default();
            let name = problem.rule_name().unwrap_or_default();
            (path.is_none(), path, range.start, range.end, name, problem.message.clone())
        });
    }

    /// Drops every problem that says the same at the same place as an earlier one.
    pub fn deduplicate(&mut self) {
        let mut seen = HashSet::new();
        self.0.retain(|problem| seen.insert((problem.span, problem.message.clone())));
    }
}

impl IntoIterator for Problems {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// The hint that names the known name nearest to an unknown one, or all known
/// names where they are few and none is near.
pub fn name_hint<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Option<EcoString> {
    let mut known: Vec<&str> = known.into_iter().collect();
    known.sort_unstable();
    known.dedup();
    let nearest = known
        .iter()
        .map(|name| (strsim::damerau_levenshtein(unknown, name), *name))
        .min()
        .filter(|(distance, name)| *distance * 5 <= 2 * name.len().max(unknown.len()));
    match nearest {
        Some((_, name)) => Some(typst::diag::eco_format!("did you mean `{name}`?")),
        None if known.is_empty() || known.len() > 12 => None,
        None => {
            let list: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
            Some(typst::diag::eco_format!("known are {}", list.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_the_hint() {
        let known = ["coordinator", "respondents"];
        let hint = name_hint("cordinator", known);
        assert_eq!(hint.as_deref(), Some("did you mean `coordinator`?"));
    }

    #[test]
    fn few_names_are_listed_when_none_is_near() {
        let hint = name_hint("xyz", ["number", "approx"]);
        assert_eq!(hint.as_deref(), Some("known are `approx`, `number`"));
    }

    #[test]
    fn equal_problems_are_kept_once() {
        let mut problems = Problems::new();
        problems.error_anywhere("twice");
        problems.error_anywhere("twice");
        problems.error_anywhere("once");
        problems.deduplicate();
        assert_eq!(problems.count(Severity::Error), 2);
    }
}
