//! Estimates of ratios and totals with the variance of the design.
//!
//! The variance is that of Taylor linearization with the first stage of the
//! design: strata, primary sampling units (PSUs) within them, and the finite
//! population correction. A domain is estimated within the whole sample: PSUs
//! outside it count with zeros. This is what `svyratio`, `svymean` and
//! `svytotal` of R's `survey` do over `subset(design, …)` (Lumley 2004,
//! *Journal of Statistical Software* 9(8)), with `survey.lonely.psu = "fail"`.

use std::fmt;

use super::sum::Sum;

/// Below this, a finite population correction means that the whole stratum was
/// asked, and that nothing of it is uncertain. R's `survey` has the same bound.
const CENSUS: f64 = 1e-7;

/// Sums of squares that are smaller than this share of their terms are nothing
/// but rounding.
const ROUNDING: f64 = 8.0 * f64::EPSILON;

/// The sums over the PSUs of one stratum, within one domain.
///
/// `y` is the total over a PSU of weight × value, `x` that of weight ×
/// denominator (for a mean or a share: of the weights), over the units of the
/// PSU that belong to the domain. Without clusters each unit is its own PSU.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Stratum {
    /// How many PSUs of the stratum the whole sample has, also outside the
    /// domain.
    pub sampled: u64,
    /// How many PSUs the stratum has in the population, if that is known.
    pub population: Option<f64>,
    /// How many PSUs have a unit in the domain. Only the degrees of freedom
    /// depend on it.
    pub within: u64,
    /// Σy.
    pub y: f64,
    /// Σx. For a total too, where it says whether the domain has units here.
    pub x: f64,
    /// Σy².
    pub yy: f64,
    /// Σxy.
    pub xy: f64,
    /// Σx².
    pub xx: f64,
}

/// The same sums while the PSUs of one stratum and domain are streamed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moments {
    /// How many PSUs with a unit in the domain were added.
    pub within: u64,
    /// Σy, Σx, Σy², Σxy and Σx².
    pub sums: [Sum; 5],
}

impl Moments {
    /// Adds the totals of one PSU that has a unit in the domain.
    #[inline]
    pub fn add(&mut self, y: f64, x: f64) {
        self.within += 1;
        let [sum_y, sum_x, sum_yy, sum_xy, sum_xx] = &mut self.sums;
        sum_y.add(y);
        sum_x.add(x);
        sum_yy.add(y * y);
        sum_xy.add(x * y);
        sum_xx.add(x * x);
    }

    /// Adds what was added to others. No PSU may be divided among both.
    pub fn merge(&mut self, other: &Self) {
        self.within += other.within;
        for (sum, part) in self.sums.iter_mut().zip(other.sums) {
            sum.merge(part);
        }
    }

    /// The stratum, given how many of its PSUs are in the whole sample and in
    /// the population.
    pub fn stratum(&self, sampled: u64, population: Option<f64>) -> Stratum {
        let [y, x, yy, xy, xx] = self.sums.map(Sum::value);
        Stratum { sampled, population, within: self.within, y, x, yy, xy, xx }
    }
}

/// An estimate for the population.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The estimate, in the unit of `y` over that of `x`; a share lies between
    /// 0 and 1.
    pub value: f64,
    /// Its design-based variance, in that unit squared.
    pub variance: f64,
    /// PSUs minus strata that have a unit in the domain, as `degf` counts them
    /// in R's `survey`.
    pub degrees_of_freedom: u64,
}

impl Estimate {
    /// The standard error, in the unit of the value.
    pub fn standard_error(&self) -> f64 {
        self.variance.sqrt()
    }
}

/// Why there is no estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DesignError {
    /// The denominator is zero: nobody is in the domain.
    EmptyBase,
    /// The stratum at this index has a single PSU, so that its variance cannot
    /// be estimated.
    LonelyStratum(usize),
    /// The stratum at this index has more PSUs in the sample than in the
    /// population.
    SmallPopulation(usize),
}

impl fmt::Display for DesignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyBase => write!(f, "the base is empty"),
            Self::LonelyStratum(_) => write!(f, "the stratum has a single sampling unit"),
            Self::SmallPopulation(_) => write!(f, "the stratum's population is below its sample"),
        }
    }
}

impl std::error::Error for DesignError {}

/// Estimates Σy / Σx: a mean, a share (`y` counts 1 or 0), or a ratio of two
/// totals.
///
/// With residuals e = (y − r·x) / Σx per PSU, the variance is
/// Σ_h (1 − n_h/N_h) · n_h/(n_h − 1) · Σ_i (e_hi − ē_h)² (Cochran 1977,
/// *Sampling Techniques*, third edition, chapters 5 and 6; Woodruff 1971,
/// *Journal of the American Statistical Association* 66, 411–414; Särndal,
/// Swensson & Wretman 1992, *Model Assisted Survey Sampling*, chapter 5).
///
/// # Errors
/// If the denominator is zero or a stratum gives no variance.
pub fn ratio(strata: &[Stratum]) -> Result<Estimate, DesignError> {
    let numerator: Sum = strata.iter().map(|stratum| stratum.y).collect();
    let denominator = strata.iter().map(|stratum| stratum.x).collect::<Sum>().value();
    if denominator == 0.0 {
        return Err(DesignError::EmptyBase);
    }
    let value = numerator.value() / denominator;
    let variance = variance(strata, value)? / (denominator * denominator);
    Ok(Estimate { value, variance, degrees_of_freedom: degrees_of_freedom(strata) })
}

/// Estimates Σy: a total of the population, or a number of people (`y` is the
/// weight).
///
/// The variance is that of [`ratio`] with e = y (Cochran 1977, *Sampling
/// Techniques*, third edition, chapter 5).
///
/// # Errors
/// If a stratum gives no variance.
pub fn total(strata: &[Stratum]) -> Result<Estimate, DesignError> {
    let value = strata.iter().map(|stratum| stratum.y).collect::<Sum>().value();
    let variance = variance(strata, 0.0)?;
    Ok(Estimate { value, variance, degrees_of_freedom: degrees_of_freedom(strata) })
}

/// The variance of the total of y − slope·x.
fn variance(strata: &[Stratum], slope: f64) -> Result<f64, DesignError> {
    let mut sum = Sum::default();
    for (index, stratum) in strata.iter().enumerate() {
        sum.add(stratum_variance(index, stratum, slope)?);
    }
    Ok(sum.value())
}

fn stratum_variance(index: usize, stratum: &Stratum, slope: f64) -> Result<f64, DesignError> {
    let sampled = stratum.sampled as f64;
    let correction = match stratum.population {
        Some(population) if population < sampled => {
            return Err(DesignError::SmallPopulation(index));
        }
        Some(population) => (population - sampled) / population,
        None => 1.0,
    };
    let outside = stratum.xx == 0.0 && stratum.yy == 0.0;
    if outside || correction < CENSUS {
        return Ok(0.0);
    }
    if stratum.sampled < 2 {
        return Err(DesignError::LonelyStratum(index));
    }
    Ok(correction * sampled / (sampled - 1.0) * squared_deviations(stratum, slope))
}

/// Σ(e − ē)² of e = y − slope·x over all PSUs of the sample.
fn squared_deviations(stratum: &Stratum, slope: f64) -> f64 {
    let terms = [stratum.yy, -2.0 * slope * stratum.xy, slope * slope * stratum.xx];
    let size: f64 = terms.iter().map(|term| term.abs()).sum();
    let total = stratum.y - slope * stratum.x;
    let mut squares: Sum = terms.into_iter().collect();
    squares.add(-total * total / stratum.sampled as f64);
    let squares = squares.value();
    if squares > ROUNDING * size { squares } else { 0.0 }
}

fn degrees_of_freedom(strata: &[Stratum]) -> u64 {
    strata.iter().map(|stratum| stratum.within.saturating_sub(1)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stratum(psus: &[(f64, f64)], sampled: u64, population: Option<f64>) -> Stratum {
        let mut moments = Moments::default();
        psus.iter().for_each(|&(y, x)| moments.add(y, x));
        moments.stratum(sampled, population)
    }

    /// The PSUs within a domain, how many are sampled, and the population.
    type Units = (Vec<(f64, f64)>, u64, Option<f64>);

    /// The definition, over the PSUs themselves.
    fn by_definition(strata: &[Units], slope: f64) -> f64 {
        let variance = |(psus, sampled, population): &Units| {
            let mut residuals: Vec<f64> = psus.iter().map(|(y, x)| y - slope * x).collect();
            residuals.resize(*sampled as usize, 0.0);
            let n = *sampled as f64;
            let mean = residuals.iter().sum::<f64>() / n;
            let squares: f64 = residuals.iter().map(|e| (e - mean).powi(2)).sum();
            population.map_or(1.0, |size| 1.0 - n / size) * n / (n - 1.0) * squares
        };
        strata.iter().map(variance).sum()
    }

    #[test]
    fn a_mean_of_a_simple_random_sample_is_that_of_the_textbook() {
        let psus = [(2.0, 1.0), (4.0, 1.0), (9.0, 1.0)];
        let mean = ratio(&[stratum(&psus, 3, None)]).unwrap();
        assert_eq!((mean.value, mean.degrees_of_freedom), (5.0, 2));
        assert!((mean.variance - 13.0 / 3.0).abs() < 1e-14);
        let corrected = ratio(&[stratum(&psus, 3, Some(12.0))]).unwrap();
        assert!((corrected.variance - 0.75 * 13.0 / 3.0).abs() < 1e-14);
        let sum = total(&[stratum(&psus, 3, None)]).unwrap();
        assert_eq!((sum.value, sum.variance), (15.0, 39.0));
    }

    #[test]
    fn what_is_constant_has_no_variance() {
        let psus = vec![(30.97 * 0.1, 30.97); 200];
        assert_eq!(ratio(&[stratum(&psus, 200, None)]).unwrap().variance, 0.0);
        assert_eq!(total(&[stratum(&psus, 200, None)]).unwrap().variance, 0.0);
    }

    #[test]
    fn a_stratum_that_gives_no_variance_is_named() {
        let fine = stratum(&[(1.0, 1.0), (2.0, 1.0)], 2, None);
        let lonely = stratum(&[(3.0, 1.0)], 1, None);
        assert_eq!(ratio(&[fine, lonely]), Err(DesignError::LonelyStratum(1)));
        assert_eq!(total(&[lonely]), Err(DesignError::LonelyStratum(0)));
        let census = stratum(&[(3.0, 1.0)], 1, Some(1.0));
        assert_eq!(ratio(&[fine, census]).unwrap().value, 2.0);
        let outside = stratum(&[], 1, None);
        assert_eq!(ratio(&[fine, outside]), ratio(&[fine]));
        let one_of_two = stratum(&[(3.0, 1.0)], 2, None);
        assert!(ratio(&[fine, one_of_two]).is_ok());
        let small = stratum(&[(1.0, 1.0), (2.0, 1.0)], 2, Some(1.0));
        assert_eq!(ratio(&[small]), Err(DesignError::SmallPopulation(0)));
        assert_eq!(ratio(&[outside]), Err(DesignError::EmptyBase));
        assert_eq!(ratio(&[]), Err(DesignError::EmptyBase));
    }

    fn psus() -> impl Strategy<Value = Vec<(f64, f64)>> {
        let psu = (1u32..1000, 1u32..5000)
            .prop_map(|(value, weight)| (f64::from(weight) / 100.0, f64::from(value)))
            .prop_map(|(weight, value)| (weight * value, weight));
        prop::collection::vec(psu, 1..20)
    }

    proptest! {
        #[test]
        fn streamed_sums_give_what_the_definition_gives(
            parts in prop::collection::vec((psus(), 1u64..5, prop::option::of(20.0f64..1e6)), 1..4),
        ) {
            let parts: Vec<_> = parts
                .into_iter()
                .map(|(psus, outside, more)| {
                    let sampled = psus.len() as u64 + outside;
                    (psus, sampled, more.map(|more| more + sampled as f64))
                })
                .collect();
            let strata: Vec<_> =
                parts.iter().map(|(psus, n, size)| stratum(psus, *n, *size)).collect();
            let estimate = ratio(&strata).unwrap();
            let x: f64 = strata.iter().map(|stratum| stratum.x).sum();
            // Where one unit outweighs all others, residuals are far smaller than values.
            let rounding = 1e-14 * strata.iter().map(|stratum| stratum.yy).sum::<f64>();
            let expected = by_definition(&parts, estimate.value);
            let deviation = (estimate.variance * x * x - expected).abs();
            prop_assert!(deviation <= 1e-10 * expected + rounding, "{deviation}");
            let expected = by_definition(&parts, 0.0);
            prop_assert!((total(&strata).unwrap().variance - expected).abs() <= 1e-10 * expected);
        }

        #[test]
        fn merged_moments_are_those_of_all(psus in psus(), cut in 0usize..20) {
            let (left, right) = psus.split_at(cut.min(psus.len()));
            let mut merged = Moments::default();
            left.iter().for_each(|&(y, x)| merged.add(y, x));
            let mut other = Moments::default();
            right.iter().for_each(|&(y, x)| other.add(y, x));
            merged.merge(&other);
            prop_assert_eq!(merged.stratum(9, None), stratum(&psus, 9, None));
        }
    }
}
