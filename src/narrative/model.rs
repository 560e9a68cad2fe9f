//! The text of a section as a tree of blocks and inlines.
//!
//! The model knows nothing of Markdown or Typst: the first is one way to write
//! it down, the second one way to print it. Every node carries the byte range
//! of the author's file that it was read from.

use std::ops::Range;

use crate::evidence::Form;
use crate::project::Language;

/// The text of a section.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// The blocks from top to bottom.
    pub blocks: Vec<Block>,
    /// The footnotes, to which [`InlineKind::Footnote`] refers by index.
    pub notes: Vec<Footnote>,
}

/// A footnote.
#[derive(Debug, Clone, PartialEq)]
pub struct Footnote {
    /// The label by which the author refers to it.
    pub label: String,
    /// What it says.
    pub body: Vec<Block>,
    /// How often the text refers to it.
    pub references: usize,
    /// Where it is defined, or first referred to if it is defined nowhere.
    pub range: Range<usize>,
}

/// A block.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the author's file.
    pub range: Range<usize>,
}

/// The kinds of blocks.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading below the section's title, which has level 1.
    Heading {
        /// The level, from 2 to 6 where the author made no mistake.
        level: u8,
        /// The id without its prefix `sec:`, if the heading has one.
        id: Option<String>,
        /// The heading's text.
        text: Vec<Inline>,
    },
    /// A quotation that stands on its own.
    Quote(Vec<Block>),
    /// A remark in a box.
    Note(NoteKind, Vec<Block>),
    /// A block of code.
    Code {
        /// The language after the opening fence, if there is one.
        language: Option<String>,
        /// The code without the last line break.
        text: String,
    },
    /// A bulleted or numbered list.
    List(List),
    /// A list of terms and what they mean.
    Terms(Vec<Term>),
    /// A table.
    Table(Table),
    /// The place of a figure of the project.
    Figure {
        /// The figure's key.
        key: String,
        /// A text that replaces the generated alternative text.
        alt: Option<String>,
    },
    /// A picture from an image file.
    Picture(Picture),
    /// A line across the text.
    Rule,
}

/// The kinds of boxed remarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// Something worth knowing.
    Note,
    /// Advice.
    Tip,
    /// Something that must not be missed.
    Important,
}

impl NoteKind {
    /// The name by which themes know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
        }
    }
}

/// A bulleted or numbered list.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// The number of the first item; a bulleted list has none.
    pub start: Option<u64>,
    /// Whether the items follow each other without space between them.
    pub tight: bool,
    /// The items.
    pub items: Vec<Vec<Block>>,
}

/// A term and what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// The term.
    pub term: Vec<Inline>,
    /// Its meanings.
    pub definitions: Vec<Vec<Block>>,
}

/// A table whose first row is its header.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// How each column is aligned.
    pub columns: Vec<Alignment>,
    /// The cells of the header.
    pub header: Vec<Vec<Inline>>,
    /// The cells of the other rows.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// How a column of a table is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// To the left, also where the author says nothing.
    Left,
    /// To the middle.
    Center,
    /// To the right.
    Right,
}

/// A picture from an image file.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The file's path relative to the section's folder.
    pub path: String,
    /// The alternative text.
    pub alt: String,
    /// The caption; empty if there is none.
    pub caption: Vec<Inline>,
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Where it stands in the author's file.
    pub range: Range<usize>,
}

/// The kinds of inlines.
#[derive(Debug, Clone, PartialEq)]
pub enum InlineKind {
    /// Text whose straight quotes become those of the language.
    Text(String),
    /// Text that prints letter by letter, such as raw HTML and escaped quotes.
    Literal(String),
    /// Code within a line.
    Code(String),
    /// The end of a line in the author's file.
    SoftBreak,
    /// A line break that the author asks for.
    HardBreak,
    /// Emphasized text.
    Emphasis(Vec<Inline>),
    /// Strongly emphasized text.
    Strong(Vec<Inline>),
    /// Text that is struck out.
    Strikethrough(Vec<Inline>),
    /// A passage that is marked.
    Span {
        /// As what it is marked.
        mark: Mark,
        /// The passage.
        text: Vec<Inline>,
    },
    /// A link.
    Link {
        /// Where it leads.
        target: Target,
        /// The text that is linked.
        text: Vec<Inline>,
    },
    /// A number of the evidence.
    Number {
        /// The indicator's key.
        key: String,
        /// How the number is said.
        form: Form,
    },
    /// A reference to a figure, by its key.
    FigureReference(String),
    /// A reference to a section or heading, by its key.
    SectionReference(String),
    /// A citation from the bibliography.
    Citation {
        /// The entry's key.
        key: String,
        /// The place in the cited work.
        locator: Option<String>,
    },
    /// A reference to a footnote, by its index in [`Document::notes`].
    Footnote(usize),
}

/// As what a passage is marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// It is as it should be: its numbers are no findings.
    Literal,
    /// It is in another language.
    Language(Language),
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An address with a scheme, such as `https:` or `mailto:`.
    Address(String),
    /// A section or heading of the document, by its key.
    Section(String),
    /// A figure of the document, by its key.
    Figure(String),
}

impl BlockKind {
    /// The running texts that stand directly in the block.
    pub fn texts(&self) -> Vec<&[Inline]> {
        match self {
            Self::Paragraph(text) | Self::Heading { text, .. } => vec![text],
            Self::Terms(terms) => terms.iter().map(|term| &term.term[..]).collect(),
            Self::Table(table) => {
                let rows = std::iter::once(&table.header).chain(&table.rows);
                rows.flatten().map(|cell| &cell[..]).collect()
            }
            Self::Picture(picture) => vec![&picture.caption],
            _ => Vec::new(),
        }
    }

    /// The sequences of blocks that stand directly in the block.
    pub fn bodies(&self) -> Vec<&[Block]> {
        match self {
            Self::Quote(body) | Self::Note(_, body) => vec![body],
            Self::List(list) => list.items.iter().map(|item| &item[..]).collect(),
            Self::Terms(terms) => {
                terms.iter().flat_map(|term| &term.definitions).map(|body| &body[..]).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl InlineKind {
    /// The inlines within this one.
    pub fn children(&self) -> &[Inline] {
        match self {
            Self::Emphasis(text) | Self::Strong(text) | Self::Strikethrough(text) => text,
            Self::Link { text, .. } | Self::Span { text, .. } => text,
            _ => &[],
        }
    }
}

impl Document {
    /// Visits every block: those of the text from top to bottom, then those of
    /// the footnotes.
    pub fn visit_blocks<'a>(&'a self, visit: &mut impl FnMut(&'a Block)) {
        visit_blocks(&self.blocks, visit);
        for note in &self.notes {
            visit_blocks(&note.body, visit);
        }
    }

    /// Visits every inline in the order of [`Self::visit_blocks`].
    pub fn visit_inlines<'a>(&'a self, visit: &mut impl FnMut(&'a Inline)) {
        self.visit_blocks(&mut |block| {
            for text in block.kind.texts() {
                visit_inlines(text, visit);
            }
        });
    }
}

fn visit_blocks<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        for body in block.kind.bodies() {
            visit_blocks(body, visit);
        }
    }
}

/// Visits the inlines of a running text and those within them.
pub fn visit_inlines<'a>(text: &'a [Inline], visit: &mut impl FnMut(&'a Inline)) {
    for inline in text {
        visit(inline);
        visit_inlines(inline.kind.children(), visit);
    }
}
