//! The strings of a TOML file, by where they are.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

/// A string of a TOML file.
#[derive(Debug, PartialEq, Eq)]
pub struct Written {
    /// The keys that lead to it; what stands in a list has the keys of the list.
    pub path: Vec<String>,
    /// The string.
    pub text: String,
    /// Where it stands: without its quotes if it has no escapes.
    pub range: Range<usize>,
}

/// All strings of a TOML file in their order. None if it is no TOML, which has been
/// reported where it was read.
pub fn of(source: &str) -> Vec<Written> {
    let (table, errors) = DeTable::parse_recoverable(source);
    let mut found = Vec::new();
    if errors.is_empty() {
        in_table(table.get_ref(), &mut Vec::new(), source, &mut found);
        found.sort_by_key(|string| string.range.start);
    }
    found
}

fn in_table(table: &DeTable, path: &mut Vec<String>, source: &str, found: &mut Vec<Written>) {
    for (key, value) in table {
        path.push(key.get_ref().to_string());
        in_value(value.get_ref(), value.span(), path, source, found);
        path.pop();
    }
}

fn in_value(
    value: &DeValue,
    span: Range<usize>,
    path: &mut Vec<String>,
    source: &str,
    found: &mut Vec<Written>,
) {
    match value {
        DeValue::String(text) => {
            let range = inside(source, &span, text);
            found.push(Written { path: path.clone(), text: text.to_string(), range });
        }
        DeValue::Table(table) => in_table(table, path, source, found),
        DeValue::Array(items) => {
            for item in items {
                in_value(item.get_ref(), item.span(), path, source, found);
            }
        }
        _ => {}
    }
}

/// The keys of a TOML file, in their order, and where each stands.
pub fn keys(source: &str) -> Vec<(String, Range<usize>)> {
    let (table, errors) = DeTable::parse_recoverable(source);
    if !errors.is_empty() {
        return Vec::new();
    }
    let key = |key: &toml::Spanned<toml::de::DeString>| (key.get_ref().to_string(), key.span());
    let mut keys: Vec<_> = table.get_ref().keys().map(key).collect();
    keys.sort_by_key(|(_, range)| range.start);
    keys
}

/// Where a text stands letter by letter within a range; the range itself if it does not.
pub fn inside(source: &str, range: &Range<usize>, text: &str) -> Range<usize> {
    let at = source.get(range.clone()).and_then(|written| written.find(text));
    match at {
        Some(at) => range.start + at..range.start + at + text.len(),
        None => range.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_have_a_path_and_a_place() {
        let source = "[a]\nb = { nl = \"één\", en = 'x' }\nc = [\"d\\\"\", 1]\n";
        let found = of(source);
        let said = |it: &Written| format!("{} {}", it.path.join("."), &source[it.range.clone()]);
        let found: Vec<_> = found.iter().map(said).collect();
        assert_eq!(found, ["a.b.nl één", "a.b.en x", "a.c \"d\\\"\""]);
        assert_eq!(of("a = "), []);
    }
}
