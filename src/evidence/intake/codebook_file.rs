//! Codebooks in TOML.

use toml::de::DeValue;
use typst::diag::eco_format;
use typst::syntax::FileId;

use super::answer::Answer;
use super::codebook::{AnswerEntry, Codebook, ColumnEntry, Missing, ResponseSet};
use crate::diag::Problems;
use crate::project::{Fields, Language, TomlReader, Value};

/// Reads a codebook: tables `[column.NAME]` and `[set.NAME]`.
pub fn read(
    file: FileId,
    text: &str,
    languages: &[Language],
    problems: &mut Problems,
) -> Option<Codebook> {
    TomlReader::read(file, text, languages, "the codebook", problems, |fields| {
        let mut codebook = Codebook::default();
        for (name, fields) in fields.table("column").iter().flat_map(Fields::entries) {
            codebook.columns.insert(name.into_inner(), column(&fields));
            fields.finish();
        }
        for (name, fields) in fields.table("set").iter().flat_map(Fields::entries) {
            if let Some(set) = set(&fields) {
                codebook.sets.insert(name.into_inner(), set);
            }
            fields.finish();
        }
        codebook
    })
}

fn column(fields: &Fields) -> ColumnEntry {
    let mut entry = ColumnEntry {
        label: fields.localized("label"),
        key: key(fields).map(toml::Spanned::into_inner),
        ..ColumnEntry::default()
    };
    for answer in fields.tables("answers") {
        add_answer(&answer, &mut entry);
        answer.finish();
    }
    if let Some(value) = fields.get("missing") {
        let missing = list(value).filter_map(|item| missing(fields, item));
        entry.missing.extend(missing);
    }
    entry
}

/// A part of the keys by which text names numbers.
fn key(fields: &Fields) -> Option<toml::Spanned<String>> {
    let key = fields.text("key")?;
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if key.get_ref().is_empty() || !key.get_ref().chars().all(word) {
        let message = eco_format!("`{}` cannot be a key", key.get_ref());
        let hint = Some("use letters, digits and `_`".into());
        fields.reader.error_with_hint(key.span(), message, hint);
    }
    Some(key)
}

fn add_answer(fields: &Fields, entry: &mut ColumnEntry) {
    let label = fields.localized("label");
    let key = key(fields);
    let also = match fields.get("also") {
        Some(value) => list(value).filter_map(|item| code(fields, "also", item)).collect(),
        None => Vec::new(),
    };
    let is_missing = fields.flag("missing");
    let Some(value) = fields.require("code") else { return };
    let Some(code) = code(fields, "code", value) else { return };
    let known = |answer: &AnswerEntry| answer.code == code || answer.also.contains(&code);
    if entry.answers.iter().any(known) {
        fields.reader.error(value.span(), eco_format!("the code `{code}` occurs twice"));
        return;
    }
    if let Some(key) = &key
        && entry.answers.iter().any(|answer| answer.key.as_ref() == Some(key.get_ref()))
    {
        fields.reader.error(key.span(), eco_format!("the key `{}` occurs twice", key.get_ref()));
    }
    if is_missing {
        entry.missing.push(Missing::Answer(code.clone()));
    }
    let key = key.map(toml::Spanned::into_inner);
    entry.answers.push(AnswerEntry { code, label, key, also });
}

fn set(fields: &Fields) -> Option<ResponseSet> {
    let label = fields.localized("label");
    let counted = fields.get("counted").and_then(|value| code(fields, "counted", value));
    fields.require("columns");
    let columns = fields.texts("columns")?.into_iter().map(toml::Spanned::into_inner).collect();
    Some(ResponseSet { label, columns, counted })
}

/// The items of a list; another value is a list of one.
fn list<'a, 'i>(value: Value<'a, 'i>) -> impl Iterator<Item = Value<'a, 'i>> {
    match value.get_ref() {
        DeValue::Array(items) => items.iter().collect(),
        _ => vec![value],
    }
    .into_iter()
}

/// A code, or a range of them.
fn missing(fields: &Fields, value: Value) -> Option<Missing> {
    let DeValue::Array(ends) = value.get_ref() else {
        return code(fields, "missing", value).map(Missing::Answer);
    };
    let ends: Vec<f64> = ends.iter().filter_map(number).collect();
    match ends[..] {
        [low, high] if low <= high => Some(Missing::Range(low, high)),
        _ => {
            let message = "a range of missing codes must be two numbers, the lower one first";
            fields.reader.error(value.span(), message);
            None
        }
    }
}

/// A code as it is in the data: a text or a number.
pub fn code(fields: &Fields, name: &str, value: Value) -> Option<Answer> {
    let code = match value.get_ref() {
        DeValue::String(text) => Some(Answer::of_text(text)),
        DeValue::Boolean(truth) => Some(Answer::of_text(if *truth { "true" } else { "false" })),
        _ => number(value).map(Answer::of_number),
    };
    if code.is_none() {
        fields.wrong_type(name, value, "a text or a number");
    }
    code
}

fn number(value: Value) -> Option<f64> {
    match value.get_ref() {
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).ok().map(|it| it as f64)
        }
        DeValue::Float(number) => number.as_str().parse().ok().filter(|it: &f64| it.is_finite()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_sets_are_read() {
        let text = r#"
[column.q1]
label = "How?"
answers = [{ code = 2, label = "Good", key = "good", also = ["Good "] }, { code = 99, missing = true }]
missing = ["x", [90, 97.5]]
[set.reasons]
columns = ["a", "b"]
counted = "Y"
"#;
        let mut problems = Problems::new();
        let codebook = read(file(), text, &[], &mut problems).unwrap();
        assert!(problems.is_empty());
        let entry = &codebook.columns["q1"];
        assert_eq!(entry.answers[0].also, [Answer::Text("Good".into())]);
        let missing = [
            Missing::Answer(Answer::Number(99.0)),
            Missing::Answer(Answer::Text("x".into())),
            Missing::Range(90.0, 97.5),
        ];
        assert_eq!(entry.missing, missing);
        assert_eq!(codebook.sets["reasons"].counted, Some(Answer::Text("Y".into())));
    }

    #[test]
    fn all_mistakes_are_reported() {
        let text = "[column.q]\nanswers = [{ code = 1 }, { code = 1.0 }, { label = \"x\" }]\n\
                    missing = [[2, 1], [1], 1979-05-27]\nanswer = []\n[set.s]\ncounted = 1\n";
        let mut problems = Problems::new();
        read(file(), text, &[], &mut problems);
        assert_eq!(problems.iter().count(), 7);
    }

    fn file() -> FileId {
        crate::project::file_id("data/codebook.toml")
    }
}
