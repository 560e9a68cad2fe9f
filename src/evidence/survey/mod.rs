//! Surveys: statistics over the rows of data files.
//!
//! All measures of a file are computed in one pass that reads only the columns
//! they need. Names are resolved to columns and codes first, so that everything
//! that is wrong with definitions is said at once.

mod estimate;
mod expectations;
mod hide;
mod indicators;
mod layout;
mod outcome;
mod resolve;

pub use self::expectations::spelled_alike;
pub use self::indicators::{Computed, slug};
pub use self::outcome::{AnswerCount, Bits, Estimate, Role, Weighted};

use std::collections::BTreeMap;

use typst::diag::eco_format;

use self::estimate::{EstimateError, Estimator};
use self::expectations::Expectations;
use self::indicators::Labels;
use self::outcome::Outcome;
use self::resolve::{Resolved, Resolver};
use super::data::{DataFile, check_sum};
use super::definition::{Definition, Kind, Layout, Measure, MeasureBase, Statistic};
use super::intake::{Answer, Chunk, Codebook};
use super::sources::{PopulationSize, Source};
use super::tally::{self, Plan, Reason, Sample, Tallies};
use crate::diag::{Place, Problems};
use crate::project::{Disclosure, Language, Project};

/// The number of the way in which results are computed. It is raised with every
/// change of one, so that none from before is taken from a cache.
const RESULTS: u32 = 1;

/// Computes all measures of a source: the results by the keys of the definitions.
/// What could not be computed is missing, and has been reported.
pub fn compute(
    project: &Project,
    source: &Source,
    definitions: &[&Definition],
    problems: &mut Problems,
) -> BTreeMap<String, Computed> {
    let Some(data) = DataFile::open(project, source, problems) else {
        return BTreeMap::new();
    };
    let measures: Vec<(&Definition, &Measure)> = definitions
        .iter()
        .filter_map(|definition| match &definition.kind {
            Kind::Measure(measure) => Some((*definition, measure.as_ref())),
            _ => None,
        })
        .collect();
    let survey = Survey {
        project,
        source,
        codebook: data.codebook(),
        languages: &project.manifest.languages,
        disclosure: &project.manifest.disclosure,
        measures,
    };
    let computed = survey.compute(&data, problems);
    check_sum(project, source, problems);
    computed
}

/// The measures of one data file.
struct Survey<'a> {
    project: &'a Project,
    source: &'a Source,
    codebook: &'a Codebook,
    languages: &'a [Language],
    disclosure: &'a Disclosure,
    measures: Vec<(&'a Definition, &'a Measure)>,
}

/// A measure with its place in the plan.
type Planned<'a> = (&'a Definition, &'a Measure, Resolved);

impl<'a> Survey<'a> {
    fn compute(&self, data: &DataFile, problems: &mut Problems) -> BTreeMap<String, Computed> {
        let (plan, planned, expectations) = self.plan(data.columns(), problems);
        let definitions = planned_text(&planned);
        let depends_on = || {
            let version = (env!("CARGO_PKG_VERSION"), RESULTS);
            let (state, disclosure) = (data.state()?, self.disclosure);
            let size = match &self.source.population_size {
                Some(PopulationSize::Number(size)) => *size,
                _ => 0,
            };
            Some(format!("{version:?} {state} {plan:?} {size} {disclosure:?} {definitions}"))
        };
        let remembered = depends_on().and_then(|it| self.project.remembered(&it));
        let outcomes = match remembered {
            Some(outcomes) => outcomes,
            None => {
                let before = problems.iter().count();
                let Some(outcomes) = self.read(data, &plan, &planned, &expectations, problems)
                else {
                    return BTreeMap::new();
                };
                if problems.iter().count() == before
                    && let Some(depends_on) = depends_on()
                {
                    self.project.remember(&depends_on, &outcomes);
                }
                outcomes
            }
        };
        let labels = Labels {
            codebook: self.codebook,
            source: self.source,
            languages: self.languages,
            plan: &plan,
        };
        let mut computed = BTreeMap::new();
        for ((definition, measure, resolved), outcome) in planned.iter().zip(outcomes) {
            let Some(outcome) = outcome else { continue };
            let finished = labels.computed(definition, measure, resolved, outcome, problems);
            computed.extend(finished.map(|finished| (definition.key.clone(), finished)));
        }
        computed
    }

    fn plan(
        &self,
        columns: &[String],
        problems: &mut Problems,
    ) -> (Plan, Vec<Planned<'a>>, Expectations) {
        let is_count = |measure: &Measure| {
            measure.statistic == Statistic::Count && matches!(measure.layout, Layout::Single)
        };
        let counts: BTreeMap<&str, &Measure> = self
            .measures
            .iter()
            .filter(|(_, measure)| is_count(measure))
            .map(|(definition, measure)| (definition.key.as_str(), *measure))
            .collect();
        let mut resolver = Resolver::new(self.source, columns, self.codebook, &counts, problems);
        let mut planned = Vec::new();
        for (definition, measure) in &self.measures {
            let resolved = resolver.measure(measure);
            planned.extend(resolved.map(|resolved| (*definition, *measure, resolved)));
        }
        let (plan, expectations) = resolver.finish();
        (plan, planned, expectations)
    }

    /// Reads the data and computes all measures. Nothing if the data cannot be read.
    fn read(
        &self,
        data: &DataFile,
        plan: &Plan,
        planned: &[Planned],
        expectations: &Expectations,
        problems: &mut Problems,
    ) -> Option<Vec<Option<Outcome>>> {
        let mut tallies = Tallies::new(plan);
        let columns: Vec<&str> = plan.columns.iter().map(|column| column.name.as_str()).collect();
        let count = |chunk: &Chunk| tally::count(plan, chunk);
        data.read(&columns, count, |counted| tallies.add(counted), problems)?;
        expectations.check(plan, &tallies, self.codebook, self.source, problems);
        let sample = tallies.sample();
        let population = self.population(&sample, problems)?;
        let outcome = |(definition, measure, resolved): &Planned| {
            let tally = tallies.tally(resolved.index);
            if let Some(unusable) = &tally.unusable {
                self.report_unusable(definition, unusable, plan, data, problems);
                return None;
            }
            let estimator = Estimator {
                statistic: measure.statistic,
                base: &measure.base,
                sample: &sample,
                population: &population,
                weighted: resolved.weight.is_some(),
                confidence: self.disclosure.confidence,
                column: resolved.column.map(|column| &plan.columns[column]),
                missing: &measure.missing,
            };
            match self.outcome(&estimator, measure, resolved, plan, &tally) {
                Ok(mut outcome) => {
                    hide::hide(measure, self.disclosure, &mut outcome);
                    Some(outcome)
                }
                Err(error) => {
                    report_error(definition, error, problems);
                    None
                }
            }
        };
        let mut outcomes: Vec<Option<Outcome>> = planned.iter().map(outcome).collect();
        let measures: Vec<_> =
            planned.iter().map(|(_, measure, resolved)| (*measure, resolved)).collect();
        hide::hide_related(plan, &measures, &mut outcomes);
        Some(outcomes)
    }

    /// How many units each stratum has in the population.
    fn population(
        &self,
        sample: &Sample,
        problems: &mut Problems,
    ) -> Option<BTreeMap<Answer, f64>> {
        match &self.source.population_size {
            None => Some(BTreeMap::new()),
            Some(PopulationSize::Number(size)) if sample.strata.len() <= 1 => {
                let stratum = sample.strata.keys().next().cloned().unwrap_or(Answer::Empty);
                Some(BTreeMap::from([(stratum, *size as f64)]))
            }
            Some(PopulationSize::Number(_)) => {
                let message = eco_format!(
                    "`population-size` of `{}` is one number, and its sample has {} strata",
                    self.source.id,
                    sample.strata.len()
                );
                problems
                    .error(&self.source.place, message)
                    .hint("name the column that gives the size of each stratum");
                None
            }
            Some(PopulationSize::Column((column, place))) => {
                let mut sizes = BTreeMap::new();
                for (stratum, found) in &sample.strata {
                    let [Answer::Number(size)] = found.population[..] else {
                        let message = eco_format!(
                            "column `{column}` does not give one size for the stratum `{stratum}`"
                        );
                        problems.error(place, message);
                        return None;
                    };
                    sizes.insert(stratum.clone(), size);
                }
                Some(sizes)
            }
        }
    }

    fn report_unusable(
        &self,
        definition: &Definition,
        unusable: &tally::Unusable,
        plan: &Plan,
        data: &DataFile,
        problems: &mut Problems,
    ) {
        let column = &plan.columns[unusable.column].name;
        let place = data.place_of_row(unusable.row);
        let found = match &unusable.answer {
            Answer::Empty => "an empty cell".into(),
            answer => eco_format!("`{answer}`"),
        };
        let (what, hint) = match unusable.reason {
            Reason::Weight => ("a weight", "a weight is a number that is not below zero"),
            Reason::Number => (
                "a number",
                "declare what is no number as `missing`, or leave its rows out with `where`",
            ),
        };
        let message = eco_format!("{found} in column `{column}`, {place}, is not {what}");
        problems.error(&definition.place, message).hint(hint);
    }
}

fn report_error(definition: &Definition, error: EstimateError, problems: &mut Problems) {
    let (message, hint) = match error {
        EstimateError::EmptyBase => (
            "no row is in its base",
            "check `where`, `missing` and `base`; nothing can be said of nobody",
        ),
        EstimateError::NoWeight => ("all rows in its base have the weight 0", "check `weight`"),
        EstimateError::LonelyStratum => (
            "a stratum has a single sampling unit, so that no standard error follows",
            "join it with another stratum",
        ),
        EstimateError::SmallPopulation => {
            ("a stratum has more rows than its population", "check `population-size`")
        }
        EstimateError::TooLarge => ("it is too large a number", "check the column"),
    };
    let message = eco_format!("`{}` cannot be computed: {message}", definition.key);
    let place: &Place = &definition.place;
    problems.error(place, message).hint(hint);
}

/// What the results depend on besides the data and the plan.
fn planned_text(planned: &[Planned]) -> String {
    let text = |(definition, measure, resolved): &Planned| {
        let base = match &measure.base {
            MeasureBase::Valid => "valid",
            MeasureBase::Asked => "asked",
            MeasureBase::Named((key, _)) => key,
        };
        let layout = match &measure.layout {
            Layout::Single => "single",
            Layout::Distribution => "distribution",
            Layout::Table(_) => "table",
            Layout::Series(_) => "series",
        };
        format!("{} {:?} {base} {layout} {resolved:?}\n", definition.key, measure.statistic)
    };
    planned.iter().map(text).collect()
}
