//! Whether two estimates differ.

use statrs::function::erf::erfc;

use super::design::Estimate;
use super::interval::normal_quantile;

/// What two estimates have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Samples {
    /// Nobody is in both: two surveys, or two groups of which each is a
    /// stratum of its own or of a sample without clusters.
    Independent,
    /// The same people may be in both, in an unknown measure: two questions to
    /// one sample, or groups that share clusters.
    Overlapping,
}

/// A difference and what it is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// The first minus the second, in their unit.
    pub value: f64,
    /// The standard error of the difference, in their unit. With overlapping
    /// samples the largest that is possible.
    pub standard_error: f64,
    /// The difference in standard errors.
    pub z: f64,
    /// How probable a difference at least as large is if there is none.
    pub p: f64,
    /// Whether the difference is significant at the level of confidence,
    /// two-sided.
    pub significant: bool,
}

/// The z test for two estimates. With independent samples the standard error is
/// √(a² + b²) (Schenker & Gentleman 2001, *The American Statistician* 55(3),
/// 182–186). Otherwise it is a + b: by the inequality of Cauchy and Schwarz
/// no covariance can make it larger, so what is significant here is so in any
/// case. A difference without any standard error is significant unless it is
/// zero. `None` unless the confidence lies between 0 and 1.
pub fn difference(
    first: &Estimate,
    second: &Estimate,
    samples: Samples,
    confidence: f64,
) -> Option<Difference> {
    let critical = normal_quantile(confidence)?;
    let value = first.value - second.value;
    let (a, b) = (first.standard_error(), second.standard_error());
    let standard_error = match samples {
        Samples::Independent => a.hypot(b),
        Samples::Overlapping => a + b,
    };
    let z = if value == 0.0 { 0.0 } else { value / standard_error };
    let p = erfc(z.abs() / std::f64::consts::SQRT_2);
    Some(Difference { value, standard_error, z, p, significant: z.abs() > critical })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(value: f64, standard_error: f64) -> Estimate {
        Estimate { value, variance: standard_error * standard_error, degrees_of_freedom: 9 }
    }

    #[test]
    fn overlapping_samples_need_a_larger_difference() {
        let (a, b) = (estimate(0.6, 0.03), estimate(0.48, 0.04));
        let independent = difference(&a, &b, Samples::Independent, 0.95).unwrap();
        assert!((independent.standard_error - 0.05).abs() < 1e-15);
        assert!((independent.z - 2.4).abs() < 1e-12);
        // R: 2 * pnorm(-2.4)
        assert!((independent.p - 0.016395071849225).abs() < 1e-12);
        assert!(independent.significant);
        let overlapping = difference(&a, &b, Samples::Overlapping, 0.95).unwrap();
        assert!((overlapping.standard_error - 0.07).abs() < 1e-15);
        assert!(!overlapping.significant);
        assert!(!difference(&a, &b, Samples::Independent, 0.99).unwrap().significant);
    }

    #[test]
    fn what_is_certain_differs_or_not() {
        let differs =
            |a, b| difference(&estimate(a, 0.0), &estimate(b, 0.0), Samples::Independent, 0.95);
        assert!(differs(1.0, 2.0).unwrap().significant);
        assert!(!differs(1.0, 1.0).unwrap().significant);
        assert_eq!(differs(2.0, 1.0).unwrap().p, 0.0);
        assert_eq!(
            difference(&estimate(1.0, 0.1), &estimate(2.0, 0.1), Samples::Independent, 1.0),
            None
        );
    }
}
