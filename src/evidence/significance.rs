//! Do two numbers differ by more than chance?

use super::format::Unit;
use super::indicator::{Base, Indicator, Lineage, Value};
use super::statistics::{Estimate, Samples, difference};

/// How much two numbers differ.
#[derive(Debug, Clone, Copy)]
pub struct Significance {
    /// Whether the difference is significant, two-sided.
    pub significant: bool,
    /// The difference, in the unit of the numbers.
    pub difference: f64,
    /// Its standard error, in the same unit.
    pub standard_error: f64,
}

/// Compares two numbers at a level of confidence. Where the same people may be
/// behind both, the largest possible standard error is taken.
///
/// # Errors
/// Why they cannot be compared.
pub fn compare(a: &Indicator, b: &Indicator, confidence: f64) -> Result<Significance, String> {
    if a.unit != b.unit {
        return Err(format!("`{}` and `{}` have different units", a.key, b.key));
    }
    let (first, second) = (estimate(a)?, estimate(b)?);
    let samples = if are_apart(a, b) { Samples::Independent } else { Samples::Overlapping };
    let found = difference(&first, &second, samples, confidence)
        .ok_or("the confidence does not lie between 0 and 1")?;
    Ok(Significance {
        significant: found.significant,
        difference: found.value,
        standard_error: found.standard_error,
    })
}

/// The number with its variance. That of a published share follows from its base
/// as that of a simple random sample, p (1 − p) / n.
fn estimate(indicator: &Indicator) -> Result<Estimate, String> {
    let key = &indicator.key;
    let Value::Single(value) = indicator.value else {
        return Err(format!("`{key}` is not a single number that is shown"));
    };
    let value = value.to_f64();
    let computed = indicator.lineage.as_ref().and_then(|lineage| lineage.estimate.as_ref());
    let standard_error = computed.and_then(|estimate| estimate.standard_error);
    let variance = match (standard_error, indicator.base) {
        (Some(error), _) => error.0 * error.0,
        (None, Base::Of(size)) if indicator.unit == Unit::Percent => {
            value * (100.0 - value) / size as f64
        }
        _ => {
            return Err(format!(
                "`{key}` has no standard error, and no base from which it follows"
            ));
        }
    };
    Ok(Estimate { value, variance, degrees_of_freedom: 0 })
}

/// Whether nobody can be behind both numbers: they come from different sources, or
/// from groups of one sample that exclude each other.
fn are_apart(a: &Indicator, b: &Indicator) -> bool {
    if a.sources.iter().all(|source| !b.sources.contains(source)) {
        return true;
    }
    let (Some(a), Some(b)) = (&a.lineage, &b.lineage) else { return false };
    let excludes = |a: &Lineage, b: &Lineage| {
        a.restrictions.iter().any(|(column, answers)| {
            b.restrictions.get(column).is_some_and(|others| answers.is_disjoint(others))
        })
    };
    !a.clustered && excludes(a, b)
}
