//! Paragraphs that break badly, and headings that nothing follows.

use typst::diag::eco_format;
use typst::syntax::DiagSpan;

use super::Laid;
use super::glyphs::first_word;
use super::lines::{Line, columns, lines};
use super::sheet::{Heading, Piece};
use crate::diag::Problems;
use crate::rules::layout::{STACKED_HYPHENS, STRANDED_HEADING, WIDOW_OR_ORPHAN};

/// How many lines in a row may end with a hyphen.
const MOST_HYPHENS: usize = 2;

/// Looks at all paragraphs and headings.
pub fn check(laid: &Laid, problems: &mut Problems) {
    for paragraph in &laid.sheets.paragraphs {
        let lines = lines(paragraph);
        if laid.asks(&WIDOW_OR_ORPHAN) {
            check_columns(&lines, laid, problems);
        }
        if laid.asks(&STACKED_HYPHENS) {
            check_hyphens(&lines, laid, problems);
        }
    }
    if laid.asks(&STRANDED_HEADING) {
        check_headings(laid, problems);
    }
}

/// Reports a line that stands alone before or after a break of the page or column.
fn check_columns(lines: &[Line], laid: &Laid, problems: &mut Problems) {
    let columns = columns(lines);
    let [first, .., last] = columns[..] else { return };
    let hint = "write a little more or less; the theme can forbid it with `text(costs: …)`";
    for (alone, which) in [(last, "last"), (first, "first")] {
        if let [line] = alone {
            let message = eco_format!(
                "the {which} line of a paragraph stands alone on page {} of `{}`",
                line.page + 1,
                laid.document
            );
            laid.report(&WIDOW_OR_ORPHAN, span(laid, &line.pieces), message, hint, problems);
        }
    }
}

/// Reports lines in a row that end with a hyphen.
fn check_hyphens(lines: &[Line], laid: &Laid, problems: &mut Problems) {
    let runs = lines.chunk_by(|a, b| a.is_hyphenated && b.is_hyphenated);
    for run in runs.filter(|run| run.len() > MOST_HYPHENS && run[0].is_hyphenated) {
        let message = eco_format!(
            "{} lines in a row end with a hyphen on page {} of `{}`",
            run.len(),
            run[0].page + 1,
            laid.document
        );
        let hint = "change a word in these lines, so that they break elsewhere";
        laid.report(&STACKED_HYPHENS, span(laid, &run[0].pieces), message, hint, problems);
    }
}

/// Reports headings at the foot of a page or column whose text begins on the next.
fn check_headings(laid: &Laid, problems: &mut Problems) {
    for Heading { pieces, follows } in &laid.sheets.headings {
        let (Some(last), Some((page, height))) = (pieces.last(), follows) else { continue };
        if *page != last.page || *height < last.base {
            let message = eco_format!(
                "a heading stands at the foot of page {} of `{}`, and its text does not",
                last.page + 1,
                laid.document
            );
            let hint = "let the theme keep headings with what follows: `block(sticky: true)`";
            laid.report(&STRANDED_HEADING, span(laid, pieces), message, hint, problems);
        }
    }
}

/// Where the first word of the author's text among these pieces is written.
fn span(laid: &Laid, pieces: &[Piece]) -> DiagSpan {
    let first = pieces.iter().find(|piece| piece.is_authors);
    first.map_or(DiagSpan::detached(), |piece| first_word(laid.world, piece.item))
}
