//! All texts of a publication.

use std::collections::BTreeSet;
use std::ops::Range;

use typst::syntax::{FileId, LinkedNode, SyntaxKind};

use super::passage::{Passage, PassageKind};
use super::strings::{self, Written};
use crate::assemble::Texts;
use crate::narrative::model::{Block, BlockKind, Document};
use crate::narrative::{Section, SectionBody};
use crate::project::{Project, file_id};

/// The fields of a figure that are printed as they are, apart from its `alt`.
const FIGURE_TEXTS: [&str; 6] = ["title", "subtitle", "note", "context", "series", "reference"];

/// The fields of the manifest that are printed as they are.
const MANIFEST_TEXTS: [&str; 8] =
    ["title", "subtitle", "series", "sender", "published", "colophon", "document", "eu"];

/// All sections of a publication, each once: an edition may print those of another too.
pub fn sections(texts: &Texts) -> Vec<&Section> {
    let mut seen = BTreeSet::new();
    let documents = texts.editions.iter().flat_map(|edition| &edition.documents);
    let mut sections: Vec<&Section> = documents.flat_map(|document| &document.sections).collect();
    sections.retain(|section| seen.insert(section.file.vpath().get_without_slash().to_string()));
    sections
}

/// All texts of a publication, those of these sections included.
pub fn passages(project: &Project, texts: &Texts, sections: &[&Section]) -> Vec<Passage> {
    let mut passages: Vec<Passage> =
        sections.iter().flat_map(|section| of_section(project, section)).collect();
    passages.extend(of_toml(project, texts, "report/figures.toml", |path| {
        let (key, field) = (path.first()?, path.get(1)?);
        FIGURE_TEXTS.contains(&field.as_str()).then(|| PassageKind::Figure(key.clone()))
    }));
    passages.extend(of_toml(project, texts, "report/report.toml", |path| {
        let field = path.first()?;
        MANIFEST_TEXTS.contains(&field.as_str()).then_some(PassageKind::Manifest)
    }));
    passages.retain(|passage| !passage.is_blank());
    passages
}

/// The strings of a TOML file that `kind` takes for texts, by the path of their keys. A
/// text that serves all languages is read in the first of those that are asked for.
fn of_toml(
    project: &Project,
    texts: &Texts,
    path: &str,
    kind: impl Fn(&[String]) -> Option<PassageKind>,
) -> Vec<Passage> {
    let file = file_id(path);
    let Some(source) = text(project, file) else { return Vec::new() };
    let languages: Vec<&str> = texts.editions.iter().map(|it| it.language.id()).collect();
    let known = |name: &str| project.manifest.language(name).is_some();
    let mut passages = Vec::new();
    for Written { path, text, range } in strings::of(&source) {
        let Some(kind) = kind(&path) else { continue };
        let named = path.last().map(String::as_str).filter(|name| known(name));
        let Some(language) = named.or(languages.first().copied()) else { continue };
        if !languages.contains(&language) {
            continue;
        }
        let mut passage = Passage::new(kind, file, language);
        passage.push(&text, range, &source);
        passages.push(passage);
    }
    passages
}

/// The text of a file that has been read before.
pub fn text(project: &Project, file: FileId) -> Option<String> {
    let bytes = project.files.file(file).ok()?;
    String::from_utf8(bytes.to_vec()).ok()
}

fn of_section(project: &Project, section: &Section) -> Vec<Passage> {
    let Some(source) = text(project, section.file) else { return Vec::new() };
    let mut reader = Reader { section, source: &source, found: Vec::new() };
    reader.title();
    if let Some(lead) = &section.lead {
        match lead.source(&source) {
            Some(source) => reader.document(&lead.text, source),
            None => reader.escaped_lead(lead.place(0..0), &lead.text),
        }
    }
    match &section.body {
        SectionBody::Markdown(document) => reader.document(document, &source),
        SectionBody::Typst => reader.typst(),
    }
    reader.found
}

/// Reads the texts of a section.
struct Reader<'a> {
    section: &'a Section,
    source: &'a str,
    found: Vec<Passage>,
}

impl Reader<'_> {
    fn passage(&self, kind: PassageKind) -> Passage {
        Passage::new(kind, self.section.file, &self.section.language)
    }

    fn title(&mut self) {
        let mut passage = self.passage(PassageKind::Title);
        let range = strings::inside(self.source, &self.section.place.range, &self.section.title);
        passage.push(&self.section.title, range, self.source);
        self.found.push(passage);
    }

    /// A lead whose ranges are not those of the file: all of it stands in one place.
    fn escaped_lead(&mut self, place: Range<usize>, document: &Document) {
        let mut reader = Reader { section: self.section, source: "", found: Vec::new() };
        reader.document(document, "");
        for read in reader.found {
            let mut passage = self.passage(PassageKind::Prose);
            passage.push(&read.text, place.clone(), self.source);
            self.found.push(passage);
        }
    }

    fn document(&mut self, document: &Document, source: &str) {
        document.visit_blocks(&mut |block| self.block(block, source));
    }

    fn block(&mut self, block: &Block, source: &str) {
        let kind = match &block.kind {
            BlockKind::Heading { .. } => PassageKind::Heading,
            BlockKind::Table(_) => PassageKind::Cell,
            _ => PassageKind::Prose,
        };
        for text in block.kind.texts() {
            let mut passage = self.passage(kind.clone());
            passage.inlines(text, source);
            self.found.push(passage);
        }
        if let BlockKind::Picture(picture) = &block.kind {
            let mut passage = self.passage(PassageKind::Alternative);
            let range = strings::inside(source, &block.range, &picture.alt);
            passage.push(&picture.alt, range, source);
            self.found.push(passage);
        }
    }

    /// The text that a section in Typst has as markup.
    fn typst(&mut self) {
        let root = typst::syntax::parse(self.source);
        self.markup(&LinkedNode::new(&root));
    }

    /// A sequence of markup: a passage for each of its paragraphs.
    fn markup(&mut self, markup: &LinkedNode) {
        let mut passage = self.passage(PassageKind::Prose);
        self.markup_into(markup, &mut passage);
        self.found.push(passage);
    }

    fn markup_into(&mut self, markup: &LinkedNode, passage: &mut Passage) {
        for node in markup.children() {
            let range = node.range();
            match node.kind() {
                SyntaxKind::Text | SyntaxKind::Space | SyntaxKind::SmartQuote => {
                    passage.push(node.leaf_text(), range, self.source);
                }
                SyntaxKind::Strong | SyntaxKind::Emph | SyntaxKind::Markup => {
                    self.markup_into(&node, passage);
                }
                SyntaxKind::Parbreak => {
                    let kind = passage.kind.clone();
                    let done = std::mem::replace(passage, self.passage(kind));
                    self.found.push(done);
                }
                SyntaxKind::Heading => {
                    let mut heading = self.passage(PassageKind::Heading);
                    self.markup_into(&node, &mut heading);
                    self.found.push(heading);
                }
                SyntaxKind::ListItem | SyntaxKind::EnumItem | SyntaxKind::TermItem => {
                    self.markup(&node);
                }
                SyntaxKind::Star
                | SyntaxKind::Underscore
                | SyntaxKind::HeadingMarker
                | SyntaxKind::LineComment
                | SyntaxKind::BlockComment => {}
                _ => {
                    passage.object(range);
                    self.within_code(&node);
                }
            }
        }
    }

    /// The markup within code, such as the body of a box.
    fn within_code(&mut self, node: &LinkedNode) {
        for child in node.children() {
            match child.kind() {
                SyntaxKind::Markup => self.markup(&child),
                _ => self.within_code(&child),
            }
        }
    }
}
