//! Evidence: from sources and definitions to numbers that can be traced.

mod amount;
mod claims;
mod comparisons;
mod confidence;
mod data;
mod definition;
mod evaluate;
mod grid;
mod grim;
mod indicator;
mod inventory;
mod printer;
mod significance;
mod sources;
mod survey;
mod table;
mod tally;

pub mod format;
pub mod intake;
pub mod statistics;

pub use self::amount::Amount;
pub use self::claims::{ClaimError, Claims};
pub use self::format::{Exactness, FormatError, Unit};
pub use self::indicator::{
    Absence, Base, BaseRule, Derivation, Grid, GridRow, Indicator, Ledger, Lineage, NamedAnswer,
    Value,
};
pub use self::intake::{Answer, ReadError, ResponseSet};
pub use self::inventory::{Inventory, Question};
pub use self::printer::{Form, Printer};
pub use self::significance::{Significance, compare};
pub use self::sources::Source;
pub use self::statistics::Interval;
pub use self::survey::{AnswerCount, Bits, Estimate, Role, Weighted, slug, spelled_alike};

use std::collections::BTreeMap;

use crate::diag::Problems;
use crate::project::Project;

/// The evidence of a project: its sources and all its numbers.
#[derive(Debug)]
pub struct Evidence {
    /// The sources by id.
    pub sources: BTreeMap<String, Source>,
    /// The indicators and tables.
    pub ledger: Ledger,
    /// The confidence of intervals, between 0 and 1.
    pub confidence: f64,
}

impl Evidence {
    /// Reads the sources and computes all indicators.
    pub fn read(project: &Project, problems: &mut Problems) -> Self {
        let _scope = typst_timing::TimingScope::new("evidence");
        let sources = sources::read_sources(project, problems);
        let ledger = evaluate::evaluate(project, &sources, problems);
        Self { sources, ledger, confidence: project.manifest.disclosure.confidence }
    }

    /// How sure a number is, in its unit. `None` where nothing can be said.
    pub fn interval(&self, indicator: &Indicator) -> Option<Interval> {
        confidence::interval(indicator, self.confidence)
    }
}
