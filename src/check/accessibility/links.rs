//! Links whose text does not say where they lead.

use typst::diag::{EcoString, eco_format};

use crate::check::passage::{Passage, PassageKind};
use crate::check::passages::text;
use crate::check::{Subject, report};
use crate::diag::{Place, Problems};
use crate::narrative::model::{InlineKind, Target};
use crate::narrative::{Section, SectionBody};
use crate::rules::accessibility::VAGUE_LINK;

/// Texts of links that say nothing by themselves, by language.
const VAGUE: [(&str, &[&str]); 4] = [
    (
        "nl",
        &[
            "hier",
            "klik hier",
            "deze link",
            "link",
            "deze pagina",
            "deze website",
            "lees meer",
            "meer",
            "meer informatie",
            "lees verder",
            "verder lezen",
            "download",
            "website",
        ],
    ),
    (
        "en",
        &[
            "here",
            "click here",
            "this link",
            "link",
            "this page",
            "this website",
            "read more",
            "more",
            "more information",
            "learn more",
            "download",
            "website",
        ],
    ),
    ("de", &["hier", "hier klicken", "link", "mehr", "mehr lesen", "weiterlesen", "download"]),
    ("fr", &["ici", "cliquez ici", "lien", "ce lien", "en savoir plus", "lire la suite", "plus"]),
];

/// Reports links with a text that says nothing, or that is an address.
pub fn check(subject: &Subject, problems: &mut Problems) {
    if !subject.asks(&VAGUE_LINK) {
        return;
    }
    for section in &subject.sections {
        let body = match &section.body {
            SectionBody::Markdown(document) => Some(document),
            SectionBody::Typst => None,
        };
        let lead = section.lead.as_ref().filter(|lead| lead.source("").is_some());
        let lead = lead.map(|lead| &lead.text);
        let Some(source) = text(subject.project, section.file) else { continue };
        for document in lead.into_iter().chain(body) {
            document.visit_inlines(&mut |inline| {
                let InlineKind::Link { target: Target::Address(address), text } = &inline.kind
                else {
                    return;
                };
                let mut said = Passage::new(PassageKind::Prose, section.file, &section.language);
                said.inlines(text, &source);
                let place = Place::new(section.file, inline.range.clone());
                check_link(&said.text, address, section, &place, subject, problems);
            });
        }
    }
}

fn check_link(
    said: &str,
    address: &str,
    section: &Section,
    place: &Place,
    subject: &Subject,
    problems: &mut Problems,
) {
    let locale = subject.project.locales.get(&section.language);
    let own = locale.map_or(&[][..], |locale| &locale.vague_links);
    if let Some((message, hint)) = vague(said, address, &section.language, own) {
        report(&VAGUE_LINK, place, message, hint, problems);
    }
}

/// What is vague about a link that says this, and what to do. `own` are texts that a
/// project takes for vague besides.
pub fn vague(
    said: &str,
    address: &str,
    language: &str,
    own: &[String],
) -> Option<(EcoString, EcoString)> {
    let said = said.trim().trim_end_matches(['.', '…', ':', '>', '»']).trim().to_lowercase();
    let embedded = VAGUE.iter().find(|(known, _)| *known == language);
    let embedded = embedded.map_or(&[][..], |(_, texts)| texts);
    if embedded.contains(&said.as_str()) || own.iter().any(|text| text.to_lowercase() == said) {
        let message = eco_format!("the link “{said}” does not say where it leads");
        let hint = "name what is there: those who go from link to link hear nothing else";
        Some((message, hint.into()))
    } else if said.starts_with("http://") || said.starts_with("https://") {
        let message = "the link has its address as text";
        let hint = eco_format!("name the page in place of {address}");
        Some((message.into(), hint))
    } else {
        None
    }
}
