//! Which numbers are asked for.

use std::collections::BTreeSet;

use super::Stop;
use crate::commands::project::unknown_name;
use crate::evidence::{Indicator, Ledger};

/// The indicators with these keys, or in the tables with these keys, in the order
/// in which they are defined; all if no key is given.
pub fn selected<'a>(ledger: &'a Ledger, keys: &[String]) -> Result<Vec<&'a Indicator>, Stop> {
    if keys.is_empty() {
        return Ok(ledger.iter().collect());
    }
    let mut wanted: BTreeSet<&str> = BTreeSet::new();
    for key in keys {
        match (ledger.get(key), ledger.grid(key)) {
            (Some(indicator), _) => {
                wanted.insert(&indicator.key);
            }
            (None, Some(grid)) => wanted.extend(grid.cells().map(String::as_str)),
            (None, None) => {
                let known: Vec<&str> = ledger.keys().chain(ledger.grid_keys()).collect();
                return Err(Stop::Usage(unknown_name("indicator", key, &known)));
            }
        }
    }
    Ok(ledger.iter().filter(|indicator| wanted.contains(indicator.key.as_str())).collect())
}
