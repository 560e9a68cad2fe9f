//! Alternative texts that say nothing.

use std::ops::RangeInclusive;

use typst::diag::{EcoString, eco_format};

use crate::check::passage::{OBJECT, Passage, PassageKind};
use crate::check::passages::text;
use crate::check::{Subject, report, strings};
use crate::diag::{Place, Problems};
use crate::narrative::model::{Block, BlockKind};
use crate::narrative::{Section, SectionBody};
use crate::rules::accessibility::{ALTERNATIVE_LENGTH, POOR_ALTERNATIVE};

/// The bounds within which a description of a picture is useful, in characters. A chart
/// has more to say.
const LENGTH: RangeInclusive<usize> = 8..=250;

/// Openings that only say that there is a picture, which is announced anyway.
const OPENINGS: [&str; 26] = [
    "image of",
    "picture of",
    "photo of",
    "photograph of",
    "graphic of",
    "icon of",
    "afbeelding van",
    "foto van",
    "plaatje van",
    "beeld van",
    "figuur van",
    "grafiek van",
    "illustratie van",
    "bild von",
    "foto von",
    "abbildung von",
    "grafik von",
    "image de",
    "photo de",
    "imagen de",
    "foto de",
    "immagine di",
    "foto di",
    "imagem de",
    "zdjęcie",
    "obraz",
];

/// Endings of the names of image files.
const FILES: [&str; 7] = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".tif"];

/// Reports alternative texts of pictures and figures that do not help.
pub fn check(subject: &Subject, problems: &mut Problems) {
    for section in &subject.sections {
        let SectionBody::Markdown(document) = &section.body else { continue };
        let Some(source) = text(subject.project, section.file) else { continue };
        document.visit_blocks(&mut |block| check_block(block, section, &source, subject, problems));
    }
    figures(subject, problems);
}

fn check_block(
    block: &Block,
    section: &Section,
    source: &str,
    subject: &Subject,
    problems: &mut Problems,
) {
    let place = |text: &str| Place::new(section.file, strings::inside(source, &block.range, text));
    match &block.kind {
        BlockKind::Picture(picture) if !picture.alt.is_empty() => {
            let mut caption = Passage::new(PassageKind::Prose, section.file, &section.language);
            caption.inlines(&picture.caption, source);
            let place = place(&picture.alt);
            check_text(&picture.alt, &caption.text, &place, subject, problems);
            if subject.asks(&ALTERNATIVE_LENGTH)
                && let Some((message, hint)) = unfit_length(&picture.alt)
            {
                report(&ALTERNATIVE_LENGTH, &place, message, hint, problems);
            }
        }
        BlockKind::Figure { alt: Some(alt), .. } => {
            check_text(alt, "", &place(alt), subject, problems);
        }
        _ => {}
    }
}

/// The texts that `figures.toml` gives in place of generated ones. That one says what
/// stands over the figure is found where figures are read.
fn figures(subject: &Subject, problems: &mut Problems) {
    for edition in &subject.texts.editions {
        let language = edition.language.id();
        for spec in &subject.texts.figures.specs {
            let own = spec.alt.as_ref().zip(spec.alt_places.get(language));
            if let Some((alt, place)) = own {
                check_text(alt.get(language), "", place, subject, problems);
            }
        }
    }
}

fn check_text(alt: &str, caption: &str, place: &Place, subject: &Subject, problems: &mut Problems) {
    if !subject.asks(&POOR_ALTERNATIVE) {
        return;
    }
    if let Some((message, hint)) = poor(alt, caption) {
        report(&POOR_ALTERNATIVE, place, message, hint, problems);
    }
}

/// What is poor about an alternative text, and what to do.
pub fn poor(alt: &str, caption: &str) -> Option<(EcoString, &'static str)> {
    let said = plain(alt);
    let opening = OPENINGS
        .iter()
        .find(|opening| said.strip_prefix(**opening).is_some_and(|rest| rest.starts_with(' ')));
    if let Some(opening) = opening {
        let message = eco_format!("the alternative text starts with “{opening}”");
        return Some((message, "it is announced as a picture; begin with what it shows"));
    }
    if FILES.iter().any(|ending| said.ends_with(ending)) || is_file_name(&said) {
        let message = "the alternative text is the name of a file".into();
        return Some((message, "say what the picture shows, and why it is there"));
    }
    if !caption.is_empty() && said == plain(caption) {
        let message = "the alternative text is the caption again".into();
        return Some((message, "the caption is read too; say what the picture shows besides"));
    }
    None
}

/// A text in lower case without what ends it.
fn plain(text: &str) -> String {
    text.trim().trim_end_matches(['.', '!', OBJECT]).to_lowercase()
}

/// Whether a text is one word with digits or underscores, such as `IMG_1234`.
fn is_file_name(text: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || "_-.".contains(c);
    text.chars().all(word)
        && text.contains(['_', '-', '.'])
        && text.contains(|c: char| c.is_ascii_digit())
}

/// What is wrong with the length of a description of a picture, and what to do.
pub fn unfit_length(alt: &str) -> Option<(EcoString, &'static str)> {
    let length = alt.chars().count();
    (!LENGTH.contains(&length)).then(|| {
        let (least, most) = (LENGTH.start(), LENGTH.end());
        let message = eco_format!(
            "the alternative text has {length} characters and must have {least} to {most}"
        );
        (message, "say what the picture shows, and why it is there")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_say_nothing_are_poor() {
        let message = |alt| poor(alt, "A lathe.").map(|(message, _)| message.to_string());
        assert!(message("Photo of a lathe").unwrap().contains("“photo of”"));
        assert!(message("lathe.jpg").unwrap().contains("file"));
        assert!(message("IMG_1234").unwrap().contains("file"));
        assert!(message("a lathe").unwrap().contains("caption"));
        for good in ["A student at a lathe.", "Photography class", "COVE-partners in a hall"] {
            assert_eq!(message(good), None, "{good}");
        }
    }
}
