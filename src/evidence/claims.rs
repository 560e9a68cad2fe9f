//! Claims: conditions over indicators that a phrase of the text relies on.
//!
//! A condition is written in the Common Expression Language. A single number
//! is a variable, a range has the fields `low` and `high`, and a table has a
//! field for each row (and in it for each column). `rank(table)` lists the keys of
//! its rows from the largest to the smallest, and `significant(a, b)` tells whether
//! two numbers differ by more than chance. A comparison such as `a > b` is only true
//! of a sample if it is likely to be true of the population too.

use std::collections::HashMap;
use std::sync::Arc;

use cel::{Context, Env, ExecutionError, Program, Value as CelValue};

use super::comparisons::{Comparison, comparisons};
use super::indicator::{Grid, GridRow, Indicator, Ledger, Value};
use super::significance::{self, Significance};
use crate::diag::name_hint;

/// Why a claim does not stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimError {
    /// The condition cannot be read.
    Malformed(String),
    /// The condition names something that is no indicator; with a hint.
    Unknown(String, Option<String>),
    /// The condition is neither true nor false.
    NotBoolean,
    /// The condition cannot be computed.
    Failed(String),
    /// The condition is false for the values that it names.
    False(String),
    /// The condition compares numbers that differ by no more than chance: which,
    /// and by how much.
    Chance(String),
}

/// Checks conditions against the indicators of a ledger.
pub struct Claims<'a> {
    ledger: &'a Ledger,
    confidence: f64,
    env: Arc<Env>,
}

impl<'a> Claims<'a> {
    /// Checks against a ledger. Differences are significant at this confidence.
    pub fn new(ledger: &'a Ledger, confidence: f64) -> Self {
        Self { ledger, confidence, env: Arc::new(Env::stdlib()) }
    }

    /// Checks that a condition is true.
    ///
    /// # Errors
    /// Why it is not.
    pub fn check(&self, condition: &str) -> Result<(), ClaimError> {
        let (condition, mut stated) = self.decide_significance(condition)?;
        let program = self.program(&condition)?;
        let names = names(&program);
        let mut context = Context::with_env(self.env.clone());
        for name in &names {
            let value = self.value(name).ok_or_else(|| self.unknown(name))?;
            context.add_variable_from_value(name, value);
        }
        // The name of a function is always taken; only its kind could be refused.
        let _added = context.add_function("rank", rank);
        match program.execute(&context) {
            Ok(CelValue::Bool(true)) => self.check_comparisons(&program),
            Ok(CelValue::Bool(false)) => {
                stated.extend(self.stated(&names));
                Err(ClaimError::False(stated.join(", ")))
            }
            Ok(_) => Err(ClaimError::NotBoolean),
            Err(error) => Err(ClaimError::Failed(first_line(&error.to_string()))),
        }
    }

    /// The indicators that a condition names; of a table, those of all its cells.
    /// None if it cannot be read, which `check` says.
    pub fn keys(&self, condition: &str) -> Vec<String> {
        let cells = |name: String| match self.ledger.grid(&name) {
            Some(grid) => grid.cells().cloned().collect(),
            None => vec![name],
        };
        let program = self.program(condition);
        program.iter().flat_map(names).flat_map(cells).collect()
    }

    fn program(&self, condition: &str) -> Result<Program, ClaimError> {
        let program = self.env.compile(condition);
        program.map_err(|errors| ClaimError::Malformed(syntax_error(&errors.to_string())))
    }

    /// Puts the answer in the place of each `significant(a, b)`, and says how it
    /// came about.
    fn decide_significance(&self, condition: &str) -> Result<(String, Vec<String>), ClaimError> {
        let (mut decided, mut stated) = (String::new(), Vec::new());
        let mut rest = condition;
        while let Some((before, call)) = next_call(rest, "significant(") {
            let malformed =
                || ClaimError::Malformed("`significant` takes the names of two indicators".into());
            let (arguments, after) = call.split_once(')').ok_or_else(malformed)?;
            let (a, b) = arguments.split_once(',').ok_or_else(malformed)?;
            let (a, b) = (a.trim(), b.trim());
            let find = |key: &str| self.ledger.get(key).ok_or_else(|| self.unknown(key));
            let found = significance::compare(find(a)?, find(b)?, self.confidence);
            let found = found.map_err(ClaimError::Failed)?;
            decided.push_str(before);
            decided.push_str(if found.significant { "true" } else { "false" });
            stated.push(stated_difference(a, b, &found));
            rest = after;
        }
        decided.push_str(rest);
        Ok((decided, stated))
    }

    /// Checks that what a condition rightly calls larger is so by more than chance.
    /// Numbers that are no estimates are taken as they are.
    fn check_comparisons(&self, program: &Program) -> Result<(), ClaimError> {
        for Comparison { larger, smaller } in comparisons(program) {
            let pair = self.ledger.get(&larger).zip(self.ledger.get(&smaller));
            let Some(Ok(found)) = pair.map(|(a, b)| significance::compare(a, b, self.confidence))
            else {
                continue;
            };
            if found.difference > 0.0 && !found.significant {
                return Err(ClaimError::Chance(stated_difference(&larger, &smaller, &found)));
            }
        }
        Ok(())
    }

    fn unknown(&self, name: &str) -> ClaimError {
        let known = self.ledger.keys().filter(|key| name.contains('.') || !key.contains('.'));
        let hint = name_hint(name, known.chain(self.ledger.grid_keys()));
        ClaimError::Unknown(name.to_string(), hint.map(String::from))
    }

    fn value(&self, name: &str) -> Option<CelValue> {
        let indicator = self.ledger.get(name).map(number);
        indicator.or_else(|| self.ledger.grid(name).map(|grid| self.rows(grid)))
    }

    fn rows(&self, grid: &Grid) -> CelValue {
        let row = |row: &GridRow| {
            let cells = row.cells.iter().filter_map(|key| self.ledger.get(key));
            let value = match grid.columns.len() {
                1 => cells.map(number).next().unwrap_or(CelValue::Null),
                _ => fields(cells.map(|cell| (last_part(&cell.key).to_string(), number(cell)))),
            };
            (row.key.clone(), value)
        };
        fields(grid.rows.iter().map(row))
    }

    /// The values of the indicators that a condition names.
    fn stated(&self, names: &[String]) -> Vec<String> {
        let value = |name: &String| match self.ledger.get(name)?.value {
            Value::Single(value) => Some(format!("`{name}` is {value}")),
            Value::Range(low, high) => Some(format!("`{name}` is {low} to {high}")),
            Value::Absent(_) => Some(format!("`{name}` is hidden")),
        };
        names.iter().filter_map(value).collect()
    }
}

/// The keys of a table's rows from the largest to the smallest number. Rows with
/// equal numbers share a place, where their keys are joined, so that none of them
/// passes for the largest. Rows without a number come last.
fn rank(table: CelValue) -> Result<CelValue, ExecutionError> {
    let CelValue::Map(map) = table else {
        return Err(ExecutionError::function_error("rank", "it ranks the rows of a table"));
    };
    let mut rows: Vec<(f64, String)> = Vec::new();
    let mut entries: Vec<_> = map.map.iter().collect();
    entries.sort_by_key(|(key, _)| key.to_string());
    for (key, value) in entries {
        let number = match value {
            CelValue::Float(number) => *number,
            CelValue::Null => f64::NEG_INFINITY,
            _ => {
                let message = "it ranks rows of single numbers; name a column or a row";
                return Err(ExecutionError::function_error("rank", message));
            }
        };
        rows.push((number, key.to_string()));
    }
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    let places = rows.chunk_by(|a, b| a.0 == b.0).map(|rows| {
        let keys: Vec<&str> = rows.iter().map(|(_, key)| key.as_str()).collect();
        CelValue::from(keys.join(" = "))
    });
    Ok(CelValue::List(places.collect::<Vec<_>>().into()))
}

/// What stands before and after the beginning of a call, which is neither in a
/// string nor the end of a longer name.
fn next_call<'c>(condition: &'c str, call: &str) -> Option<(&'c str, &'c str)> {
    let mut quote = None;
    let mut in_name = false;
    for (index, c) in condition.char_indices() {
        match quote {
            Some(open) if open == c => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if !in_name && condition[index..].starts_with(call) => {
                return Some((&condition[..index], &condition[index + call.len()..]));
            }
            None => {}
        }
        in_name = c.is_alphanumeric() || matches!(c, '_' | '.');
    }
    None
}

/// The variables of a program.
fn names(program: &Program) -> Vec<String> {
    let references = program.references();
    let mut names: Vec<String> = references.variables().into_iter().map(String::from).collect();
    names.sort_unstable();
    names
}

/// By how much two numbers differ.
fn stated_difference(a: &str, b: &str, found: &Significance) -> String {
    let Significance { difference, standard_error, .. } = found;
    format!(
        "`{a}` and `{b}` differ by {difference:.2} with a standard error of {standard_error:.2}"
    )
}

fn number(indicator: &Indicator) -> CelValue {
    match indicator.value {
        Value::Single(value) => CelValue::Float(value.to_f64()),
        // Nothing can be compared with what is hidden.
        Value::Absent(_) => CelValue::Null,
        Value::Range(low, high) => {
            let end = |name: &str, value: f64| (name.to_string(), CelValue::Float(value));
            fields([end("low", low.to_f64()), end("high", high.to_f64())])
        }
    }
}

fn fields(entries: impl IntoIterator<Item = (String, CelValue)>) -> CelValue {
    CelValue::Map(entries.into_iter().collect::<HashMap<_, _>>().into())
}

fn last_part(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

/// What is wrong with an expression, of what its reader says: without what it would have
/// expected in that place, which is nearly everything.
fn syntax_error(text: &str) -> String {
    if text.contains("Recursion limit") {
        return "it is nested too deep".into();
    }
    let said = text.lines().next().unwrap_or_default();
    let said = said.split_once("Syntax error: ").map_or(said, |(_, reason)| reason);
    let said = said.split_once(" expecting ").map_or(said, |(reason, _)| reason);
    match said.strip_prefix("mismatched input ").map(|input| input.trim_matches('\'')) {
        Some("<EOF>") => "it ends too early".into(),
        Some(input) => format!("`{input}` cannot stand there"),
        None => said.into(),
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_string()
}
