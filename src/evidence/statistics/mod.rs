//! Statistics as the field does them: pure functions over sums and counts.
//!
//! Nothing here reads files or knows indicators. What is streamed over rows is
//! kept in [`Sum`] and [`Moments`], which merge, so that a file can be read in
//! parts; everything else takes the finished sums.

pub mod design;
pub mod grim;
pub mod interval;
pub mod quantile;
pub mod remainder;
pub mod significance;
pub mod sum;
pub mod suppression;

pub use self::design::{DesignError, Estimate, Moments, Stratum, ratio, total};
pub use self::grim::{Grim, Neighbour};
pub use self::interval::{Interval, effective_size, kish_size, student, wilson};
pub use self::quantile::{Level, Woodruff, quantile_of_counts, weighted_quantile, woodruff};
pub use self::remainder::{rounded_counts, rounded_parts};
pub use self::significance::{Difference, Samples, difference};
pub use self::sum::Sum;
pub use self::suppression::{Line, Table, suppress_line, suppress_table};
