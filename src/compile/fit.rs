//! Does the document have the pages that it should have, and does every block
//! of a fixed page fit its place? If not, is there a step of the theme at which
//! it does?

use typst::diag::{EcoString, SourceDiagnostic, eco_format};
use typst_layout::PagedDocument;

use super::overrun::{Overrun, overrun};
use super::slots::{END, START, Slot, slots};
use super::{DocumentWorld, Shared, compile};
use crate::assemble::{Assembly, OriginMap};
use crate::diag::Problems;
use crate::project::limits::MAX_PAGES;
use crate::project::{FitStep, FitSteps};
use crate::rules::layout::{EMPTY_SPACE, OVERFLOW, PAGE_COUNT};

/// A document that has been laid out.
pub struct Fitted<'a> {
    /// Its pages.
    pub document: PagedDocument,
    /// The world that it was laid out in.
    pub world: DocumentWorld<'a>,
    /// The step of the theme, if the document is one that is fitted.
    pub step: Option<&'a FitStep>,
}

/// Lays out a document at the first step of the theme at which it fits. That
/// is the theme as it is for nearly all, and for those that are not to be fitted.
/// A document that fits at no step is left at the last one, with an error for
/// each block that is too long.
pub fn fit<'a>(
    shared: &'a Shared<'a>,
    assembly: &Assembly,
    steps: &'a FitSteps,
    origins: &OriginMap,
    problems: &mut Problems,
) -> Option<Fitted<'a>> {
    let fitted = assembly.spec.fit;
    // Typst keeps about 4 MB of each try of a factsheet. To evict them would cost the
    // documents more that are laid out at the same time.
    let steps = if fitted { steps.all() } else { steps.first() };
    for (step, left) in steps.iter().zip((0..steps.len()).rev()) {
        let mut found = Problems::new();
        let world = shared.world_at(assembly.main, step.tokens.as_ref());
        let document = compile(&world, origins, &mut found);
        if let Some(error) = document.as_ref().and_then(|it| endless(it, assembly)) {
            found.push(error);
            problems.extend(found);
            return None;
        }
        let tightest = left == 0;
        if let Some(document) = &document {
            if !tightest && overflows(document, assembly) {
                continue;
            }
            let tightest = (fitted && tightest).then_some(step);
            check_slots(document, assembly, tightest, &mut found);
            if let Some(problem) = check_pages(document, assembly, tightest, &world) {
                found.push(origins.mapped(&world, problem)).breaks(&PAGE_COUNT);
            }
        }
        problems.extend(found);
        let step = fitted.then_some(step);
        return document.map(|document| Fitted { document, world, step });
    }
    None
}

/// The error of a document with more pages than any may have, of which nothing else is
/// worth checking.
fn endless(document: &PagedDocument, assembly: &Assembly) -> Option<SourceDiagnostic> {
    let (spec, pages) = (&assembly.spec, document.pages().len());
    (pages > MAX_PAGES).then(|| {
        let message =
            eco_format!("`{}` has {pages} pages, and a document has at most {MAX_PAGES}", spec.id);
        SourceDiagnostic::error(spec.place.span(), message)
            .with_hint("look for text that repeats, or divide the document")
    })
}

/// Whether there is more text than room.
fn overflows(document: &PagedDocument, assembly: &Assembly) -> bool {
    let slots = slots(document).unwrap_or_default();
    let too_many_pages =
        |(pages, _): &(std::ops::RangeInclusive<usize>, _)| document.pages().len() > *pages.end();
    slots.iter().any(|slot| slot.surplus_lines().is_some())
        || assembly.spec.pages.as_ref().is_some_and(too_many_pages)
}

/// Reports blocks that do not fit and blocks that leave a hole. `tightest` is the
/// step after which there is none to try.
fn check_slots(
    document: &PagedDocument,
    assembly: &Assembly,
    tightest: Option<&FitStep>,
    problems: &mut Problems,
) {
    let spec = &assembly.spec;
    let slots = slots(document);
    if slots.is_none() {
        let message = eco_format!("the layout of `{}` leaves marks that do not pair", spec.id);
        problems.error(&spec.place, message).hint(eco_format!(
            "every `{}` needs a `{}` with the same key after it",
            START,
            END
        ));
    }
    for slot in slots.into_iter().flatten() {
        if let Some(lines) = slot.surplus_lines() {
            report_surplus(&slot, lines, assembly, tightest, problems);
        } else if let Some(lines) = slot.missing_lines() {
            report_hole(&slot, lines, assembly, problems);
        }
    }
}

/// What is wrong with the number of pages, and with which line the text is too long.
fn check_pages(
    document: &PagedDocument,
    assembly: &Assembly,
    tightest: Option<&FitStep>,
    world: &DocumentWorld,
) -> Option<SourceDiagnostic> {
    let (declared, place) = assembly.spec.pages.as_ref()?;
    let found = document.pages().len();
    if declared.contains(&found) {
        return None;
    }
    let expected = match (declared.start(), declared.end()) {
        (1, 1) => "1 page".to_string(),
        (min, max) if min == max => format!("{min} pages"),
        (min, _) if found < *min => format!("at least {min} pages"),
        (_, max) => format!("at most {max} pages"),
    };
    let at = tightest.filter(|_| found > *declared.end()).map(even_at).unwrap_or_default();
    let id = &assembly.spec.id;
    let message = eco_format!("`{id}` has {found} pages{at} and must have {expected}");
    let mut error = SourceDiagnostic::error(place.span(), message);
    if let Some(Overrun { lines, first }) = overrun(document, *declared.end(), assembly, world) {
        let message = eco_format!("here begins what is too long, {} in all", counted(lines));
        error.spanned_hint(message, first);
    }
    Some(error)
}

fn report_surplus(
    slot: &Slot,
    lines: usize,
    assembly: &Assembly,
    tightest: Option<&FitStep>,
    problems: &mut Problems,
) {
    let message = eco_format!(
        "the block `{}` is {} too long{} (it needs {:.1} pt and has {:.1} pt)",
        slot.key,
        counted(lines),
        tightest.map(even_at).unwrap_or_default(),
        slot.needed,
        slot.available,
    );
    let hint = "shorten the text, or give the block more room in the layout";
    let error = |span| SourceDiagnostic::error(span, message).with_hint(hint);
    problems.push(error(assembly.span_of(&slot.key))).breaks(&OVERFLOW);
}

fn report_hole(slot: &Slot, lines: usize, assembly: &Assembly, problems: &mut Problems) {
    let message = eco_format!(
        "the block `{}` leaves {} empty (it needs {:.1} pt and has {:.1} pt)",
        slot.key,
        counted(lines),
        slot.needed,
        slot.available,
    );
    let hint = "write more, or give the block less room in the layout";
    let warning = |span| SourceDiagnostic::warning(span, message).with_hint(hint);
    problems.push(warning(assembly.span_of(&slot.key))).breaks(&EMPTY_SPACE);
}

/// That even the tightest step did not help.
fn even_at(step: &FitStep) -> EcoString {
    match step.body {
        Some(body) => eco_format!(" even at the tightest step, with body type of {body} pt"),
        None => " even at the tightest step".into(),
    }
}

fn counted(lines: usize) -> EcoString {
    eco_format!("{lines} {}", if lines == 1 { "line" } else { "lines" })
}
