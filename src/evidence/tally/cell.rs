//! What is kept of the rows that fall together.

use crate::evidence::statistics::Sum;

/// Rows that gave the same answer.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bin {
    /// How many rows there are.
    pub count: u64,
    /// The sum of their weights.
    pub weight: Sum,
    /// The sum of the squares of their weights.
    pub weight_squared: Sum,
}

impl Bin {
    /// So many rows of weight one.
    pub fn unweighted(count: u64) -> Self {
        let weight = Sum::from_parts((count as f64, 0.0));
        Self { count, weight, weight_squared: weight }
    }

    /// Adds a row.
    pub fn add(&mut self, weight: f64) {
        self.count += 1;
        self.weight.add(weight);
        self.weight_squared.add(weight * weight);
    }

    /// Adds other rows.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.weight.merge(other.weight);
        self.weight_squared.merge(other.weight_squared);
    }
}

/// The sums over rows with numbers `y` and weights `w`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Moments {
    /// The rows, and the sums of `w` and `w²`.
    pub rows: Bin,
    /// The sum of `w y`.
    pub total: Sum,
    /// The sum of `w² y`.
    pub squared_weight_total: Sum,
    /// The sum of `w² y²`.
    pub total_of_squares: Sum,
}

impl Moments {
    /// So many rows with the same number and weight one.
    pub fn unweighted(count: u64, number: f64) -> Self {
        let total = product(count as f64, number);
        let squares = product(count as f64, number * number);
        Self {
            rows: Bin::unweighted(count),
            total,
            squared_weight_total: total,
            total_of_squares: squares,
        }
    }

    /// Adds a row.
    pub fn add(&mut self, weight: f64, number: f64) {
        let product = weight * number;
        self.rows.add(weight);
        self.total.add(product);
        self.squared_weight_total.add(weight * product);
        self.total_of_squares.add(product * product);
    }

    /// Adds other rows.
    pub fn merge(&mut self, other: &Self) {
        self.rows.merge(&other.rows);
        self.total.merge(other.total);
        self.squared_weight_total.merge(other.squared_weight_total);
        self.total_of_squares.merge(other.total_of_squares);
    }
}

/// The product of two numbers, with what rounding takes from it.
fn product(a: f64, b: f64) -> Sum {
    let product = a * b;
    Sum::from_parts((product, a.mul_add(b, -product)))
}
