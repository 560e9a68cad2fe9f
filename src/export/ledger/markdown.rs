//! Tables in Markdown.

use super::table::{Cell, Table};

/// The table as GitHub Flavored Markdown. Columns of numbers are aligned to the right.
pub fn write_markdown(table: &Table) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let headings = table.columns.iter().map(|column| escaped(&column.heading)).collect();
    let rules = (0..table.columns.len()).map(|index| match table.is_numeric(index) {
        true => "---:".to_string(),
        false => "---".to_string(),
    });
    let mut text = line(headings) + &line(rules.collect());
    for row in &table.rows {
        text += &line(row.iter().map(Cell::short).map(|cell| escaped(&cell)).collect());
    }
    text
}

/// A text that means itself in a cell.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '\n' | '\r' => escaped.push(' '),
            '\\' | '|' | '*' | '_' | '`' | '<' | '[' | ']' | '~' | '&' => {
                escaped.push('\\');
                escaped.push(c);
            }
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_become_a_cell_or_markup() {
        assert_eq!(escaped("a|b *c* <d>\ne"), "a\\|b \\*c\\* \\<d> e");
    }
}
