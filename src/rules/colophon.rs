//! Rules about who made a publication, and for whom.

use super::Rule;

/// A colophon that does not say enough.
pub static INCOMPLETE_COLOPHON: Rule =
    Rule::warning("incomplete-colophon", "the colophon lacks what readers look for in it");

/// A publication that the Union funds and does not say so.
pub static MISSING_EU_BLOCK: Rule = Rule::error(
    "missing-eu-block",
    "the European Union funds the publication, and no block says so",
);

/// All of them.
pub static ALL: [&Rule; 2] = [&INCOMPLETE_COLOPHON, &MISSING_EU_BLOCK];
