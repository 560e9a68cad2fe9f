//! The Typst source while it is written.

use std::ops::Range;

use typst::syntax::is_id_start;

use super::super::model::Document;
use super::super::origins::Recorder;
use super::{Generated, Supplies};

/// The spaces by which content is indented.
const INDENT: usize = 2;

/// Writes Typst source and records where it came from.
pub struct Writer<'a> {
    pub(super) document: &'a Document,
    pub(super) supplies: &'a Supplies<'a>,
    pub(super) text: String,
    pub(super) origins: Recorder,
    indent: usize,
    /// Whether the position starts a line of markup.
    pub(super) starts_line: bool,
    /// Whether the position follows code that text could continue.
    follows_code: bool,
    /// The last character that readers see, if text precedes.
    pub(super) before: Option<char>,
    /// Whether a link has just ended: a hyphen that breaks the word here makes
    /// the PDF export fail, so what follows it is not hyphenated.
    pub(super) follows_link: bool,
    /// Whether the text stands in a link, which can hold no other link.
    pub(super) in_link: bool,
    /// Whether the text stands in a heading.
    pub(super) in_heading: bool,
    /// For the numbers of the running text that follow, whether letters touch them.
    pub(super) touching: std::vec::IntoIter<bool>,
    /// Which footnotes have been written.
    pub(super) written_notes: Vec<bool>,
}

impl<'a> Writer<'a> {
    /// Starts without text.
    pub fn new(document: &'a Document, supplies: &'a Supplies) -> Self {
        Self {
            document,
            supplies,
            text: String::new(),
            origins: Recorder::default(),
            indent: 0,
            starts_line: true,
            follows_code: false,
            before: None,
            follows_link: false,
            in_link: false,
            in_heading: false,
            touching: Vec::new().into_iter(),
            written_notes: vec![false; document.notes.len()],
        }
    }

    /// What was written.
    pub fn finish(mut self) -> Generated {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        Generated { text: self.text, origins: self.origins.finish() }
    }

    /// Writes what came from a range of the author's file.
    pub fn from(&mut self, author: &Range<usize>, write: impl FnOnce(&mut Self)) {
        // An element starts with its code; what separates it does not belong to it.
        self.origins.start(self.text.len(), author);
        write(self);
        self.origins.end(self.text.len());
    }

    /// Writes code that text must not continue, such as `#ev("key")`.
    pub fn expression(&mut self, code: &str) {
        self.code(code);
        self.follows_code = true;
    }

    /// Writes code, or any source that is complete in itself.
    pub fn code(&mut self, code: &str) {
        self.text.push_str(code);
        self.starts_line = false;
        self.follows_code = false;
    }

    /// Writes a character of markup, of which `next` is the one after it. A
    /// semicolon parts it from code that it would continue as a call, a field
    /// or another expression.
    pub fn character(&mut self, c: char, next: Option<char>) {
        let continues_code = match c {
            '(' | '[' | ';' => true,
            '.' => next.is_some_and(is_id_start),
            _ => false,
        };
        if self.follows_code && continues_code {
            self.text.push(';');
        }
        self.text.push(c);
        self.follows_code = false;
        self.starts_line &= c.is_whitespace();
    }

    /// Writes a content block, in brackets.
    pub fn content(&mut self, write: impl FnOnce(&mut Self)) {
        self.code("[");
        self.starts_line = true;
        write(self);
        self.code("]");
        self.follows_code = true;
    }

    /// Writes on lines of their own, further to the right.
    pub fn indented(&mut self, write: impl FnOnce(&mut Self)) {
        self.indent += INDENT;
        write(self);
        self.indent -= INDENT;
        self.line();
    }

    /// Starts a new line.
    pub fn line(&mut self) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n(' ', self.indent));
        self.starts_line = true;
        self.follows_code = false;
    }

    /// Leaves an empty line and starts a new one.
    pub fn empty_line(&mut self) {
        self.text.push('\n');
        self.line();
    }
}
