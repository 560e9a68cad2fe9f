//! Blocks that close.

use std::mem;
use std::ops::Range;

use super::super::model::{Block, BlockKind, Inline, InlineKind, Table, Term};
use super::super::plain::PlainText;
use super::super::problem::Problem;
use super::Reader;
use super::frame::{Frame, FrameKind, Image};
use crate::rules::accessibility::HEADING_ORDER;

impl Reader<'_> {
    /// Turns an element that has closed into a node of the one around it.
    pub(super) fn closed(&mut self, mut frame: Frame) {
        let range = frame.range.clone();
        if !frame.holds_blocks() && !matches!(frame.kind, FrameKind::Paragraph) {
            self.report_images(&mem::take(&mut frame.images));
        }
        match frame.kind {
            FrameKind::Paragraph => self.paragraph_closed(frame),
            FrameKind::Heading(level, id) => self.heading_closed(level, id, frame.inlines, range),
            FrameKind::Quote => {
                let body = self.body(frame);
                self.add_block(BlockKind::Quote(body), range);
            }
            FrameKind::Note(_) => self.note_closed(frame),
            FrameKind::Code(language, mut text) => {
                text.truncate(text.strip_suffix('\n').unwrap_or(&text).len());
                self.add_block(BlockKind::Code { language, text }, range);
            }
            FrameKind::Html(html) => self.html_closed(&html, range),
            FrameKind::List(list) => self.add_block(BlockKind::List(list), range),
            FrameKind::Item { loose } => self.item_closed(loose, frame),
            FrameKind::Terms(terms) => self.add_block(BlockKind::Terms(terms), range),
            FrameKind::Term | FrameKind::Definition => self.term_closed(frame),
            FrameKind::Footnote(ref label) => {
                let label = self.source.restore(label, &range);
                let body = self.body(frame);
                self.notes.define(label, body, range, &mut self.problems);
            }
            FrameKind::Table(table) => self.add_block(BlockKind::Table(table), range),
            FrameKind::Row(cells, end) => self.row_closed(cells, end, range),
            FrameKind::Cell => self.cell_closed(frame),
            FrameKind::Image { ref address, ref title } => {
                let (address, title) = (address.clone(), title.clone());
                self.image_closed(&address, &title, frame);
            }
            _ => self.inline_closed(frame),
        }
    }

    /// The blocks of an element that holds blocks.
    pub(super) fn body(&mut self, frame: Frame) -> Vec<Block> {
        let Frame { mut blocks, inlines, images, .. } = frame;
        blocks.extend(self.implied_paragraph(inlines, images));
        blocks
    }

    /// Ends the paragraph that stands in the current element without having
    /// been announced, as in the items of tight lists.
    pub(super) fn end_paragraph(&mut self) {
        let inlines = mem::take(&mut self.current.inlines);
        let images = mem::take(&mut self.current.images);
        let blocks = self.implied_paragraph(inlines, images);
        self.current.blocks.extend(blocks);
    }

    fn implied_paragraph(&mut self, inlines: Vec<Inline>, images: Vec<Image>) -> Vec<Block> {
        let ranges = || inlines.iter().map(|i| &i.range).chain(images.iter().map(|i| &i.range));
        let start = ranges().map(|range| range.start).min();
        let end = ranges().map(|range| range.end).max();
        match start.zip(end) {
            Some((start, end)) => self.paragraph(inlines, images, start..end),
            None => Vec::new(),
        }
    }

    fn paragraph_closed(&mut self, frame: Frame) {
        if let FrameKind::Item { loose } = &mut self.current.kind {
            *loose = true;
        }
        self.end_paragraph();
        let Frame { inlines, images, range, .. } = frame;
        let blocks = self.paragraph(inlines, images, range);
        self.current.blocks.extend(blocks);
    }

    fn heading_closed(
        &mut self,
        level: u8,
        id: Option<String>,
        text: Vec<Inline>,
        range: Range<usize>,
    ) {
        let range = range.start..range.start + self.source.slice(range).trim_end().len();
        let plain = PlainText::new(&text, self.source.text);
        if plain.text.trim().is_empty() {
            self.problem(range, "the heading has no text", "write one, or delete the heading");
            return;
        }
        if level == 1 {
            let message = "the section's title is the only heading of level 1";
            self.problem(range.clone(), message, "start the headings of the text with `##`");
        } else if level > self.level + 1 {
            let message =
                format!("the heading of level {level} follows one of level {}", self.level);
            let hint = format!("start it with `{}`", "#".repeat(usize::from(self.level) + 1));
            let problem = Problem::new(range.clone(), message).breaks(&HEADING_ORDER);
            self.problems.push(problem.hint(hint));
        }
        self.level = level.max(1);
        if let Some(id) = &id
            && !self.ids.insert(id.clone())
        {
            let message = format!("two headings have the id `sec:{id}`");
            self.problem(range.clone(), message, "give each heading an id of its own");
        }
        self.add_block(BlockKind::Heading { level, id, text }, range);
    }

    fn note_closed(&mut self, frame: Frame) {
        let (range, FrameKind::Note(kind)) = (frame.range.clone(), &frame.kind) else { return };
        let kind = *kind;
        let body = self.body(frame);
        match kind {
            Some(kind) => self.add_block(BlockKind::Note(kind, body), range),
            None => {
                let line = self.source.slice(range.clone()).lines().next().unwrap_or_default();
                let range = range.start..range.start + line.trim_end().len();
                let hint = "use `[!NOTE]`, `[!TIP]` or `[!IMPORTANT]`";
                self.problem(range, "there is no note box of this kind", hint);
            }
        }
    }

    /// Raw HTML prints line by line as it is written.
    fn html_closed(&mut self, html: &str, range: Range<usize>) {
        let mut text = Vec::new();
        for line in html.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if !text.is_empty() {
                text.push(Inline { kind: InlineKind::HardBreak, range: range.clone() });
            }
            text.push(Inline { kind: InlineKind::Literal(line.into()), range: range.clone() });
        }
        self.add_block(BlockKind::Paragraph(text), range);
    }

    fn item_closed(&mut self, loose: bool, frame: Frame) {
        let body = self.body(frame);
        if let FrameKind::List(list) = &mut self.current.kind {
            list.tight &= !loose;
            list.items.push(body);
        }
    }

    fn term_closed(&mut self, frame: Frame) {
        let is_term = matches!(frame.kind, FrameKind::Term);
        let text = if is_term { frame.inlines.clone() } else { Vec::new() };
        let body = if is_term { Vec::new() } else { self.body(frame) };
        let FrameKind::Terms(terms) = &mut self.current.kind else { return };
        match terms.last_mut() {
            Some(term) if !is_term => term.definitions.push(body),
            _ => terms.push(Term { term: text, definitions: Vec::new() }),
        }
    }

    fn cell_closed(&mut self, frame: Frame) {
        if let FrameKind::Row(cells, end) = &mut self.current.kind {
            cells.push(frame.inlines);
            *end = frame.range.end;
        }
    }

    fn row_closed(&mut self, mut cells: Vec<Vec<Inline>>, end: usize, range: Range<usize>) {
        self.report_lost_cells(end, range);
        let FrameKind::Table(Table { columns, header, rows }) = &mut self.current.kind else {
            return;
        };
        cells.resize(columns.len(), Vec::new());
        match header.is_empty() {
            true => *header = cells,
            false => rows.push(cells),
        }
    }

    /// Markdown drops the cells for which the header has no column. Behind the
    /// last cell of a row stands nothing but the bar that closes it.
    fn report_lost_cells(&mut self, end: usize, range: Range<usize>) {
        let rest = self.source.masked.text.get(end..range.end).unwrap_or_default();
        if rest.contains(|c: char| c != '|' && !c.is_whitespace()) {
            let message = "the row has more cells than the table has columns";
            let hint = "delete the last cells, or give the header as many";
            let row = range.start..range.start + self.source.slice(range).trim_end().len();
            self.problem(row, message, hint);
        }
    }
}
