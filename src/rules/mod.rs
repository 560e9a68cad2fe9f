//! The rules that a publication keeps: their names, and how much it matters when one is
//! broken.
//!
//! A stage that finds something wrong names the rule; what a project thinks of the rule
//! is in `[rules]` of its manifest. What each rule is for is told in `docs/rules.md`,
//! which the program carries with it.

pub mod accessibility;
pub mod claims;
pub mod colophon;
pub mod languages;
pub mod layout;
pub mod numbers;
pub mod spelling;
pub mod typography;

mod levels;

pub use self::levels::Levels;

use typst::diag::Severity;

/// What is told about each rule, under a heading with its name.
const PAGES: &str = include_str!("../../docs/rules.md");

/// A rule that a publication keeps.
#[derive(Debug)]
pub struct Rule {
    /// The name by which manifests and readers know it.
    pub name: &'static str,
    /// What is wrong when it is broken, in one sentence.
    pub sentence: &'static str,
    /// How much it matters if the manifest does not say.
    pub level: Level,
    /// Whether nothing can be made of a project that breaks it, so that a manifest cannot
    /// change what it matters.
    pub fixed: bool,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Rule {}

/// How much a broken rule matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Nothing is published.
    Error,
    /// It is said.
    Warning,
    /// The rule is not looked at.
    Off,
}

impl Level {
    /// All levels with their names in the manifest.
    pub const ALL: [(&str, Self); 3] =
        [("error", Self::Error), ("warning", Self::Warning), ("off", Self::Off)];

    /// The name in the manifest.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, level)| *level == self).map_or("", |(name, _)| name)
    }

    /// The severity of what is found; nothing is to be said of a rule that is off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Off => None,
        }
    }
}

impl Rule {
    const fn new(name: &'static str, level: Level, sentence: &'static str) -> Self {
        Self { name, sentence, level, fixed: false }
    }

    /// A rule that is an error when it is broken.
    const fn error(name: &'static str, sentence: &'static str) -> Self {
        Self::new(name, Level::Error, sentence)
    }

    /// A rule that is a warning when it is broken.
    const fn warning(name: &'static str, sentence: &'static str) -> Self {
        Self::new(name, Level::Warning, sentence)
    }

    /// A rule without which nothing can be made.
    const fn fixed(name: &'static str, sentence: &'static str) -> Self {
        Self { fixed: true, ..Self::new(name, Level::Error, sentence) }
    }

    /// All that is told about the rule, in Markdown.
    pub fn page(&self) -> &'static str {
        pages().find(|(name, _)| *name == self.name).map_or("", |(_, page)| page)
    }
}

/// All rules, family by family.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let families: [&[&Rule]; 8] = [
        &numbers::ALL,
        &claims::ALL,
        &languages::ALL,
        &accessibility::ALL,
        &typography::ALL,
        &layout::ALL,
        &spelling::ALL,
        &colophon::ALL,
    ];
    families.into_iter().flatten().copied()
}

/// The rule with a name.
pub fn find(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name == name)
}

/// The names and texts of the pages, in their order.
fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    let parts = PAGES.split("\n### `").skip(1);
    parts.filter_map(|part| {
        let (name, text) = part.split_once("`\n")?;
        Some((name, text.split("\n## ").next().unwrap_or(text).trim()))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_and_spelled_alike() {
        let mut seen = BTreeSet::new();
        for Rule { name, sentence, .. } in all() {
            assert!(seen.insert(name), "{name} is there twice");
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name}");
            assert!(sentence.starts_with(char::is_lowercase), "{name}: {sentence}");
            assert!(!sentence.ends_with('.'), "{name}: {sentence}");
        }
    }

    #[test]
    fn every_rule_has_a_page_and_every_page_a_rule() {
        let told: Vec<&str> = pages().map(|(name, _)| name).collect();
        let known: Vec<&str> = all().map(|rule| rule.name).collect();
        assert_eq!(told, known);
    }

    #[test]
    fn pages_say_what_the_rules_are() {
        for rule in all() {
            let fixed = if rule.fixed { ", always" } else { "" };
            let first = format!("*{}{fixed}*: {}.", rule.level.name(), rule.sentence);
            let page = rule.page();
            assert!(page.starts_with(&first), "{}: start the page with {first}", rule.name);
            assert!(page.len() > first.len() + 40, "{} is not told about", rule.name);
        }
    }
}
