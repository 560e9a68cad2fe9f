//! How lines go on, in words: from their first value to their last.

use super::super::alt;
use super::super::chart::{Drawing, Line, Point};
use super::Resolver;
use crate::evidence::{Exactness, Indicator, compare};

/// The interface strings for a line: that it rose, fell or stayed the same, or only from
/// where to where it goes.
const RISEN: &str = "trend-risen";
const FALLEN: &str = "trend-fallen";
const UNCHANGED: &str = "trend-unchanged";
const OPEN: &str = "trend";

impl Resolver<'_> {
    /// How each line of a drawing goes on, those with the accent first. Lines with fewer
    /// than two values say nothing.
    ///
    /// # Errors
    /// The interface string that the locale lacks.
    pub fn trends(&self, drawing: &Drawing) -> Result<Vec<String>, String> {
        let lines = match drawing {
            Drawing::Lines { lines, .. } if alt::tells(self.spec, self.printer, "trend") => lines,
            _ => return Ok(Vec::new()),
        };
        let mut ordered: Vec<&Line> = lines.iter().collect();
        ordered.sort_by_key(|line| !line.highlight);
        let named = lines.len() > 1;
        ordered.into_iter().filter_map(|line| self.trend(line, named).transpose()).collect()
    }

    /// How a line goes on, with its name where it is one of several.
    fn trend(&self, line: &Line, named: bool) -> Result<Option<String>, String> {
        let mut known = line.points.iter().filter(|point| point.at.is_some());
        let Some((first, last)) = known.next().zip(known.next_back()) else {
            return Ok(None);
        };
        let key = self.direction(first, last);
        let words = self.printer.string(key);
        if words.is_empty() {
            return Err(format!("the locale has no string `{key}` to say how a line goes on"));
        }
        let words = words
            .replace("{first}", &first.display)
            .replace("{first-label}", &first.label)
            .replace("{last}", &last.display)
            .replace("{last-label}", &last.label);
        Ok(Some(if named { format!("{} {words}", line.label) } else { words }))
    }

    /// The words for what became of a value. Values that are not exact, and samples that
    /// differ by chance, may not have gone where their numbers go.
    fn direction(&self, first: &Point, last: &Point) -> &'static str {
        let ledger = &self.evidence.ledger;
        let ends = ledger.get(&first.key).zip(ledger.get(&last.key));
        let is_exact = |it: &Indicator| it.exactness == Exactness::Exact;
        let bounds = |it: &Indicator| it.value.low().zip(it.value.high());
        let is_known = |a: &Indicator, b| is_exact(a) && is_exact(b) && !self.is_chance(a, b);
        let Some((first, last)) = ends.filter(|(a, b)| is_known(a, b)) else {
            return OPEN;
        };
        match bounds(first).zip(bounds(last)) {
            Some(((_, highest), (lowest, _))) if lowest > highest => RISEN,
            Some(((lowest, _), (_, highest))) if highest < lowest => FALLEN,
            Some((before, after)) if before == after && before.0 == before.1 => UNCHANGED,
            _ => OPEN,
        }
    }

    /// Whether two numbers may differ only by whom the sample happened to ask.
    fn is_chance(&self, a: &Indicator, b: &Indicator) -> bool {
        let is_estimate =
            |it: &Indicator| it.lineage.as_ref().is_some_and(|lineage| lineage.estimate.is_some());
        match compare(a, b, self.evidence.confidence) {
            Ok(found) => !found.significant,
            Err(_) => is_estimate(a) || is_estimate(b),
        }
    }
}
