//! Images: figures of the project, and pictures from files.

use std::ops::Range;

use super::super::model::{Block, BlockKind, Inline, InlineKind, Picture};
use super::super::plain::PlainText;
use super::super::problem::Problem;
use super::super::references::is_key;
use super::Reader;
use super::frame::{Frame, Image, ImageKind};
use super::source::{Piece, pieces};
use crate::rules::accessibility::MISSING_ALTERNATIVE;

impl Reader<'_> {
    /// Reads an image that has closed. The address and title are as Markdown
    /// reports them, with tokens masked.
    pub(super) fn image_closed(&mut self, address: &str, title: &str, frame: Frame) {
        let range = frame.range.clone();
        let alt = PlainText::new(&frame.inlines, self.source.text).text.trim().to_string();
        if self.is_in_image() {
            // An image in the description of another is described, not shown.
            self.push(InlineKind::Text(alt), range);
            return;
        }
        let address = self.source.restore(address, &range);
        let kind = match address.strip_prefix("fig:") {
            Some(key) => self.figure(key, alt, title, &range),
            None => self.picture(address, alt, title, &range),
        };
        self.current.images.extend(kind.map(|kind| Image { kind, range }));
    }

    fn figure(
        &mut self,
        key: &str,
        alt: String,
        title: &str,
        range: &Range<usize>,
    ) -> Option<ImageKind> {
        if !is_key(key) {
            let message = format!("`{key}` cannot be the key of a figure");
            self.problem(range.clone(), message, "write `![](fig:key)`");
            return None;
        }
        if !title.is_empty() {
            let hint = "title and source of a figure are in `report/figures.toml`";
            self.problem(range.clone(), "a figure takes no caption in the text", hint);
        }
        Some(ImageKind::Figure(key.into(), (!alt.is_empty()).then_some(alt)))
    }

    fn picture(
        &mut self,
        path: String,
        alt: String,
        title: &str,
        range: &Range<usize>,
    ) -> Option<ImageKind> {
        let caption = self.caption(title, range);
        if path.is_empty() {
            let hint = "write `![alternative text](file.jpg)`";
            self.problem(range.clone(), "the picture names no file", hint);
            return None;
        }
        if alt.is_empty() {
            let hint = "say between the brackets what it shows: `![alternative text](file.jpg)`";
            let message = "the picture has no alternative text";
            let problem = Problem::new(range.clone(), message).breaks(&MISSING_ALTERNATIVE);
            self.problems.push(problem.hint(hint));
        }
        Some(ImageKind::Picture(Picture { path, alt, caption }))
    }

    /// Reads the caption of the picture in a range. Its tokens are the last
    /// ones there.
    fn caption(&mut self, title: &str, range: &Range<usize>) -> Vec<Inline> {
        let pieces = pieces(title);
        let count = pieces.iter().filter(|piece| matches!(piece, Piece::Token)).count();
        let masked = |index: &usize| self.source.token(*index).is_some_and(|token| token.masked);
        let tokens: Vec<_> = self.source.tokens(range).filter(masked).collect();
        let mut tokens =
            tokens.get(tokens.len().saturating_sub(count)..).unwrap_or_default().iter();
        let before = std::mem::take(&mut self.current.inlines);
        for piece in pieces {
            match piece {
                Piece::Text(text) => self.push(InlineKind::Text(text.into()), range.clone()),
                Piece::Token => {
                    let Some(index) = tokens.next() else { continue };
                    self.use_token(*index);
                    self.source.token(*index).into_iter().for_each(|token| self.token(token));
                }
            }
        }
        std::mem::replace(&mut self.current.inlines, before)
    }

    /// The blocks of a paragraph: its images, if it holds nothing else.
    pub(super) fn paragraph(
        &mut self,
        text: Vec<Inline>,
        images: Vec<Image>,
        range: Range<usize>,
    ) -> Vec<Block> {
        if !images.is_empty() && text.iter().all(is_blank) {
            return images.into_iter().map(block).collect();
        }
        self.report_images(&images);
        match text.is_empty() {
            true => Vec::new(),
            false => vec![Block { kind: BlockKind::Paragraph(text), range }],
        }
    }

    /// Reports images that do not stand in a paragraph of their own.
    pub(super) fn report_images(&mut self, images: &[Image]) {
        for image in images {
            let message = match image.kind {
                ImageKind::Figure(..) => "a figure cannot stand within a text",
                ImageKind::Picture(_) => "a picture cannot stand within a text",
            };
            let hint = "give it a paragraph of its own, with an empty line above and below";
            self.problem(image.range.clone(), message, hint);
        }
    }
}

fn is_blank(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::SoftBreak | InlineKind::HardBreak => true,
        InlineKind::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

fn block(image: Image) -> Block {
    let kind = match image.kind {
        ImageKind::Figure(key, alt) => BlockKind::Figure { key, alt },
        ImageKind::Picture(picture) => BlockKind::Picture(picture),
    };
    Block { kind, range: image.range }
}
