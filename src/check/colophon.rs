//! Rules about who made a publication, and for whom.

use typst::diag::eco_format;

use super::{Subject, report};
use crate::diag::{Place, Problems};
use crate::rules::colophon::{INCOMPLETE_COLOPHON, MISSING_EU_BLOCK};

/// What a colophon says at least. The date is always known.
const REQUIRED: [&str; 6] =
    ["commissioned-by", "carried-out-by", "cite", "licence", "contact", "accessibility"];

/// Looks at the rules about the colophon. A publication without any has none that could
/// be incomplete.
pub fn check(subject: &Subject, problems: &mut Problems) {
    let manifest = &subject.project.manifest;
    if let Some(place) = &manifest.colophon_place {
        let has = |name: &str| manifest.colophon.iter().any(|(known, _)| *known == name);
        let lacks: Vec<String> = REQUIRED
            .into_iter()
            .filter(|name| !has(name))
            .map(|name| format!("`{name}`"))
            .chain(manifest.authors.is_empty().then(|| "`authors`".into()))
            .collect();
        if !lacks.is_empty() && subject.asks(&INCOMPLETE_COLOPHON) {
            let message = eco_format!("the colophon has no {}", lacks.join(", no "));
            let hint = "say who ordered, made and may use the publication, and whom to ask";
            report(&INCOMPLETE_COLOPHON, place, message, hint, problems);
        }
    }
    if manifest.eu_funded && manifest.eu.is_none() && subject.asks(&MISSING_EU_BLOCK) {
        let message = "the publication is funded by the European Union and has no `[eu]`";
        let hint = "add `[eu]` with `emblem`, `funding` and `disclaimer`";
        report(&MISSING_EU_BLOCK, &Place::new(manifest.file, 0..0), message, hint, problems);
    }
}
