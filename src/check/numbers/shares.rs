//! Shares that are shown as parts of one whole.

use typst::diag::eco_format;

use crate::check::{Subject, report};
use crate::diag::Problems;
use crate::evidence::{Exactness, Indicator, Unit, Value};
use crate::figures::{Chart, Drawing, FigureSpec, StackedRow};
use crate::rules::numbers::SHARES_DO_NOT_ADD_UP;

/// Reports rows of parts, which are drawn up to 100 percent, that are not 100 percent.
pub fn check(subject: &Subject, problems: &mut Problems) {
    if !subject.asks(&SHARES_DO_NOT_ADD_UP) {
        return;
    }
    let Some(edition) = subject.texts.editions.first() else { return };
    for spec in &subject.texts.figures.specs {
        let Some(Chart { drawing: Drawing::Stacked { groups, .. }, .. }) =
            edition.charts.get(&spec.key)
        else {
            continue;
        };
        for row in groups {
            check_row(row, spec, subject, problems);
        }
    }
}

fn check_row(row: &StackedRow, spec: &FigureSpec, subject: &Subject, problems: &mut Problems) {
    let ledger = &subject.texts.evidence.ledger;
    let parts: Vec<&Indicator> =
        row.parts.iter().filter_map(|part| ledger.get(&part.key)).collect();
    let Some((sum, room)) = total(&parts) else { return };
    // What is computed in binary is not exact in decimals.
    if (sum - 100.0).abs() > room + 1e-9 {
        let message =
            eco_format!("the parts of “{}” in the figure `{}` make up {sum}%", row.label, spec.key);
        let hint = "parts of one whole make up 100%, apart from rounding; \
                    show other shares as `grouped` bars";
        report(&SHARES_DO_NOT_ADD_UP, &spec.place, message, hint, problems);
    }
}

/// The sum of shares, and by how much rounding may have changed it. None if they are no
/// exact percentages.
fn total(parts: &[&Indicator]) -> Option<(f64, f64)> {
    let mut sum = (0.0, 0.0);
    for part in parts {
        let Value::Single(value) = part.value else { return None };
        if part.unit != Unit::Percent || part.exactness != Exactness::Exact {
            return None;
        }
        sum.0 += value.to_f64();
        sum.1 += 0.5 / 10f64.powi(value.decimals().into());
    }
    Some(((sum.0 * 1e6_f64).round() / 1e6, sum.1))
}
