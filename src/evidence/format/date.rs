//! A day in words, for colophons and title pages.

use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{MD, YMD};
use icu_datetime::input::Date;

use super::{FormatError, NumberFormats};

/// Languages whose long date with a year is missing from ICU4X's data, which then falls back to
/// another pattern (`Samhain 23, 2026`); in CLDR it is the day and month with the year after them
/// (UTS #35 part 4, *Dates*).
const YEAR_AFTER_DAY_AND_MONTH: [&str; 2] = ["ga", "mt"];

impl NumberFormats {
    /// A day of the Gregorian calendar in the language's long form: `23 november 2026`.
    ///
    /// # Errors
    /// [`FormatError::Date`] if there is no such day.
    pub fn date_text(&self, year: i32, month: u8, day: u8) -> Result<String, FormatError> {
        let date = Date::try_new_iso(year, month, day)
            .map_err(|_| FormatError::Date { date: (year, month, day) })?;
        let no_names = |error: &dyn ToString| FormatError::Language {
            tag: self.locale.to_string(),
            cause: error.to_string(),
        };
        if YEAR_AFTER_DAY_AND_MONTH.contains(&self.locale.id.language.as_str()) {
            let names = DateTimeFormatter::try_new((&self.locale).into(), MD::long())
                .map_err(|error| no_names(&error))?;
            return Ok(format!("{} {year}", names.format(&date)));
        }
        let names = DateTimeFormatter::try_new((&self.locale).into(), YMD::long())
            .map_err(|error| no_names(&error))?;
        Ok(names.format(&date).to_string())
    }
}
