//! JSON: a list of flat objects, or one object per line.

use std::collections::HashMap;
use std::fmt;
use std::io::Read;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use typst::diag::eco_format;

use super::answer::Answer;
use super::error::{Outcome, ReadError, fail};
use super::file::{FileReader, SharedFile};
use super::loaded::{Loaded, Loader};

/// The largest file that is read: it is held in memory.
const MOST_BYTES: u64 = 1024 * 1024 * 1024;

/// How much is read at once.
const BUFFER: usize = 256 * 1024;

/// Reads a file.
pub fn load(file: &Arc<SharedFile>) -> Outcome<Loaded> {
    if file.len() > MOST_BYTES {
        let error = ReadError::new("the file is larger than 1 GiB");
        return fail(error.hint("store the data as Parquet or CSV"));
    }
    let mark = match file.bytes_at(0, 3) {
        Ok(start) if start == [0xef, 0xbb, 0xbf] => 3,
        _ => 0,
    };
    let reader = file.reader(mark, BUFFER);
    match first_byte(file.reader(mark, BUFFER)) {
        None => fail(ReadError::new("the file is empty")),
        Some(b'[') => list(reader),
        Some(b'{') => lines(reader),
        Some(_) => {
            let message = "the file is neither a list of objects nor one object per line";
            fail(ReadError::new(message).hint("write `[{ \"column\": 1, … }, …]`"))
        }
    }
}

fn first_byte(reader: FileReader) -> Option<u8> {
    let mut bytes = reader.bytes().map_while(Result::ok);
    bytes.find(|byte| !byte.is_ascii_whitespace())
}

fn list(reader: impl Read) -> Outcome<Loaded> {
    let mut rows = Rows::default();
    let mut json = serde_json::Deserializer::from_reader(reader);
    let read = ListOf(&mut rows).deserialize(&mut json).and_then(|()| json.end());
    match read {
        Ok(()) => Ok(rows.finish()),
        Err(error) => fail(wrong(&error)),
    }
}

fn lines(reader: impl Read) -> Outcome<Loaded> {
    let mut rows = Rows::default();
    let mut json = serde_json::Deserializer::from_reader(reader);
    loop {
        match RowOf(&mut rows).deserialize(&mut json) {
            Ok(()) => {}
            Err(error) if error.is_eof() && rows.between => return Ok(rows.finish()),
            Err(error) => return fail(wrong(&error)),
        }
    }
}

fn wrong(error: &serde_json::Error) -> ReadError {
    let kind = match error.classify() {
        serde_json::error::Category::Io => "the file cannot be read",
        serde_json::error::Category::Eof => "the file ends early",
        serde_json::error::Category::Syntax => "the file is not JSON",
        serde_json::error::Category::Data => "the file is no table",
    };
    ReadError::new(eco_format!("{kind} ({error})"))
}

/// The rows while they are read.
#[derive(Default)]
struct Rows {
    loader: Loader,
    columns: HashMap<String, usize>,
    rows: usize,
    /// Whether no row has been begun that is not finished.
    between: bool,
}

impl Rows {
    fn finish(self) -> Loaded {
        let rows = self.rows;
        self.loader.finish(rows)
    }

    fn column(&mut self, name: String) -> usize {
        if let Some(column) = self.columns.get(&name) {
            return *column;
        }
        let column = self.loader.column(name.clone());
        self.columns.insert(name, column);
        column
    }
}

/// A list of rows.
struct ListOf<'a>(&'a mut Rows);

impl<'de> DeserializeSeed<'de> for ListOf<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for ListOf<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(RowOf(self.0))?.is_some() {}
        Ok(())
    }
}

/// A row.
struct RowOf<'a>(&'a mut Rows);

impl<'de> DeserializeSeed<'de> for RowOf<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.between = true;
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for RowOf<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        self.0.between = false;
        let row = self.0.rows;
        while let Some(name) = object.next_key::<String>()? {
            let column = self.0.column(name);
            let answer = object.next_value_seed(Value)?;
            if !self.0.loader.set(row, column, answer) {
                return Err(A::Error::custom("a field occurs twice in an object"));
            }
        }
        self.0.rows += 1;
        Ok(())
    }
}

/// A value.
struct Value;

impl<'de> DeserializeSeed<'de> for Value {
    type Value = Answer;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Answer, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Value {
    type Value = Answer;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a text, a number, true, false or null")
    }

    fn visit_unit<E: Error>(self) -> Result<Answer, E> {
        Ok(Answer::Empty)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Answer, E> {
        Ok(Answer::of_text(if value { "true" } else { "false" }))
    }

    // The rules for texts hold for numbers with many digits too.
    fn visit_i64<E: Error>(self, value: i64) -> Result<Answer, E> {
        Ok(Answer::of_text(&value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Answer, E> {
        Ok(Answer::of_text(&value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Answer, E> {
        Ok(Answer::of_number(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Answer, E> {
        Ok(Answer::of_text(value))
    }
}
