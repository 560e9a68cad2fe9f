//! What a project thinks of the rules.

use std::collections::BTreeMap;

use super::{Level, Rule};

/// The levels of the rules in a project.
#[derive(Debug, Clone, Default)]
pub struct Levels(BTreeMap<&'static str, Level>);

impl Levels {
    /// Sets the level of a rule.
    pub fn set(&mut self, rule: &Rule, level: Level) {
        self.0.insert(rule.name, level);
    }

    /// The level of a rule: as the project says, or else its own.
    pub fn of(&self, rule: &Rule) -> Level {
        self.0.get(rule.name).copied().filter(|_| !rule.fixed).unwrap_or(rule.level)
    }

    /// Whether a rule is looked at.
    pub fn asks(&self, rule: &Rule) -> bool {
        self.of(rule) != Level::Off
    }
}

#[cfg(test)]
mod tests {
    use super::super::{claims, numbers};
    use super::*;

    #[test]
    fn a_project_changes_levels_but_not_those_that_are_fixed() {
        let mut levels = Levels::default();
        assert_eq!(levels.of(&claims::FALSE_CLAIM), Level::Error);
        levels.set(&claims::FALSE_CLAIM, Level::Off);
        levels.set(&numbers::UNKNOWN_INDICATOR, Level::Off);
        assert!(!levels.asks(&claims::FALSE_CLAIM));
        assert_eq!(levels.of(&numbers::UNKNOWN_INDICATOR), Level::Error);
    }
}
