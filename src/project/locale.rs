//! The locale file of a language: every word that the tool or the theme
//! prints, other than the author's own.

use std::collections::BTreeMap;

use typst::diag::eco_format;
use typst::syntax::FileId;

use super::fields::Fields;
use super::language::Language;
use super::reader::TomlReader;
use crate::diag::Problems;
use crate::rules::languages::MISSING_STRING;

/// The interface strings that the tool prints itself.
const PRINTED_STRINGS: [&str; 4] = ["source", "sources", "base-not-published", "column-value"];

/// What `report/locales/<lang>.toml` says.
#[derive(Debug, Clone)]
pub struct Locale {
    /// The locale file.
    pub file: FileId,
    /// Interface strings for the theme.
    pub strings: BTreeMap<String, String>,
    /// How a qualifier is said in prose; `{}` stands for the number.
    pub exactness: BTreeMap<String, String>,
    /// The same for charts and tables, where space is short.
    pub exactness_short: BTreeMap<String, String>,
    /// Nouns that numbers count, by CLDR plural category.
    pub units: BTreeMap<String, BTreeMap<String, String>>,
    /// Numbers in words, from zero.
    pub cardinals: Vec<String>,
    /// Texts of links that say nothing by themselves, besides those that are known.
    pub vague_links: Vec<String>,
    /// Sentences that alternative texts are made of, by kind of chart.
    pub alt: BTreeMap<String, String>,
}

impl Locale {
    /// Reads a locale file.
    pub fn read(
        file: FileId,
        text: &str,
        languages: &[Language],
        problems: &mut Problems,
    ) -> Option<Self> {
        TomlReader::read(file, text, languages, "the locale", problems, |fields| {
            let [cardinals, vague_links] = read_words(fields);
            Self {
                file,
                strings: read_strings(fields),
                exactness: patterns(fields, "exactness"),
                exactness_short: patterns(fields, "exactness-short"),
                units: read_units(fields),
                cardinals,
                vague_links,
                alt: string_table(fields, "alt"),
            }
        })
    }

    /// The interface string with this key. It is empty only where its absence
    /// has been reported as an error.
    pub fn string(&self, key: &str) -> &str {
        self.strings.get(key).map(String::as_str).unwrap_or_default()
    }
}

/// The interface strings. The theme takes what it needs; what the tool itself
/// prints has to be there.
fn read_strings(fields: &Fields) -> BTreeMap<String, String> {
    if let Some(table) = fields.require("strings").and_then(|_| fields.table("strings")) {
        for key in PRINTED_STRINGS {
            table.text_by(&MISSING_STRING, key);
        }
    }
    string_table(fields, "strings")
}

fn string_table(fields: &Fields, name: &str) -> BTreeMap<String, String> {
    let Some(table) = fields.table(name) else {
        return BTreeMap::new();
    };
    let strings = table.strings().into_iter();
    strings.map(|(key, text)| (key.into_inner(), text.into_inner())).collect()
}

/// Strings in which `{}` stands for the number.
fn patterns(fields: &Fields, name: &str) -> BTreeMap<String, String> {
    let Some(table) = fields.table(name) else {
        return BTreeMap::new();
    };
    let mut patterns = BTreeMap::new();
    for (key, text) in table.strings() {
        if text.get_ref().matches("{}").count() != 1 {
            let message = eco_format!("`{}` must contain `{{}}` once", key.get_ref());
            fields.reader.error_with_hint(
                text.span(),
                message,
                Some("`{}` stands for the number".into()),
            );
        }
        patterns.insert(key.into_inner(), text.into_inner());
    }
    patterns
}

fn read_units(fields: &Fields) -> BTreeMap<String, BTreeMap<String, String>> {
    const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
    let Some(table) = fields.table("units") else {
        return BTreeMap::new();
    };
    let mut units = BTreeMap::new();
    for (name, unit) in table.entries() {
        unit.require("other");
        let form = |category: &&str| {
            let text = unit.text(category)?;
            Some((category.to_string(), text.into_inner()))
        };
        let forms = CATEGORIES.iter().filter_map(form).collect();
        unit.finish();
        units.insert(name.into_inner(), forms);
    }
    units
}

/// The lists of words: cardinals, and texts of links that say nothing.
fn read_words(fields: &Fields) -> [Vec<String>; 2] {
    let Some(table) = fields.table("words") else {
        return Default::default();
    };
    let lists = ["cardinals", "vague-links"].map(|name| {
        let words = table.texts(name).unwrap_or_default();
        words.into_iter().map(toml::Spanned::into_inner).collect()
    });
    table.finish();
    lists
}
