//! Are the claims true that texts and the titles of figures make?

use typst::diag::{EcoString, eco_format};

use crate::diag::{Place, Problems};
use crate::evidence::{ClaimError, Claims, Evidence, Ledger};
use crate::figures::FigureSpec;
use crate::project::Project;
use crate::rules::Rule;
use crate::rules::claims::{CHANCE_COMPARISON, FALSE_CLAIM};
use crate::rules::numbers::UNKNOWN_INDICATOR;

/// Reports figures whose `claim` is not true. The title of a figure says the same in every
/// language, so each is looked at once.
pub fn check_findings<'a>(
    figures: impl IntoIterator<Item = &'a FigureSpec>,
    evidence: &Evidence,
    project: &Project,
    problems: &mut Problems,
) {
    let ledger = &evidence.ledger;
    let claims = Claims::new(ledger, project.manifest.disclosure.confidence);
    for spec in figures {
        let Some(claim) = &spec.claim else { continue };
        if let Err(error) = claims.check(&claim.condition) {
            report(error, finding(spec, project), &claim.place, ledger, problems);
        }
    }
}

/// What the title says, in the first language of the project.
fn finding<'a>(spec: &'a FigureSpec, project: &Project) -> &'a str {
    spec.title.get(project.manifest.languages.first().map_or("", |language| language.id()))
}

/// Reports at a place why a claim with this phrase does not stand, unless that an indicator
/// could not be read has been reported already.
pub fn report(
    error: ClaimError,
    phrase: &str,
    place: &Place,
    ledger: &Ledger,
    problems: &mut Problems,
) {
    if matches!(&error, ClaimError::Unknown(name, _) if ledger.has_failed(name)) {
        return;
    }
    let rule = broken_rule(&error);
    let (message, hint) = claim_problem(error, phrase);
    let problem = problems.error_with_hint(place, message, hint);
    if let Some(rule) = rule {
        problem.breaks(rule);
    }
}

/// The rule that a claim breaks, where it is not the condition that is wrong.
fn broken_rule(error: &ClaimError) -> Option<&'static Rule> {
    match error {
        ClaimError::False(_) => Some(&FALSE_CLAIM),
        ClaimError::Chance(_) => Some(&CHANCE_COMPARISON),
        ClaimError::Unknown(..) => Some(&UNKNOWN_INDICATOR),
        ClaimError::Malformed(_) | ClaimError::NotBoolean | ClaimError::Failed(_) => None,
    }
}

/// The problem with a claim and what to do about it.
fn claim_problem(error: ClaimError, phrase: &str) -> (EcoString, Option<EcoString>) {
    match error {
        ClaimError::Malformed(reason) => {
            let hint = "a condition compares indicators, such as `a > 50` or `a > b && a > c`; \
                        a row whose key begins with a digit is written `a[\"2022\"]`";
            (eco_format!("the condition cannot be read ({reason})"), Some(hint.into()))
        }
        ClaimError::Unknown(name, hint) => {
            (eco_format!("there is no indicator `{name}`"), hint.map(EcoString::from))
        }
        ClaimError::NotBoolean => {
            let hint = "compare it with something, such as `a > 50`";
            ("the condition is neither true nor false".into(), Some(hint.into()))
        }
        ClaimError::Failed(reason) => {
            (eco_format!("the condition cannot be computed ({reason})"), None)
        }
        ClaimError::False(values) => {
            let values = if values.is_empty() { values } else { values + "; " };
            let hint = eco_format!("{values}change the text, or the condition if it says too much");
            (eco_format!("“{phrase}” is not true of the data"), Some(hint))
        }
        ClaimError::Chance(difference) => {
            let hint = eco_format!("{difference}; say that there is no clear difference");
            (eco_format!("“{phrase}” may be true of this sample by chance"), Some(hint))
        }
    }
}
