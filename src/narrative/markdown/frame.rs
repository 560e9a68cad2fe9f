//! The elements that are open while Markdown is read.

use std::ops::Range;

use pulldown_cmark::{Alignment as Align, BlockQuoteKind, CodeBlockKind, LinkType, Tag};

use super::super::model::{Alignment, Block, Inline, List, NoteKind, Picture, Table, Term};

/// An element that is open, and what has been read of it.
pub struct Frame {
    /// What it is.
    pub kind: FrameKind,
    /// Where it stands.
    pub range: Range<usize>,
    /// The blocks in it.
    pub blocks: Vec<Block>,
    /// The inlines in it. In an element that holds blocks, they are those of a
    /// paragraph that Markdown does not announce.
    pub inlines: Vec<Inline>,
    /// The images of its paragraph.
    pub images: Vec<Image>,
}

/// The kinds of elements, with what is special to each.
pub enum FrameKind {
    /// The whole text.
    Document,
    /// A paragraph.
    Paragraph,
    /// A heading with its level and id.
    Heading(u8, Option<String>),
    /// A quotation.
    Quote,
    /// A boxed remark; other kinds than the known ones are reported.
    Note(Option<NoteKind>),
    /// Code with its language.
    Code(Option<String>, String),
    /// A block of raw HTML.
    Html(String),
    /// A list.
    List(List),
    /// An item of a list, and whether it holds paragraphs.
    Item {
        /// Whether the item holds paragraphs that are set apart.
        loose: bool,
    },
    /// A list of terms.
    Terms(Vec<Term>),
    /// A term.
    Term,
    /// What a term means.
    Definition,
    /// A footnote with its label.
    Footnote(String),
    /// A table.
    Table(Table),
    /// The cells of a row, and where the last of them ends.
    Row(Vec<Vec<Inline>>, usize),
    /// A cell of a table.
    Cell,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck text.
    Strikethrough,
    /// A link with its address, and whether it shows the address itself.
    Link {
        /// Where it leads, as Markdown reports it.
        address: String,
        /// Whether it is written as `<address>`.
        bare: bool,
    },
    /// An image with its address and title.
    Image {
        /// The image's file, as Markdown reports it.
        address: String,
        /// The text behind the address, as Markdown reports it.
        title: String,
    },
    /// An element that we do not read.
    Other,
}

/// An image and where it stands.
pub struct Image {
    /// A figure or a picture.
    pub kind: ImageKind,
    /// Where it stands.
    pub range: Range<usize>,
}

/// The kinds of images.
pub enum ImageKind {
    /// A figure of the project, with a text that replaces its alternative text.
    Figure(String, Option<String>),
    /// A picture from a file.
    Picture(Picture),
}

impl Frame {
    /// Opens an element.
    pub fn new(kind: FrameKind, range: Range<usize>) -> Self {
        Self { kind, range, blocks: Vec::new(), inlines: Vec::new(), images: Vec::new() }
    }

    /// Whether the element holds blocks.
    pub fn holds_blocks(&self) -> bool {
        use FrameKind::*;
        matches!(
            self.kind,
            Document | Quote | Note(_) | Item { .. } | Definition | Footnote(_) | Other
        )
    }
}

impl FrameKind {
    /// What a Markdown element opens.
    pub fn new(tag: Tag) -> Self {
        match tag {
            Tag::Paragraph => Self::Paragraph,
            Tag::Heading { level, .. } => Self::Heading(level as u8, None),
            Tag::BlockQuote(None) => Self::Quote,
            Tag::BlockQuote(Some(kind)) => Self::Note(note_kind(kind)),
            Tag::CodeBlock(kind) => Self::Code(language(&kind), String::new()),
            Tag::HtmlBlock => Self::Html(String::new()),
            Tag::List(start) => Self::List(List { start, tight: true, items: Vec::new() }),
            Tag::Item => Self::Item { loose: false },
            Tag::DefinitionList => Self::Terms(Vec::new()),
            Tag::DefinitionListTitle => Self::Term,
            Tag::DefinitionListDefinition => Self::Definition,
            Tag::FootnoteDefinition(label) => Self::Footnote(label.into_string()),
            Tag::Table(columns) => Self::Table(Table {
                columns: columns.into_iter().map(alignment).collect(),
                header: Vec::new(),
                rows: Vec::new(),
            }),
            Tag::TableHead | Tag::TableRow => Self::Row(Vec::new(), 0),
            Tag::TableCell => Self::Cell,
            Tag::Emphasis => Self::Emphasis,
            Tag::Strong => Self::Strong,
            Tag::Strikethrough => Self::Strikethrough,
            Tag::Link { link_type, dest_url, .. } => Self::Link {
                address: match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                },
                bare: matches!(link_type, LinkType::Autolink | LinkType::Email),
            },
            Tag::Image { dest_url, title, .. } => {
                Self::Image { address: dest_url.into_string(), title: title.into_string() }
            }
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => Self::Other,
        }
    }

    /// Whether elements of this kind can be nested ever deeper.
    pub fn nests(&self) -> bool {
        use FrameKind::*;
        matches!(
            self,
            Quote
                | Note(_)
                | List(_)
                | Terms(_)
                | Emphasis
                | Strong
                | Strikethrough
                | Link { .. }
                | Image { .. }
                | Other
        )
    }
}

fn note_kind(kind: BlockQuoteKind) -> Option<NoteKind> {
    match kind {
        BlockQuoteKind::Note => Some(NoteKind::Note),
        BlockQuoteKind::Tip => Some(NoteKind::Tip),
        BlockQuoteKind::Important => Some(NoteKind::Important),
        BlockQuoteKind::Warning | BlockQuoteKind::Caution => None,
    }
}

fn language(kind: &CodeBlockKind) -> Option<String> {
    match kind {
        CodeBlockKind::Fenced(info) => info.split_whitespace().next().map(String::from),
        CodeBlockKind::Indented => None,
    }
}

fn alignment(alignment: Align) -> Alignment {
    match alignment {
        Align::None | Align::Left => Alignment::Left,
        Align::Center => Alignment::Center,
        Align::Right => Alignment::Right,
    }
}
