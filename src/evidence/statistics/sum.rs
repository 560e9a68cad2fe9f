//! Sums that do not lose what is small beside what is large.

/// A compensated sum: a running total and what rounding took from it.
///
/// The error of each addition is found exactly with TwoSum (Knuth, *The Art of
/// Computer Programming*, volume 2, section 4.2.2) and added up on its own
/// (Neumaier 1974, *ZAMM* 54, 39–51). The result is as good as one computed in
/// twice the working precision (Ogita, Rump & Oishi 2005, *SIAM Journal on
/// Scientific Computing* 26(6), 1955–1988), so the order of rows, and how they
/// are divided among threads, does not show.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sum {
    total: f64,
    lost: f64,
}

impl Sum {
    /// Adds a finite number.
    #[inline]
    pub fn add(&mut self, number: f64) {
        let total = self.total + number;
        let added = total - self.total;
        self.lost += (self.total - (total - added)) + (number - added);
        self.total = total;
    }

    /// Adds what another sum holds.
    #[inline]
    pub fn merge(&mut self, other: Self) {
        self.add(other.total);
        self.lost += other.lost;
    }

    /// The sum.
    #[inline]
    pub fn value(self) -> f64 {
        self.total + self.lost
    }

    /// The running total and what rounding took from it, to be kept in a cache.
    pub fn parts(self) -> (f64, f64) {
        (self.total, self.lost)
    }

    /// The sum with these [`parts`](Self::parts).
    pub fn from_parts((total, lost): (f64, f64)) -> Self {
        Self { total, lost }
    }
}

impl FromIterator<f64> for Sum {
    fn from_iter<I: IntoIterator<Item = f64>>(numbers: I) -> Self {
        let mut sum = Self::default();
        numbers.into_iter().for_each(|number| sum.add(number));
        sum
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sum(numbers: &[f64]) -> f64 {
        numbers.iter().copied().collect::<Sum>().value()
    }

    #[test]
    fn what_is_small_is_not_lost() {
        assert_eq!(sum(&[1e16, 1.0, 1.0, -1e16]), 2.0);
        assert_eq!(sum(&[1.0, 1e100, 1.0, -1e100]), 2.0);
        assert_eq!(sum(&[0.1; 10]), 1.0);
        assert_eq!(sum(&[]), 0.0);
    }

    proptest! {
        #[test]
        fn neither_order_nor_division_shows(
            numbers in prop::collection::vec(-1_000_000i32..1_000_000, 0..200),
            cut in 0usize..200,
        ) {
            let mut numbers: Vec<f64> = numbers.iter().map(|&n| f64::from(n) / 100.0).collect();
            let whole = sum(&numbers);
            let cut = cut.min(numbers.len());
            let mut parts: Sum = numbers[..cut].iter().copied().collect();
            parts.merge(numbers[cut..].iter().copied().collect());
            prop_assert_eq!(parts.value(), whole);
            prop_assert_eq!(Sum::from_parts(parts.parts()), parts);
            numbers.reverse();
            prop_assert_eq!(sum(&numbers), whole);
            numbers.sort_by(f64::total_cmp);
            prop_assert_eq!(sum(&numbers), whole);
        }
    }
}
