//! Cells by their names, such as `A3` and `A3:K40`.

use typst::diag::eco_format;

use crate::evidence::intake::error::{Outcome, ReadError, fail};

/// How many rows and columns the largest sheet has.
const MOST: (u32, u32) = (1_048_576, 16_384);

/// A rectangle of cells, all counted from 0 and included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Row and column of the first cell.
    pub first: (u32, u32),
    /// Row and column of the last cell.
    pub last: (u32, u32),
}

impl Area {
    /// Reads a reference such as `A3:K40`.
    pub fn parse(text: &str) -> Outcome<Self> {
        let corners = text
            .split_once(':')
            .and_then(|(first, last)| Some((cell(first.trim())?, cell(last.trim())?)));
        match corners {
            Some((first, last)) if first.0 <= last.0 && first.1 <= last.1 => {
                Ok(Self { first, last })
            }
            _ => {
                let message = eco_format!("`{text}` is no range of cells");
                fail(ReadError::new(message).hint("write it like `A3:K40`, header included"))
            }
        }
    }

    /// Whether a cell lies in the rectangle.
    pub fn contains(&self, row: u32, column: u32) -> bool {
        (self.first.0..=self.last.0).contains(&row)
            && (self.first.1..=self.last.1).contains(&column)
    }
}

fn cell(name: &str) -> Option<(u32, u32)> {
    let name: String = name.chars().filter(|it| *it != '$').collect();
    let digits = name.find(|it: char| it.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    if letters.is_empty()
        || letters.len() > 3
        || !letters.bytes().all(|it| it.is_ascii_alphabetic())
    {
        return None;
    }
    let digit = |it: u8| u32::from(it.to_ascii_uppercase() - b'A') + 1;
    let column = letters.bytes().fold(0, |column, it| column * 26 + digit(it)) - 1;
    let row = row.parse::<u32>().ok()?.checked_sub(1)?;
    (row < MOST.0 && column < MOST.1).then_some((row, column))
}

/// The letters of a column.
pub fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_rectangles() {
        let area = Area::parse("A3:$K$40").unwrap();
        assert_eq!(area, Area { first: (2, 0), last: (39, 10) });
        assert_eq!(Area::parse("aa1:xfd1048576").unwrap().last, (1_048_575, 16_383));
        for wrong in ["A3", "K40:A3", "A0:B2", "3:4", "XFE1:XFE2", "A:B", "A1:B2:C3"] {
            assert!(Area::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn columns_have_letters() {
        let all = [0, 25, 26, 701, 702, 16_383].map(letters);
        assert_eq!(all, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }
}
