//! The rule about spelling, by the Hunspell dictionaries that a project brings along, and
//! for languages without by those that it is given besides.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use encoding_rs::Encoding;
use spellbook::{Dictionary, ParseDictionaryError};
use typst::diag::eco_format;

use super::passage::{OBJECT, Passage, PassageKind};
use super::passages::text;
use super::{Subject, report};
use crate::diag::{Place, Problems};
use crate::project::{Project, file_id};
use crate::rules::spelling::{UNKNOWN_WORD, UNREADABLE_DICTIONARY};

/// The folder of dictionaries, `nl.aff` and `nl.dic`.
const FOLDER: &str = "spelling";

/// The words that a project takes for right in all languages, one a line.
const OWN_WORDS: &str = "spelling/words.txt";

/// How many suggestions a hint has, at most.
const MOST: usize = 3;

/// A dictionary of Hunspell: two files as they are.
#[derive(Debug, Clone)]
pub struct DictionaryFiles {
    /// What it is called in messages.
    pub name: String,
    /// The rules, in the encoding that their line `SET` says.
    pub aff: Vec<u8>,
    /// The words, in the same encoding.
    pub dic: Vec<u8>,
}

/// Dictionaries by the ids of languages.
pub type Dictionaries = BTreeMap<String, DictionaryFiles>;

/// Reports words that no dictionary of their language has.
pub fn check(subject: &Subject, others: &Dictionaries, problems: &mut Problems) {
    if !subject.asks(&UNKNOWN_WORD) {
        return;
    }
    let own = text(subject.project, file_id(OWN_WORDS)).unwrap_or_default();
    let own: BTreeSet<&str> = own.lines().map(str::trim).collect();
    for edition in &subject.texts.editions {
        let language = edition.language.id();
        let own_dictionary = supplied(subject.project, language, problems);
        let dictionary = own_dictionary.or_else(|| given(others.get(language)?, problems));
        let Some(dictionary) = dictionary else { continue };
        let is_prose = |passage: &&Passage| {
            passage.language == language && passage.kind != PassageKind::Manifest
        };
        for passage in subject.passages.iter().filter(is_prose) {
            check_passage(passage, &dictionary, &own, problems);
        }
    }
}

/// The dictionary of a language, if the project has one.
fn supplied(project: &Project, language: &str, problems: &mut Problems) -> Option<Dictionary> {
    let [aff, dic] = ["aff", "dic"].map(|end| file_id(&format!("{FOLDER}/{language}.{end}")));
    let (rules, words) = (project.files.file(aff).ok()?, project.files.file(dic).ok()?);
    read(&rules, &words)
        .map_err(|error| {
            let message = eco_format!("the dictionary of `{language}` cannot be read ({error})");
            let hint = "use a dictionary of Hunspell, such as those of LibreOffice";
            report(&UNREADABLE_DICTIONARY, &Place::new(aff, 0..0), message, hint, problems);
        })
        .ok()
}

/// A dictionary from outside the project.
fn given(files: &DictionaryFiles, problems: &mut Problems) -> Option<Dictionary> {
    read(&files.aff, &files.dic)
        .map_err(|error| {
            let message = eco_format!("the dictionary `{}` cannot be read ({error})", files.name);
            let hint = "install another, or put one into the project";
            problems.error_anywhere(message).breaks(&UNREADABLE_DICTIONARY).hint(hint);
        })
        .ok()
}

fn read(aff: &[u8], dic: &[u8]) -> Result<Dictionary, ParseDictionaryError> {
    let encoding = encoding(aff);
    let decoded = |bytes: &[u8]| encoding.decode(bytes).0.into_owned();
    Dictionary::new(&decoded(aff), &decoded(dic))
}

/// The encoding that a dictionary says it has.
fn encoding(rules: &[u8]) -> &'static Encoding {
    let lines = rules.split(|byte| *byte == b'\n');
    let named = lines.filter_map(|line| line.strip_prefix(b"SET ")).next();
    let name = named.map(<[u8]>::trim_ascii).map(|name| name.to_ascii_lowercase());
    let name = name.map(|name| match name.strip_prefix(b"iso8859-") {
        Some(part) => [b"iso-8859-", part].concat(),
        None => name,
    });
    name.and_then(|name| Encoding::for_label(&name)).unwrap_or(encoding_rs::UTF_8)
}

fn check_passage(
    passage: &Passage,
    dictionary: &Dictionary,
    own: &BTreeSet<&str>,
    problems: &mut Problems,
) {
    let mut said = BTreeSet::new();
    let is_foreign = |range: &Range<usize>| {
        passage.foreign.iter().any(|(foreign, _)| foreign.contains(&range.start))
    };
    for range in words(&passage.text) {
        let written = &passage.text[range.clone()];
        let word = written.replace('’', "'");
        let parts = || word.split('-').filter(|part| !part.is_empty());
        let knows = |word: &str| own.contains(word) || dictionary.check(word);
        let known = knows(&word) || word.contains('-') && parts().all(knows);
        if known || is_foreign(&range) || !said.insert(word.clone()) {
            continue;
        }
        let mut suggestions = Vec::new();
        dictionary.suggest(&word, &mut suggestions);
        let suggestions: Vec<String> =
            suggestions.iter().take(MOST).map(|it| format!("“{it}”")).collect();
        let hint = match suggestions.is_empty() {
            true => eco_format!("correct it, or add it to `{OWN_WORDS}`"),
            false => eco_format!("write {}, or add it to `{OWN_WORDS}`", suggestions.join(" or ")),
        };
        let message = eco_format!("the dictionary has no “{written}”");
        report(&UNKNOWN_WORD, &passage.place(range), message, hint, problems);
    }
}

/// The words of a text: letters, with hyphens and apostrophes between them. Names with
/// digits, abbreviations in capitals, and parts of addresses are none.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let is_break = |c: char| c.is_whitespace() || c == OBJECT || "()[]/–—…“”„«»".contains(c);
    let mut at = 0;
    for chunk in text.split(is_break) {
        let start = at;
        at = start
            + chunk.len()
            + text[start + chunk.len()..].chars().next().map_or(0, char::len_utf8);
        let is_address = chunk.contains("://") || chunk.contains('@');
        let is_name = chunk.contains(|c: char| c.is_ascii_digit())
            || chunk.trim_end_matches(['.', ',']).contains('.');
        let word = chunk.trim_matches(|c: char| !c.is_alphabetic());
        let is_capital = word.chars().filter(|c| c.is_uppercase()).count() > 1;
        if word.chars().count() > 1 && !is_address && !is_name && !is_capital {
            let from = start + chunk.find(word).unwrap_or_default();
            words.push(from..from + word.len());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_letters() {
        let text = "De mbo-school (’t NA) heeft CoVE's, KA1/2: “foto’s” op a.nl. x@y.nl";
        let found: Vec<_> = words(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["De", "mbo-school", "heeft", "foto’s", "op"]);
    }

    #[test]
    fn dictionaries_say_their_encoding() {
        assert_eq!(encoding(b"SET ISO8859-1\nTRY a\n").name(), "windows-1252");
        assert_eq!(encoding(b"# a\nSET UTF-8\r\n").name(), "UTF-8");
    }
}
