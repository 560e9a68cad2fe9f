//! Numbers that are no findings: years, dates, ordinals, parts of a document, addresses.

use std::ops::Range;

use super::written::numbers;

/// What follows an ordinal number, in the languages of the Union that write one so.
const ORDINALS: [&str; 18] = [
    "e", "de", "ste", "st", "nd", "rd", "th", "er", "re", "ère", "ème", "ième", "º", "ª", "o", "a",
    "η", "ος",
];

/// Words before the number of a part of a document, without regard to case.
const PARTS: [&str; 44] = [
    "hoofdstuk",
    "paragraaf",
    "bijlage",
    "artikel",
    "figuur",
    "tabel",
    "pagina",
    "bladzijde",
    "blz",
    "deel",
    "versie",
    "stap",
    "noot",
    "chapter",
    "section",
    "appendix",
    "annex",
    "article",
    "figure",
    "table",
    "page",
    "pages",
    "p",
    "pp",
    "part",
    "version",
    "step",
    "note",
    "kapitel",
    "abschnitt",
    "anhang",
    "artikel",
    "abbildung",
    "tabelle",
    "seite",
    "chapitre",
    "annexe",
    "tableau",
    "level",
    "niveau",
    "no",
    "nr",
    "issue",
    "nummer",
];

/// Bodies whose standards have numbers.
const STANDARDS: [&str; 9] = ["EN", "ISO", "IEC", "NEN", "DIN", "ETSI", "WCAG", "RFC", "ISSN"];

/// What may stand between two numbers of one kind: `hoofdstuk 3 en 4`, `EN 301 549`.
const BETWEEN: [&str; 14] = [
    " ", "\u{a0}", ", ", "-", "–", "/", " en ", " and ", " und ", " et ", " of ", " or ", " t/m ",
    ".",
];

/// Tells whether numbers of a text are no findings.
pub struct Allowed<'a> {
    text: &'a str,
    /// The names of the months in the language, in lower case.
    months: &'a [String],
    /// The nouns of units: what they follow is counted, and no year.
    nouns: &'a [String],
    /// Where the project allows any number.
    free: Vec<Range<usize>>,
}

impl<'a> Allowed<'a> {
    /// Looks at the numbers of a text.
    pub fn new(
        text: &'a str,
        months: &'a [String],
        nouns: &'a [String],
        patterns: &[regex::Regex],
    ) -> Self {
        let matches = patterns.iter().flat_map(|pattern| pattern.find_iter(text));
        let free = matches.map(|found| found.range()).collect();
        Self { text, months, nouns, free }
    }

    /// The numbers of the text that have to be bound to evidence.
    pub fn unbound(&self) -> Vec<Range<usize>> {
        let mut unbound = Vec::new();
        let mut before: Option<Range<usize>> = None;
        for number in numbers(self.text) {
            let goes_on = before.as_ref().is_some_and(|before| {
                self.text.get(before.end..number.start).is_some_and(|it| BETWEEN.contains(&it))
            });
            if self.is_allowed(&number) || goes_on && self.is_plain(&number) {
                let names_part = goes_on || self.is_part(&number);
                before = names_part.then(|| number.clone());
                continue;
            }
            before = None;
            unbound.push(number);
        }
        unbound
    }

    fn is_allowed(&self, number: &Range<usize>) -> bool {
        let covered = |free: &Range<usize>| free.start <= number.start && number.end <= free.end;
        self.free.iter().any(covered)
            || self.is_year(number)
            || self.is_ordinal(number)
            || self.is_day(number)
            || self.is_time(number)
            || self.is_part(number)
            || self.is_address(number)
    }

    fn digits(&self, number: &Range<usize>) -> &'a str {
        self.text.get(number.clone()).unwrap_or_default()
    }

    fn before(&self, number: &Range<usize>) -> &'a str {
        self.text.get(..number.start).unwrap_or_default()
    }

    fn after(&self, number: &Range<usize>) -> &'a str {
        self.text.get(number.end..).unwrap_or_default()
    }

    /// Whether it has no unit behind it and is no amount of money.
    fn is_plain(&self, number: &Range<usize>) -> bool {
        let after = self.after(number).trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let next: String = after.chars().take_while(|c| c.is_alphabetic()).collect();
        let counted = self.nouns.contains(&next.to_lowercase());
        let money = self.before(number).trim_end().ends_with(['€', '$', '£']);
        !counted && !money && !after.starts_with(['%', '‰', '€', '$', '£'])
    }

    /// A year from 1900 to 2099; one with two digits behind another (`2019/20`) or
    /// behind an apostrophe (`’90`).
    fn is_year(&self, number: &Range<usize>) -> bool {
        let digits = self.digits(number);
        let before = self.before(number);
        let is_year =
            |digits: &str| digits.len() == 4 && matches!(digits.parse(), Ok(1900..=2099u16));
        let short = || {
            let earlier = before.strip_suffix(['/', '-', '–']).unwrap_or_default();
            let year = earlier.get(earlier.len().saturating_sub(4)..).unwrap_or_default();
            digits.len() == 2 && (is_year(year) || before.ends_with(['’', '\'', '‘']))
        };
        (is_year(digits) || short()) && self.is_plain(number)
    }

    fn is_ordinal(&self, number: &Range<usize>) -> bool {
        let after = self.after(number);
        let suffix: String = after.chars().take_while(|c| c.is_alphabetic()).collect();
        ORDINALS.contains(&suffix.as_str()) && self.is_whole(number)
    }

    fn is_whole(&self, number: &Range<usize>) -> bool {
        self.digits(number).bytes().all(|byte| byte.is_ascii_digit())
    }

    /// A day of a month, in words or in numbers.
    fn is_day(&self, number: &Range<usize>) -> bool {
        let digits = self.digits(number);
        let is_day = matches!(digits.parse(), Ok(1..=31u8));
        let month = |word: &str| {
            let word = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
            !word.is_empty() && self.months.contains(&word)
        };
        let after = self.after(number);
        let next = after.trim_start_matches(['.', ' ', '\u{a0}']).split_whitespace().next();
        let earlier = self.before(number).split_whitespace().next_back();
        let beside = next.is_some_and(month) || earlier.is_some_and(month);
        // A range of days has its month behind the last: `3–5 mei`.
        let range = after.strip_prefix(['-', '–']).unwrap_or_default();
        let last = range.trim_start_matches(|c: char| c.is_ascii_digit());
        let ranged = last.len() < range.len() && last.split_whitespace().next().is_some_and(month);
        is_day && (beside || ranged) || self.is_date(number)
    }

    /// A part of `23-11-2024`, `2024-11-23`, `23/11/2024` or `23.11.2024`.
    fn is_date(&self, number: &Range<usize>) -> bool {
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '.');
        let start = self.before(number).trim_end_matches(is_part).len();
        let end = number.end + self.after(number).len()
            - self.after(number).trim_start_matches(is_part).len();
        let all = self.text.get(start..end).unwrap_or_default().trim_end_matches('.');
        ['-', '/', '.'].into_iter().any(|sign| {
            let parts: Vec<&str> = all.split(sign).collect();
            let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
            let digits = parts.iter().all(|it| it.bytes().all(|byte| byte.is_ascii_digit()));
            digits && matches!(lengths[..], [1 | 2, 1 | 2, 4] | [4, 2, 2])
        })
    }

    /// A time of day, such as `10:30`.
    fn is_time(&self, number: &Range<usize>) -> bool {
        let two = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        let minutes = self.after(number).strip_prefix(':').and_then(|rest| rest.get(..2));
        let hours = self.before(number).strip_suffix(':');
        let hours = hours.and_then(|rest| rest.chars().next_back());
        let digits = self.digits(number);
        minutes.is_some_and(two) && digits.len() <= 2
            || hours.is_some_and(|c| c.is_ascii_digit()) && two(digits)
    }

    /// The number of a part of a document or of a standard, an ISBN.
    fn is_part(&self, number: &Range<usize>) -> bool {
        let before = self.before(number).trim_end_matches([' ', '\u{a0}', '\u{202f}', '.', ':']);
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let direct = before.len() < number.start;
        let named = PARTS.contains(&word.to_lowercase().as_str()) || STANDARDS.contains(&word);
        let isbn = before.rfind("ISBN").is_some_and(|at| {
            let between = before.get(at + 4..).unwrap_or_default();
            between.chars().all(|c| c.is_ascii_digit() || " -–:()".contains(c) || c == '\u{a0}')
        });
        before.ends_with('§') || isbn || word == "ISBN" || direct && named && self.is_plain(number)
    }

    /// A part of an address of the internet or of a DOI.
    fn is_address(&self, number: &Range<usize>) -> bool {
        let before = self.before(number);
        let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let after = self.after(number);
        let end = number.end + after.find(char::is_whitespace).unwrap_or(after.len());
        let word = self.text.get(start..end).unwrap_or_default();
        let word = word.trim_matches(|c: char| "()[]“”‘’\"',;".contains(c));
        let is_doi = word.strip_prefix("10.").is_some_and(|rest| {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            digits >= 4 && rest[digits..].starts_with('/')
        });
        is_doi || word.contains("://") || word.starts_with("www.") || word.contains('@')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unbound(text: &str) -> Vec<&str> {
        let months = ["mei", "november", "may"].map(String::from);
        let nouns = ["studenten"].map(String::from);
        let patterns = [regex::Regex::new("groep [0-9]+").unwrap()];
        let allowed = Allowed::new(text, &months, &nouns, &patterns);
        allowed.unbound().into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn findings_have_to_be_bound() {
        assert_eq!(unbound("Van 75 kiest 62,5% en 1.892 niet."), ["75", "62,5", "1.892"]);
        assert_eq!(unbound("In 2022 500 meer, 10 km, € 2020."), ["500", "10", "2020"]);
        assert_eq!(unbound("Dat zijn 2000 studenten, 1950 % meer."), ["2000", "1950"]);
    }

    #[test]
    fn years_are_free() {
        for text in ["2021–2027", "in 2019/20,", "1999.", "de jaren ’90", "2020-21"] {
            assert_eq!(unbound(text), [""; 0], "{text}");
        }
        assert_eq!(unbound("1899 2100 19/20 2022,5"), ["1899", "2100", "19", "20", "2022,5"]);
    }

    #[test]
    fn days_and_times_are_free() {
        for text in [
            "op 23 november 2024",
            "May 5, 2024",
            "3–5 mei",
            "23-11-2024",
            "2024-11-23.",
            "23.11.2024",
            "5. november",
            "om 10:30 uur",
            "9:05",
        ] {
            assert_eq!(unbound(text), [""; 0], "{text}");
        }
        assert_eq!(unbound("45 november; om 10:5"), ["45", "10", "5"]);
    }

    #[test]
    fn ordinals_and_parts_are_free() {
        for text in [
            "de 2e ronde",
            "the 3rd",
            "hoofdstuk 3 en 4",
            "§ 2.1",
            "p. 12–14",
            "Table 3",
            "EN 301 549",
            "WCAG 2.2",
            "ISBN 978-90-1234-567-8",
            "ISO 14289-1",
        ] {
            assert_eq!(unbound(text), [""; 0], "{text}");
        }
        assert_eq!(unbound("2,5e keer, tabel 5% meer"), ["2,5", "5"]);
    }

    #[test]
    fn addresses_are_free() {
        for text in ["(https://a.nl/12)", "www.a.nl/3", "10.1234/ab.5", "x12@a.nl 5@b.nl"] {
            assert_eq!(unbound(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_the_project_allows_is_free() {
        assert_eq!(unbound("groep 8 en 8 groepen"), ["8"]);
    }
}
