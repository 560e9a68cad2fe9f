//! From the document model to Typst source.
//!
//! The source uses the functions of Typst's standard library and these of the
//! theme: `ev`, `fig`, `note`, `picture`, `data-table` and `sec-ref`. Text is
//! spelled so that no letter of it is read as markup or code; names, addresses
//! and alternative texts are string literals.

mod blocks;
mod inlines;
mod spelling;
mod touching;
mod writer;

use self::writer::Writer;
use super::model::Document;
use super::origins::Origins;
use crate::evidence::Form;

/// What the source needs to know that the text does not say.
pub struct Supplies<'a> {
    /// The language of the text, as a language subtag.
    pub language: &'a str,
    /// What tells the labels of this text's footnotes from those of others.
    pub prefix: &'a str,
    /// The file to show and the width in millimetres to print, for the path of
    /// an image. Pictures without a file are left out.
    pub picture: &'a dyn Fn(&str) -> Option<(String, f64)>,
    /// The printed form of a number in a heading. Bookmarks are made of what
    /// stands in the source, so there a number cannot be looked up later.
    pub number: &'a dyn Fn(&str, Form) -> Option<String>,
}

/// Typst source and where it came from.
#[derive(Debug, Clone, Default)]
pub struct Generated {
    /// The source.
    pub text: String,
    /// The author's text for each piece of it.
    pub origins: Origins,
}

/// Writes a document as Typst source.
pub fn generate(document: &Document, supplies: &Supplies) -> Generated {
    let mut writer = Writer::new(document, supplies);
    writer.blocks(&document.blocks);
    writer.finish()
}
