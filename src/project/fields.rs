//! Reading the tables of a TOML file field by field, so that each problem points at the
//! text it is about.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use typst::diag::eco_format;

use super::language::Localized;
use super::reader::TomlReader;
use crate::diag::{Place, name_hint};
use crate::rules::Rule;
use crate::rules::languages::MISSING_TRANSLATION;

/// One table of a TOML file, with the names of the fields that were asked for.
pub struct Fields<'a, 'i> {
    /// The file's reader.
    pub reader: &'a TomlReader<'a>,
    /// How messages call the table, such as `[colophon]`.
    what: String,
    table: &'a DeTable<'i>,
    range: Range<usize>,
    asked: RefCell<BTreeSet<String>>,
}

/// A value and the range of its text.
pub type Value<'a, 'i> = &'a Spanned<DeValue<'i>>;

impl<'a, 'i> Fields<'a, 'i> {
    /// Wraps a table that messages call `what`.
    pub fn new(
        reader: &'a TomlReader<'a>,
        what: impl Into<String>,
        table: &'a DeTable<'i>,
        range: Range<usize>,
    ) -> Self {
        Self { reader, what: what.into(), table, range, asked: RefCell::default() }
    }

    /// The range of the table's header, or of its key.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The place of the table's header.
    pub fn place(&self) -> Place {
        self.reader.place(self.range())
    }

    /// The field's value, if the field is there.
    pub fn get(&self, name: &str) -> Option<Value<'a, 'i>> {
        self.asked.borrow_mut().insert(name.into());
        self.table.get(name)
    }

    /// Whether the field is there. This does not ask for it.
    pub fn has(&self, name: &str) -> bool {
        self.table.contains_key(name)
    }

    /// The field's value; it is an error when the field is missing.
    pub fn require(&self, name: &str) -> Option<Value<'a, 'i>> {
        let value = self.get(name);
        if value.is_none() {
            let message = eco_format!("{} has no `{name}`", self.what);
            self.reader.error(self.range(), message);
        }
        value
    }

    /// The field's value; it breaks a rule when the field is missing.
    fn require_by(&self, rule: &'static Rule, name: &str) -> Option<Value<'a, 'i>> {
        let value = self.get(name);
        if value.is_none() {
            let message = eco_format!("{} has no `{name}`", self.what);
            self.reader.breaks(rule, self.range(), message, None);
        }
        value
    }

    /// A string that must be there by a rule, and say something.
    pub fn text_by(&self, rule: &'static Rule, name: &str) -> Option<Spanned<String>> {
        self.require_by(rule, name).and_then(|_| self.required_text(name))
    }

    /// Reports that a value has another type than it should have.
    pub fn wrong_type(&self, name: &str, value: Value, expected: &str) {
        let found = value.get_ref().type_str();
        let message = eco_format!("`{name}` must be {expected}, found {found}");
        self.reader.error(value.span(), message);
    }

    /// An optional string.
    pub fn text(&self, name: &str) -> Option<Spanned<String>> {
        let value = self.get(name)?;
        match value.get_ref() {
            DeValue::String(text) => Some(Spanned::new(value.span(), text.to_string())),
            _ => {
                self.wrong_type(name, value, "a string");
                None
            }
        }
    }

    /// A string that must be there and say something.
    pub fn required_text(&self, name: &str) -> Option<Spanned<String>> {
        self.require(name)?;
        let text = self.text(name)?;
        if text.get_ref().trim().is_empty() {
            self.reader.error(text.span(), eco_format!("`{name}` is empty"));
        }
        Some(text)
    }

    /// An optional `true` or `false`; absent means `false`.
    pub fn flag(&self, name: &str) -> bool {
        match self.get(name).map(|value| (value, value.get_ref())) {
            Some((_, DeValue::Boolean(flag))) => *flag,
            Some((value, _)) => {
                self.wrong_type(name, value, "true or false");
                false
            }
            None => false,
        }
    }

    /// An optional whole number in a range.
    pub fn integer(&self, name: &str, allowed: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let value = self.get(name)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        let number = number.filter(|number| allowed.contains(number));
        if number.is_none() {
            let (low, high) = (allowed.start(), allowed.end());
            self.wrong_type(name, value, &format!("a whole number from {low} to {high}"));
        }
        number
    }

    /// An optional list of strings; a single string is a list of one.
    pub fn texts(&self, name: &str) -> Option<Vec<Spanned<String>>> {
        let value = self.get(name)?;
        match value.get_ref() {
            DeValue::String(text) => Some(vec![Spanned::new(value.span(), text.to_string())]),
            DeValue::Array(items) => {
                Some(items.iter().filter_map(|item| self.item_text(name, item)).collect())
            }
            _ => {
                self.wrong_type(name, value, "a string or a list of strings");
                None
            }
        }
    }

    fn item_text(&self, name: &str, item: Value) -> Option<Spanned<String>> {
        match item.get_ref() {
            DeValue::String(text) => Some(Spanned::new(item.span(), text.to_string())),
            _ => {
                self.wrong_type(name, item, "a list of strings");
                None
            }
        }
    }

    /// An optional text in every language of the project.
    pub fn localized(&self, name: &str) -> Option<Localized> {
        let value = self.get(name)?;
        self.localized_value(name, value)
    }

    /// Where the text of a field stands in a language.
    pub fn localized_place(&self, name: &str, language: &str) -> Option<Place> {
        let value = self.table.get(name)?;
        let own = match value.get_ref() {
            DeValue::Table(table) => table.get(language)?,
            _ => value,
        };
        Some(self.reader.place(own.span()))
    }

    /// A text in every language of the project that must be there.
    pub fn required_localized(&self, name: &str) -> Option<Localized> {
        self.require(name)?;
        self.localized(name)
    }

    /// Reads a value as a text in every language. A plain string serves all
    /// languages alike.
    pub fn localized_value(&self, name: &str, value: Value) -> Option<Localized> {
        match value.get_ref() {
            DeValue::String(text) => {
                if text.trim().is_empty() {
                    self.reader.error(value.span(), eco_format!("`{name}` is empty"));
                }
                Some(Localized::everywhere(self.reader.languages, text))
            }
            DeValue::Table(table) => Some(self.localized_table(name, table, value.span())),
            _ => {
                self.wrong_type(name, value, "a text, or a table with a text for each language");
                None
            }
        }
    }

    fn localized_table(&self, name: &str, table: &DeTable, range: Range<usize>) -> Localized {
        let what = format!("`{name}`");
        let fields = Fields::new(self.reader, what, table, range);
        let mut texts = Localized::default();
        for language in self.reader.languages {
            if let Some(text) = fields.text_by(&MISSING_TRANSLATION, language.id()) {
                texts.insert(language.id(), text.into_inner());
            }
        }
        fields.finish();
        texts
    }

    /// An optional sub-table.
    pub fn table(&self, name: &str) -> Option<Fields<'a, 'i>> {
        let value = self.get(name)?;
        self.as_table(name, value)
    }

    /// An optional list of tables.
    pub fn tables(&self, name: &str) -> Vec<Fields<'a, 'i>> {
        let Some(value) = self.get(name) else {
            return Vec::new();
        };
        match value.get_ref() {
            DeValue::Array(items) => {
                items.iter().filter_map(|item| self.as_table(name, item)).collect()
            }
            _ => {
                self.wrong_type(name, value, "a list of tables");
                Vec::new()
            }
        }
    }

    fn as_table(&self, name: &str, value: Value<'a, 'i>) -> Option<Fields<'a, 'i>> {
        match value.get_ref() {
            DeValue::Table(table) => {
                Some(Fields::new(self.reader, format!("`{name}`"), table, value.span()))
            }
            _ => {
                self.wrong_type(name, value, "a table");
                None
            }
        }
    }

    /// All entries of the table in the order of the file, each as a table of
    /// its own. For files that are lists of named things.
    pub fn entries(&self) -> Vec<(Spanned<String>, Fields<'a, 'i>)> {
        let mut entries: Vec<_> = self.table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let mut tables = Vec::new();
        for (key, value) in entries {
            self.asked.borrow_mut().insert(key.get_ref().to_string());
            let name = Spanned::new(key.span(), key.get_ref().to_string());
            match value.get_ref() {
                DeValue::Table(table) => {
                    let what = format!("`{}`", name.get_ref());
                    tables.push((name, Fields::new(self.reader, what, table, key.span())));
                }
                _ => self.wrong_type(name.get_ref(), value, "a table"),
            }
        }
        tables
    }

    /// All entries of the table that are strings, in the order of the file.
    pub fn strings(&self) -> Vec<(Spanned<String>, Spanned<String>)> {
        let mut keys: Vec<_> = self.table.keys().collect();
        keys.sort_by_key(|key| key.span().start);
        let text = |key: &Spanned<Cow<str>>| {
            let value = self.text(key.get_ref())?;
            Some((Spanned::new(key.span(), key.get_ref().to_string()), value))
        };
        keys.into_iter().filter_map(text).collect()
    }

    /// All entries of the table with their values, in the order of the file.
    pub fn values(&self) -> Vec<(Spanned<String>, Value<'a, 'i>)> {
        let mut entries: Vec<_> = self.table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let value = |(key, value): (&'a Spanned<Cow<'i, str>>, Value<'a, 'i>)| {
            self.asked.borrow_mut().insert(key.get_ref().to_string());
            (Spanned::new(key.span(), key.get_ref().to_string()), value)
        };
        entries.into_iter().map(value).collect()
    }

    /// Takes all fields as asked for, where it cannot be known which are right.
    pub fn ignore_others(&self) {
        let keys = self.table.keys().map(|key| key.get_ref().to_string());
        self.asked.borrow_mut().extend(keys);
    }

    /// Reports every field that nothing asked for.
    pub fn finish(self) {
        let asked = self.asked.borrow();
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if !asked.contains(name) {
                let message = eco_format!("{} has no field `{name}`", self.what);
                let hint = name_hint(name, asked.iter().map(String::as_str));
                self.reader.error_with_hint(key.span(), message, hint);
            }
        }
    }
}
