//! Intervals of confidence and effective sizes of samples.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

use super::design::Estimate;

/// Above this, Student's quantile is expanded from the normal one: `statrs`
/// finds it by iteration, which is wrong from the third digit for 1,000,000
/// degrees of freedom.
const MANY: u64 = 500;

/// An interval, in the unit of the estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
}

/// How many standard errors either side hold a normal estimate with this
/// confidence: 1.96 for 0.95. `None` unless the confidence lies between 0 and 1.
pub fn normal_quantile(confidence: f64) -> Option<f64> {
    is_confidence(confidence).then(|| Normal::standard().inverse_cdf(upper_tail(confidence)))
}

/// The same with Student's t distribution. `None` without degrees of freedom.
pub fn student_quantile(confidence: f64, degrees_of_freedom: u64) -> Option<f64> {
    if degrees_of_freedom > MANY {
        return normal_quantile(confidence).map(|z| expanded(z, degrees_of_freedom as f64));
    }
    let distribution = StudentsT::new(0.0, 1.0, degrees_of_freedom as f64).ok()?;
    is_confidence(confidence).then(|| distribution.inverse_cdf(upper_tail(confidence)))
}

/// Student's quantile from the normal one, by the asymptotic expansion of
/// Abramowitz & Stegun (1964, *Handbook of Mathematical Functions*, 26.7.5).
fn expanded(z: f64, degrees_of_freedom: f64) -> f64 {
    let square = z * z;
    let terms = [
        (square + 1.0) / 4.0,
        ((5.0 * square + 16.0) * square + 3.0) / 96.0,
        (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0,
        ((((79.0 * square + 776.0) * square + 1482.0) * square - 1920.0) * square - 945.0)
            / 92160.0,
    ];
    let factor = terms.iter().rev().fold(0.0, |sum, term| (sum + term) / degrees_of_freedom);
    z * (1.0 + factor)
}

fn is_confidence(confidence: f64) -> bool {
    confidence > 0.0 && confidence < 1.0
}

fn upper_tail(confidence: f64) -> f64 {
    0.5 + confidence / 2.0
}

/// The score interval of a share (between 0 and 1) of `size` people (Wilson
/// 1927, *Journal of the American Statistical Association* 22, 209–212),
/// without continuity correction: R's `prop.test(…, correct = FALSE)`. It stays
/// between 0 and 1 and is right for small bases and shares near 0 or 1.
///
/// With weights or a design the size is the [`effective_size`] (Dean & Pagano
/// 2015, *Journal of Survey Statistics and Methodology* 3(4), 484–503, compare
/// this with other intervals). `None` without people.
pub fn wilson(share: f64, size: f64, confidence: f64) -> Option<Interval> {
    let z = normal_quantile(confidence)?;
    let share = share.clamp(0.0, 1.0);
    if size.is_nan() || size <= 0.0 {
        return None;
    }
    let extra = z * z / size;
    let centre = (share + extra / 2.0) / (1.0 + extra);
    let spread = (extra * (share * (1.0 - share) + extra / 4.0)).sqrt() / (1.0 + extra);
    let lower = if share == 0.0 { 0.0 } else { (centre - spread).max(0.0) };
    let upper = if share == 1.0 { 1.0 } else { (centre + spread).min(1.0) };
    Some(Interval { lower, upper })
}

/// How many people in a simple random sample would tell as much about a share
/// as the `size` people of this sample do: n / deff (Kish 1965, *Survey
/// Sampling*, section 8.2), where the design effect is the variance over
/// p(1 − p)/(n − 1), what the variance of a simple random sample is estimated
/// at. So a simple random sample has exactly its own size. Where p is 0 or 1,
/// or the variance is zero, the size itself, since the design effect is not
/// known.
pub fn effective_size(share: f64, variance: f64, size: f64) -> f64 {
    let simple = share * (1.0 - share) / (size - 1.0);
    let is_known = simple > 0.0 && simple.is_finite() && variance > 0.0;
    if is_known { size * simple / variance } else { size }
}

/// Kish's effective size, (Σw)² / Σw²: what weights alone leave of a sample
/// (Kish 1992, *Journal of Official Statistics* 8(2), 183–200). Zero without
/// weights.
pub fn kish_size(weights: f64, squared_weights: f64) -> f64 {
    if squared_weights > 0.0 { weights * weights / squared_weights } else { 0.0 }
}

/// The interval of a mean, ratio or total: the value ± t · standard error, with
/// the degrees of freedom of the design. R's `confint(…, df = degf(design))`.
/// `None` without degrees of freedom.
pub fn student(estimate: &Estimate, confidence: f64) -> Option<Interval> {
    let quantile = student_quantile(confidence, estimate.degrees_of_freedom)?;
    let spread = quantile * estimate.standard_error();
    Some(Interval { lower: estimate.value - spread, upper: estimate.value + spread })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_near(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 1e-12 * expected.abs(), "{found} is not {expected}");
    }

    /// Expected values: `qnorm` and `qt` of R 4.2.
    #[test]
    fn quantiles_are_those_of_r() {
        assert_near(normal_quantile(0.9).unwrap(), 1.6448536269514715);
        assert_near(normal_quantile(0.95).unwrap(), 1.9599639845400536);
        assert_near(normal_quantile(0.99).unwrap(), 2.5758293035489);
        assert_near(student_quantile(0.95, 1).unwrap(), 12.706204736174694);
        assert_near(student_quantile(0.95, 2).unwrap(), 4.302652729749462);
        assert_near(student_quantile(0.95, 14).unwrap(), 2.144786687917804);
        assert_near(student_quantile(0.99, 14).unwrap(), 2.976842734370834);
        assert_near(student_quantile(0.95, 197).unwrap(), 1.972079033778501);
        assert_near(student_quantile(0.95, 500).unwrap(), 1.964719837467367);
        assert_near(student_quantile(0.95, 501).unwrap(), 1.964710322175482);
        assert_near(student_quantile(0.99, 2_000).unwrap(), 2.578289787557519);
        assert_near(student_quantile(0.95, 3_000_000).unwrap(), 1.9599647752974436);
        assert_eq!(student_quantile(0.95, 0), None);
        assert_eq!(
            [normal_quantile(0.0), normal_quantile(1.0), normal_quantile(f64::NAN)],
            [None; 3]
        );
    }

    /// Expected values: `prop.test(x, n, correct = FALSE)` of R 4.2.
    #[test]
    fn score_intervals_are_those_of_r() {
        let cases = [
            (64.0, 75.0, 0.7561523214068765, 0.9160828299052742),
            (0.0, 20.0, 0.0, 0.1611251580528193),
            (20.0, 20.0, 0.8388748419471806, 1.0),
            (1.0, 200.0, 0.0008831687156009772, 0.02777370439789292),
            (99.0, 200.0, 0.4264584535990475, 0.5637299996647251),
        ];
        for (count, size, lower, upper) in cases {
            let found = wilson(count / size, size, 0.95).unwrap();
            assert_near(found.lower, lower);
            assert_near(found.upper, upper);
        }
        assert_eq!(wilson(0.5, 0.0, 0.95), None);
    }

    #[test]
    fn a_simple_random_sample_has_its_own_size() {
        assert_near(effective_size(0.2, 0.2 * 0.8 / 74.0, 75.0), 75.0);
        assert_near(effective_size(0.2, 2.0 * 0.2 * 0.8 / 74.0, 75.0), 37.5);
        for (share, variance, size) in
            [(0.0, 0.1, 75.0), (1.0, 0.1, 75.0), (0.5, 0.0, 75.0), (0.5, 0.1, 1.0)]
        {
            assert_eq!(effective_size(share, variance, size), size);
        }
        assert_eq!(
            (kish_size(6.0, 12.0), kish_size(6.0, 14.0), kish_size(0.0, 0.0)),
            (3.0, 36.0 / 14.0, 0.0)
        );
    }

    #[test]
    fn few_degrees_of_freedom_widen_the_interval() {
        let estimate = Estimate { value: 10.0, variance: 4.0, degrees_of_freedom: 2 };
        let found = student(&estimate, 0.95).unwrap();
        assert_near(found.upper, 10.0 + 2.0 * 4.302652729749462);
        assert_near(found.lower, 10.0 - 2.0 * 4.302652729749462);
        assert_eq!(student(&Estimate { degrees_of_freedom: 0, ..estimate }, 0.95), None);
    }
}
