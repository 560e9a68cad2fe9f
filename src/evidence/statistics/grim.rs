//! The GRIM test: whether a printed number is possible for a printed base.
//!
//! A percentage of 75 people is one of 76 numbers. Of these, none prints as
//! 86 %: 64 of 75 is 85.3 %, 65 of 75 is 86.7 %. So the percentage or the base is
//! wrong (granularity-related inconsistency of means; Brown & Heathers 2017,
//! *Social Psychological and Personality Science* 8(4), 363–369).

/// What the test finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grim {
    /// It is possible; with this count (or sum), and perhaps with more.
    Possible(u64),
    /// No count gives the number. The nearest that are possible, below and
    /// above it.
    Impossible {
        /// The largest that is smaller than the printed number.
        below: Option<Neighbour>,
        /// The smallest that is larger than the printed number.
        above: Option<Neighbour>,
    },
}

/// A possible number beside an impossible one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbour {
    /// The count (or sum) that gives it.
    pub count: u64,
    /// The number as digits, rounded half up to one decimal more than was
    /// printed.
    pub digits: i128,
    /// How many of the digits are decimals.
    pub decimals: u8,
}

/// Tests a percentage, `digits / 10^decimals`, of a base of `size` people,
/// taken to be rounded half up or down. `None` if it has more than 12 decimals.
pub fn percentage(digits: i128, decimals: u8, size: u64) -> Option<Grim> {
    test(digits, Printed { scale: 100, decimals, parts: size, largest: size.into() })
}

/// Tests a mean of whole numbers (not negative), `digits / 10^decimals`, of
/// `size` people and of `items` questions per person (1 for a single question).
/// `None` if it has more than 12 decimals or is out of all proportion.
pub fn mean(digits: i128, decimals: u8, size: u64, items: u32) -> Option<Grim> {
    let parts = size.checked_mul(items.into())?;
    test(digits, Printed { scale: 1, decimals, parts, largest: u64::MAX.into() })
}

/// Numbers that are `scale · count / parts`, printed with some decimals.
#[derive(Clone, Copy)]
struct Printed {
    scale: i128,
    decimals: u8,
    parts: u64,
    largest: i128,
}

impl Printed {
    /// How many digits a `scale` has.
    fn unit(self) -> i128 {
        self.scale * 10i128.pow(self.decimals.into())
    }

    /// Whether a count prints as these digits, however a half is rounded.
    fn prints(self, count: i128, digits: i128) -> bool {
        let exact = 2 * count * self.unit();
        let printed = 2 * digits * i128::from(self.parts);
        (exact - printed).abs() <= i128::from(self.parts)
    }

    fn neighbour(self, count: i128) -> Option<Neighbour> {
        let (parts, unit) = (i128::from(self.parts), self.unit() * 10);
        let digits = (2 * count * unit + parts) / (2 * parts);
        let count = u64::try_from(count).ok()?;
        Some(Neighbour { count, digits, decimals: self.decimals + 1 })
    }
}

fn test(digits: i128, printed: Printed) -> Option<Grim> {
    if printed.decimals > 12 {
        return None;
    }
    if printed.parts == 0 {
        return Some(Grim::Impossible { below: None, above: None });
    }
    let below = digits.checked_mul(printed.parts.into())?.div_euclid(printed.unit());
    let is_count = |count: &i128| (0..=printed.largest).contains(count);
    let nearest = [below, below + 1].into_iter().filter(is_count);
    if let Some(count) = nearest.clone().find(|count| printed.prints(*count, digits)) {
        return Some(Grim::Possible(u64::try_from(count).ok()?));
    }
    let (lower, upper) = match nearest.clone().count() {
        0 if below < 0 => (None, Some(0)),
        0 => (Some(printed.largest), None),
        _ => (Some(below).filter(is_count), Some(below + 1).filter(is_count)),
    };
    let beside = |count: Option<i128>| count.and_then(|count| printed.neighbour(count));
    Some(Grim::Impossible { below: beside(lower), above: beside(upper) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn neighbour(count: u64, digits: i128, decimals: u8) -> Option<Neighbour> {
        Some(Neighbour { count, digits, decimals })
    }

    #[test]
    fn no_count_of_75_gives_86_percent() {
        let (below, above) = (neighbour(64, 853, 1), neighbour(65, 867, 1));
        assert_eq!(percentage(86, 0, 75), Some(Grim::Impossible { below, above }));
        assert_eq!(percentage(87, 0, 75), Some(Grim::Possible(65)));
        assert_eq!(percentage(85, 0, 75), Some(Grim::Possible(64)));
        assert_eq!(percentage(860, 1, 75), {
            let (below, above) = (neighbour(64, 8533, 2), neighbour(65, 8667, 2));
            Some(Grim::Impossible { below, above })
        });
    }

    #[test]
    fn a_half_may_be_rounded_either_way() {
        // 1 of 8 is 12.5 %, 3 of 8 is 37.5 %.
        for printed in [12, 13, 37, 38] {
            assert!(matches!(percentage(printed, 0, 8), Some(Grim::Possible(_))), "{printed}");
        }
        assert!(matches!(percentage(14, 0, 8), Some(Grim::Impossible { .. })));
    }

    #[test]
    fn shares_end_at_0_and_100() {
        assert_eq!(percentage(0, 0, 75), Some(Grim::Possible(0)));
        assert_eq!(percentage(100, 0, 75), Some(Grim::Possible(75)));
        let above_all = Grim::Impossible { below: neighbour(75, 1000, 1), above: None };
        assert_eq!(percentage(101, 0, 75), Some(above_all));
        assert_eq!(percentage(300, 0, 75), Some(above_all));
        let below_all = Grim::Impossible { below: None, above: neighbour(0, 0, 1) };
        assert_eq!(percentage(-3, 0, 75), Some(below_all));
        assert_eq!(percentage(-300, 0, 75), Some(below_all));
        assert_eq!(percentage(50, 0, 0), Some(Grim::Impossible { below: None, above: None }));
        assert_eq!(percentage(5, 13, 75), None);
    }

    #[test]
    fn means_of_whole_numbers_have_a_grain_too() {
        // 145 of 28 is 5.179, 146 of 28 is 5.214.
        let (below, above) = (neighbour(145, 5179, 3), neighbour(146, 5214, 3));
        assert_eq!(mean(519, 2, 28, 1), Some(Grim::Impossible { below, above }));
        assert_eq!(mean(518, 2, 28, 1), Some(Grim::Possible(145)));
        assert_eq!(mean(519, 2, 28, 3), Some(Grim::Possible(436)));
    }

    proptest! {
        #[test]
        fn what_is_printed_of_a_count_is_possible(
            size in 1u64..3000, share in 0.0f64..=1.0, decimals in 0u8..4,
        ) {
            let count = (share * size as f64) as i128;
            let unit = 100 * 10i128.pow(decimals.into());
            let size = i128::from(size);
            let digits = (2 * count * unit + size) / (2 * size);
            let found = percentage(digits, decimals, size as u64);
            prop_assert!(matches!(found, Some(Grim::Possible(_))));
        }

        #[test]
        fn it_finds_what_trying_all_counts_finds(size in 1u64..130, digits in -5i128..1100) {
            let parts = i128::from(size);
            let possible =
                (0..=parts).any(|count| (2 * count * 1000 - 2 * digits * parts).abs() <= parts);
            let found = percentage(digits, 1, size);
            prop_assert_eq!(matches!(found, Some(Grim::Possible(_))), possible);
        }
    }
}
