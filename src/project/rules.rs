//! What the manifest says about the rules: `[rules]` and `[numbers]`.

use regex::Regex;
use typst::diag::eco_format;

use super::fields::Fields;
use crate::diag::name_hint;
use crate::rules::{self, Level, Levels};

/// Reads `[rules]`: the level of each rule that has another one than its own.
pub fn read_levels(fields: &Fields) -> Levels {
    let mut levels = Levels::default();
    let Some(table) = fields.table("rules") else { return levels };
    for (name, text) in table.strings() {
        let level = Level::ALL.into_iter().find(|(known, _)| known == text.get_ref());
        if level.is_none() {
            let message = eco_format!("there is no level `{}`", text.get_ref());
            let hint = name_hint(text.get_ref(), Level::ALL.map(|(name, _)| name));
            table.reader.error_with_hint(text.span(), message, hint);
        }
        match rules::find(name.get_ref()) {
            None => {
                let message = eco_format!("there is no rule `{}`", name.get_ref());
                let hint = name_hint(name.get_ref(), rules::all().map(|rule| rule.name));
                let hint = hint.or(Some("`report check --rules` lists all".into()));
                table.reader.error_with_hint(name.span(), message, hint);
            }
            Some(rule) if rule.fixed => {
                let message = eco_format!("the level of `{}` cannot be changed", rule.name);
                let hint = "nothing can be made of a project that breaks it";
                table.reader.error_with_hint(name.span(), message, Some(hint.into()));
            }
            Some(rule) => {
                if let Some((_, level)) = level {
                    levels.set(rule, level);
                }
            }
        }
    }
    table.finish();
    levels
}

/// Reads `[numbers]`: patterns of text in which digits need no evidence.
pub fn read_allowed_numbers(fields: &Fields) -> Vec<Regex> {
    let Some(table) = fields.table("numbers") else { return Vec::new() };
    let mut patterns = Vec::new();
    for text in table.texts("allow").unwrap_or_default() {
        match Regex::new(text.get_ref()) {
            Ok(pattern) if pattern.is_match("") => {
                let message = eco_format!("the pattern `{}` allows everything", text.get_ref());
                let hint = "write what stands around the number, such as `EN 301 549`";
                table.reader.error_with_hint(text.span(), message, Some(hint.into()));
            }
            Ok(pattern) => patterns.push(pattern),
            Err(error) => {
                let reason = error.to_string();
                let reason =
                    reason.lines().last().unwrap_or_default().trim_start_matches("error: ");
                let message = eco_format!("the pattern cannot be read ({reason})");
                table.reader.error(text.span(), message);
            }
        }
    }
    table.finish();
    patterns
}
