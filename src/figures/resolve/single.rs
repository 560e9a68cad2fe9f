//! Figures that show a few numbers: tiles and waffles.

use super::super::chart::{Drawing, Tile, Waffle, Whole};
use super::Resolver;
use crate::evidence::{Amount, Base, Indicator, Unit};

impl Resolver<'_> {
    /// Large figures, each with its label.
    pub fn tiles(&self) -> Drawing {
        let language = self.printer.language();
        let tile = |(index, indicator): (usize, &&Indicator)| Tile {
            key: indicator.key.clone(),
            label: self.label(indicator),
            display: self.short(indicator),
            context: self.spec.context.get(index).map(|text| text.get(language).into()),
            highlight: self.spec.highlight.contains(&indicator.key),
        };
        Drawing::Tiles { tiles: self.indicators().iter().enumerate().map(tile).collect() }
    }

    /// A part of a whole: two counts, a percentage of a count, or a percentage
    /// alone, which is drawn on its published base or else on a hundred cells.
    pub fn waffle(&self) -> Result<Drawing, String> {
        const MAX_CELLS: f64 = 1000.0;
        let drawn = self.indicators();
        let (part, cells) = match drawn[..] {
            [part] if part.unit == Unit::Percent => match part.base {
                Base::Of(number) => (part, number as f64),
                Base::None | Base::NotPublished => (part, 100.0),
            },
            [part, whole] => (part, number(whole)),
            _ => return Err("a waffle shows a percentage, or a part and a whole".into()),
        };
        let share = match part.unit {
            Unit::Percent => number(part) / 100.0,
            _ => number(part) / cells,
        };
        if !(0.0..=1.0).contains(&share) || !(1.0..=MAX_CELLS).contains(&cells) {
            return Err(
                "a waffle needs a part that is not larger than its whole of at most 1000".into()
            );
        }
        let whole = drawn.get(1).map(|whole| Whole {
            key: whole.key.clone(),
            label: self.label(whole),
            display: self.short(whole),
        });
        let waffle = Waffle {
            key: part.key.clone(),
            total: cells.round() as u32,
            filled: (share * cells).round() as u32,
            display: self.short(part),
            label: self.label(part),
            whole,
        };
        Ok(Drawing::Waffle { waffle })
    }
}

/// The number that is drawn. That there is one has been checked before.
fn number(indicator: &Indicator) -> f64 {
    indicator.value.low().map_or(0.0, Amount::to_f64)
}
