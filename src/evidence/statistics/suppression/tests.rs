use proptest::prelude::*;

use super::*;

/// The positions of what is hidden: counts by row, then totals of rows and of
/// columns.
fn hidden(table: &Table) -> Vec<usize> {
    let cells = table.cells.iter().flatten();
    let all = cells.chain(&table.row_totals).chain(&table.column_totals);
    all.enumerate().filter(|(_, hidden)| **hidden).map(|(index, _)| index).collect()
}

/// What a table says: sums over its cells and totals that are zero, or, for
/// the last two, the grand total.
fn equations(rows: usize, columns: usize) -> Vec<Vec<i64>> {
    let (row_total, column_total) = (rows * columns, rows * columns + rows);
    let width = column_total + columns;
    let mut equations = Vec::new();
    let mut equation = |cells: Vec<usize>, total: Option<usize>| {
        let mut factors = vec![0; width];
        cells.into_iter().for_each(|cell| factors[cell] = 1);
        total.into_iter().for_each(|total| factors[total] = -1);
        equations.push(factors);
    };
    for row in 0..rows {
        equation((0..columns).map(|c| row * columns + c).collect(), Some(row_total + row));
    }
    for column in 0..columns {
        equation((0..rows).map(|r| r * columns + column).collect(), Some(column_total + column));
    }
    equation((row_total..column_total).collect(), None);
    equation((column_total..width).collect(), None);
    equations
}

/// Which of the unknowns have a single solution: those that stand alone in a
/// row of the reduced echelon form. Computed in whole numbers.
fn determined(equations: &[Vec<i64>], unknown: &[usize]) -> Vec<usize> {
    let mut matrix: Vec<Vec<i128>> = equations
        .iter()
        .map(|row| unknown.iter().map(|&index| row[index].into()).collect())
        .collect();
    let mut done = 0;
    for column in 0..unknown.len() {
        let Some(pivot) = (done..matrix.len()).find(|&row| matrix[row][column] != 0) else {
            continue;
        };
        matrix.swap(done, pivot);
        let pivot = matrix[done].clone();
        for (index, row) in matrix.iter_mut().enumerate() {
            let factor = row[column];
            if index == done || factor == 0 {
                continue;
            }
            for (value, other) in row.iter_mut().zip(&pivot) {
                *value = *value * pivot[column] - *other * factor;
            }
            let divisor = row.iter().fold(0, |a, &b| greatest_divisor(a, b)).max(1);
            row.iter_mut().for_each(|value| *value /= divisor);
        }
        done += 1;
    }
    let alone = matrix.iter().filter(|row| row.iter().filter(|value| **value != 0).count() == 1);
    alone.filter_map(|row| row.iter().position(|value| *value != 0)).collect()
}

fn greatest_divisor(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { greatest_divisor(b, a % b) }
}

/// The counts followed by the totals of rows and of columns.
fn with_totals(counts: &[Vec<u64>]) -> Vec<u64> {
    let columns = counts[0].len();
    let row_totals = counts.iter().map(|row| row.iter().sum());
    let column_totals = (0..columns).map(|column| counts.iter().map(|row| row[column]).sum());
    counts.iter().flatten().copied().chain(row_totals).chain(column_totals).collect()
}

#[test]
fn a_hidden_cell_of_a_distribution_hides_the_next() {
    let line = suppress_line(&[40, 3, 12, 25], 10);
    assert_eq!(line, Line { cells: vec![false, true, true, false], total: false });
    // Three and four are not enough to hide behind, and zero hides nothing.
    assert_eq!(suppress_line(&[40, 3, 4, 0, 25], 10).cells, [false, true, true, false, true]);
    assert_eq!(suppress_line(&[40, 3, 8, 25], 10).cells, [false, true, true, false]);
    assert_eq!(suppress_line(&[40, 0, 25], 10).cells, [false; 3]);
    assert_eq!(suppress_line(&[12, 12, 3], 10).cells, [true, false, true]);
    assert_eq!(suppress_line(&[], 10), Line { cells: vec![], total: false });
}

#[test]
fn what_cannot_be_protected_is_hidden_with_its_total() {
    assert_eq!(suppress_line(&[5, 0, 4], 10), Line { cells: vec![true; 3], total: true });
    // Ten hidden cells that add up to ten are one each.
    assert_eq!(suppress_line(&[1; 10], 10), Line { cells: vec![true; 10], total: true });
    assert!(!suppress_line(&[1, 1, 1, 1, 1, 1, 1, 1, 1, 2], 10).total);
    let table = suppress_table(&[vec![3, 0], vec![0, 2]], 10);
    assert!(table.grand_total && table.cells == vec![vec![true; 2]; 2]);
}

#[test]
fn a_hidden_cell_of_a_table_hides_the_smallest_rectangle() {
    let counts = [vec![4, 30, 50], vec![20, 90, 70], vec![60, 40, 80]];
    let table = suppress_table(&counts, 10);
    let expected = vec![vec![true, true, false], vec![true, true, false], vec![false; 3]];
    assert_eq!(
        table.cells,
        [vec![true, true, false], vec![false, false, false], vec![true, true, false],]
    );
    assert_ne!(table.cells, expected, "that one hides 140 people instead of 130");
    assert_eq!((table.row_totals, table.column_totals), (vec![false; 3], vec![false; 3]));
    assert!(!table.grand_total);
}

#[test]
fn small_totals_are_hidden_and_protected() {
    let table = suppress_table(&[vec![3, 2], vec![40, 30], vec![50, 60]], 10);
    assert_eq!(table.row_totals, [true, true, false]);
    assert_eq!(table.column_totals, [false, false]);
    assert_eq!(table.cells[0], [true, true]);
    let nothing = suppress_table(&[vec![10, 20], vec![0, 40]], 10);
    assert_eq!(hidden(&nothing), Vec::<usize>::new());
    assert_eq!(suppress_table(&[], 10).cells, Vec::<Vec<bool>>::new());
}

#[test]
fn a_hidden_one_is_not_given_away_by_being_the_least_possible() {
    // Hiding these six is a cycle, but one of two ones on it would have to go
    // down. So no solution but one would have all hidden cells above zero.
    let counts = [vec![1, 4, 0], vec![0, 1, 4], vec![4, 0, 1]];
    assert_another_table_fits(&counts, 2);
    let opposite = [vec![1, 4, 0], vec![0, 4, 1], vec![4, 0, 4]];
    assert_another_table_fits(&opposite, 2);
}

/// For each hidden cell there must be another table, all of whose hidden cells
/// are at least 1, that shows the same and differs in this cell.
fn assert_another_table_fits(counts: &[Vec<u64>], minimum: u64) {
    let table = suppress_table(counts, minimum);
    if table.grand_total {
        return;
    }
    let (rows, columns) = (counts.len(), counts[0].len());
    let truth = with_totals(counts);
    let unknown = hidden(&table);
    let known: Vec<bool> = (0..truth.len()).map(|index| !unknown.contains(&index)).collect();
    let cells: Vec<usize> = unknown.iter().copied().filter(|&i| i < rows * columns).collect();
    let grand_total: u64 = counts.iter().flatten().sum();
    let mut differing = vec![false; truth.len()];
    let mut guess: Vec<Vec<u64>> = counts.to_vec();
    fill(&mut guess, &cells, grand_total, &mut |guess| {
        let found = with_totals(guess);
        let fits = (0..truth.len()).all(|index| {
            if known[index] { found[index] == truth[index] } else { found[index] > 0 }
        });
        if fits && guess.iter().flatten().sum::<u64>() == grand_total {
            (0..truth.len()).for_each(|index| differing[index] |= found[index] != truth[index]);
        }
    });
    for index in unknown {
        assert!(differing[index], "{index} of {counts:?} is given away by {table:?}");
    }
}

/// Tries all counts from 1 for some cells.
fn fill(guess: &mut [Vec<u64>], cells: &[usize], most: u64, test: &mut dyn FnMut(&[Vec<u64>])) {
    let Some((&cell, rest)) = cells.split_first() else {
        return test(guess);
    };
    let columns = guess[0].len();
    let before = guess[cell / columns][cell % columns];
    for count in 1..=most.saturating_sub(rest.len() as u64) {
        guess[cell / columns][cell % columns] = count;
        fill(guess, rest, most - count, test);
    }
    guess[cell / columns][cell % columns] = before;
}

fn table(
    rows: std::ops::RangeInclusive<usize>,
    columns: std::ops::RangeInclusive<usize>,
    most: u64,
) -> impl Strategy<Value = Vec<Vec<u64>>> {
    (rows, columns).prop_flat_map(move |(rows, columns)| {
        let count = prop_oneof![1 => Just(0), 1 => 0u64..12, 2 => 0..=most];
        prop::collection::vec(prop::collection::vec(count, columns), rows)
    })
}

proptest! {
    #[test]
    fn no_hidden_cell_follows_from_the_totals(
        counts in table(1..=7, 1..=7, 100), minimum in 2u64..15,
    ) {
        let table = suppress_table(&counts, minimum);
        let (rows, columns) = (counts.len(), counts[0].len());
        let all = with_totals(&counts);
        let unknown = hidden(&table);
        if table.grand_total {
            prop_assert_eq!(unknown.len(), all.len());
            return Ok(());
        }
        for (index, count) in all.iter().enumerate() {
            prop_assert!(unknown.contains(&index) || *count == 0 || *count >= minimum);
        }
        let equations = equations(rows, columns);
        prop_assert_eq!(determined(&equations, &unknown), Vec::<usize>::new());
        for equation in equations {
            let factors = || unknown.iter().map(|&index| equation[index]).filter(|f| *f != 0);
            let sum: i64 = unknown.iter().map(|&index| equation[index] * all[index] as i64).sum();
            let is_one_sided = factors().all(|f| f == 1) || factors().all(|f| f == -1);
            let is_enough = sum.unsigned_abs() >= minimum;
            prop_assert!(factors().count() == 0 || !is_one_sided || is_enough);
        }
    }

    #[test]
    fn distributions_are_protected(
        counts in prop::collection::vec(0u64..30, 0..8), minimum in 1u64..15,
    ) {
        let line = suppress_line(&counts, minimum);
        let hidden = || counts.iter().zip(&line.cells).filter(|(_, hidden)| **hidden);
        let shown = counts.iter().zip(&line.cells).filter(|(_, hidden)| !**hidden);
        prop_assert!(shown.into_iter().all(|(count, _)| *count == 0 || *count >= minimum));
        let people: u64 = hidden().map(|(count, _)| count).sum();
        let is_enough = hidden().count() > 1 && people >= minimum;
        prop_assert!(line.total || hidden().count() == 0 || is_enough);
        let is_needed = counts.iter().any(|count| (1..minimum).contains(count));
        prop_assert_eq!(hidden().count() > 0, is_needed);
    }

    #[test]
    fn the_order_of_rows_and_columns_does_not_matter(
        cells in prop::collection::btree_set(0u64..1_000_000, 12), turn in 0usize..12,
    ) {
        // Distinct counts, so that there are no ties.
        let mut cells: Vec<u64> = cells.into_iter().collect();
        cells.sort_by_key(|count| count * 7919 % 1_000_003);
        let counts: Vec<Vec<u64>> = cells.chunks(4).map(<[u64]>::to_vec).collect();
        let turned = |counts: &[Vec<u64>]| -> Vec<Vec<u64>> {
            let mut counts = counts.to_vec();
            counts.rotate_left(turn % 3);
            counts.iter_mut().for_each(|row| row.rotate_left(turn % 4));
            counts
        };
        let table = suppress_table(&counts, 200_000);
        let other = suppress_table(&turned(&counts), 200_000);
        let hidden_counts = |counts: &[Vec<u64>], table: &Table| -> Vec<u64> {
            let cells = counts.iter().flatten().zip(table.cells.iter().flatten());
            let mut hidden: Vec<u64> =
                cells.filter(|(_, hidden)| **hidden).map(|(count, _)| *count).collect();
            hidden.sort_unstable();
            hidden
        };
        prop_assert_eq!(hidden_counts(&counts, &table), hidden_counts(&turned(&counts), &other));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_hidden_count_follows_for_one_who_knows_they_are_not_zero(
        counts in prop::collection::vec(prop::collection::vec(0u64..=3, 2), 2..=3),
        minimum in 2u64..6,
    ) {
        assert_another_table_fits(&counts, minimum);
    }
}
