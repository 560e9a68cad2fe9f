//! Tables whose columns have no names.

use typst::diag::eco_format;
use typst::syntax::ast::{Arg, Expr, FuncCall};
use typst::syntax::{LinkedNode, Source};

use crate::check::passages::text;
use crate::check::{Subject, report};
use crate::diag::{Place, Problems};
use crate::narrative::model::{BlockKind, Table};
use crate::narrative::{Section, SectionBody};
use crate::rules::accessibility::TABLE_WITHOUT_HEADER;

/// Reports tables without a header, and columns without a name.
pub fn check(subject: &Subject, problems: &mut Problems) {
    if !subject.asks(&TABLE_WITHOUT_HEADER) {
        return;
    }
    for section in &subject.sections {
        let Some(source) = text(subject.project, section.file) else { continue };
        match &section.body {
            SectionBody::Markdown(document) => document.visit_blocks(&mut |block| {
                if let BlockKind::Table(table) = &block.kind {
                    let rows = source.get(block.range.clone()).unwrap_or_default();
                    let first = rows.lines().next().unwrap_or_default();
                    let range = block.range.start..block.range.start + first.len();
                    check_table(table, &Place::new(section.file, range), problems);
                }
            }),
            SectionBody::Typst => check_typst(section, &source, problems),
        }
    }
}

/// The first column may have no name: what stands in it names the rows.
fn check_table(table: &Table, place: &Place, problems: &mut Problems) {
    let mut nameless = table.header.iter().enumerate().skip(1).filter(|(_, cell)| cell.is_empty());
    if let Some((index, _)) = nameless.next() {
        let message = eco_format!("column {} of the table has no name", index + 1);
        let hint = "give each column a name in the first row; it is read before every value";
        report(&TABLE_WITHOUT_HEADER, place, message, hint, problems);
    }
}

/// A section in Typst that calls `table` has to call `table.header` in it.
fn check_typst(section: &Section, text: &str, problems: &mut Problems) {
    let source = Source::new(section.file, text.into());
    let mut open = vec![LinkedNode::new(source.root())];
    while let Some(node) = open.pop() {
        if node.cast::<FuncCall>().is_some_and(is_table_without_header) {
            let message = "the table has no header";
            let hint = "add `table.header(…)` with a name for each column";
            let place = Place::new(section.file, node.range());
            report(&TABLE_WITHOUT_HEADER, &place, message, hint, problems);
        }
        open.extend(node.children().rev());
    }
}

fn is_table_without_header(call: FuncCall) -> bool {
    let Expr::Ident(function) = call.callee() else { return false };
    let is_header = |arg: Arg| match arg {
        Arg::Pos(Expr::FuncCall(call)) => match call.callee() {
            Expr::FieldAccess(access) => access.field().as_str() == "header",
            _ => false,
        },
        // What is spread may hold one.
        Arg::Spread(_) => true,
        _ => false,
    };
    function.as_str() == "table" && !call.args().items().any(is_header)
}
