//! What stands around the digits: the percent sign, the currency symbol, and the place of the sign.

use fixed_decimal::Sign;

use super::NO_BREAK_SPACE;

/// The pattern of a number with its sign (UTS #35 part 3, *Number Patterns*), split where a sign
/// and the digits go: `lead` sign `inner` digits `tail`.
///
/// | printed | lead | inner | tail |
/// |---|---|---|---|
/// | `−7 %` | | | ` %` |
/// | `€ −7` | `€ ` | | |
/// | `−€7` | | `€` | |
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Affixes {
    pub lead: String,
    pub inner: String,
    pub tail: String,
}

impl Affixes {
    /// Reads the pattern off a negative number that ICU4X printed in it.
    ///
    /// ICU4X prints amounts of money with the currency's own decimals and compact ones with two
    /// digits at most; reading the pattern lets every number keep the decimals it was written
    /// with. `None` if there is no sign before digits.
    pub fn read(negative: &str) -> Option<Self> {
        let digits = negative.find(is_digit)?;
        let (head, rest) = negative.split_at(digits);
        let sign = head.find(['-', '\u{2212}'])?;
        let inner = head[sign..].chars().skip(1).collect();
        Some(Self {
            lead: head[..sign].to_owned(),
            inner,
            tail: rest[end_of_digits(rest)..].to_owned(),
        })
    }

    /// The pattern with a no-break space between digits and a currency that is written in
    /// letters, such as `CHF`, which ICU4X leaves out (UTS #35 part 3, *Currencies*,
    /// `currencySpacing`).
    pub fn spaced(mut self) -> Self {
        let head = if self.inner.is_empty() { &mut self.lead } else { &mut self.inner };
        if head.ends_with(char::is_alphabetic) {
            head.push(NO_BREAK_SPACE);
        }
        if self.tail.starts_with(char::is_alphabetic) {
            self.tail.insert(0, NO_BREAK_SPACE);
        }
        self
    }

    /// A number in this pattern.
    pub fn around(&self, sign: Sign, number: &str) -> String {
        format!("{}{}{}{number}{}", self.lead, sign_text(sign), self.inner, self.tail)
    }

    /// Two numbers in this pattern, what belongs to both once. With a sign anywhere, each has its
    /// own sign and what follows it: `−€5 – −€2`.
    pub fn around_both(&self, low: (Sign, &str), high: (Sign, &str), dash: &str) -> String {
        let Self { lead, inner, tail } = self;
        if low.0 == Sign::None && high.0 == Sign::None {
            return format!("{lead}{inner}{}{dash}{}{tail}", low.1, high.1);
        }
        let [low, high] =
            [low, high].map(|(sign, number)| format!("{}{inner}{number}", sign_text(sign)));
        format!("{lead}{low}{dash}{high}{tail}")
    }
}

/// The sign as it prints, the minus as U+2212 in every language.
fn sign_text(sign: Sign) -> &'static str {
    match sign {
        Sign::None => "",
        Sign::Negative => "\u{2212}",
        Sign::Positive => "+",
    }
}

/// Where the last digit of a printed number ends, in bytes; zero if it has none.
pub(super) fn end_of_digits(text: &str) -> usize {
    text.rfind(is_digit).map_or(0, |last| last + 1)
}

/// Whether a character is a digit; all official EU languages print European digits.
fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_finds_where_the_sign_goes() {
        let dutch = Affixes::read("€\u{a0}-7,00").unwrap();
        assert_eq!(dutch.around(Sign::Negative, "1,5"), "€\u{a0}\u{2212}1,5");
        let english = Affixes::read("-€7.00").unwrap();
        assert_eq!(english.around(Sign::Negative, "1.5"), "\u{2212}€1.5");
        assert_eq!(english.around(Sign::None, "1.5"), "€1.5");
        let finnish = Affixes::read("\u{2212}7\u{a0}%").unwrap();
        assert_eq!(finnish.around(Sign::Positive, "1,5"), "+1,5\u{a0}%");
    }

    #[test]
    fn a_currency_in_letters_is_spaced() {
        let printed = |negative: &str| {
            let pattern = Affixes::read(negative).unwrap().spaced();
            [Sign::None, Sign::Negative].map(|sign| pattern.around(sign, "5"))
        };
        assert_eq!(printed("-CHF7.00"), ["CHF\u{a0}5", "\u{2212}CHF\u{a0}5"]);
        assert_eq!(printed("CHF-7.00")[0], "CHF\u{a0}5");
        assert_eq!(printed("-7,00CHF")[0], "5\u{a0}CHF");
        assert_eq!(printed("-€7.00")[0], "€5");
        assert_eq!(printed("-CHF\u{a0}7.00")[0], "CHF\u{a0}5");
    }

    #[test]
    fn read_needs_a_sign_and_digits() {
        assert_eq!(Affixes::read("7 %"), None);
        assert_eq!(Affixes::read("-"), None);
    }

    #[test]
    fn both_ends_share_what_they_can() {
        let english = Affixes::read("-€7.00").unwrap();
        assert_eq!(english.around_both((Sign::None, "1"), (Sign::None, "2"), "–"), "€1–2");
        assert_eq!(
            english.around_both((Sign::Negative, "1"), (Sign::None, "2"), " – "),
            "\u{2212}€1 – €2"
        );
    }
}
