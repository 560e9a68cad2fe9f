//! Passages in another language than their section.

use typst::diag::eco_format;
use whatlang::{Detector, Lang};

use crate::check::passage::{OBJECT, Passage, PassageKind};
use crate::check::{Subject, report};
use crate::diag::Problems;
use crate::rules::accessibility::FOREIGN_PASSAGE;

/// How many letters tell a language, at least. Shorter passages may be names.
const LETTERS: usize = 60;

/// Reports passages that are written in another language of the project, and not marked
/// so. Which of them a text is in can be told; which of all languages, often not.
pub fn check(subject: &Subject, problems: &mut Problems) {
    let languages = &subject.project.manifest.languages;
    let known: Vec<(&str, Lang)> =
        languages.iter().filter_map(|it| Some((it.id(), named(it.id())?))).collect();
    if !subject.asks(&FOREIGN_PASSAGE) || known.len() < 2 {
        return;
    }
    let detector = Detector::with_allowlist(known.iter().map(|(_, lang)| *lang).collect());
    for passage in &subject.passages {
        let text = own_words(passage);
        let is_running = matches!(passage.kind, PassageKind::Prose | PassageKind::Cell);
        if !is_running || text.chars().filter(|c| c.is_alphabetic()).count() < LETTERS {
            continue;
        }
        let found = detector.detect(&text).filter(whatlang::Info::is_reliable);
        let found = found.and_then(|info| known.iter().find(|(_, lang)| *lang == info.lang()));
        let Some((id, _)) = found.filter(|(id, _)| *id != passage.language) else { continue };
        let all = passage.place(0..passage.text.len());
        let message = eco_format!("this looks like `{id}` in a text in `{}`", passage.language);
        let hint = eco_format!("translate it, or mark it: `[…]{{lang={id}}}`");
        report(&FOREIGN_PASSAGE, &all, message, hint, problems);
    }
}

/// The words of a passage that are not marked as foreign.
fn own_words(passage: &Passage) -> String {
    let is_foreign = |at: usize| passage.foreign.iter().any(|(range, _)| range.contains(&at));
    let own = passage.text.char_indices().filter(|(at, c)| *c != OBJECT && !is_foreign(*at));
    own.map(|(_, c)| c).collect()
}

/// The language of an ISO 639-1 code.
fn named(id: &str) -> Option<Lang> {
    Some(match id {
        "bg" => Lang::Bul,
        "cs" => Lang::Ces,
        "da" => Lang::Dan,
        "de" => Lang::Deu,
        "el" => Lang::Ell,
        "en" => Lang::Eng,
        "es" => Lang::Spa,
        "et" => Lang::Est,
        "fi" => Lang::Fin,
        "fr" => Lang::Fra,
        "hr" => Lang::Hrv,
        "hu" => Lang::Hun,
        "it" => Lang::Ita,
        "lt" => Lang::Lit,
        "lv" => Lang::Lav,
        "nl" => Lang::Nld,
        "pl" => Lang::Pol,
        "pt" => Lang::Por,
        "ro" => Lang::Ron,
        "sk" => Lang::Slk,
        "sl" => Lang::Slv,
        "sv" => Lang::Swe,
        _ => return None,
    })
}
