//! Claims: conditions over indicators that a phrase of the text relies on.
//!
//! A condition is written in the Common Expression Language. A single number
//! is a variable, a range has the fields `low` and `high`, and a table has a
//! field for each row (and in it for each column).

use std::collections::HashMap;
use std::sync::Arc;

use cel::{Context, Env, Program, Value as CelValue};

use super::indicator::{Grid, GridRow, Indicator, Ledger, Value};
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
}

/// Checks conditions against the indicators of a ledger.
pub struct Claims<'a> {
    ledger: &'a Ledger,
    env: Arc<Env>,
}

impl<'a> Claims<'a> {
    /// Checks against a ledger.
    pub fn new(ledger: &'a Ledger) -> Self {
        Self { ledger, env: Arc::new(Env::stdlib()) }
    }

    /// Checks that a condition is true.
    ///
    /// # Errors
    /// Why it is not.
    pub fn check(&self, condition: &str) -> Result<(), ClaimError> {
        let program = self.program(condition)?;
        let names = names(&program);
        let mut context = Context::with_env(self.env.clone());
        for name in &names {
            let value = self.value(name).ok_or_else(|| {
                let known = self.ledger.keys().filter(|key| !key.contains('.'));
                let hint = name_hint(name, known.chain(self.ledger.grid_keys()));
                ClaimError::Unknown(name.to_string(), hint.map(String::from))
            })?;
            context.add_variable_from_value(name, value);
        }
        match program.execute(&context) {
            Ok(CelValue::Bool(true)) => Ok(()),
            Ok(CelValue::Bool(false)) => Err(ClaimError::False(self.stated(&names))),
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
        program.map_err(|errors| ClaimError::Malformed(first_line(&errors.to_string())))
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
    fn stated(&self, names: &[String]) -> String {
        let value = |name: &String| match self.ledger.get(name)?.value {
            Value::Single(value) => Some(format!("`{name}` is {value}")),
            Value::Range(low, high) => Some(format!("`{name}` is {low} to {high}")),
        };
        names.iter().filter_map(value).collect::<Vec<_>>().join(", ")
    }
}

/// The variables of a program.
fn names(program: &Program) -> Vec<String> {
    let references = program.references();
    let mut names: Vec<String> = references.variables().into_iter().map(String::from).collect();
    names.sort_unstable();
    names
}

fn number(indicator: &Indicator) -> CelValue {
    match indicator.value {
        Value::Single(value) => CelValue::Float(value.to_f64()),
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

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_string()
}
