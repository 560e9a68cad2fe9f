//! What a section names: numbers, figures, sections, works and images.

use std::ops::Range;

use super::model::{Block, BlockKind, Document, Inline, InlineKind, Target};
use crate::evidence::Form;

/// What a section names, each in the order of its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Uses {
    /// The numbers that it prints.
    pub numbers: Vec<NumberUse>,
    /// The figures that it places.
    pub figures: Vec<Use>,
    /// The texts that replace alternative texts of figures.
    pub alternatives: Vec<Alternative>,
    /// The figures that it refers to.
    pub figure_references: Vec<Use>,
    /// The sections and headings that it refers to.
    pub section_references: Vec<Use>,
    /// The works that it cites.
    pub citations: Vec<Use>,
    /// The image files that it shows, by their paths.
    pub images: Vec<Use>,
    /// The addresses to which it links.
    pub addresses: Vec<Use>,
    /// The ids of its headings, without `sec:`.
    pub heading_ids: Vec<Use>,
}

/// A name and where it stands in the author's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The name.
    pub name: String,
    /// Where it stands.
    pub range: Range<usize>,
}

/// A text that replaces the alternative text of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The figure's key. None if it is computed.
    pub figure: Option<String>,
    /// The text. None if it is computed.
    pub text: Option<String>,
    /// Where it stands in the author's file.
    pub range: Range<usize>,
}

/// A number that a section prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberUse {
    /// The indicator's key.
    pub key: String,
    /// How the number is said.
    pub form: Form,
    /// Where it stands in the author's file.
    pub range: Range<usize>,
}

impl Uses {
    /// Adds what a document names.
    pub fn add(&mut self, document: &Document) {
        document.visit_blocks(&mut |block| self.add_block(block));
        document.visit_inlines(&mut |inline| self.add_inline(inline));
    }

    fn add_block(&mut self, block: &Block) {
        let named = |name: &str| Use { name: name.into(), range: block.range.clone() };
        match &block.kind {
            BlockKind::Heading { id: Some(id), .. } => self.heading_ids.push(named(id)),
            BlockKind::Figure { key, alt } => {
                self.figures.push(named(key));
                self.alternatives.extend(alt.as_ref().map(|text| Alternative {
                    figure: Some(key.clone()),
                    text: Some(text.clone()),
                    range: block.range.clone(),
                }));
            }
            BlockKind::Picture(picture) => self.images.push(named(&picture.path)),
            _ => {}
        }
    }

    fn add_inline(&mut self, inline: &Inline) {
        let range = inline.range.clone();
        let named = |name: &str| Use { name: name.into(), range: range.clone() };
        match &inline.kind {
            InlineKind::Number { key, form } => {
                self.numbers.push(NumberUse { key: key.clone(), form: *form, range });
            }
            InlineKind::FigureReference(key) => self.figure_references.push(named(key)),
            InlineKind::SectionReference(key) => self.section_references.push(named(key)),
            InlineKind::Citation { key, .. } => self.citations.push(named(key)),
            InlineKind::Link { target, .. } => match target {
                Target::Address(address) => self.addresses.push(named(address)),
                Target::Section(key) => self.section_references.push(named(key)),
                Target::Figure(key) => self.figure_references.push(named(key)),
            },
            _ => {}
        }
    }

    /// Moves every range, as `place` says.
    pub fn relocate(&mut self, place: impl Fn(Range<usize>) -> Range<usize>) {
        for number in &mut self.numbers {
            number.range = place(number.range.clone());
        }
        for alternative in &mut self.alternatives {
            alternative.range = place(alternative.range.clone());
        }
        let lists = [
            &mut self.figures,
            &mut self.figure_references,
            &mut self.section_references,
            &mut self.citations,
            &mut self.images,
            &mut self.addresses,
            &mut self.heading_ids,
        ];
        for named in lists.into_iter().flatten() {
            named.range = place(named.range.clone());
        }
    }

    /// Adds what another text names.
    pub fn extend(&mut self, other: Self) {
        self.numbers.extend(other.numbers);
        self.figures.extend(other.figures);
        self.alternatives.extend(other.alternatives);
        self.figure_references.extend(other.figure_references);
        self.section_references.extend(other.section_references);
        self.citations.extend(other.citations);
        self.images.extend(other.images);
        self.addresses.extend(other.addresses);
        self.heading_ids.extend(other.heading_ids);
    }
}

#[cfg(test)]
mod tests {
    use super::super::markdown;
    use super::*;

    #[test]
    fn everything_that_a_text_names_is_found() {
        let text = "## Title {#sec:own}\n\n{{ a }} and *{{ b | words }}*[^1] in @fig:c and @sec:d, \
                    [@e, p. 3], [x](#sec:f), [y](https://a.nl)\n\n![](fig:g)\n\n\
                    ![alt](h.png \"with {{ i }}\")\n\n| {{ j }} |\n|---|\n\n[^1]: {{ k }}\n";
        let parsed = markdown::parse(text, 0);
        assert_eq!(parsed.problems, []);
        let mut uses = Uses::default();
        uses.add(&parsed.document);
        let names = |uses: &[Use]| uses.iter().map(|named| named.name.clone()).collect::<Vec<_>>();
        let numbers: Vec<_> = uses.numbers.iter().map(|number| number.key.as_str()).collect();
        assert_eq!(numbers, ["a", "b", "i", "j", "k"]);
        assert_eq!(uses.numbers[1].form, Form::Words);
        assert_eq!(&text[uses.numbers[1].range.clone()], "{{ b | words }}");
        assert_eq!(names(&uses.figures), ["g"]);
        assert_eq!(names(&uses.figure_references), ["c"]);
        assert_eq!(names(&uses.section_references), ["d", "f"]);
        assert_eq!(names(&uses.citations), ["e"]);
        assert_eq!(names(&uses.images), ["h.png"]);
        assert_eq!(names(&uses.addresses), ["https://a.nl"]);
        assert_eq!(names(&uses.heading_ids), ["own"]);
    }
}
