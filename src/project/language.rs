//! Languages of a project and texts that exist in each of them.

use std::collections::BTreeMap;

use icu_locale::Locale;

/// A language of the project, such as `nl-NL`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    id: String,
    region: Option<String>,
}

impl Language {
    /// Reads a BCP 47 tag of a language and, optionally, a region.
    pub fn parse(tag: &str) -> Option<Self> {
        let locale: Locale = tag.parse().ok()?;
        let language = locale.id.language;
        if language.is_unknown() {
            return None;
        }
        let region = locale.id.region.map(|region| region.to_string());
        Some(Self { id: language.to_string(), region })
    }

    /// The language subtag, which names its folders and its `--lang`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The region subtag, if the tag has one.
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// The whole tag.
    pub fn tag(&self) -> String {
        match &self.region {
            Some(region) => format!("{}-{region}", self.id),
            None => self.id.clone(),
        }
    }
}

/// A text in every language of the project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Localized(BTreeMap<String, String>);

impl Localized {
    /// The same text in all languages.
    pub fn everywhere(languages: &[Language], text: &str) -> Self {
        Self(languages.iter().map(|language| (language.id.clone(), text.into())).collect())
    }

    /// Sets the text of a language.
    pub fn insert(&mut self, language: &str, text: String) {
        self.0.insert(language.into(), text);
    }

    /// The texts of all languages, in order of language.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }

    /// The text in a language. It is empty only where its absence has been
    /// reported as an error.
    pub fn get(&self, language: &str) -> &str {
        self.0.get(language).map(String::as_str).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_has_a_language_and_maybe_a_region() {
        let dutch = Language::parse("nl-NL").unwrap();
        assert_eq!((dutch.id(), dutch.region()), ("nl", Some("NL")));
        assert_eq!(Language::parse("mt").unwrap().tag(), "mt");
        assert_eq!(Language::parse("not a tag"), None);
        assert_eq!(Language::parse("und"), None);
    }
}
