//! Compiling assembled sources into pages, in process.

mod attachments;
mod bleed;
mod figures;
mod fit;
mod fonts;
mod notice;
mod outline;
mod overrun;
mod slots;
mod world;

pub use self::attachments::check_attachments;
pub use self::bleed::check_bleed;
pub use self::figures::check_figures;
pub use self::fit::{Fitted, fit};
pub use self::fonts::load as load_fonts;
pub use self::notice::check_notice;
pub use self::outline::{OutlineEntry, OutlineKind, outline};
pub use self::world::{DocumentWorld, Shared};

use typst::diag::Warned;
use typst_layout::PagedDocument;

use crate::assemble::OriginMap;
use crate::diag::Problems;
use crate::rules::typography::UNKNOWN_FONT;

/// The beginning of Typst's warning about a font that does not exist. With the
/// wrong font every page is wrong, so here it is an error.
const FONT_WARNING: &str = "unknown font family";

/// Lays out the document of a world. Warnings and errors are added to
/// `problems`, at the author's line where the source was generated.
pub fn compile(
    world: &DocumentWorld,
    origins: &OriginMap,
    problems: &mut Problems,
) -> Option<PagedDocument> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    for mut warning in warnings {
        let is_font = warning.message.starts_with(FONT_WARNING);
        if is_font {
            warning.hint("put the font's file in `fonts/`");
        }
        let problem = problems.push(origins.mapped(world, warning));
        if is_font {
            problem.breaks(&UNKNOWN_FONT);
        }
    }
    match output {
        Ok(document) => Some(document),
        Err(errors) => {
            problems.extend(errors.into_iter().map(|error| origins.mapped(world, error)));
            None
        }
    }
}
