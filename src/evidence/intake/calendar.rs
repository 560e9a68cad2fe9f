//! Dates and times as ISO 8601 writes them, which is how they are answers.

/// Microseconds in a second.
const SECOND: i64 = 1_000_000;

/// A day by its distance from 1970-01-01.
pub fn date(days: i64) -> String {
    let (year, month, day) = civil(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// A moment by its microseconds since 1970-01-01; midnight is just the date.
pub fn moment(micros: i64) -> String {
    let day = 24 * 3600 * SECOND;
    let date = date(micros.div_euclid(day));
    match micros.rem_euclid(day) {
        0 => date,
        time => format!("{date}T{}", time_of_day(time)),
    }
}

/// A time of day, or a duration, in microseconds.
pub fn time_of_day(micros: i64) -> String {
    let sign = if micros < 0 { "-" } else { "" };
    let micros = micros.unsigned_abs();
    let (seconds, fraction) = (micros / SECOND as u64, micros % SECOND as u64);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let time = format!("{sign}{hours:02}:{minutes:02}:{seconds:02}");
    match fraction {
        0 => time,
        fraction => format!("{time}.{}", format!("{fraction:06}").trim_end_matches('0')),
    }
}

/// Year, month and day of a day by its distance from 1970-01-01, in the
/// proleptic Gregorian calendar. After Howard Hinnant, "chrono-compatible
/// low-level date algorithms", `civil_from_days`.
fn civil(days: i64) -> (i64, i64, i64) {
    // Years begin in March, so that leap days are last.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(-1), "1969-12-31");
        assert_eq!(date(19_782), "2024-02-29");
        assert_eq!(date(-141_428), "1582-10-14");
    }

    #[test]
    fn moments_show_what_differs_from_midnight() {
        assert_eq!(moment(0), "1970-01-01");
        assert_eq!(moment(-SECOND), "1969-12-31T23:59:59");
        assert_eq!(moment(3_723_500_000), "1970-01-01T01:02:03.5");
        assert_eq!(time_of_day(90_000 * SECOND), "25:00:00");
    }
}
