//! Which numbers touch letters.
//!
//! A number links to its source, and the PDF export fails where the end of a
//! link lies within a word that is hyphenated. So numbers that touch letters
//! are not linked.

use super::super::model::{Inline, InlineKind};

/// What an inline shows to its neighbours.
enum Edge {
    /// Text with its first and last character.
    Text(Option<char>, Option<char>),
    /// A number.
    Number,
    /// Something else.
    Gap,
}

/// For every number of a running text, in order, whether letters touch it.
pub fn touching(text: &[Inline]) -> Vec<bool> {
    let mut edges = Vec::new();
    outline(text, &mut edges);
    let touches_before = |index: usize| match index.checked_sub(1).map(|before| &edges[before]) {
        Some(Edge::Text(_, last)) => last.is_some_and(char::is_alphabetic),
        Some(Edge::Number) => true,
        _ => false,
    };
    let touches_after = |index: usize| match edges.get(index + 1) {
        Some(Edge::Text(first, _)) => first.is_some_and(char::is_alphabetic),
        Some(Edge::Number) => true,
        _ => false,
    };
    let numbers = edges.iter().enumerate().filter(|(_, edge)| matches!(edge, Edge::Number));
    numbers.map(|(index, _)| touches_before(index) || touches_after(index)).collect()
}

fn outline(text: &[Inline], edges: &mut Vec<Edge>) {
    for inline in text {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Literal(text) | InlineKind::Code(text) => {
                edges.push(Edge::Text(text.chars().next(), text.chars().next_back()));
            }
            InlineKind::Number { .. } => edges.push(Edge::Number),
            kind if !kind.children().is_empty() => outline(kind.children(), edges),
            _ => edges.push(Edge::Gap),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::markdown;
    use super::super::super::model::BlockKind;
    use super::*;

    fn touches(text: &str) -> Vec<bool> {
        let document = markdown::parse(text, 0).document;
        match &document.blocks[0].kind {
            BlockKind::Paragraph(text) => touching(text),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn letters_touch_a_number_through_emphasis() {
        assert_eq!(touches("{{ a }} b {{ a }}, ({{ a }})"), [false, false, false]);
        assert_eq!(touches("{{ a }}b, b{{ a }}"), [true, true]);
        assert_eq!(touches("*{{ a }}*b, *b*{{ a }} {{ a }}"), [true, true, false]);
        assert_eq!(touches("{{ a }}-jarig {{ a }}%"), [false, false]);
        assert_eq!(touches("{{ a }}{{ b }} {{ c }}"), [true, true, false]);
    }
}
