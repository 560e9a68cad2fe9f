//! Percentages that add up to exactly 100.

/// Remainders that differ by less than this are equal, and the earlier part is
/// rounded up: parts that are sums of weights are not exact.
const TOLERANCE: f64 = 1e-9;

/// The percentages of counts, as digits with this many decimals, that add up to
/// exactly 100 (`10_000` with two decimals). `None` if all counts are zero or
/// there are more than 12 decimals.
///
/// The largest remainders are rounded up, the others down (Hamilton's method;
/// Balinski & Young 1982, *Fair Representation*). Of equal remainders the
/// earlier is rounded up.
pub fn rounded_counts(counts: &[u64], decimals: u8) -> Option<Vec<i128>> {
    let total: u128 = counts.iter().map(|count| u128::from(*count)).sum();
    let hundred = hundred(decimals)?;
    if total == 0 {
        return None;
    }
    let quotas = counts.iter().map(|count| {
        let quota = u128::from(*count) * hundred;
        (quota / total, quota % total)
    });
    Some(apportion(quotas.collect(), hundred))
}

/// The same for parts that are not counts, such as sums of weights. `None` also
/// if a part is negative or not finite.
pub fn rounded_parts(parts: &[f64], decimals: u8) -> Option<Vec<i128>> {
    let total: f64 = parts.iter().sum();
    let hundred = hundred(decimals)?;
    if parts.iter().any(|part| *part < 0.0) || !total.is_finite() || total <= 0.0 {
        return None;
    }
    let quotas = parts.iter().map(|part| {
        let quota = part / total * hundred as f64;
        let floor = (quota + TOLERANCE).floor();
        (floor as u128, ((quota - floor) / TOLERANCE).round().max(0.0) as u128)
    });
    Some(apportion(quotas.collect(), hundred))
}

fn hundred(decimals: u8) -> Option<u128> {
    (decimals <= 12).then(|| 100 * 10u128.pow(decimals.into()))
}

/// Gives what the whole numbers of the quotas leave to the largest remainders.
fn apportion(quotas: Vec<(u128, u128)>, all: u128) -> Vec<i128> {
    let given: u128 = quotas.iter().map(|(whole, _)| whole).sum();
    let left = all.saturating_sub(given) as usize;
    let mut by_remainder: Vec<usize> = (0..quotas.len()).collect();
    by_remainder.sort_by_key(|&index| std::cmp::Reverse(quotas[index].1));
    let mut shares: Vec<i128> = quotas.iter().map(|(whole, _)| *whole as i128).collect();
    by_remainder.into_iter().take(left).for_each(|index| shares[index] += 1);
    shares
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_largest_remainders_are_rounded_up() {
        assert_eq!(rounded_counts(&[1, 1, 1], 0), Some(vec![34, 33, 33]));
        assert_eq!(rounded_counts(&[1, 1, 1], 2), Some(vec![3334, 3333, 3333]));
        assert_eq!(rounded_counts(&[25, 15, 10], 0), Some(vec![50, 30, 20]));
        assert_eq!(rounded_counts(&[0, 2, 4], 0), Some(vec![0, 33, 67]));
        assert_eq!(rounded_counts(&[0, 0], 0), None);
        assert_eq!(rounded_counts(&[1], 13), None);
        assert_eq!(rounded_parts(&[0.1, 0.1, 0.1], 0), Some(vec![34, 33, 33]));
        assert_eq!(rounded_parts(&[0.3, 0.3, 0.3, 0.1], 0), Some(vec![30, 30, 30, 10]));
        assert_eq!(rounded_parts(&[-1.0, 3.0], 0), None);
        assert_eq!(rounded_parts(&[f64::NAN], 0), None);
    }

    proptest! {
        #[test]
        fn they_add_up_and_stay_within_one(
            counts in prop::collection::vec(0u64..10_000, 1..30), decimals in 0u8..4,
        ) {
            prop_assume!(counts.iter().sum::<u64>() > 0);
            let shares = rounded_counts(&counts, decimals).unwrap();
            let all = 100 * 10i128.pow(decimals.into());
            prop_assert_eq!(shares.iter().sum::<i128>(), all);
            let total = i128::from(counts.iter().sum::<u64>());
            for (share, count) in shares.iter().zip(&counts) {
                prop_assert!((share * total - i128::from(*count) * all).abs() < total);
            }
            let parts: Vec<f64> = counts.iter().map(|count| *count as f64 * 30.97).collect();
            prop_assert_eq!(rounded_parts(&parts, decimals).unwrap(), shares);
        }
    }
}
