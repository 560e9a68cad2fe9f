//! What cells of workbooks hold.

use calamine::{Data, DataRef, ExcelDateTime};
use typst::diag::EcoString;

use crate::evidence::intake::answer::Answer;
use crate::evidence::intake::calendar;

/// What a cell holds.
#[derive(Debug)]
pub enum Value {
    /// An answer, perhaps an empty one.
    Answer(Answer),
    /// A formula that failed, such as `#DIV/0!`.
    Failed(EcoString),
}

/// The value of a cell.
pub fn value(data: &DataRef) -> Value {
    Value::Answer(match data {
        DataRef::Empty => Answer::Empty,
        // The rules for texts hold for numbers with many digits too.
        DataRef::Int(number) => Answer::of_text(&number.to_string()),
        DataRef::Float(number) => Answer::of_number(*number),
        DataRef::String(text) => Answer::of_text(text),
        DataRef::SharedString(text) => Answer::of_text(text),
        DataRef::Bool(value) => Answer::of_text(if *value { "true" } else { "false" }),
        DataRef::DateTime(moment) => Answer::of_text(&of_moment(moment)),
        DataRef::DateTimeIso(text) => {
            Answer::of_text(text.strip_suffix("T00:00:00").unwrap_or(text))
        }
        DataRef::DurationIso(text) => Answer::of_text(text),
        DataRef::Error(error) => return Value::Failed(typst::diag::eco_format!("{error}")),
    })
}

/// The same cell as the other formats give it.
pub fn borrowed(data: &Data) -> DataRef<'_> {
    match data {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(value) => DataRef::Bool(*value),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn of_moment(moment: &ExcelDateTime) -> String {
    let micros = |days: f64| (days * 86_400_000.0).round() as i64 * 1000;
    // Numbers below one have no date in them.
    if moment.is_duration() || (0.0..1.0).contains(&moment.as_f64()) {
        return calendar::time_of_day(micros(moment.as_f64()));
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    let millis = ((i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second)) * 1000;
    match millis + i64::from(milli) {
        0 => date,
        millis => format!("{date}T{}", calendar::time_of_day(millis * 1000)),
    }
}
