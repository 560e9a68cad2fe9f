//! Tables of TOML as text.

use std::fmt;

use toml_writer::{ToTomlKey, ToTomlValue};

/// A table with the fields of one definition.
#[derive(Debug)]
pub struct Entry {
    header: Option<String>,
    fields: Vec<String>,
}

impl Entry {
    /// A table with a name.
    pub fn new(key: &str) -> Self {
        Self { header: Some(format!("[{}]", key.to_toml_key())), fields: Vec::new() }
    }

    /// More fields of the table above.
    pub fn unnamed() -> Self {
        Self { header: None, fields: Vec::new() }
    }

    /// Adds a text.
    pub fn text(&mut self, field: &str, text: &str) -> &mut Self {
        self.field(field, &plain_value(text))
    }

    /// Adds a list of texts.
    pub fn texts(&mut self, field: &str, texts: impl Iterator<Item = String>) -> &mut Self {
        let texts: Vec<String> = texts.map(|text| plain_value(&text)).collect();
        self.field(field, &format!("[{}]", texts.join(", ")))
    }

    /// Adds a truth.
    pub fn flag(&mut self, field: &str, truth: bool) -> &mut Self {
        self.field(field, &truth.to_toml_value())
    }

    fn field(&mut self, field: &str, value: &str) -> &mut Self {
        self.fields.push(format!("{} = {value}", field.to_toml_key()));
        self
    }

    /// The table as a comment.
    pub fn commented(&self) -> String {
        self.to_string().lines().map(comment).collect()
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.header.iter().chain(&self.fields).try_for_each(|line| writeln!(f, "{line}"))
    }
}

fn plain_value(text: &str) -> String {
    text.to_toml_value()
}

/// A line as a comment.
pub fn comment(line: &str) -> String {
    format!("# {}\n", line.replace(|c: char| c.is_control(), " "))
}

/// A text on one line, with single spaces.
pub fn plain(text: &str) -> String {
    let visible = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = text.chars().map(visible).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_means_itself() {
        let text = "a \"quote\", a \\ and 'one'\nline\u{0}";
        let mut entry = Entry::new("no key");
        entry.text("field.x", text).texts("list", ["#]".to_string()].into_iter());
        let table: toml::Table = entry.to_string().parse().unwrap();
        assert_eq!(table["no key"]["field.x"].as_str(), Some(text));
        assert_eq!(table["no key"]["list"][0].as_str(), Some("#]"));
        let nothing: toml::Table = entry.commented().parse().unwrap();
        assert!(nothing.is_empty());
    }
}
