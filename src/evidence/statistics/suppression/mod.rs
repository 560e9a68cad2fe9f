//! Suppression of small cells, and of further cells that protect them.
//!
//! A table of counts is shown with its totals. A cell from 1 up to the minimum
//! is hidden (primary suppression), and so is a total. Then further cells are
//! hidden (secondary suppression), the smallest first, until
//!
//! - no hidden cell follows from what is shown, not even for a reader who knows
//!   that every hidden cell is at least 1 (zeros are shown), and
//! - no row or column has hidden cells that add up, by subtraction from its
//!   total, to less than the minimum.
//!
//! Totals are cells as well: they are hidden if they are small or if nothing
//! else protects their line, and they then have to be protected from the grand
//! total in turn. If nothing protects the table, all of it is hidden.
//!
//! The table is a network of flows from the grand total through the rows and the
//! columns back to it: a hidden cell is safe if it lies on a cycle along which
//! people can be moved (Gusfield 1988, *SIAM Journal on Computing* 17(3),
//! 552–571), and the cheapest cycle is a shortest path. Other tables of the
//! same people, and what readers know about single people, are out of sight.

mod network;

use self::network::{Arc, Network};

/// Which cells of a distribution are hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The cells, in their order.
    pub cells: Vec<bool>,
    /// The total. If it is hidden, so is everything.
    pub total: bool,
}

/// Which cells of a table are hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The cells, by row and column.
    pub cells: Vec<Vec<bool>>,
    /// The totals of the rows.
    pub row_totals: Vec<bool>,
    /// The totals of the columns.
    pub column_totals: Vec<bool>,
    /// The grand total. If it is hidden, so is everything.
    pub grand_total: bool,
}

/// Protects the counts of a distribution whose total is shown. Counts from 1
/// up to, but without, `minimum` are hidden, and others with them.
///
/// The order of the counts only decides between equal ones: the first is
/// hidden. Answers of which people give several do not add up to a total; they
/// need no secondary suppression, so this is not for them.
pub fn suppress_line(counts: &[u64], minimum: u64) -> Line {
    let arcs = counts.iter().map(|count| Arc::new(0, 1, *count, false)).collect();
    let total: u64 = counts.iter().sum();
    match Network::new(2, arcs, minimum).protect(total) {
        Some(cells) => Line { cells, total: false },
        None => Line { cells: vec![true; counts.len()], total: true },
    }
}

/// Protects the counts of a table, given by row and all of one length, whose
/// totals of rows, totals of columns and grand total are shown.
///
/// The order of rows and columns only decides between equally good choices.
pub fn suppress_table(counts: &[Vec<u64>], minimum: u64) -> Table {
    let (rows, columns) = (counts.len(), counts.first().map_or(0, Vec::len));
    let total: u64 = counts.iter().flatten().sum();
    let hidden = Network::new(rows + columns + 2, arcs(counts, columns), minimum).protect(total);
    let grand_total = hidden.is_none();
    let hidden = hidden.unwrap_or_else(|| vec![true; rows * columns + rows + columns]);
    let (cells, totals) = hidden.split_at(rows * columns);
    let (row_totals, column_totals) = totals.split_at(rows);
    Table {
        cells: (0..rows).map(|row| cells[row * columns..][..columns].to_vec()).collect(),
        row_totals: row_totals.to_vec(),
        column_totals: column_totals.to_vec(),
        grand_total,
    }
}

/// The cells, the totals of the rows and those of the columns as flows: from
/// the grand total into each row, from rows into columns, and from each column
/// back.
fn arcs(counts: &[Vec<u64>], columns: usize) -> Vec<Arc> {
    let (from_grand_total, to_grand_total) = (0, 1);
    let row_node = |row: usize| 2 + row;
    let column_node = |column: usize| 2 + counts.len() + column;
    let count = |row: usize, column: usize| counts[row].get(column).copied().unwrap_or(0);
    let cells =
        (0..counts.len()).flat_map(|row| (0..columns).map(move |column| (row, column))).map(
            |(row, column)| Arc::new(row_node(row), column_node(column), count(row, column), false),
        );
    let row_totals = (0..counts.len()).map(|row| {
        let total = (0..columns).map(|column| count(row, column)).sum();
        Arc::new(from_grand_total, row_node(row), total, true)
    });
    let column_totals = (0..columns).map(|column| {
        let total = (0..counts.len()).map(|row| count(row, column)).sum();
        Arc::new(column_node(column), to_grand_total, total, true)
    });
    cells.chain(row_totals).chain(column_totals).collect()
}

#[cfg(test)]
mod tests;
