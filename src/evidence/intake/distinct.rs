//! From distinct cells to distinct answers.

use std::collections::HashMap;

use super::answer::Answer;
use super::chunk::CodedColumn;
use super::interner::{BitsInterner, TextInterner};

/// Codes of cells, whose distinct cells mean these answers. Cells that are
/// written differently and mean the same, such as `1` and `1.0`, become one.
pub fn column(answers: Vec<Answer>, mut codes: Vec<u32>) -> CodedColumn {
    let mut distinct = Distinct::default();
    let new_codes: Vec<u32> = answers.into_iter().map(|answer| distinct.code(answer)).collect();
    if distinct.answers.len() < new_codes.len() {
        for code in &mut codes {
            *code = new_codes[*code as usize];
        }
    }
    CodedColumn { answers: distinct.answers, codes }
}

/// The code of rows without a value.
pub const NOTHING: u32 = u32::MAX;

/// The same, where some rows have no value.
pub fn with_nothing(mut answers: Vec<Answer>, mut codes: Vec<u32>) -> CodedColumn {
    if codes.contains(&NOTHING) {
        let empty = answers.len() as u32;
        answers.push(Answer::Empty);
        codes.iter_mut().filter(|code| **code == NOTHING).for_each(|code| *code = empty);
    }
    column(answers, codes)
}

/// The distinct answers among many.
#[derive(Default)]
struct Distinct {
    answers: Vec<Answer>,
    empty: Option<u32>,
    numbers: Option<Numbered>,
    texts: HashMap<Box<str>, u32>,
}

/// Numbers by their bits, and where they are among the answers.
struct Numbered {
    bits: BitsInterner,
    codes: Vec<u32>,
}

impl Distinct {
    fn code(&mut self, answer: Answer) -> u32 {
        let new = self.answers.len() as u32;
        let code = match &answer {
            Answer::Empty => *self.empty.get_or_insert(new),
            Answer::Number(number) => self.number(*number, new),
            Answer::Text(text) => match self.texts.get(text.as_str()) {
                Some(code) => *code,
                None => {
                    self.texts.insert(text.as_str().into(), new);
                    new
                }
            },
        };
        if code == new {
            self.answers.push(answer);
        }
        code
    }

    fn number(&mut self, number: f64, new: u32) -> u32 {
        let numbers = self
            .numbers
            .get_or_insert_with(|| Numbered { bits: BitsInterner::new(), codes: Vec::new() });
        let index = numbers.bits.code(number.to_bits()) as usize;
        if index == numbers.codes.len() {
            numbers.codes.push(new);
        }
        numbers.codes[index]
    }
}

/// A column of texts as UTF-8.
pub fn texts(interner: &TextInterner, codes: Vec<u32>) -> CodedColumn {
    let answer = |text: &[u8]| Answer::of_text(&String::from_utf8_lossy(text));
    column(interner.texts().map(answer).collect(), codes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_answer_become_one() {
        let cells = ["1", "x", "1.0", "", "x ", " ", "2"];
        let answers = cells.iter().map(|cell| Answer::of_text(cell)).collect();
        let coded = column(answers, (0..7).collect());
        assert_eq!(coded.codes, [0, 1, 0, 2, 1, 2, 3]);
        assert_eq!(coded.answers.len(), 4);
    }
}
