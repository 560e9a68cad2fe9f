//! What sections that are written in Typst name.

use std::ops::Range;

use typst::syntax::ast::{Arg, Expr, FuncCall};
use typst::syntax::{LinkedNode, SyntaxKind};

use super::interpolation::FILTERS;
use super::uses::{Alternative, NumberUse, Use, Uses};
use crate::evidence::Form;

/// Finds what a section in Typst names by literal strings: `ev("key")`,
/// `fig("key")`, `sec-ref("key")`, `<sec:key>` and `@key`. Names that are
/// computed are not found, save that an alternative text which replaces that of a
/// figure is: nobody could check it.
pub fn uses(text: &str) -> Uses {
    let root = typst::syntax::parse(text);
    let mut uses = Uses::default();
    let mut open = vec![LinkedNode::new(&root)];
    while let Some(node) = open.pop() {
        if let Some(call) = node.cast::<FuncCall>() {
            add_call(&mut uses, call, node.range());
        }
        add_reference(&mut uses, &node);
        // The first child is taken next, so that names come in their order.
        open.extend(node.children().rev());
    }
    uses
}

fn add_call(uses: &mut Uses, call: FuncCall, range: Range<usize>) {
    let Expr::Ident(function) = call.callee() else { return };
    let mut name = None;
    let mut form = Form::Text;
    // The text in place of a figure's own: its words, unless they are computed.
    let mut alternative: Option<Option<String>> = None;
    for argument in call.args().items() {
        match argument {
            Arg::Pos(Expr::Str(text)) => name = name.or(Some(text.get().to_string())),
            Arg::Named(named) if named.name().as_str() == "form" => {
                let Expr::Str(wanted) = named.expr() else { continue };
                let wanted = wanted.get();
                form = FILTERS.into_iter().find(|form| form.name() == wanted).unwrap_or(form);
            }
            Arg::Named(named) if named.name().as_str() == "alt" => {
                alternative = match named.expr() {
                    Expr::Str(text) => Some(Some(text.get().to_string())),
                    Expr::Auto(_) => None,
                    _ => Some(None),
                };
            }
            Arg::Spread(_) => alternative = alternative.or(Some(None)),
            _ => {}
        }
    }
    if function.as_str() == "fig" {
        let text = alternative.map(|text| (name.clone(), text));
        uses.alternatives.extend(text.map(|(figure, text)| Alternative {
            figure,
            text,
            range: range.clone(),
        }));
    }
    let Some(name) = name else { return };
    match function.as_str() {
        "ev" => uses.numbers.push(NumberUse { key: name, form, range }),
        "fig" => uses.figures.push(Use { name, range }),
        "sec-ref" => uses.section_references.push(Use { name, range }),
        _ => {}
    }
}

fn add_reference(uses: &mut Uses, node: &LinkedNode) {
    let (name, range) = (node.leaf_text().as_str(), node.range());
    let named = |name: &str| Use { name: name.into(), range: range.clone() };
    match node.kind() {
        SyntaxKind::Label => {
            let name = name.trim_start_matches('<').trim_end_matches('>');
            uses.heading_ids.extend(name.strip_prefix("sec:").map(named));
        }
        SyntaxKind::RefMarker => {
            let name = name.trim_start_matches('@');
            uses.figure_references.extend(name.strip_prefix("fig:").map(named));
            uses.section_references.extend(name.strip_prefix("sec:").map(named));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_names_are_found_in_their_order() {
        let text = "= Title <sec:own>\n#ev(\"a\") #strong[#ev(\"b\", form: \"words\")] @fig:c \
                    @sec:d #sec-ref(\"e\") #fig(\"f\", alt: \"g\") #ev(name) #other(\"h\") #fig(\"i\", \
                    alt: auto) #fig(\"j\", alt: text) #fig(name, alt: \"k\") #fig(..l)";
        let uses = uses(text);
        let numbers: Vec<_> =
            uses.numbers.iter().map(|use_| (use_.key.as_str(), use_.form)).collect();
        assert_eq!(numbers, [("a", Form::Text), ("b", Form::Words)]);
        assert_eq!(&text[uses.numbers[0].range.clone()], "ev(\"a\")");
        let names = |uses: &[Use]| uses.iter().map(|named| named.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&uses.figures), ["f", "i", "j"]);
        let alternatives: Vec<_> = uses
            .alternatives
            .iter()
            .map(|other| (other.figure.as_deref(), other.text.as_deref()))
            .collect();
        let expected = [(Some("f"), Some("g")), (Some("j"), None), (None, Some("k")), (None, None)];
        assert_eq!(alternatives, expected);
        assert_eq!(names(&uses.figure_references), ["c"]);
        assert_eq!(names(&uses.section_references), ["d", "e"]);
        assert_eq!(names(&uses.heading_ids), ["own"]);
    }

    #[test]
    fn broken_typst_is_no_problem_here() {
        assert_eq!(uses("#ev(\"a\" #let ]").numbers.len(), 1);
    }
}
