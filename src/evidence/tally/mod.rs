//! Tallies: one pass over a data file that counts what all measures need.
//!
//! Chunks are counted by themselves, on several threads, and merged in the order
//! of the file, so that results never depend on the number of threads.

mod accumulate;
mod cell;
mod count;
mod merge;
mod plan;

pub use self::cell::{Bin, Moments};
pub use self::count::{Reason, Unusable, count};
pub use self::merge::{Domain, Sample, Tallies, Tally, Unit};
pub use self::plan::{ColumnPlan, Design, Keep, MeasurePlan, Plan, Predicate, QuestionPlan};
