//! The text that a document of the narrative has to print.

use report::narrative::model::{Block, BlockKind, Document, Inline, InlineKind};

/// What stands in headings in place of a number.
pub const NUMBER: &str = "7";

/// The letters that a document prints, in order. White space is left out, because lines and
/// paragraphs part words in several ways.
pub fn letters(document: &Document) -> String {
    let mut printed =
        Printed { document, noted: vec![false; document.notes.len()], text: String::new() };
    printed.blocks(&document.blocks);
    without_space(&printed.text)
}

/// A text without white space, with straight apostrophes.
pub fn without_space(text: &str) -> String {
    let letters = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{2060}');
    letters.map(|c| if c == '\u{2019}' { '\'' } else { c }).collect()
}

struct Printed<'a> {
    document: &'a Document,
    /// Which footnotes have been printed; each is where the text first refers to it.
    noted: Vec<bool>,
    text: String,
}

impl Printed<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Code { text, .. } => self.text.push_str(text),
                BlockKind::Heading { text, .. } => self.inlines(text, true),
                BlockKind::Terms(terms) => {
                    for term in terms {
                        self.inlines(&term.term, false);
                        term.definitions.iter().for_each(|body| self.blocks(body));
                    }
                }
                kind => {
                    kind.texts().into_iter().for_each(|text| self.inlines(text, false));
                    kind.bodies().into_iter().for_each(|body| self.blocks(body));
                }
            }
        }
    }

    fn inlines(&mut self, text: &[Inline], in_heading: bool) {
        for inline in text {
            match &inline.kind {
                InlineKind::Text(text) | InlineKind::Literal(text) | InlineKind::Code(text) => {
                    self.text.push_str(text);
                }
                InlineKind::Number { .. } if in_heading => self.text.push_str(NUMBER),
                InlineKind::Number { key, .. } => self.text.push_str(key),
                InlineKind::Citation { locator, .. } => {
                    self.text.push_str(locator.as_deref().unwrap_or_default());
                }
                InlineKind::Footnote(index) => self.note(*index),
                kind => self.inlines(kind.children(), in_heading),
            }
        }
    }

    fn note(&mut self, index: usize) {
        let document = self.document;
        if let Some(note) = document.notes.get(index)
            && !std::mem::replace(&mut self.noted[index], true)
        {
            self.blocks(&note.body);
        }
    }
}
