//! What was found wrong, in the formats of programs.

mod github;
mod json;
mod junit;
mod sarif;
mod spot;

pub use self::github::github;
pub use self::json::json;
pub use self::junit::junit;
pub use self::sarif::sarif;
pub use self::spot::Spot;

use crate::rules::Rule;

/// The name of what breaks no rule with a name: what a file must not say at all.
const UNNAMED: &str = "invalid";

/// Something that was found wrong.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The rule that is broken, if it has a name.
    pub rule: Option<&'static Rule>,
    /// Whether it is an error, or else a warning.
    pub is_error: bool,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hints: Vec<String>,
    /// Where it is, if it is somewhere.
    pub spot: Option<Spot>,
}

impl Listed {
    /// The name of the rule.
    fn name(&self) -> &'static str {
        self.rule.map_or(UNNAMED, |rule| rule.name)
    }

    /// How much it matters.
    fn severity(&self) -> &'static str {
        if self.is_error { "error" } else { "warning" }
    }

    /// What is wrong, and in further lines what to do.
    fn text(&self) -> String {
        let hints = self.hints.iter().map(|hint| format!("\nhint: {hint}"));
        std::iter::once(self.message.clone()).chain(hints).collect()
    }
}
