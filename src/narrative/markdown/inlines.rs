//! Running text.

use std::ops::Range;

use super::super::links;
use super::super::model::InlineKind;
use super::super::plain::PlainText;
use super::super::references::{Citation, Referent};
use super::super::tokens::{Token, TokenKind};
use super::Reader;
use super::frame::{Frame, FrameKind};

/// Why references and footnotes are refused in links.
const LINK_IN_LINK: &str = "a link cannot contain another link";

impl Reader<'_> {
    /// Reads the text that Markdown reports for a range.
    pub(super) fn text(&mut self, shown: &str, range: Range<usize>) {
        let restored = match &self.current.kind {
            FrameKind::Code(..) => self.code_text(shown, &range),
            FrameKind::Link { bare: true, .. } => self.source.restore(shown, &range),
            _ if self.source.is_copy(shown, &range) => return self.copied_text(range),
            _ => self.source.restore(shown, &range),
        };
        match &mut self.current.kind {
            FrameKind::Code(_, text) => text.push_str(&restored),
            // Entities print as they are: `&quot;` asks for a straight quote.
            _ if restored.contains(['"', '\'']) => self.push(InlineKind::Literal(restored), range),
            _ => self.push(InlineKind::Text(restored), range),
        }
    }

    /// What the author wrote where Markdown shows code. Tokens in it are code.
    fn code_text(&mut self, shown: &str, range: &Range<usize>) -> String {
        for index in self.source.tokens(range) {
            self.use_token(index);
        }
        self.source.restore(shown, range)
    }

    pub(super) fn code(&mut self, shown: &str, range: Range<usize>) {
        let text = self.code_text(shown, &range);
        self.push(InlineKind::Code(text), range);
    }

    pub(super) fn html(&mut self, shown: &str, range: Range<usize>) {
        let html = self.source.restore(shown, &range);
        match &mut self.current.kind {
            FrameKind::Html(text) => text.push_str(&html),
            _ => self.push(InlineKind::Literal(html), range),
        }
    }

    /// Reads text that is a copy of the author's, token by token.
    fn copied_text(&mut self, range: Range<usize>) {
        self.report_undefined_note(range.start);
        let mut at = range.start;
        if self.source.slice(range.clone()).starts_with(['"', '\'']) && self.source.is_escaped(at) {
            let quote = self.source.slice(at..at + 1).to_string();
            self.push(InlineKind::Literal(quote), at..at + 1);
            at += 1;
        }
        for index in self.source.tokens(&range) {
            let Some(token) = self.source.token(index) else { continue };
            self.use_token(index);
            if token.masked {
                self.piece(at..token.range.start);
                at = token.range.end;
            }
            self.token(token);
        }
        self.piece(at..range.end);
    }

    pub(super) fn use_token(&mut self, index: usize) {
        if let Some(used) = self.used.get_mut(index) {
            *used = true;
        }
    }

    /// Adds a copy of the author's text, and joins it with the text before it.
    fn piece(&mut self, range: Range<usize>) {
        let text = self.source.slice(range.clone());
        if text.is_empty() {
            return;
        }
        if let Some(last) = self.current.inlines.last_mut()
            && let InlineKind::Text(before) = &mut last.kind
            && last.range.end == range.start
            && last.range.len() == before.len()
        {
            before.push_str(text);
            last.range.end = range.end;
            return;
        }
        self.push(InlineKind::Text(text.into()), range);
    }

    pub(super) fn token(&mut self, token: &Token) {
        let range = token.range.clone();
        match &token.kind {
            TokenKind::Number(Ok(number)) if !self.is_in_image() => {
                let (key, form) = (number.key.clone(), number.form);
                self.push(InlineKind::Number { key, form }, range);
            }
            TokenKind::Number(Ok(_)) => {
                let hint = "describe the picture without the number, and put it into the caption";
                self.problem(range, "an alternative text cannot contain an indicator", hint);
            }
            TokenKind::Number(Err(problem))
            | TokenKind::Reference(_, Err(problem))
            | TokenKind::Mark(Err(problem))
            | TokenKind::Citations(Err(problem)) => self.problems.push(problem.clone()),
            TokenKind::Mark(Ok(mark)) => self.mark(mark, range),
            TokenKind::Reference(referent, Ok(key)) => self.reference(*referent, key, range),
            TokenKind::Citations(Ok(citations)) => self.citations(citations, range),
            TokenKind::HeadingId(id) if self.ends_heading(token) => match id {
                Ok(id) => self.set_heading_id(id),
                Err(problem) => self.problems.push(problem.clone()),
            },
            TokenKind::HeadingId(_) => self.piece(range),
        }
    }

    fn reference(&mut self, referent: Referent, key: &str, range: Range<usize>) {
        if self.is_in_link() || self.is_in_image() {
            self.problem(range, LINK_IN_LINK, "move the reference out of the link");
            return;
        }
        let kind = match referent {
            Referent::Figure => InlineKind::FigureReference(key.into()),
            Referent::Section => InlineKind::SectionReference(key.into()),
        };
        self.push(kind, range);
    }

    fn citations(&mut self, citations: &[Citation], range: Range<usize>) {
        if self.is_in_link() || self.is_in_image() {
            self.problem(range, LINK_IN_LINK, "move the citation out of the link");
            return;
        }
        for Citation { key, locator } in citations.iter().cloned() {
            self.push(InlineKind::Citation { key, locator }, range.clone());
        }
    }

    /// Whether a token is the last text of a heading.
    fn ends_heading(&self, token: &Token) -> bool {
        let rest = self.source.slice(token.range.end..self.source.text.len());
        let line = rest.split('\n').next().unwrap_or_default();
        matches!(self.current.kind, FrameKind::Heading(..))
            && line.trim().trim_start_matches('#').is_empty()
    }

    fn set_heading_id(&mut self, new: &str) {
        let Frame { kind: FrameKind::Heading(_, id), inlines, .. } = &mut self.current else {
            return;
        };
        *id = Some(new.into());
        if let Some(last) = inlines.last_mut()
            && let InlineKind::Text(text) = &mut last.kind
        {
            let length = text.trim_end().len();
            last.range.end -= text.len() - length;
            text.truncate(length);
        }
    }

    /// Turns emphasis or a link that has closed into an inline.
    pub(super) fn inline_closed(&mut self, frame: Frame) {
        let (text, range) = (frame.inlines, frame.range);
        let kind = match frame.kind {
            FrameKind::Emphasis => InlineKind::Emphasis(text),
            FrameKind::Strong => InlineKind::Strong(text),
            FrameKind::Strikethrough => InlineKind::Strikethrough(text),
            FrameKind::Link { address, .. } => {
                if PlainText::new(&text, self.source.text).text.trim().is_empty() {
                    let hint = "write it between the brackets: `[text](https://…)`";
                    self.problem(range, "the link has no text", hint);
                    return;
                }
                match links::target(&self.source.restore(&address, &range)) {
                    Ok(target) => InlineKind::Link { target, text },
                    Err((message, hint)) => {
                        self.problem(range, message, &hint);
                        self.current.inlines.extend(text);
                        return;
                    }
                }
            }
            _ => return,
        };
        self.push(kind, range);
    }
}
