//! Blocks as Typst source.

use super::super::model::{Alignment, Block, BlockKind, Inline, List, Picture, Table, Term};
use super::spelling::{label, string};
use super::writer::Writer;

impl Writer<'_> {
    /// Writes blocks, with an empty line between them.
    pub fn blocks(&mut self, blocks: &[Block]) {
        let mut first = true;
        for block in blocks {
            if !std::mem::take(&mut first) {
                self.empty_line();
            }
            self.from(&block.range, |writer| writer.block(&block.kind));
        }
    }

    fn block(&mut self, block: &BlockKind) {
        match block {
            BlockKind::Paragraph(text) => self.running_text(text),
            BlockKind::Heading { level, id, text } => self.heading(*level, id.as_deref(), text),
            BlockKind::Quote(body) => {
                self.code("#quote(block: true)");
                self.paragraphs(body);
            }
            BlockKind::Note(kind, body) => {
                self.code(&format!("#note({})", string(kind.name())));
                self.paragraphs(body);
            }
            // No language: the colours of syntax highlighting are not the theme's.
            BlockKind::Code { text, .. } => {
                self.expression(&format!("#raw({}, block: true)", string(text)));
            }
            BlockKind::List(list) => self.list(list),
            BlockKind::Terms(terms) => self.terms(terms),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure { key, alt: None } => {
                self.expression(&format!("#fig({})", string(key)));
            }
            BlockKind::Figure { key, alt: Some(alt) } => {
                self.expression(&format!("#fig({}, alt: {})", string(key), string(alt)));
            }
            BlockKind::Picture(picture) => self.picture(picture),
            BlockKind::Rule => self.expression("#line(length: 100%)"),
        }
    }

    fn heading(&mut self, level: u8, id: Option<&str>, text: &[Inline]) {
        self.code(&format!("#heading(level: {level})"));
        self.in_heading = true;
        self.content(|writer| writer.running_text(text));
        self.in_heading = false;
        if let Some(id) = id {
            self.code(&format!(" {}", label(&format!("sec:{id}"))));
        }
    }

    /// Writes blocks as the content of an element that holds paragraphs: to
    /// Typst, a text that stands alone in an element is none.
    fn paragraphs(&mut self, blocks: &[Block]) {
        match blocks {
            [Block { kind: BlockKind::Paragraph(text), range }] => self.content(|writer| {
                writer.code("#par");
                writer.content(|writer| writer.from(range, |writer| writer.running_text(text)));
            }),
            _ => self.body(blocks),
        }
    }

    /// Writes blocks as content.
    pub(super) fn body(&mut self, blocks: &[Block]) {
        self.content(|writer| match blocks {
            [] => {}
            [Block { kind: BlockKind::Paragraph(text), range }] => {
                writer.from(range, |writer| writer.running_text(text));
            }
            _ => writer.indented(|writer| {
                writer.line();
                writer.blocks(blocks);
            }),
        });
    }

    fn list(&mut self, list: &List) {
        self.code(match list.start {
            Some(_) => "#enum(",
            None => "#list(",
        });
        self.indented(|writer| {
            if let Some(start) = list.start.filter(|start| *start != 1) {
                writer.line();
                writer.code(&format!("start: {start},"));
            }
            if !list.tight {
                writer.line();
                writer.code("tight: false,");
            }
            for item in &list.items {
                writer.line();
                writer.body(item);
                writer.code(",");
            }
        });
        self.expression(")");
    }

    fn terms(&mut self, terms: &[Term]) {
        self.code("#terms(");
        self.indented(|writer| {
            for Term { term, definitions } in terms {
                writer.line();
                writer.code("terms.item(");
                writer.content(|writer| writer.running_text(term));
                writer.code(", ");
                match &definitions[..] {
                    [definition] => writer.body(definition),
                    _ => writer.body(&definitions.concat()),
                }
                writer.code("),");
            }
        });
        self.expression(")");
    }

    fn table(&mut self, table: &Table) {
        let alignment = |alignment: &Alignment| match alignment {
            Alignment::Left => "left",
            Alignment::Center => "center",
            Alignment::Right => "right",
        };
        let alignments: Vec<_> = table.columns.iter().map(alignment).collect();
        let alignments = alignments.join(", ") + last_comma(table.columns.len());
        self.code("#data-table(");
        self.indented(|writer| {
            writer.line();
            writer.code(&format!("columns: {},", table.columns.len()));
            writer.line();
            writer.code(&format!("align: ({alignments}),"));
            writer.line();
            writer.code("header: ");
            writer.row(&table.header);
            writer.line();
            writer.code("rows: (");
            writer.indented(|writer| {
                for row in &table.rows {
                    writer.line();
                    writer.row(row);
                }
            });
            writer.code("),");
        });
        self.expression(")");
    }

    fn row(&mut self, cells: &[Vec<Inline>]) {
        self.code("(");
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                self.code(", ");
            }
            self.content(|writer| writer.running_text(cell));
        }
        self.code(last_comma(cells.len()));
        self.code("),");
    }

    fn picture(&mut self, picture: &Picture) {
        let Some((path, width)) = (self.supplies.picture)(&picture.path) else { return };
        self.code("#picture(");
        self.indented(|writer| {
            writer.line();
            writer.code(&format!("{},", string(&path)));
            writer.line();
            writer.code(&format!("alt: {},", string(&picture.alt)));
            if !picture.caption.is_empty() {
                writer.line();
                writer.code("caption: ");
                writer.content(|writer| writer.running_text(&picture.caption));
                writer.code(",");
            }
            if width.is_finite() {
                writer.line();
                writer.code(&format!("width: {width}mm,"));
            }
        });
        self.expression(")");
    }
}

/// What makes Typst read a list of one item as a list.
fn last_comma(length: usize) -> &'static str {
    if length == 1 { "," } else { "" }
}
