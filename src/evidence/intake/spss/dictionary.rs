//! What an SPSS file says about its variables.

use std::borrow::Cow;
use std::collections::BTreeMap;

use ambers::{MissingSpec, MrSet, MrType, SpssMetadata, Value};

use crate::evidence::intake::answer::Answer;
use crate::evidence::intake::calendar;
use crate::evidence::intake::codebook::{AnswerEntry, Codebook, ColumnEntry, Missing, ResponseSet};
use crate::project::{Language, Localized};

/// SPSS writes `LOWEST` and `HIGHEST` as numbers at the ends of what can be
/// represented, some programs one beside them.
const EXTREME: f64 = 1.797e308;

/// The codebook of a file.
pub fn codebook(metadata: &SpssMetadata, languages: &[Language]) -> Codebook {
    let columns = metadata.variable_names.iter().map(|name| {
        let column = Column { metadata, name, languages };
        (name.clone(), column.entry())
    });
    let sets = metadata.mr_sets.iter().map(|(name, set)| {
        (name.trim_start_matches('$').to_string(), response_set(set, languages))
    });
    Codebook { columns: columns.collect(), sets: sets.collect::<BTreeMap<_, _>>() }
}

/// A variable of a file.
struct Column<'a> {
    metadata: &'a SpssMetadata,
    name: &'a str,
    languages: &'a [Language],
}

impl Column<'_> {
    fn entry(&self) -> ColumnEntry {
        let label = self.metadata.label(self.name).and_then(|text| localized(text, self.languages));
        ColumnEntry { label, key: None, answers: self.answers(), missing: self.missing() }
    }

    /// The labelled values in the order of their codes.
    fn answers(&self) -> Vec<AnswerEntry> {
        let labels = self.metadata.value_labels(self.name).into_iter().flatten();
        let entry = |(value, label): (&Value, &String)| AnswerEntry {
            code: match value {
                Value::Numeric(number) => self.number(*number),
                Value::String(text) => Answer::of_text(&self.decoded_once(text)),
            },
            label: localized(label, self.languages),
            key: None,
            also: Vec::new(),
        };
        let mut answers: Vec<_> = labels.map(entry).collect();
        answers.sort_by(|a, b| a.code.cmp(&b.code));
        answers
    }

    /// A code as it is in the data. The reader decodes codes of files that are not
    /// in UTF-8 twice; what survives being encoded again was decoded too often.
    fn decoded_once<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let label = self.metadata.file_encoding.as_bytes();
        let Some(encoding) = encoding_rs::Encoding::for_label(label) else {
            return text.into();
        };
        let (bytes, _, failed) = encoding.encode(text);
        if encoding == encoding_rs::UTF_8 || text.is_ascii() || failed {
            return text.into();
        }
        match String::from_utf8(bytes.into_owned()) {
            Ok(once) => once.into(),
            Err(_) => text.into(),
        }
    }

    fn missing(&self) -> Vec<Missing> {
        let specs = self.metadata.variable_missing_values.get(self.name).into_iter().flatten();
        let missing = |spec: &MissingSpec| match spec {
            MissingSpec::Value(number) => Missing::Answer(self.number(*number)),
            MissingSpec::StringValue(text) => Missing::Answer(Answer::of_text(text)),
            // The lowest and the highest number stand for open ends.
            MissingSpec::Range { lo, hi } => {
                let low = if *lo <= -EXTREME { f64::NEG_INFINITY } else { *lo };
                let high = if *hi >= EXTREME { f64::INFINITY } else { *hi };
                Missing::Range(low, high)
            }
        };
        specs.map(missing).collect()
    }

    /// A code as it is in the data, where dates are texts.
    fn number(&self, number: f64) -> Answer {
        // SPSS counts seconds since the Gregorian calendar began.
        const SECONDS_TO_1970: f64 = 141_428.0 * 86_400.0;
        let micros = |seconds: f64| (seconds * 1e6) as i64;
        let kind = self.metadata.arrow_data_types.get(self.name).map_or("", String::as_str);
        match kind {
            _ if !number.is_finite() => Answer::Empty,
            "Date32" => {
                let days = ((number - SECONDS_TO_1970) / 86_400.0).floor() as i64;
                Answer::Text(calendar::date(days).into())
            }
            it if it.starts_with("Timestamp") => {
                Answer::Text(calendar::moment(micros(number - SECONDS_TO_1970)).into())
            }
            it if it.starts_with("Duration") => {
                Answer::Text(calendar::time_of_day(micros(number)).into())
            }
            _ => Answer::of_number(number),
        }
    }
}

fn response_set(set: &MrSet, languages: &[Language]) -> ResponseSet {
    let counted = match set.mr_type {
        MrType::MultipleDichotomy => set.counted_value.as_deref().map(Answer::of_text),
        MrType::MultipleCategory => None,
    };
    ResponseSet { label: localized(&set.label, languages), columns: set.variables.clone(), counted }
}

fn localized(text: &str, languages: &[Language]) -> Option<Localized> {
    let text = text.trim();
    (!text.is_empty()).then(|| Localized::everywhere(languages, text))
}
