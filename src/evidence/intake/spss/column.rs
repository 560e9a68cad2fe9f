//! From columns in memory to answers.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, DurationMicrosecondType, Float64Type, TimestampMicrosecondType,
};
use arrow_array::{Array, RecordBatch};

use crate::evidence::intake::answer::Answer;
use crate::evidence::intake::calendar;
use crate::evidence::intake::chunk::CodedColumn;
use crate::evidence::intake::distinct::{self, NOTHING};
use crate::evidence::intake::interner::{BitsInterner, TextInterner};

/// The columns of a batch.
pub fn columns(batch: &RecordBatch) -> Vec<CodedColumn> {
    batch.columns().iter().map(|column| coded(column.as_ref())).collect()
}

fn coded(column: &dyn Array) -> CodedColumn {
    if column.as_primitive_opt::<Float64Type>().is_some() {
        let number = |bits| Answer::of_number(f64::from_bits(bits));
        return bits::<Float64Type>(column, f64::to_bits, number);
    }
    if column.as_primitive_opt::<Date32Type>().is_some() {
        let date = |days| Answer::Text(calendar::date(days as i64).into());
        return bits::<Date32Type>(column, |days| i64::from(days) as u64, date);
    }
    if column.as_primitive_opt::<TimestampMicrosecondType>().is_some() {
        let moment = |micros| Answer::Text(calendar::moment(micros as i64).into());
        return bits::<TimestampMicrosecondType>(column, |it| it as u64, moment);
    }
    if column.as_primitive_opt::<DurationMicrosecondType>().is_some() {
        let time = |micros| Answer::Text(calendar::time_of_day(micros as i64).into());
        return bits::<DurationMicrosecondType>(column, |it| it as u64, time);
    }
    let mut interner = TextInterner::new();
    let codes = match column.as_string_view_opt() {
        Some(texts) => {
            texts.iter().map(|text| interner.text(text.unwrap_or("").as_bytes())).collect()
        }
        None => vec![interner.text(b""); column.len()],
    };
    distinct::texts(&interner, codes)
}

fn bits<T: ArrowPrimitiveType>(
    column: &dyn Array,
    bits: impl Fn(T::Native) -> u64,
    answer: impl Fn(u64) -> Answer,
) -> CodedColumn {
    let column = column.as_primitive::<T>();
    let mut interner = BitsInterner::new();
    let code = |value: Option<T::Native>| value.map_or(NOTHING, |it| interner.code(bits(it)));
    let codes = column.iter().map(code).collect();
    let answers = interner.values().iter().map(|bits| answer(*bits)).collect();
    distinct::with_nothing(answers, codes)
}
