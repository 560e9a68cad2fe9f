//! The grammar of `{{ key | filter }}`.

use std::ops::Range;

use super::problem::Problem;
use crate::diag::name_hint;
use crate::evidence::Form;

/// The forms that a filter can ask for. Without a filter, a number prints with
/// its unit.
pub const FILTERS: [Form; 4] = [Form::Number, Form::Approx, Form::Words, Form::Signed];

/// How an indicator is written.
const USAGE: &str = "write `{{ key }}` or `{{ key | filter }}`; `\\{{` prints two braces";

/// A number that the text asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// The indicator's key.
    pub key: String,
    /// How the number is said.
    pub form: Form,
}

/// Where an interpolation ends whose opening braces stand at the start of
/// `rest`: after the next `}}`, unless another one opens or the paragraph ends
/// before that.
pub fn end(rest: &str) -> Option<usize> {
    let mut blank_line = false;
    for (at, c) in rest.char_indices().skip(2) {
        match c {
            '}' if rest[at..].starts_with("}}") => return Some(at + 2),
            '{' if rest[at..].starts_with("{{") => return None,
            '\n' if blank_line => return None,
            '\n' => blank_line = true,
            c if !c.is_whitespace() => blank_line = false,
            _ => {}
        }
    }
    None
}

/// Whether Markdown would read nothing else into the text between the braces.
pub fn is_plain(content: &str) -> bool {
    content.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || "_-./|\\".contains(c))
}

/// What is wrong with an interpolation that is not closed.
pub fn unclosed(start: usize) -> Problem {
    Problem::new(start..start + 2, "`{{` is not closed").hint(USAGE)
}

/// Reads what stands between the braces. `range` is that of the whole
/// interpolation, braces included.
pub fn parse(content: &str, range: Range<usize>) -> Result<Number, Problem> {
    // In tables, other tools want a bar to be escaped.
    let content = content.replace("\\|", " |");
    let (key, filter) = match content.split_once('|') {
        Some((key, filter)) => (key, Some(filter)),
        None => (content.as_str(), None),
    };
    if filter.is_some_and(|filter| filter.contains('|')) {
        let message = "an indicator takes only one filter";
        return Err(Problem::new(range, message).hint(USAGE));
    }
    if key.trim().is_empty() {
        let message = "an indicator is missing between `{{` and `}}`";
        return Err(Problem::new(range, message).hint(USAGE));
    }
    let place = |part: &str, offset: usize| {
        let start = range.start + 2 + offset + (part.len() - part.trim_start().len());
        start..start + part.trim().len()
    };
    let form = match filter {
        None => Form::Text,
        Some(filter) if filter.trim().is_empty() => {
            return Err(Problem::new(range, "a filter is missing after `|`").hint(filters()));
        }
        Some(filter) => parse_filter(filter.trim(), place(filter, key.len() + 1))?,
    };
    if !is_key(key.trim()) {
        let message = format!("`{}` cannot be the key of an indicator", key.trim());
        let hint = "keys are letters, digits, `_` and `-`, in parts that are joined by dots";
        return Err(Problem::new(place(key, 0), message).hint(hint));
    }
    Ok(Number { key: key.trim().into(), form })
}

fn parse_filter(name: &str, range: Range<usize>) -> Result<Form, Problem> {
    FILTERS.into_iter().find(|form| form.name() == name).ok_or_else(|| {
        let problem = Problem::new(range, format!("there is no filter `{name}`"));
        let hint = name_hint(name, FILTERS.map(Form::name));
        problem.hint(hint.map_or_else(filters, String::from))
    })
}

fn filters() -> String {
    format!("the filters are {}", FILTERS.map(|form| format!("`{}`", form.name())).join(", "))
}

/// Keys are parts joined by dots. Those after the first can name a row of a
/// table, such as the school year `2021/22`.
fn is_key(key: &str) -> bool {
    let is_part = |(index, part): (usize, &str)| {
        let allowed = |c: char| c.is_alphanumeric() || "_-".contains(c) || (c == '/' && index > 0);
        !part.is_empty() && part.chars().all(allowed)
    };
    key.split('.').enumerate().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads an interpolation that stands at the start of a file.
    fn read(text: &str) -> Result<Number, Problem> {
        match end(text) {
            Some(end) => parse(&text[2..end - 2], 0..end),
            None => Err(unclosed(0)),
        }
    }

    fn problem(text: &str) -> (Range<usize>, String, String) {
        let problem = read(text).unwrap_err();
        (problem.range, problem.message, problem.hints.join("; "))
    }

    #[test]
    fn keys_and_filters_are_read() {
        let number = |key: &str, form| Ok(Number { key: key.into(), form });
        assert_eq!(read("{{ coordinator }}"), number("coordinator", Form::Text));
        assert_eq!(read("{{coordinator|approx}}"), number("coordinator", Form::Approx));
        assert_eq!(read("{{ a-b_c.d.e\n|  words }}"), number("a-b_c.d.e", Form::Words));
        assert_eq!(read("{{ a.2021/22 | number }}"), number("a.2021/22", Form::Number));
        assert_eq!(read("{{ a | signed }}"), number("a", Form::Signed));
        assert_eq!(read("{{ a \\| signed }}"), number("a", Form::Signed));
    }

    #[test]
    fn an_interpolation_that_is_not_closed_is_reported() {
        let expected = (0..2, "`{{` is not closed".into(), USAGE.into());
        for text in ["{{ a", "{{ a }", "{{ a {{ b }}", "{{ a\n \n}}", "{{"] {
            assert_eq!(problem(text), expected, "{text:?}");
        }
    }

    #[test]
    fn an_empty_interpolation_is_reported() {
        let message = "an indicator is missing between `{{` and `}}`";
        assert_eq!(problem("{{ }}"), (0..5, message.into(), USAGE.into()));
        assert_eq!(problem("{{ | words }}"), (0..13, message.into(), USAGE.into()));
    }

    #[test]
    fn filters_that_are_missing_unknown_or_too_many_are_reported() {
        let filters = "the filters are `number`, `approx`, `words`, `signed`";
        let missing = "a filter is missing after `|`";
        assert_eq!(problem("{{ a | }}"), (0..9, missing.into(), filters.into()));
        let near = ("there is no filter `aprox`".into(), "did you mean `approx`?".into());
        assert_eq!(problem("{{ a | aprox }}"), (7..12, near.0, near.1));
        let far = "known are `approx`, `number`, `signed`, `words`";
        let message = "there is no filter `x`";
        assert_eq!(problem("{{ a | x }}"), (7..8, message.into(), far.into()));
        let message = "an indicator takes only one filter";
        assert_eq!(problem("{{ a | words | x }}"), (0..19, message.into(), USAGE.into()));
    }

    #[test]
    fn keys_that_cannot_be_are_reported() {
        let hint = "keys are letters, digits, `_` and `-`, in parts that are joined by dots";
        for key in ["a b", "a..b", ".a", "a.", "a/b", "a+1", "`a`"] {
            let message = format!("`{key}` cannot be the key of an indicator");
            let text = format!("{{{{ {key} }}}}");
            assert_eq!(problem(&text), (3..3 + key.len(), message, hint.into()));
        }
    }
}
