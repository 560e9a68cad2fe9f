//! Are the findings true that stand over figures?

use super::uses::{broken_rule, claim_problem};
use crate::diag::Problems;
use crate::evidence::{ClaimError, Claims, Evidence};
use crate::figures::FigureSpec;
use crate::project::Project;

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
    for (spec, claim) in figures.into_iter().filter_map(|spec| Some((spec, spec.claim.as_ref()?))) {
        let Err(error) = claims.check(&claim.condition) else { continue };
        if matches!(&error, ClaimError::Unknown(name, _) if ledger.has_failed(name)) {
            continue;
        }
        let rule = broken_rule(&error);
        let (message, hint) = claim_problem(error, finding(spec, project));
        let problem = problems.error_with_hint(&claim.place, message, hint);
        if let Some(rule) = rule {
            problem.breaks(rule);
        }
    }
}

/// What the title says, in the first language of the project.
fn finding<'a>(spec: &'a FigureSpec, project: &Project) -> &'a str {
    spec.title.get(project.manifest.languages.first().map_or("", |language| language.id()))
}
