//! Running text as Typst source.

use std::borrow::Cow;
use std::mem;
use std::ops::Range;

use super::super::characters::is_unprintable;
use super::super::model::{Inline, InlineKind, Mark, Target};
use super::spelling::{Line, Spelling, is_elision, label, string};
use super::touching::touching;
use super::writer::Writer;
use crate::evidence::Form;

/// What keeps a word in one piece behind a link.
const UNBROKEN: &str = "#text(hyphenate: false)";

/// A word joiner, which keeps a line from ending where it stands.
const WORD_JOINER: &str = "\\u{2060}";

/// A piece of a line of text.
struct Piece<'a> {
    text: Cow<'a, str>,
    /// Whether it prints letter by letter.
    literal: bool,
    /// Where it stands in the author's file.
    range: &'a Range<usize>,
    /// Whether the author's file says the same there, byte by byte.
    copied: bool,
}

impl Writer<'_> {
    /// Writes a running text from its start.
    pub fn running_text(&mut self, text: &[Inline]) {
        let outer = mem::replace(&mut self.touching, touching(text).into_iter());
        self.separate();
        self.inlines(text);
        self.separate();
        self.touching = outer;
    }

    fn inlines(&mut self, text: &[Inline]) {
        let mut run = Vec::new();
        for inline in text {
            match self.piece(inline) {
                Some(piece) => run.push(piece),
                None => {
                    self.line_of_text(&mem::take(&mut run));
                    self.inline(inline);
                }
            }
        }
        self.line_of_text(&run);
    }

    /// An inline as a piece of text, if it is one. Numbers in headings are, and so have to
    /// be spelled with the text around them: `@` and `2024` would be a reference.
    fn piece<'a>(&mut self, inline: &'a Inline) -> Option<Piece<'a>> {
        let (text, literal) = match &inline.kind {
            InlineKind::Text(text) => (Cow::from(text), false),
            InlineKind::Literal(text) => (Cow::from(text), true),
            InlineKind::Number { key, form } if self.in_heading => {
                let printed = (self.supplies.number)(key, *form)?;
                self.touching.next();
                return Some(Piece {
                    text: printed.into(),
                    literal: true,
                    range: &inline.range,
                    copied: false,
                });
            }
            _ => return None,
        };
        let copied = text.len() == inline.range.len();
        Some(Piece { text, literal, range: &inline.range, copied })
    }

    fn inline(&mut self, inline: &Inline) {
        let Inline { kind, range } = inline;
        match kind {
            InlineKind::Text(_) | InlineKind::Literal(_) => {}
            InlineKind::SoftBreak => {
                // An empty line would end the paragraph.
                if !self.starts_line {
                    self.line();
                }
                self.separate();
            }
            InlineKind::HardBreak => {
                self.code(" \\");
                self.line();
                self.separate();
            }
            kind => self.from(range, |writer| writer.element(kind)),
        }
    }

    fn element(&mut self, kind: &InlineKind) {
        match kind {
            InlineKind::Code(text) => {
                self.inline_code(text);
                self.follows_link = false;
                self.before = text.chars().next_back();
            }
            InlineKind::Emphasis(text) => self.wrapped("#emph", text),
            InlineKind::Strong(text) => self.wrapped("#strong", text),
            InlineKind::Strikethrough(text) => self.wrapped("#strike", text),
            InlineKind::Span { mark, text } => self.span(mark, text),
            InlineKind::Link { target, text } => self.link(target, text),
            InlineKind::Number { key, form } => self.number(key, *form),
            InlineKind::FigureReference(key) => {
                self.linking(&format!("#ref({})", label(&format!("fig:{key}"))));
            }
            InlineKind::SectionReference(key) => {
                self.linking(&format!("#sec-ref({})", string(key)));
            }
            InlineKind::Citation { key, locator } => self.citation(key, locator.as_deref()),
            InlineKind::Footnote(index) => self.footnote(*index),
            InlineKind::Text(_)
            | InlineKind::Literal(_)
            | InlineKind::SoftBreak
            | InlineKind::HardBreak => {}
        }
    }

    fn wrapped(&mut self, function: &str, text: &[Inline]) {
        self.code(function);
        self.content(|writer| writer.inlines(text));
    }

    /// Writes a passage that is marked. Of its language the region is set too, even to
    /// none: that of the text around it says nothing about it.
    fn span(&mut self, mark: &Mark, text: &[Inline]) {
        let Mark::Language(language) = mark else { return self.wrapped("#", text) };
        let region = language.region().map_or("none".into(), string);
        let id = string(language.id());
        self.wrapped(&format!("#text(lang: {id}, region: {region})"), text);
    }

    /// Writes an element that becomes a link.
    fn linking(&mut self, code: &str) {
        self.expression(code);
        self.before = None;
        self.follows_link = true;
    }

    fn inline_code(&mut self, text: &str) {
        let plain = |c: char| c != '`' && !c.is_control() && !is_unprintable(c);
        match !text.is_empty() && text.chars().all(plain) {
            true => self.code(&format!("`{text}`")),
            false => self.expression(&format!("#raw({})", string(text))),
        }
    }

    fn link(&mut self, target: &Target, text: &[Inline]) {
        let target = match target {
            Target::Address(address) => string(address),
            Target::Section(key) => label(&format!("sec:{key}")),
            Target::Figure(key) => label(&format!("fig:{key}")),
        };
        self.code(&format!("#link({target})"));
        let outer = mem::replace(&mut self.in_link, true);
        self.content(|writer| writer.inlines(text));
        self.in_link = outer;
        if self.before == Some('\u{ad}') {
            // A soft hyphen at the end of a link must not become visible.
            self.code(WORD_JOINER);
        }
        self.follows_link = true;
    }

    fn number(&mut self, key: &str, form: Form) {
        let touched = self.touching.next().unwrap_or(false);
        let form = match form {
            Form::Text => String::new(),
            form => format!(", form: {}", string(form.name())),
        };
        let unlinked = touched || self.in_link || self.in_heading;
        let linked = if unlinked { ", linked: false" } else { "" };
        let code = format!("#ev({}{form}{linked})", string(key));
        match self.follows_link && touched {
            true => {
                self.code(UNBROKEN);
                self.content(|writer| writer.expression(&code));
            }
            false => self.expression(&code),
        }
        self.separate();
    }

    fn citation(&mut self, key: &str, locator: Option<&str>) {
        self.code(&format!("#cite({}", label(key)));
        if let Some(locator) = locator {
            self.code(", supplement: ");
            self.content(|writer| {
                writer.characters(locator.chars().map(|c| (c, false)).collect());
            });
        }
        self.linking(")");
    }

    /// Writes a footnote where the text first refers to it, and a reference to
    /// it from then on.
    fn footnote(&mut self, index: usize) {
        let document = self.document;
        let Some(note) = document.notes.get(index) else { return };
        let name = label(&format!("fn-{}-{}", self.supplies.prefix, index + 1));
        if mem::replace(&mut self.written_notes[index], true) {
            return self.linking(&format!("#footnote({name})"));
        }
        self.code("#footnote");
        self.body(&note.body);
        if note.references > 1 {
            match name.starts_with('<') {
                true => self.code(&name),
                false => self.expression(&format!("#{name}")),
            }
        }
        (self.follows_link, self.before) = (true, None);
    }

    /// Forgets the text before, from which white space parts what follows.
    fn separate(&mut self) {
        self.before = None;
        self.follows_link = false;
    }

    /// Writes pieces of text that follow each other without a gap.
    fn line_of_text(&mut self, run: &[Piece]) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
        let mut characters = Vec::new();
        let mut authors = Vec::new();
        for piece in run {
            for (at, c) in piece.text.char_indices() {
                characters.push((c, piece.literal));
                authors.push(piece.copied.then_some(piece.range.start + at));
            }
        }
        self.from(&(first.range.start..last.range.end), |writer| {
            writer.spelled(&characters, &authors);
        });
    }

    /// Writes characters, each with whether it is literal, that were generated.
    fn characters(&mut self, characters: Vec<(char, bool)>) {
        let authors = vec![None; characters.len()];
        self.spelled(&characters, &authors);
    }

    /// Writes characters, each with its position in the author's file. Behind a
    /// link, the letters that touch it are kept in one piece.
    fn spelled(&mut self, characters: &[(char, bool)], authors: &[Option<usize>]) {
        let letters = characters.iter().take_while(|(c, _)| c.is_alphabetic()).count();
        let unbroken = if self.follows_link { letters } else { 0 };
        let (letters, rest) = characters.split_at(unbroken);
        let (letter_authors, rest_authors) = authors.split_at(unbroken.min(authors.len()));
        if !letters.is_empty() {
            self.code(UNBROKEN);
            self.content(|writer| writer.spelled_line(letters, letter_authors));
        }
        if !rest.is_empty() {
            self.spelled_line(rest, rest_authors);
            self.follows_link = false;
        }
    }

    fn spelled_line(&mut self, characters: &[(char, bool)], authors: &[Option<usize>]) {
        let plain: Vec<char> = characters.iter().map(|(c, _)| *c).collect();
        let line = Line::new(plain.clone(), self.starts_line);
        for (index, (c, literal)) in characters.iter().copied().enumerate() {
            let after = plain.get(index + 1..).unwrap_or_default();
            let language = self.supplies.language;
            let spelling = match line.spelling(index, literal) {
                Spelling::Plain if c == '\'' && is_elision(language, self.before, after) => {
                    Spelling::As('\u{2019}')
                }
                spelling => spelling,
            };
            let author = authors.get(index).copied().flatten();
            self.spell(c, spelling, after.first().copied(), author);
            self.before = Some(c);
        }
    }

    fn spell(&mut self, c: char, spelling: Spelling, next: Option<char>, author: Option<usize>) {
        match spelling {
            Spelling::Plain => {
                self.character(c, next);
                if let Some(author) = author {
                    self.origins.copy(self.text.len() - c.len_utf8(), author, c.len_utf8());
                }
            }
            Spelling::As(c) => self.character(c, next),
            Spelling::Escaped => self.code(&format!("\\{c}")),
            Spelling::Number => self.code(&format!("\\u{{{:x}}}", u32::from(c))),
        }
    }
}
