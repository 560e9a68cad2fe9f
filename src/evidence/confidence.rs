//! How sure a number is: its interval of confidence.

use super::format::{Exactness, Unit};
use super::indicator::{Base, Indicator, Value};
use super::statistics::{Interval, wilson};

/// The interval of confidence of a number, in its unit: the one that was computed with
/// it, or that of a share which others published with its base, as if they had asked
/// a simple random sample. `None` where neither says anything.
pub fn interval(indicator: &Indicator, confidence: f64) -> Option<Interval> {
    let Value::Single(value) = indicator.value else { return None };
    if let Some(lineage) = &indicator.lineage {
        let (lower, upper) = lineage.estimate.as_ref()?.interval?;
        return Some(Interval { lower: lower.0, upper: upper.0 });
    }
    let is_exact = indicator.exactness == Exactness::Exact;
    match (&indicator.unit, indicator.base) {
        (Unit::Percent, Base::Of(size)) if is_exact => {
            let interval = wilson(value.to_f64() / 100.0, size as f64, confidence)?;
            Some(Interval { lower: 100.0 * interval.lower, upper: 100.0 * interval.upper })
        }
        _ => None,
    }
}
