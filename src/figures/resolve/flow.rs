//! Flows: who goes from where to where.

use super::super::chart::{Drawing, Flow, FlowEnd, Stretch};
use super::super::spec::{ChartKind, FigureData, Order};
use super::{Item, Resolver};
use crate::evidence::{Amount, Exactness, Grid, Indicator, Printer, Unit, Value};

/// The most ends at one side that can be read.
const MOST_ENDS: usize = 24;

/// What lies between two ends, as a share of the height, and what all of it may take.
const GAP: f64 = 0.04;
const GAPS: f64 = 0.3;

/// Shares of one whole add up to this, with some room for rounding.
const WHOLE: f64 = 101.0;

/// The interface string that says that bands without a number are not drawn.
const UNDRAWN: &str = "flow-undrawn";

/// A name, and the key by which it is highlighted, if it has one.
type Name<'a> = (String, Option<&'a str>);

/// Flows with the names of their ends.
struct Flows<'a> {
    sources: Vec<Name<'a>>,
    targets: Vec<Name<'a>>,
    /// Source, target and number.
    between: Vec<(usize, usize, &'a Indicator)>,
}

/// A side of the flows: which end each of them has there.
type End = fn(&(usize, usize, &Indicator)) -> usize;

impl<'a> Resolver<'a> {
    /// Ends at two sides, and a band for each flow between them.
    pub fn flow(&self) -> Result<Drawing, String> {
        let flows = self.flows()?;
        let most = flows.sources.len().max(flows.targets.len());
        if most > MOST_ENDS {
            return Err(format!("a flow with {most} ends at one side cannot be read"));
        }
        let mut ranges = flows.between.iter().map(|(.., indicator)| indicator);
        if let Some(range) = ranges.find(|it| matches!(it.value, Value::Range(..))) {
            return Err(format!("`{}` is a range, and a flow has one width", range.key));
        }
        let total: f64 = flows.between.iter().map(|(.., indicator)| size(indicator)).sum();
        let gaps = (GAP * (most.max(1) - 1) as f64).min(GAPS);
        let scale = if total > 0.0 { (1.0 - gaps) / total } else { 0.0 };
        let sources = self.ends(&flows, &flows.sources, |(source, ..)| *source, scale);
        let targets = self.ends(&flows, &flows.targets, |(_, target, _)| *target, scale);
        let bands = self.bands(&flows, &sources, &targets, scale);
        let ends = |ends: Vec<(usize, FlowEnd)>| ends.into_iter().map(|(_, end)| end).collect();
        Ok(Drawing::Flow { sources: ends(sources), targets: ends(targets), flows: bands })
    }

    /// The flows of the figure, whichever way they are given.
    fn flows(&self) -> Result<Flows<'a>, String> {
        let language = self.printer.language();
        let FigureData::Links(links) = &self.spec.data else {
            return match self.grids()[..] {
                [grid] if grid.columns.len() > 1 => Ok(self.flows_of(grid)),
                _ => Err("a flow needs a table with several columns, or `links`".into()),
            };
        };
        let mut flows = Flows { sources: Vec::new(), targets: Vec::new(), between: Vec::new() };
        for link in links {
            let (from, to) = (link.from.get(language), link.to.get(language));
            let (source, target) = (place(&mut flows.sources, from), place(&mut flows.targets, to));
            if flows.between.iter().any(|(s, t, _)| (*s, *t) == (source, target)) {
                return Err(format!("there are two links from `{from}` to `{to}`"));
            }
            let indicator = self.evidence.ledger.get(&link.indicator);
            flows.between.extend(indicator.map(|indicator| (source, target, indicator)));
        }
        Ok(flows)
    }

    /// From the rows of a table to its columns.
    fn flows_of(&self, grid: &'a Grid) -> Flows<'a> {
        let language = self.printer.language();
        let row = |row: &'a crate::evidence::GridRow| {
            (row.label.get(language).to_string(), Some(row.key.as_str()))
        };
        let column = |(name, key): (&crate::project::Localized, &'a str)| {
            (name.get(language).to_string(), Some(key))
        };
        let cells = grid.rows.iter().enumerate().flat_map(|(source, row)| {
            row.cells.iter().enumerate().map(move |(target, key)| (source, target, key))
        });
        let flow = |(source, target, key): (usize, usize, &String)| {
            Some((source, target, self.evidence.ledger.get(key)?))
        };
        Flows {
            sources: grid.rows.iter().map(row).collect(),
            targets: grid.columns.iter().zip(grid.column_keys()).map(column).collect(),
            between: cells.filter_map(flow).collect(),
        }
    }

    /// The ends at one side, in their order, with the index that each has among `names`.
    fn ends(&self, flows: &Flows, names: &[Name], side: End, scale: f64) -> Vec<(usize, FlowEnd)> {
        let of = |index: usize| {
            let own = flows.between.iter().filter(move |flow| side(flow) == index);
            own.map(|(.., indicator)| *indicator).collect::<Vec<_>>()
        };
        let total = |index: usize| of(index).into_iter().map(size).sum::<f64>();
        let mut order: Vec<usize> = (0..names.len()).collect();
        match self.spec.order {
            Order::Given => {}
            Order::Descending => order.sort_by(|a, b| total(*b).total_cmp(&total(*a))),
            Order::Ascending => order.sort_by(|a, b| total(*a).total_cmp(&total(*b))),
        }
        let sizes: Vec<f64> = order.iter().map(|index| scale * total(*index)).collect();
        let is_whole = flows.between.iter().map(|(.., it)| size(it)).sum::<f64>() <= WHOLE;
        let end = |(index, stretch): (usize, Stretch)| {
            let own = of(index);
            let printed = is_whole || own.iter().all(|it| it.unit != Unit::Percent);
            let (label, key) = &names[index];
            let end = FlowEnd {
                label: label.clone(),
                display: if printed { self.total(&own) } else { String::new() },
                stretch,
                highlight: key.is_some_and(|key| self.spec.highlight.iter().any(|it| it == key)),
            };
            (index, end)
        };
        order.iter().copied().zip(stacked(&sizes)).map(end).collect()
    }

    /// The printed sum of some flows: at least that, if some of them are not known.
    fn total(&self, flows: &[&Indicator]) -> String {
        let known = flows.iter().filter_map(|flow| flow.value.low());
        let sum = known.reduce(|a, b| a.checked_add(b).unwrap_or(a));
        let Some((first, sum)) = flows.first().zip(sum) else {
            return flows.first().map_or(String::new(), |flow| self.short(flow));
        };
        let exactness = match flows.iter().all(|flow| flow.value.low().is_some()) {
            false => Exactness::AtLeast,
            true if flows.iter().all(|flow| flow.exactness == first.exactness) => first.exactness,
            true => Exactness::About,
        };
        self.short(&Indicator { value: Value::Single(sum), exactness, ..(*first).clone() })
    }

    /// The bands, which lie at each end in the order of their other ends.
    fn bands(
        &self,
        flows: &Flows,
        sources: &[(usize, FlowEnd)],
        targets: &[(usize, FlowEnd)],
        scale: f64,
    ) -> Vec<Flow> {
        let tops = |ends: &[(usize, FlowEnd)]| {
            ends.iter().map(|(_, end)| end.stretch.from).collect::<Vec<_>>()
        };
        let (mut lefts, mut rights) = (tops(sources), tops(targets));
        let mut bands = Vec::new();
        for (source, (left, _)) in sources.iter().enumerate() {
            for (target, (right, end)) in targets.iter().enumerate() {
                let found = flows.between.iter().find(|(s, t, _)| (s, t) == (left, right));
                let Some((.., indicator)) = found else { continue };
                let height = scale * size(indicator);
                let is_known = indicator.value.low().is_some();
                bands.push(Flow {
                    key: indicator.key.clone(),
                    source,
                    target,
                    start: is_known.then(|| taken(&mut lefts[source], height)),
                    end: is_known.then(|| taken(&mut rights[target], height)),
                    display: self.short(indicator),
                    highlight: sources[source].1.highlight
                        || end.highlight
                        || self.spec.highlight.contains(&indicator.key),
                });
            }
        }
        bands
    }

    /// What readers have to know of flows: that some are not drawn.
    pub fn words_on_flows(&self) -> Option<String> {
        let undrawn = self.spec.kind == ChartKind::Flow && has_undrawn(&self.indicators());
        undrawn.then(|| self.printer.string(UNDRAWN).into())
    }

    /// What the alternative text speaks about.
    pub fn flow_items(&self) -> Vec<Item> {
        let item = |indicator: &&Indicator| Item {
            label: self.flow_name(indicator),
            display: self.spoken(indicator),
            size: indicator.value.high().map(Amount::to_f64),
        };
        self.indicators().iter().map(item).collect()
    }

    /// From where to where a flow goes, in words.
    pub fn flow_name(&self, indicator: &Indicator) -> String {
        let flows = self.flows().ok();
        let ends = flows.as_ref().and_then(|flows| {
            let mut between = flows.between.iter();
            let (source, target, _) = between.find(|(.., it)| it.key == indicator.key)?;
            Some((&flows.sources.get(*source)?.0, &flows.targets.get(*target)?.0))
        });
        let Some((from, to)) = ends else { return self.label(indicator) };
        match self.printer.string("from-to") {
            "" => format!("{from} → {to}"),
            words => words.replace("{from}", from).replace("{to}", to),
        }
    }
}

/// Whether the locale can say what is not drawn, where that is needed.
pub fn check_words(shown: &[&Indicator], printer: &Printer) -> Result<(), String> {
    if has_undrawn(shown) && printer.string(UNDRAWN).is_empty() {
        return Err(format!("the locale has no string `{UNDRAWN}` to say what is not drawn"));
    }
    Ok(())
}

/// Whether some flows have no number.
fn has_undrawn(flows: &[&Indicator]) -> bool {
    flows.iter().any(|flow| flow.value.absence().is_some())
}

/// The index of a name, which is added where it is new.
fn place(names: &mut Vec<Name>, name: &str) -> usize {
    names.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
        names.push((name.into(), None));
        names.len() - 1
    })
}

/// The number as it is drawn; nothing where there is none.
fn size(indicator: &Indicator) -> f64 {
    indicator.value.low().map_or(0.0, Amount::to_f64)
}

/// Stretches of these sizes under each other, which take the whole height with even gaps
/// between them; a single one lies in the middle.
fn stacked(sizes: &[f64]) -> Vec<Stretch> {
    let free = 1.0 - sizes.iter().sum::<f64>();
    let (mut from, gap) = match sizes.len() {
        0 | 1 => (free / 2.0, 0.0),
        count => (0.0, free / (count - 1) as f64),
    };
    let stretch = |size: &f64| {
        let own = Stretch { from, to: from + size };
        from = own.to + gap;
        own
    };
    sizes.iter().map(stretch).collect()
}

/// The next stretch of this height below a place, which is moved to its end.
fn taken(top: &mut f64, height: f64) -> Stretch {
    let stretch = Stretch { from: *top, to: *top + height };
    *top = stretch.to;
    stretch
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_take_the_whole_height_with_even_gaps() {
        let stretch = |from, to| Stretch { from, to };
        assert_eq!(stacked(&[0.5, 0.25]), [stretch(0.0, 0.5), stretch(0.75, 1.0)]);
        assert_eq!(stacked(&[0.5]), [stretch(0.25, 0.75)]);
        assert_eq!(stacked(&[0.0, 0.0]), [stretch(0.0, 0.0), stretch(1.0, 1.0)]);
        assert_eq!(stacked(&[]), []);
    }

    #[test]
    fn bands_follow_each_other() {
        let mut top = 0.25;
        let bands = [0.25, 0.0, 0.5].map(|height| taken(&mut top, height));
        assert_eq!(bands.map(|band| (band.from, band.to)), [(0.25, 0.5), (0.5, 0.5), (0.5, 1.0)]);
    }
}
