//! Prints numbers the way a language prints them.
//!
//! ```text
//! Quantity ──▶ Numeral ──▶ Affixes ──▶ noun ──▶ qualifier
//! (exact       (digits,    (%, €,      (locale  (locale
//!  decimal)     scale)      signs)      file)    file)
//! ```
//!
//! Digits, grouping, plural categories, percent and currency patterns come from CLDR through
//! ICU4X (UTS #35 part 3, *Numbers*); nouns, qualifiers and cardinals come from the locale file
//! as a [`Wording`]. Nothing here reads a file, keeps state or asks the machine for its locale:
//! the same quantity, wording and language always give the same string.
//!
//! ```
//! # use report::evidence::format::*;
//! let dutch = NumberFormats::new("nl-NL")?;
//! let share = Quantity::exact("67.5".parse().unwrap(), Unit::Percent);
//! assert_eq!(dutch.text(&share, &Wording::default())?, "67,5%");
//! # Ok::<(), FormatError>(())
//! ```
//!
//! House choices where CLDR leaves room or differs:
//! - a negative number has the minus sign U+2212, never a hyphen, in every language;
//! - zero has no sign, also when it is rounded to zero;
//! - a value keeps the decimals it was written with, an amount of money too (`1892` EUR has no
//!   `,00`);
//! - rounding is half away from zero, as statistics offices print;
//! - a number does not break from its sign, scale word or noun: those spaces are U+00A0;
//! - a range has an en dash and its unit once.

mod affixes;
mod approximation;
mod axis;
mod date;
mod error;
mod forms;
mod locale;
mod numeral;
mod quantity;
mod wording;
mod written;

#[cfg(test)]
mod tests;

pub use axis::{Axis, Tick};
pub use error::FormatError;
pub use locale::NumberFormats;
pub use quantity::{Exactness, Quantity, Unit, Value};
pub use wording::Wording;
pub use written::WrittenNumber;

/// The space that keeps a number with what belongs to it.
const NO_BREAK_SPACE: char = '\u{A0}';
