//! The steps to which a theme can tighten its pages: its design tokens as they
//! are, and then with the values of each `[[fit]]` in place of its own.

use toml::de::DeValue;
use typst::diag::eco_format;
use typst::foundations::Bytes;
use typst::syntax::FileId;

use super::fields::{Fields, Value};
use super::reader::TomlReader;
use super::{Project, file_id};
use crate::diag::{Problems, name_hint};

/// The file in which a theme keeps its design tokens.
const TOKENS: &str = "report/theme/tokens.toml";

/// How many steps a theme may have, the first included: each that does not fit
/// costs a layout.
const MAX_STEPS: usize = 6;

/// The smallest body type of a fitted page, in points. Smaller text is no way to
/// make a text fit.
const MIN_BODY: f64 = 9.0;

/// The steps of a theme, from roomy to tight. There is at least one.
#[derive(Debug)]
pub struct FitSteps(Vec<FitStep>);

/// A step: the design tokens with which a document is laid out.
#[derive(Debug, Clone, Default)]
pub struct FitStep {
    /// Its number from 1, which stands for the tokens as they are.
    pub number: usize,
    /// How many steps there are.
    pub of: usize,
    /// The size of body type in points, if the tokens name it.
    pub body: Option<f64>,
    /// The distance of its baselines in points, if the tokens name it.
    pub line: Option<f64>,
    /// What is in the file of tokens; nothing where it stays as it is.
    pub tokens: Option<Bytes>,
}

impl FitStep {
    /// The file in which the theme finds its tokens.
    pub fn tokens_file() -> FileId {
        file_id(TOKENS)
    }
}

impl FitSteps {
    /// Reads the steps of the project's theme, if a document is to be fitted.
    pub fn read(project: &Project, problems: &mut Problems) -> Self {
        let only = Self(vec![FitStep { number: 1, of: 1, ..FitStep::default() }]);
        let mut fitted = project.manifest.documents.iter().filter(|document| document.fit);
        let Some(first) = fitted.next() else { return only };
        let file = FitStep::tokens_file();
        let text = project.optional_text(file, problems).unwrap_or_default();
        let read = |fields: &Fields| read_steps(fields, &text);
        let steps = TomlReader::read(file, &text, &[], "the tokens", problems, read);
        let Some(steps) = steps else { return only };
        if steps.len() < 2 {
            let message = eco_format!("`{}` is to be fitted, and the theme has no steps", first.id);
            problems.error(&first.place, message).hint(eco_format!(
                "add a `[[fit]]` to `{TOKENS}` for each, such as `size = {{ body = 9.5 }}`"
            ));
        }
        Self(steps)
    }

    /// The theme as it is.
    pub fn first(&self) -> &[FitStep] {
        &self.0[..1]
    }

    /// All steps.
    pub fn all(&self) -> &[FitStep] {
        &self.0
    }
}

fn read_steps(fields: &Fields, text: &str) -> Vec<FitStep> {
    // That the text is TOML has been found out before.
    let base: toml::Table = text.parse().unwrap_or_default();
    let body = fields.table("size").and_then(|size| size.get("body"));
    check_body(fields, body);
    let entries = fields.tables("fit");
    let of = entries.len() + 1;
    let mut steps = vec![step(1, of, &base)];
    if let Some(surplus) = entries.get(MAX_STEPS - 1) {
        let message = eco_format!("a theme has at most {} steps `[[fit]]`", MAX_STEPS - 1);
        fields.reader.error(surplus.range(), message);
    }
    for entry in entries {
        let number = steps.len() + 1;
        let tightened = tightened(&base, &entry);
        let tokens = Bytes::from_string(format!(
            "# Generated: step {number} to fit the pages. Edit the project instead.\n\n{tightened}"
        ));
        steps.push(FitStep { tokens: Some(tokens), ..step(number, of, &tightened) });
    }
    // Other tokens are the theme's affair.
    fields.ignore_others();
    steps
}

fn step(number: usize, of: usize, tokens: &toml::Table) -> FitStep {
    let points = |group: &str| as_number(tokens.get(group)?.get("body")?);
    FitStep { number, of, body: points("size"), line: points("line"), tokens: None }
}

fn as_number(value: &toml::Value) -> Option<f64> {
    value.as_float().or_else(|| value.as_integer().map(|number| number as f64))
}

/// The tokens with the values of a `[[fit]]` in place of their own. What the
/// tokens do not have cannot be changed by a step: it would be a slip.
fn tightened(base: &toml::Table, entry: &Fields) -> toml::Table {
    let mut tokens = base.clone();
    for (group, fields) in entry.entries() {
        let name = group.get_ref().as_str();
        let Some(own) = tokens.get_mut(name).and_then(toml::Value::as_table_mut) else {
            let known = base.keys().map(String::as_str).filter(|key| *key != "fit");
            let message = eco_format!("the tokens have no `[{name}]`");
            fields.reader.error_with_hint(group.span(), message, name_hint(name, known));
            fields.ignore_others();
            continue;
        };
        for (key, value) in fields.values() {
            let key_name = key.get_ref().as_str();
            if !own.contains_key(key_name) {
                let message = eco_format!("the tokens have no `{key_name}` in `[{name}]`");
                let hint = name_hint(key_name, own.keys().map(String::as_str));
                fields.reader.error_with_hint(key.span(), message, hint);
            } else if let Some(number) = points(&fields, key_name, value) {
                if (name, key_name) == ("size", "body") {
                    check_body(&fields, Some(value));
                }
                own.insert(key_name.into(), number);
            }
        }
        fields.finish();
    }
    tokens.remove("fit");
    tokens
}

/// The value of a step: always a number, since only sizes and distances give room.
fn points(fields: &Fields, name: &str, value: Value) -> Option<toml::Value> {
    let number = number(value);
    if number.is_none() {
        fields.wrong_type(name, value, "a number");
    }
    number
}

fn number(value: Value) -> Option<toml::Value> {
    match value.get_ref() {
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).ok().map(toml::Value::Integer)
        }
        DeValue::Float(number) => number.as_str().parse().ok().map(toml::Value::Float),
        _ => None,
    }
}

fn check_body(fields: &Fields, value: Option<Value>) {
    let size = value.and_then(|value| as_number(&number(value)?));
    if let (Some(value), Some(size)) = (value, size)
        && !(MIN_BODY..).contains(&size)
    {
        let message = eco_format!("body type of {size} pt is too small for a fitted page");
        let hint = eco_format!("{MIN_BODY} pt is the least; a shorter text is easier to read");
        fields.reader.error_with_hint(value.span(), message, Some(hint));
    }
}
