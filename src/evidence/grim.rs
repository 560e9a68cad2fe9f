//! Are published percentages possible for the bases that were published with them?

use typst::diag::eco_format;

use super::amount::Amount;
use super::definition::Definition;
use super::format::{Exactness, Unit};
use super::indicator::{Base, Indicator, Value};
use super::statistics::grim::{Grim, Neighbour, percentage};
use crate::diag::{Place, Problems};

/// Puts a published percentage with a published base to the GRIM test. Weighted
/// percentages are not counts out of their base and cannot be tested.
pub fn check(
    definition: &Definition,
    indicator: &Indicator,
    place: &Place,
    problems: &mut Problems,
) {
    let (Value::Single(value), Base::Of(size)) = (indicator.value, indicator.base) else { return };
    let exact = indicator.exactness == Exactness::Exact && !definition.weighted;
    if !exact || indicator.unit != Unit::Percent {
        return;
    }
    let Some(Grim::Impossible { below, above }) =
        percentage(value.digits(), value.decimals(), size)
    else {
        return;
    };
    let possible = |neighbour: Neighbour| {
        let share = Amount::new(neighbour.digits, neighbour.decimals);
        eco_format!("{} of {size} is {share}%", neighbour.count)
    };
    let nearest: Vec<_> = below.into_iter().chain(above).map(possible).collect();
    let message =
        eco_format!("no count out of {size} gives {value}%, so the value or its base is wrong");
    let error = problems.error(place, message);
    error.hint(nearest.join(", "));
    error.hint("if the percentage is weighted, say so with `weighted = true`");
}
