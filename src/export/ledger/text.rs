//! Tables as aligned text.

use unicode_width::UnicodeWidthStr;

use super::table::{Cell, Table};

/// What stands between columns.
const GAP: &str = "  ";

/// The table as aligned text, without columns in which nothing stands. If a width is
/// given, in columns of the terminal, texts are broken between words so that lines fit
/// where that is possible: keys and numbers stay whole.
pub fn write_text(table: &Table, width: Option<usize>) -> String {
    let is_used = |index: &usize| {
        table.rows.is_empty() || table.rows.iter().any(|row| row[*index] != Cell::Empty)
    };
    let used: Vec<usize> = (0..table.columns.len()).filter(is_used).collect();
    let headings: Vec<String> =
        used.iter().map(|index| table.columns[*index].heading.clone()).collect();
    let cells = |row: &Vec<Cell>| used.iter().map(|index| on_one_line(&row[*index])).collect();
    let rows: Vec<Vec<String>> = table.rows.iter().map(cells).collect();
    let right: Vec<bool> = used.iter().map(|index| table.is_numeric(*index)).collect();
    let widest = |of: fn(&str) -> usize| -> Vec<usize> {
        let all = || std::iter::once(&headings).chain(&rows);
        let column = |index: usize| all().map(|row| of(&row[index])).max().unwrap_or(0);
        (0..headings.len()).map(column).collect()
    };
    let mut widths = widest(UnicodeWidthStr::width);
    if let Some(width) = width {
        let available = width.saturating_sub(GAP.len() * used.len().saturating_sub(1));
        narrow(&mut widths, &widest(longest_word), available);
    }
    let mut text = String::new();
    print_row(&headings, &widths, &right, &mut text);
    let rules: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    print_row(&rules, &widths, &right, &mut text);
    for row in &rows {
        print_row(row, &widths, &right, &mut text);
    }
    text
}

fn on_one_line(cell: &Cell) -> String {
    cell.short().split(['\n', '\r']).collect::<Vec<_>>().join(" ")
}

/// The width of the longest word.
pub fn longest_word(text: &str) -> usize {
    text.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0)
}

/// Takes from the widest column that may still be narrower, until all fit.
fn narrow(widths: &mut [usize], narrowest: &[usize], available: usize) {
    while widths.iter().sum::<usize>() > available {
        let columns = widths.iter_mut().zip(narrowest);
        let wide = columns.filter(|(width, narrowest)| **width > **narrowest);
        match wide.max_by_key(|(width, _)| **width) {
            Some((widest, _)) => *widest -= 1,
            None => return,
        }
    }
}

fn print_row(cells: &[String], widths: &[usize], right: &[bool], text: &mut String) {
    let wrapped: Vec<Vec<String>> =
        cells.iter().zip(widths).map(|(cell, width)| wrap(cell, *width)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..height {
        let mut row = String::new();
        for ((cell, width), right) in wrapped.iter().zip(widths).zip(right) {
            let part = cell.get(line).map(String::as_str).unwrap_or_default();
            let padding = " ".repeat(width.saturating_sub(part.width()));
            let (before, after) = if *right { (&*padding, "") } else { ("", &*padding) };
            row += &format!("{before}{part}{after}{GAP}");
        }
        text.push_str(row.trim_end());
        text.push('\n');
    }
}

/// Breaks a text between words. A word that is too long has a line of its own.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.into()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_break_between_words() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("an abcdefghij b", 4), ["an", "abcdefghij", "b"]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(wrap("日本 語", 6), ["日本", "語"]);
        assert_eq!(wrap("日本 語", 7), ["日本 語"]);
    }

    #[test]
    fn the_widest_column_gives_way_first() {
        let mut widths = [5, 40, 20];
        narrow(&mut widths, &[5, 12, 12], 45);
        assert_eq!(widths, [5, 20, 20]);
        narrow(&mut widths, &[5, 12, 18], 38);
        assert_eq!(widths, [5, 15, 18]);
        narrow(&mut widths, &[5, 12, 18], 10);
        assert_eq!(widths, [5, 12, 18]);
    }
}
