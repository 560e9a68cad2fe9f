//! Hiding numbers behind which too few answers lie.

use std::collections::{BTreeMap, BTreeSet};

use super::outcome::{Estimate, Outcome, OutcomeCell};
use super::resolve::Resolved;
use crate::evidence::definition::{Layout, Measure, Question, Statistic};
use crate::evidence::indicator::Absence;
use crate::evidence::intake::Answer;
use crate::evidence::statistics::{suppress_line, suppress_table};
use crate::evidence::tally::Plan;
use crate::project::Disclosure;

/// Hides the numbers of a measure that would tell of too few, and those from
/// which hidden ones would follow.
pub fn hide(measure: &Measure, disclosure: &Disclosure, outcome: &mut Outcome) {
    let cells = &outcome.cells;
    let hidden = match (&measure.layout, measure.statistic) {
        (Layout::Distribution, _) if matches!(measure.question, Question::Column(_)) => {
            distribution(cells, disclosure)
        }
        (Layout::Distribution | Layout::Single, _) => {
            cells.iter().map(|cell| is_small(measure, cell, disclosure)).collect()
        }
        (_, Statistic::Count) => counts(cells, disclosure),
        (_, Statistic::Share) => shares(cells, disclosure),
        (_, Statistic::Mean | Statistic::Quantile(_) | Statistic::Sum) => {
            suppress_line(&bases(cells), disclosure.minimum_base).cells
        }
    };
    for (cell, hidden) in outcome.cells.iter_mut().zip(hidden) {
        if hidden {
            cell.estimate = Err(Absence::Suppressed);
        }
    }
}

/// Hides numbers of answers to a question of which only a part is hidden in a
/// distribution of the same rows: less what the distribution shows, such a number
/// would tell of a few hidden answers alone. All hidden answers together tell
/// nothing new.
pub fn hide_related(
    plan: &Plan,
    measures: &[(&Measure, &Resolved)],
    outcomes: &mut [Option<Outcome>],
) {
    let rows = |resolved: &Resolved| {
        format!("{:?} {:?}", resolved.column, plan.measures[resolved.index].conditions)
    };
    let is_hidden = |cell: &&OutcomeCell| cell.estimate == Err(Absence::Suppressed);
    let mut hidden: Vec<(String, BTreeSet<Answer>)> = Vec::new();
    for ((measure, resolved), outcome) in measures.iter().zip(outcomes.iter()) {
        let one_answer = matches!(measure.question, Question::Column(_));
        if !matches!(measure.layout, Layout::Distribution) || !one_answer {
            continue;
        }
        let cells = outcome.iter().flat_map(|outcome| &outcome.cells).filter(is_hidden);
        hidden.push((rows(resolved), cells.filter_map(|cell| cell.answer.clone()).collect()));
    }
    for ((_, resolved), outcome) in measures.iter().zip(outcomes) {
        let (Some(chosen), Some(outcome)) = (&resolved.chosen, outcome) else { continue };
        let tells =
            |hidden: &BTreeSet<Answer>| !hidden.is_disjoint(chosen) && !hidden.is_subset(chosen);
        let same_rows = hidden.iter().filter(|(of, _)| *of == rows(resolved));
        if same_rows.map(|(_, answers)| answers).any(tells) {
            for cell in &mut outcome.cells {
                cell.estimate = Err(Absence::Suppressed);
            }
        }
    }
}

fn count(cell: &OutcomeCell, of: fn(&Estimate) -> u64) -> u64 {
    cell.estimate.as_ref().map_or(0, of)
}

fn bases(cells: &[OutcomeCell]) -> Vec<u64> {
    cells.iter().map(|cell| count(cell, |estimate| estimate.base)).collect()
}

/// Whether a number that stands alone tells of too few: of its base, of those
/// who gave an answer that counts, or of those who did not.
fn is_small(measure: &Measure, cell: &OutcomeCell, disclosure: &Disclosure) -> bool {
    let few = |count: u64| (1..disclosure.minimum_cell).contains(&count);
    let (counted, base) = (count(cell, |it| it.counted), count(cell, |it| it.base));
    match measure.statistic {
        Statistic::Share => {
            base < disclosure.minimum_base || few(counted) || few(base.saturating_sub(counted))
        }
        Statistic::Count => few(counted),
        Statistic::Mean | Statistic::Quantile(_) | Statistic::Sum => base < disclosure.minimum_base,
    }
}

/// The shares of a question with one answer, which add up to its base.
fn distribution(cells: &[OutcomeCell], disclosure: &Disclosure) -> Vec<bool> {
    let base = cells.iter().map(|cell| count(cell, |it| it.base)).max().unwrap_or(0);
    if base < disclosure.minimum_base {
        return vec![true; cells.len()];
    }
    let counts: Vec<u64> = cells.iter().map(|cell| count(cell, |it| it.counted)).collect();
    suppress_line(&counts, disclosure.minimum_cell).cells
}

/// Counts by one or two columns.
fn counts(cells: &[OutcomeCell], disclosure: &Disclosure) -> Vec<bool> {
    let places = places(cells);
    let mut table = vec![vec![0; places.columns]; places.rows];
    for (cell, (row, column)) in cells.iter().zip(&places.of_cells) {
        table[*row][*column] = count(cell, |it| it.counted);
    }
    let hidden = match &table[..] {
        _ if places.columns == 1 => {
            let line: Vec<u64> = table.iter().map(|row| row[0]).collect();
            suppress_line(&line, disclosure.minimum_cell).cells.iter().map(|it| vec![*it]).collect()
        }
        table => suppress_table(table, disclosure.minimum_cell).cells,
    };
    places.of_cells.iter().map(|(row, column)| hidden[*row][*column]).collect()
}

/// Shares by group: each is a row of those who count and those who do not. As the
/// base of a shown share is shown too, one of the two tells the other.
fn shares(cells: &[OutcomeCell], disclosure: &Disclosure) -> Vec<bool> {
    let row = |cell: &OutcomeCell| {
        let counted = count(cell, |it| it.counted);
        vec![counted, count(cell, |it| it.base).saturating_sub(counted)]
    };
    let table: Vec<Vec<u64>> = cells.iter().map(row).collect();
    let small_base = suppress_line(&bases(cells), disclosure.minimum_base).cells;
    let small_cell = match table.len() {
        0 => Vec::new(),
        _ => suppress_table(&table, disclosure.minimum_cell).cells,
    };
    small_base.iter().zip(small_cell).map(|(base, row)| *base || row.contains(&true)).collect()
}

/// Where the groups of a table stand in it.
struct Places {
    rows: usize,
    columns: usize,
    of_cells: Vec<(usize, usize)>,
}

fn places(cells: &[OutcomeCell]) -> Places {
    let mut rows: BTreeMap<Option<&Answer>, usize> = BTreeMap::new();
    let mut columns: BTreeMap<Option<&Answer>, usize> = BTreeMap::new();
    let mut of_cells = Vec::new();
    for cell in cells {
        let (row, column) = (rows.len(), columns.len());
        of_cells.push((
            *rows.entry(cell.group.first()).or_insert(row),
            *columns.entry(cell.group.get(1)).or_insert(column),
        ));
    }
    Places { rows: rows.len(), columns: columns.len(), of_cells }
}
