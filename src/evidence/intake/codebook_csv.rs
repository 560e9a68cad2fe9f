//! Codebooks in CSV: `column,code,label,missing`.

use std::ops::Range;

use typst::diag::eco_format;

use super::answer::Answer;
use super::codebook::{AnswerEntry, Codebook, ColumnEntry, Missing};
use super::error::{Outcome, ReadError, fail};
use crate::diag::name_hint;
use crate::project::{Language, Localized};

/// Reads a codebook. Each row describes a code of a column, in the order of the
/// answers; a row without a code describes the column. Labels are in a column
/// `label` for all languages, or in `label.nl`, `label.en` and so on. A code may
/// be a range such as `90-97` if it is missing.
pub fn read(text: &str, languages: &[Language]) -> Outcome<Codebook> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let line = text.lines().next().unwrap_or_default();
    let delimiter = if line.contains(';') && !line.contains(',') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => return fail(broken(&error)),
    };
    let layout = Layout::of(&header, languages, 0..line.len())?;
    let (mut codebook, mut errors) = (Codebook::default(), Vec::new());
    for record in reader.records() {
        match record {
            Ok(record) => {
                let range = range_of(text, &record);
                if let Err(error) = layout.add(&record, &mut codebook) {
                    errors.push(error.at(range));
                }
            }
            Err(error) => errors.push(broken(&error)),
        }
    }
    if errors.is_empty() { Ok(codebook) } else { Err(errors) }
}

fn broken(error: &csv::Error) -> ReadError {
    ReadError::new(eco_format!("cannot read the codebook ({error})"))
}

fn range_of(text: &str, record: &csv::StringRecord) -> Range<usize> {
    let start = record.position().map_or(0, |place| place.byte() as usize).min(text.len());
    let start = text.len() - text[start..].trim_start().len();
    let length = text[start..].lines().next().map_or(0, str::len);
    start..start + length
}

/// Which field is where.
struct Layout<'a> {
    languages: &'a [Language],
    column: usize,
    code: usize,
    label: Option<usize>,
    labels: Vec<(usize, &'a Language)>,
    missing: Option<usize>,
    key: Option<usize>,
}

impl<'a> Layout<'a> {
    fn of(
        header: &csv::StringRecord,
        languages: &'a [Language],
        range: Range<usize>,
    ) -> Outcome<Self> {
        let by_language: Vec<String> =
            languages.iter().map(|language| format!("label.{}", language.id())).collect();
        let known = ["column", "code", "label", "missing", "key"];
        let known: Vec<&str> =
            known.into_iter().chain(by_language.iter().map(String::as_str)).collect();
        let unknown = header.iter().filter(|name| !known.contains(name));
        let mut errors: Vec<_> = unknown
            .map(|name| {
                let hint = name_hint(name, known.iter().copied());
                ReadError::new(eco_format!("a codebook has no field `{name}`")).maybe_hint(hint)
            })
            .collect();
        let place = |name: &str| header.iter().position(|field| field == name);
        for name in ["column", "code"].into_iter().filter(|name| place(name).is_none()) {
            errors.push(ReadError::new(eco_format!("the codebook has no field `{name}`")));
        }
        let (Some(column), Some(code), true) = (place("column"), place("code"), errors.is_empty())
        else {
            return Err(errors.into_iter().map(|error| error.at(range.clone())).collect());
        };
        let labels = by_language.iter().zip(languages);
        Ok(Self {
            languages,
            column,
            code,
            label: place("label"),
            labels: labels.filter_map(|(name, it)| Some((place(name)?, it))).collect(),
            missing: place("missing"),
            key: place("key"),
        })
    }

    fn add(&self, record: &csv::StringRecord, codebook: &mut Codebook) -> Result<(), ReadError> {
        let field = |index: Option<usize>| index.and_then(|it| record.get(it)).unwrap_or_default();
        let column = field(Some(self.column));
        if column.is_empty() {
            return Err(ReadError::new("the row names no column"));
        }
        let is_missing = truth(field(self.missing))?;
        let entry = codebook.columns.entry(column.to_string()).or_default();
        let label = self.label(record, field(self.label))?;
        let code = field(Some(self.code));
        if code.is_empty() {
            if entry.label.is_some() && label.is_some() {
                return Err(ReadError::new(eco_format!("`{column}` has a label already")));
            }
            entry.label = label.or(entry.label.take());
            return Ok(());
        }
        if is_missing && let Some((low, high)) = range(code) {
            entry.missing.push(Missing::Range(low, high));
            return Ok(());
        }
        let key = Some(field(self.key)).filter(|key| !key.is_empty()).map(str::to_string);
        let code = Answer::of_text(code);
        add_answer(entry, AnswerEntry { label, key, ..AnswerEntry::new(code.clone()) }, column)?;
        if is_missing {
            entry.missing.push(Missing::Answer(code));
        }
        Ok(())
    }

    fn label(
        &self,
        record: &csv::StringRecord,
        everywhere: &str,
    ) -> Result<Option<Localized>, ReadError> {
        let text = |index: usize| record.get(index).unwrap_or_default();
        if self.labels.iter().all(|(index, _)| text(*index).is_empty()) {
            let some = !everywhere.is_empty();
            return Ok(some.then(|| Localized::everywhere(self.languages, everywhere)));
        }
        let mut localized = Localized::everywhere(self.languages, everywhere);
        for (index, language) in &self.labels {
            match text(*index) {
                "" if everywhere.is_empty() => {
                    let message = eco_format!("the label is missing in `{}`", language.id());
                    return Err(ReadError::new(message));
                }
                "" => {}
                text => localized.insert(language.id(), text.to_string()),
            }
        }
        Ok(Some(localized))
    }
}

fn add_answer(entry: &mut ColumnEntry, answer: AnswerEntry, column: &str) -> Result<(), ReadError> {
    if entry.answers.iter().any(|known| known.code == answer.code) {
        return Err(ReadError::new(eco_format!(
            "the code `{}` of `{column}` occurs twice",
            answer.code
        )));
    }
    entry.answers.push(answer);
    Ok(())
}

fn truth(text: &str) -> Result<bool, ReadError> {
    match text.to_lowercase().as_str() {
        "" | "0" | "false" | "no" => Ok(false),
        "1" | "true" | "yes" => Ok(true),
        _ => {
            let message = eco_format!("`missing` must be true or false, found `{text}`");
            Err(ReadError::new(message))
        }
    }
}

/// A range of numbers such as `90-97`.
fn range(code: &str) -> Option<(f64, f64)> {
    let middle = code.get(1..)?.find('-')? + 1;
    let number = |text: &str| Answer::of_text(text).number();
    let (low, high) = (number(&code[..middle])?, number(&code[middle + 1..])?);
    (low <= high).then_some((low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages() -> Vec<Language> {
        ["nl", "en"].iter().map(|tag| Language::parse(tag).unwrap()).collect()
    }

    #[test]
    fn rows_are_codes_in_order() {
        let text = "column,code,label.nl,label.en,missing,key\n\
                    q1,,Hoe?,How?,,\n\
                    q1,2,Goed,Good,,good\n\
                    q1,1,Slecht,Bad,,\n\
                    q1,99,Weet niet,Don't know,true,\n\
                    q1,-9--1,,,1,\n";
        let codebook = read(text, &languages()).unwrap();
        let entry = &codebook.columns["q1"];
        assert_eq!(entry.label.as_ref().unwrap().get("en"), "How?");
        let codes: Vec<String> = entry.answers.iter().map(|it| it.code.to_string()).collect();
        assert_eq!(codes, ["2", "1", "99"]);
        assert_eq!(entry.answers[0].key.as_deref(), Some("good"));
        let missing = [Missing::Answer(Answer::Number(99.0)), Missing::Range(-9.0, -1.0)];
        assert_eq!(entry.missing, missing);
    }

    #[test]
    fn all_mistakes_are_reported() {
        let text = "column;code;label;missing\nq;1;a;\nq;1;b;\n;2;c;\nq;3;d;maybe\n";
        let errors = read(text, &languages()).unwrap_err();
        assert_eq!(errors.len(), 3);
        assert_eq!(&text[errors[0].range.clone().unwrap()], "q;1;b;");
        assert_eq!(read("column,cod\n", &languages()).unwrap_err().len(), 2);
    }
}
