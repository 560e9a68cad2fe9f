//! Numbers that stand in running text, read as the language writes them.

use std::ops::Range;

use fixed_decimal::Decimal;

use super::NumberFormats;

/// A number in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct WrittenNumber {
    /// Where it stands.
    pub range: Range<usize>,
    /// Its value without a sign, in plain digits; none if numbers are not written so in the
    /// language.
    pub digits: Option<String>,
}

impl NumberFormats {
    /// The numbers that are written in digits in a text, in order. Digits that belong to a
    /// word, as in `KA1` and `2nd`, are none.
    pub fn numbers_in(&self, text: &str) -> Vec<WrittenNumber> {
        let marks = Marks::of(self);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|to| at + to) {
            let (length, digits) = marks.read(&text[start..]);
            at = start + length;
            let before = text[..start].chars().next_back();
            let joined = before.into_iter().chain(text[at..].chars().next());
            if !joined.into_iter().any(char::is_alphabetic) {
                found.push(WrittenNumber { range: start..at, digits });
            }
        }
        found
    }
}

/// The signs between the digits of a number.
struct Marks {
    decimal: char,
    group: char,
    /// How many digits a group has, other than the last, which has three.
    size: usize,
}

impl Marks {
    fn of(formats: &NumberFormats) -> Self {
        let is_sign = |c: &char| !c.is_ascii_digit();
        let grouped = formats.digits(&Decimal::from(111_111_111));
        let group = grouped.chars().find(is_sign).unwrap_or(' ');
        let size = grouped.split(group).nth(1).map_or(3, str::len);
        let decimal = formats.digits(&half()).chars().find(is_sign).unwrap_or('.');
        Self { group, decimal, size }
    }

    /// The length of the number that a text begins with, and its plain digits.
    fn read(&self, text: &str) -> (usize, Option<String>) {
        let mut digits = leading_digits(text).to_string();
        let mut length = digits.len();
        while digits.len() <= 3 || length > digits.len() {
            let Some(group) = self.group_of(&text[length..]) else { break };
            digits.push_str(group.trim_start_matches(|c: char| !c.is_ascii_digit()));
            length += group.len();
        }
        if let Some(decimals) = text[length..].strip_prefix(self.decimal).map(leading_digits)
            && !decimals.is_empty()
        {
            digits = format!("{digits}.{decimals}");
            length += self.decimal.len_utf8() + decimals.len();
        }
        // What goes on with further digits is a number of another language.
        let rest = further_digits(&text[length..]);
        (length + rest, (rest == 0).then_some(digits))
    }

    /// A sign and a group of digits at the beginning of a text, with no further digit.
    /// A group that is not of three has another one after it, as in `12,34,567`.
    fn group_of<'a>(&self, text: &'a str) -> Option<&'a str> {
        let sign = text.chars().next().filter(|sign| self.is_group(*sign))?;
        let digits = leading_digits(&text[sign.len_utf8()..]).len();
        let end = sign.len_utf8() + digits;
        let goes_on = || self.group_of(&text[end..]).is_some();
        (digits == 3 || digits == self.size && goes_on()).then(|| &text[..end])
    }

    /// Whether a sign separates thousands; keyboards have one space and one apostrophe.
    fn is_group(&self, sign: char) -> bool {
        let alike = |signs: &[char]| signs.contains(&self.group) && signs.contains(&sign);
        alike(&[self.group]) || alike(&[' ', '\u{A0}', '\u{202F}']) || alike(&['\'', '’'])
    }
}

/// Six and a half, whose middle sign is that of decimals.
fn half() -> Decimal {
    let mut half = Decimal::from(65);
    half.absolute.multiply_pow10(-1);
    half
}

fn leading_digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    &text[..end]
}

/// How far a text goes on with points, commas and apostrophes that digits follow.
fn further_digits(text: &str) -> usize {
    let mut length = 0;
    while let Some(rest) = text[length..].strip_prefix(['.', ',', '\'', '’']) {
        let digits = leading_digits(rest);
        if digits.is_empty() {
            break;
        }
        length = text.len() - rest.len() + digits.len();
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(tag: &str, text: &str) -> Vec<String> {
        let numbers = NumberFormats::new(tag).unwrap().numbers_in(text).into_iter();
        let said = |it: WrittenNumber| it.digits.unwrap_or_else(|| format!("?{}", &text[it.range]));
        numbers.map(said).collect()
    }

    #[test]
    fn numbers_are_read_as_the_language_writes_them() {
        assert_eq!(said("nl-NL", "Van 1.892 naar 14,8 miljoen."), ["1892", "14.8"]);
        assert_eq!(said("en-GB", "From 1,892 to 14.8 million."), ["1892", "14.8"]);
        assert_eq!(said("fr-FR", "De 1 892 à 12\u{202F}345,5"), ["1892", "12345.5"]);
        assert_eq!(said("de-CH", "1'892 und 1’892’000"), ["1892", "1892000"]);
        assert_eq!(said("hi-IN", "12,34,56,789.5, 1,234"), ["123456789.5", "1234"]);
        assert_eq!(
            said("nl-NL", "In 2022 500 meer, 2015–2022, 10%."),
            ["2022", "500", "2015", "2022", "10"]
        );
    }

    #[test]
    fn digits_of_a_word_are_no_number() {
        assert_eq!(said("nl-NL", "KA1 en KA2 in de 2e ronde, 3."), ["3"]);
    }

    #[test]
    fn a_number_of_another_language_has_no_value() {
        assert_eq!(said("nl-NL", "14.8 miljoen"), ["?14.8"]);
        assert_eq!(said("en-GB", "1.234.567"), ["?1.234.567"]);
    }
}
