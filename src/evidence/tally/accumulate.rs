//! Adding up rows in cells, by the codes of up to five columns.

use std::collections::BTreeMap;

use super::cell::{Bin, Moments};

/// Up to so many cells are kept in a plain array.
const DENSE: usize = 1 << 16;

/// Where a cell belongs: indices into the distinct answers of the stratum's, the
/// sampling unit's, the two groups' and the question's columns; 0 where there is
/// no such column.
pub type Key = [u32; 5];

/// The place of the question's answer in a [`Key`].
pub const ANSWER: usize = 4;

/// A column by which rows are told apart.
#[derive(Debug, Clone, Copy)]
pub struct Dimension<'a> {
    /// Its place in the key.
    pub at: usize,
    /// The codes of the rows.
    pub codes: &'a [u32],
    /// All codes are less than this.
    pub size: usize,
}

/// What rows are added to.
pub trait Cell: Copy + Default {
    /// Whether no row was added.
    fn is_empty(&self) -> bool;
}

impl Cell for u64 {
    fn is_empty(&self) -> bool {
        *self == 0
    }
}

impl Cell for Bin {
    fn is_empty(&self) -> bool {
        self.count == 0
    }
}

impl Cell for Moments {
    fn is_empty(&self) -> bool {
        self.rows.count == 0
    }
}

/// Adds rows to the cells in which their codes put them, and returns the cells
/// that have any, in order of their keys.
pub fn accumulate<C: Cell>(
    dimensions: &[Dimension],
    rows: &[u32],
    mut add: impl FnMut(&mut C, usize),
) -> Vec<(Key, C)> {
    let size = dimensions.iter().try_fold(1_usize, |size, it| size.checked_mul(it.size.max(1)));
    let index = |row: usize| {
        dimensions.iter().fold(0_usize, |index, it| index * it.size + it.codes[row] as usize)
    };
    match size {
        Some(size) if size <= DENSE => {
            let mut cells = vec![C::default(); size];
            match dimensions {
                // The most frequent case does not need to compute an index.
                [only] => {
                    for row in rows {
                        let row = *row as usize;
                        add(&mut cells[only.codes[row] as usize], row);
                    }
                }
                _ => {
                    for row in rows {
                        let row = *row as usize;
                        add(&mut cells[index(row)], row);
                    }
                }
            }
            let cells = cells.into_iter().enumerate();
            let used = cells.filter(|(_, cell)| !cell.is_empty());
            used.map(|(index, cell)| (key(dimensions, index), cell)).collect()
        }
        _ => {
            let mut cells: BTreeMap<Key, C> = BTreeMap::new();
            for row in rows {
                let row = *row as usize;
                let mut key = Key::default();
                for dimension in dimensions {
                    key[dimension.at] = dimension.codes[row];
                }
                add(cells.entry(key).or_default(), row);
            }
            cells.into_iter().collect()
        }
    }
}

/// The key of the cell with this index.
fn key(dimensions: &[Dimension], mut index: usize) -> Key {
    let mut key = Key::default();
    for dimension in dimensions.iter().rev() {
        key[dimension.at] = (index % dimension.size) as u32;
        index /= dimension.size;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dimensions<'a>(a: &'a [u32], b: &'a [u32], size: usize) -> [Dimension<'a>; 2] {
        [Dimension { at: 0, codes: a, size: 3 }, Dimension { at: ANSWER, codes: b, size }]
    }

    #[test]
    fn rows_are_counted_where_their_codes_put_them() {
        let (a, b) = ([0, 2, 2, 1], [1, 0, 0, 1]);
        let dense = accumulate(&dimensions(&a, &b, 2), &[0, 1, 2], |n: &mut u64, _| *n += 1);
        assert_eq!(dense, [([0, 0, 0, 0, 1], 1), ([2, 0, 0, 0, 0], 2)]);
    }

    #[test]
    fn many_cells_are_counted_like_few() {
        let (a, b) = ([0, 2, 2, 1], [1, 0, 0, 1]);
        let count =
            |size| accumulate(&dimensions(&a, &b, size), &[0, 1, 2, 3], |n: &mut u64, _| *n += 1);
        assert_eq!(count(2), count(DENSE));
    }
}
