//! The words around a number, as the locale file gives them.

use std::collections::BTreeMap;

use icu_plurals::PluralCategory;

use super::{Exactness, FormatError, NO_BREAK_SPACE};

/// The part of a locale file that concerns numbers; plain data, nothing is checked before a word
/// is needed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wording {
    /// `[exactness]`: how a qualifier is said in prose, with `{}` for the number.
    pub exactness: BTreeMap<String, String>,
    /// `[exactness-short]`: the same for charts and tables.
    pub exactness_short: BTreeMap<String, String>,
    /// `[units.KEY]`: a noun per CLDR plural category (`zero`, `one`, `two`, `few`, `many`,
    /// `other`).
    pub units: BTreeMap<String, BTreeMap<String, String>>,
    /// `words.cardinals`: numbers in words, from zero.
    pub cardinals: Vec<String>,
}

impl Wording {
    /// The noun of a unit for a plural category.
    ///
    /// A category that is not there is an error, never another category's word: which ones a
    /// language has differs (UTS #35 part 3, *Language Plural Rules*), and the wrong form is a
    /// spelling mistake in print.
    pub(super) fn noun(&self, unit: &str, category: PluralCategory) -> Result<&str, FormatError> {
        let category = category_key(category);
        self.units
            .get(unit)
            .and_then(|noun| noun.get(category))
            .map(String::as_str)
            .ok_or_else(|| FormatError::MissingWord { key: format!("units.{unit}.{category}") })
    }

    /// A printed number with its qualifier, as prose says it.
    pub(super) fn qualified(
        &self,
        exactness: Exactness,
        number: String,
    ) -> Result<String, FormatError> {
        match exactness.key() {
            None => Ok(number),
            Some(key) => filled(&self.exactness, "exactness", key, &number),
        }
    }

    /// A printed number with its qualifier, as charts and tables show it: a value there never
    /// breaks over two lines.
    pub(super) fn qualified_short(
        &self,
        exactness: Exactness,
        number: String,
    ) -> Result<String, FormatError> {
        match exactness.key() {
            None => Ok(number),
            Some(key) => filled(&self.exactness_short, "exactness-short", key, &number)
                .map(|text| text.replace(' ', NO_BREAK_SPACE.encode_utf8(&mut [0; 4]))),
        }
    }
}

/// Fills the qualifier `key` of a section of the locale file with a number.
fn filled(
    qualifiers: &BTreeMap<String, String>,
    section: &str,
    key: &str,
    number: &str,
) -> Result<String, FormatError> {
    let path = || format!("{section}.{key}");
    let qualifier = qualifiers.get(key).ok_or_else(|| FormatError::MissingWord { key: path() })?;
    if !qualifier.contains("{}") {
        return Err(FormatError::NoPlaceholder { key: path() });
    }
    Ok(qualifier.replace("{}", number))
}

/// The name CLDR gives a plural category.
fn category_key(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}
