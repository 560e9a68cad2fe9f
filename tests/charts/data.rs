//! Made-up data of every shape that charts have to bear.

use std::fmt::Write;

/// What rows are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Labels {
    /// One letter.
    Letter,
    /// Two words of as many letters, one much wider than the other.
    Pair,
    /// Some words, as usual.
    Usual,
    /// A sentence of 120 characters.
    Sentence,
    /// One word of 60 letters.
    Word,
    /// Words of a script from right to left, among others.
    Mixed,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values {
    /// Small and large ones above zero.
    Usual,
    /// Nothing but zero.
    Zero,
    /// Above and below zero.
    Mixed,
    /// All below zero.
    Negative,
    /// Some are not known.
    Missing,
    /// None is known.
    Unknown,
    /// Many digits, close together.
    Large,
}

/// A table of made-up data.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// What its rows are called.
    pub labels: Labels,
    /// What they measure.
    pub values: Values,
    /// How many rows it has.
    pub rows: usize,
}

/// How many columns of values there are.
pub const COLUMNS: usize = 3;

impl Sample {
    /// Every kind of labels with every kind of values, in few and in many rows.
    pub fn all() -> Vec<Self> {
        use Labels::*;
        let labels = [Letter, Pair, Labels::Usual, Sentence, Word, Labels::Mixed];
        let values = [
            Values::Usual,
            Values::Zero,
            Values::Mixed,
            Values::Negative,
            Values::Missing,
            Values::Unknown,
            Values::Large,
        ];
        let mut all = Vec::new();
        for labels in labels {
            for values in values {
                all.extend([1, 7].map(|rows| Self { labels, values, rows }));
            }
            all.push(Self { labels, values: Values::Mixed, rows: 40 });
        }
        all
    }

    /// The name of the table.
    pub fn name(self) -> String {
        format!("{:?}_{:?}_{}", self.labels, self.values, self.rows).to_lowercase()
    }

    /// Whether no known value is below zero, and not all are zero.
    pub fn makes_a_whole(self) -> bool {
        matches!(self.values, Values::Usual | Values::Large | Values::Missing | Values::Unknown)
    }

    /// The table as CSV: a year, a label, and columns of values.
    pub fn csv(self) -> String {
        let mut text = String::from("year,label,a,b,c\n");
        for row in 0..self.rows {
            let _ = write!(text, "{},{}", 1980 + row, self.label(row));
            for column in 0..COLUMNS {
                let _ = write!(text, ",{}", self.value(row, column));
            }
            text.push('\n');
        }
        text
    }

    fn label(self, row: usize) -> String {
        const WORDS: [&str; 8] = [
            "gezondheidszorg en welzijn",
            "techniek",
            "handel",
            "zorg voor dieren en planten",
            "ICT",
            "horeca en bakkerij",
            "transport en logistiek",
            "kunst",
        ];
        let words = WORDS[row % WORDS.len()];
        match self.labels {
            Labels::Letter => char::from(b'A' + (row % 26) as u8).to_string(),
            Labels::Pair => format!("iiiii {}", ["mmmmm", "wwwww"][row % 2]),
            Labels::Usual => format!("{words} {row}"),
            Labels::Sentence => {
                let sentence = format!("{row} Het aandeel respondenten dat {words} noemt ");
                sentence
                    .chars()
                    .chain("als reden om mee te doen ".chars().cycle())
                    .take(120)
                    .collect()
            }
            Labels::Word => format!("{row}{}", "meervoudigepersoonlijkheid".repeat(3))
                .chars()
                .take(60)
                .collect(),
            Labels::Mixed => format!("בריאות {words} ורווחה {row}"),
        }
    }

    fn value(self, row: usize, column: usize) -> String {
        // Digits without an order, the same every time.
        let seed = (row * 7919 + column * 104_729 + 13) % 97;
        match self.values {
            Values::Usual => (seed + 1).to_string(),
            Values::Zero => "0".into(),
            Values::Mixed => (seed as i64 - 48).to_string(),
            Values::Negative => (-(seed as i64) - 1).to_string(),
            Values::Missing if (row + column) % 2 == 1 => ".".into(),
            Values::Missing => seed.to_string(),
            Values::Unknown => ".".into(),
            Values::Large => (14_800_000 + seed).to_string(),
        }
    }
}
