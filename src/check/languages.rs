//! Rules about languages.

use std::collections::BTreeSet;

use typst::diag::eco_format;

use super::{Subject, report};
use crate::assemble::{EditionTexts, Texts};
use crate::diag::{Place, Problems};
use crate::narrative::Section;
use crate::rules::languages::{DIFFERENT_INDICATORS, STALE_TRANSLATION};

/// Looks at the rules about languages, each of which compares a translation with what it
/// is a translation of.
pub fn check(subject: &Subject, problems: &mut Problems) {
    for (original, translated) in translations(subject.texts) {
        if subject.asks(&DIFFERENT_INDICATORS) {
            compare_numbers(original, translated, problems);
        }
        if subject.asks(&STALE_TRANSLATION) {
            compare_fingerprints(original, translated, problems);
        }
    }
}

/// Each section in the first language of the project, with each translation of it.
pub fn translations(texts: &Texts) -> Vec<(&Section, &Section)> {
    let Some((source, others)) = texts.editions.split_first() else { return Vec::new() };
    others.iter().flat_map(|translation| pairs(source, translation)).collect()
}

/// The sections of two languages that say the same.
fn pairs<'a>(
    source: &'a EditionTexts,
    translation: &'a EditionTexts,
) -> Vec<(&'a Section, &'a Section)> {
    let mut pairs = Vec::new();
    for document in &source.documents {
        let others = translation.document(&document.id).map(|it| &it.sections[..]);
        let own = document.sections.iter().filter(|it| it.language == source.language.id());
        for original in own {
            let same = |other: &&Section| {
                other.key == original.key && other.language == translation.language.id()
            };
            pairs.extend(others.unwrap_or_default().iter().find(same).map(|it| (original, it)));
        }
    }
    pairs
}

/// Reports indicators and figures that only one of two sections uses.
fn compare_numbers(original: &Section, translated: &Section, problems: &mut Problems) {
    let (source, language) = (&original.language, &translated.language);
    let (first, second) = (used(original), used(translated));
    let list = |a: &BTreeSet<&str>, b: &BTreeSet<&str>| -> Option<String> {
        let names: Vec<String> = a.difference(b).map(|name| format!("`{name}`")).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let lacks = list(&first, &second).map(|names| format!("`{source}` has {names}"));
    let adds = list(&second, &first).map(|names| format!("`{language}` has {names}"));
    let differences: Vec<String> = lacks.into_iter().chain(adds).collect();
    if !differences.is_empty() {
        let key = &translated.key;
        let message = eco_format!(
            "the section `{key}` states other numbers in `{language}` than in `{source}`"
        );
        let hint = eco_format!("only {}; say the same in both", differences.join("; only "));
        report(&DIFFERENT_INDICATORS, &translated.place, message, hint, problems);
    }
}

/// The indicators and figures that a section uses.
fn used(section: &Section) -> BTreeSet<&str> {
    let numbers = section.numbers().map(|number| number.key.as_str());
    numbers.chain(section.figures().map(|figure| figure.name.as_str())).collect()
}

/// Reports a translation that was made of another text than the one that is there.
fn compare_fingerprints(original: &Section, translated: &Section, problems: &mut Problems) {
    let Some(of) = &translated.translation_of else { return };
    if of.get_ref() != &original.fingerprint {
        let (key, source) = (&original.key, &original.language);
        let path = original.file.vpath().get_without_slash();
        let message =
            eco_format!("the section `{key}` has changed in `{source}` since it was translated");
        let hint = eco_format!(
            "compare it with `{path}`, then run `report check --accept-translation={key}`"
        );
        report(
            &STALE_TRANSLATION,
            &Place::new(translated.file, of.span()),
            message,
            hint,
            problems,
        );
    }
}
