//! From tallies to estimates.

use std::collections::{BTreeMap, BTreeSet};

use super::outcome::{AnswerCount, Bits, Estimate, Role, Weighted};
use crate::evidence::amount::Amount;
use crate::evidence::definition::{MeasureBase, Statistic};
use crate::evidence::intake::{Answer, Missing};
use crate::evidence::statistics::{
    self, DesignError, Level, Stratum, effective_size, kish_size, quantile_of_counts, ratio,
    student, total, weighted_quantile, wilson,
};
use crate::evidence::tally::{Bin, ColumnPlan, Domain, Moments, Sample, Unit};

/// To how many decimals numbers are kept that are not exact.
const DECIMALS: u8 = 9;

/// To how many decimals exact shares are kept, in percent.
const SHARE_DECIMALS: u8 = 12;

/// Up to so many answers are listed with a number.
const LISTED_ANSWERS: usize = 100;

/// Computes one number from the rows of a group.
pub struct Estimator<'a> {
    /// What is computed.
    pub statistic: Statistic,
    /// Which rows a share is taken of.
    pub base: &'a MeasureBase,
    /// The sample that the rows are.
    pub sample: &'a Sample,
    /// How many units each stratum has in the population, where that is known.
    pub population: &'a BTreeMap<Answer, f64>,
    /// Whether rows are weighted.
    pub weighted: bool,
    /// The confidence of intervals, such as 0.95.
    pub confidence: f64,
    /// The column of the answers, where there is one.
    pub column: Option<&'a ColumnPlan>,
    /// Answers that are missing besides those of the column.
    pub missing: &'a [Missing],
}

/// Which answers count.
#[derive(Clone, Copy)]
pub enum Counting<'a> {
    /// All valid ones.
    Valid,
    /// These.
    Answers(&'a BTreeSet<Answer>),
    /// This option of a question with several.
    Option(&'a Answer),
}

/// Why a number cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EstimateError {
    /// No row is in the base.
    EmptyBase,
    /// The weights of all rows in the base are zero.
    NoWeight,
    /// A stratum has a single sampling unit.
    LonelyStratum,
    /// The population is smaller than the sample.
    SmallPopulation,
    /// The number is too large.
    TooLarge,
}

/// The sums over one sampling unit, or over the single rows of a stratum.
#[derive(Default)]
struct Sums {
    counted: u64,
    base: u64,
    missing: u64,
    y: f64,
    x: f64,
    yy: f64,
    xy: f64,
    xx: f64,
}

impl Sums {
    fn add_base(&mut self, bin: &Bin) {
        self.base += bin.count;
        self.x += bin.weight.value();
        self.xx += bin.weight_squared.value();
    }

    fn add_counted(&mut self, bin: &Bin) {
        self.counted += bin.count;
        self.y += bin.weight.value();
        self.yy += bin.weight_squared.value();
        self.xy += bin.weight_squared.value();
    }

    fn add_moments(&mut self, moments: &Moments) {
        self.add_base(&moments.rows);
        self.counted += moments.rows.count;
        self.y += moments.total.value();
        self.yy += moments.total_of_squares.value();
        self.xy += moments.squared_weight_total.value();
    }
}

impl Estimator<'_> {
    /// The estimate for a group.
    ///
    /// # Errors
    /// Why there is none.
    pub fn estimate(&self, domain: &Domain, counting: Counting) -> Result<Estimate, EstimateError> {
        let units: Vec<_> =
            domain.iter().map(|(key, unit)| (key, self.sums(unit, counting))).collect();
        let add = |of: fn(&Sums) -> u64| units.iter().map(|(_, sums)| of(sums)).sum::<u64>();
        let (counted, base) = (add(|it| it.counted), add(|it| it.base));
        let counts_rows = matches!(self.statistic, Statistic::Count | Statistic::Sum);
        if base == 0 && !counts_rows {
            return Err(EstimateError::EmptyBase);
        }
        let strata = self.strata(&units);
        let sum = |of: fn(&Stratum) -> f64| strata.iter().map(of).collect::<statistics::Sum>();
        let (numerator, denominator) = (sum(|it| it.y).value(), sum(|it| it.x).value());
        let squared_weights = units.iter().map(|(_, sums)| sums.xx).collect::<statistics::Sum>();
        let effective = kish_size(denominator, squared_weights.value());
        let mut estimate = Estimate {
            value: Amount::new(0, 0),
            counted,
            base,
            missing: add(|it| it.missing),
            weighted: self
                .weighted
                .then_some(Weighted { counted: Bits(numerator), base: Bits(denominator) }),
            effective_size: Bits(effective),
            standard_error: None,
            interval: None,
            answers: self.answers(domain, counting),
        };
        match self.statistic {
            Statistic::Share => self.share(&mut estimate, &strata)?,
            Statistic::Mean => self.mean(&mut estimate, &strata)?,
            Statistic::Count | Statistic::Sum => self.total(&mut estimate, &strata)?,
            Statistic::Quantile(at) => self.quantile(&mut estimate, domain, at)?,
        }
        Ok(estimate)
    }

    fn share(&self, estimate: &mut Estimate, strata: &[Stratum]) -> Result<(), EstimateError> {
        let found = ratio(strata)?;
        // Counts give a share exactly, so that halves are rounded as they should be.
        let exact = || {
            let counted = Amount::new(estimate.counted.into(), 0);
            counted.checked_ratio(Amount::new(estimate.base.into(), 0), 100, SHARE_DECIMALS)
        };
        let value = if self.weighted { rounded(100.0 * found.value) } else { exact() };
        estimate.value = value.ok_or(EstimateError::TooLarge)?.shortest();
        estimate.standard_error = Some(Bits(100.0 * found.standard_error()));
        let size = effective_size(found.value, found.variance, estimate.base as f64);
        let interval = wilson(found.value, size, self.confidence);
        estimate.interval = interval.map(|it| (Bits(100.0 * it.lower), Bits(100.0 * it.upper)));
        Ok(())
    }

    fn mean(&self, estimate: &mut Estimate, strata: &[Stratum]) -> Result<(), EstimateError> {
        let found = ratio(strata)?;
        estimate.value = rounded(found.value).ok_or(EstimateError::TooLarge)?;
        estimate.standard_error = Some(Bits(found.standard_error()));
        estimate.interval = student(&found, self.confidence).map(bounds);
        Ok(())
    }

    /// A total of unweighted rows is a fact about these rows; only weights make
    /// it an estimate.
    fn total(&self, estimate: &mut Estimate, strata: &[Stratum]) -> Result<(), EstimateError> {
        let sum = strata.iter().map(|it| it.y).collect::<statistics::Sum>().value();
        estimate.value = rounded(sum).ok_or(EstimateError::TooLarge)?;
        if self.weighted {
            let found = total(strata)?;
            estimate.standard_error = Some(Bits(found.standard_error()));
            estimate.interval = student(&found, self.confidence).map(bounds);
        }
        Ok(())
    }

    fn quantile(
        &self,
        estimate: &mut Estimate,
        domain: &Domain,
        at: f64,
    ) -> Result<(), EstimateError> {
        let mut values: BTreeMap<Answer, Bin> = BTreeMap::new();
        for (answer, bin) in domain.values().flat_map(|unit| &unit.bins) {
            if self.in_base(answer) {
                values.entry(answer.clone()).or_default().merge(bin);
            }
        }
        let numbers = || values.iter().filter_map(|(it, bin)| Some((it.number()?, bin)));
        let counts: Vec<_> = numbers().map(|(number, bin)| (number, bin.count)).collect();
        let weights: Vec<_> = numbers().map(|(number, bin)| (number, bin.weight.value())).collect();
        let level = Level::new(at).ok_or(EstimateError::TooLarge)?;
        let found = match self.weighted {
            true => weighted_quantile(&weights, at),
            false => quantile_of_counts(&counts, level),
        };
        let found = found.ok_or(EstimateError::NoWeight)?;
        estimate.value = rounded(found).ok_or(EstimateError::TooLarge)?;
        let below: BTreeSet<Answer> = values
            .into_keys()
            .filter(|answer| answer.number().is_some_and(|number| number <= found))
            .collect();
        let units: Vec<_> = domain
            .iter()
            .map(|(key, unit)| (key, self.sums(unit, Counting::Answers(&below))))
            .collect();
        let share = ratio(&self.strata(&units))?;
        let critical =
            statistics::interval::student_quantile(self.confidence, share.degrees_of_freedom);
        let interval = critical.and_then(|critical| {
            statistics::woodruff(&weights, share.value, share.standard_error(), critical)
        });
        estimate.standard_error = interval.map(|it| Bits(it.standard_error));
        estimate.interval = interval.map(|it| bounds(it.interval));
        Ok(())
    }

    /// Whether an answer is in the base.
    fn in_base(&self, answer: &Answer) -> bool {
        !matches!(self.base, MeasureBase::Valid) || self.is_valid(answer)
    }

    fn is_valid(&self, answer: &Answer) -> bool {
        self.column.is_none_or(|column| column.is_valid(answer, self.missing))
    }

    fn sums(&self, unit: &Unit, counting: Counting) -> Sums {
        let mut sums = Sums::default();
        if let Some(moments) = &unit.moments {
            sums.add_moments(moments);
        }
        match counting {
            Counting::Option(option) => self.add_option(&mut sums, unit, option),
            Counting::Valid | Counting::Answers(_) => self.add_answers(&mut sums, unit, counting),
        }
        sums
    }

    fn add_answers(&self, sums: &mut Sums, unit: &Unit, counting: Counting) {
        let numeric =
            unit.moments.is_some() || matches!(self.statistic, Statistic::Mean | Statistic::Sum);
        for (answer, bin) in &unit.bins {
            if !self.is_valid(answer) {
                sums.missing += bin.count;
            }
            if numeric || !self.in_base(answer) {
                continue;
            }
            sums.add_base(bin);
            if counts(counting, answer) {
                sums.add_counted(bin);
            }
        }
    }

    fn add_option(&self, sums: &mut Sums, unit: &Unit, option: &Answer) {
        let no_choice = unit.bins.get(&Answer::Empty);
        if let Some(choosers) = &unit.choosers {
            sums.add_base(choosers);
        }
        if let Some(bin) = no_choice {
            sums.missing += bin.count;
            if !matches!(self.base, MeasureBase::Valid) {
                sums.add_base(bin);
            }
        }
        if let Some(bin) = unit.bins.get(option) {
            sums.add_counted(bin);
        }
    }

    /// The sums of the strata. Rows that are sampled one by one are units of
    /// their own, and their sums are those of the stratum already.
    fn strata(&self, units: &[(&(Answer, Answer), Sums)]) -> Vec<Stratum> {
        let mut strata: BTreeMap<&Answer, Stratum> = BTreeMap::new();
        let everybody = Answer::Empty;
        for (answer, stratum) in &self.sample.strata {
            let sampled = stratum.units;
            let population = self.population.get(answer).copied();
            strata.insert(answer, Stratum { sampled, population, ..Stratum::default() });
        }
        if strata.is_empty() {
            let population = self.population.get(&everybody).copied();
            let sampled = self.sample.rows;
            strata.insert(&everybody, Stratum { sampled, population, ..Stratum::default() });
        }
        for ((stratum, _), sums) in units {
            let stratum = strata.entry(stratum).or_default();
            // A count is the total of those who count; they are its domain.
            let domain = if self.statistic == Statistic::Count { sums.counted } else { sums.base };
            stratum.y += sums.y;
            stratum.x += sums.x;
            if self.sample.clustered {
                stratum.within += u64::from(domain > 0);
                stratum.yy += sums.y * sums.y;
                stratum.xy += sums.x * sums.y;
                stratum.xx += sums.x * sums.x;
            } else {
                stratum.within += domain;
                stratum.yy += sums.yy;
                stratum.xy += sums.xy;
                stratum.xx += sums.xx;
            }
        }
        strata.into_values().collect()
    }

    /// The answers behind the number and what they are to it.
    fn answers(&self, domain: &Domain, counting: Counting) -> Vec<AnswerCount> {
        if matches!(counting, Counting::Option(_)) || self.column.is_none() {
            return Vec::new();
        }
        let mut bins: BTreeMap<&Answer, Bin> = BTreeMap::new();
        for (answer, bin) in domain.values().flat_map(|unit| &unit.bins) {
            bins.entry(answer).or_default().merge(bin);
        }
        if bins.len() > LISTED_ANSWERS {
            return Vec::new();
        }
        let role = |answer: &Answer| match (self.in_base(answer), counts(counting, answer)) {
            (false, _) => Role::Missing,
            (true, true) => Role::Counts,
            (true, false) => Role::Base,
        };
        let count = |(answer, bin): (&Answer, Bin)| AnswerCount {
            answer: answer.clone(),
            count: bin.count,
            weight: Bits(bin.weight.value()),
            role: role(answer),
        };
        bins.into_iter().map(count).collect()
    }
}

/// Whether an answer in the base counts.
fn counts(counting: Counting, answer: &Answer) -> bool {
    match counting {
        Counting::Valid => true,
        Counting::Answers(answers) => answers.contains(answer),
        Counting::Option(option) => option == answer,
    }
}

fn rounded(number: f64) -> Option<Amount> {
    Amount::from_f64(number, DECIMALS)
}

fn bounds(interval: statistics::Interval) -> (Bits, Bits) {
    (Bits(interval.lower), Bits(interval.upper))
}

impl From<DesignError> for EstimateError {
    fn from(error: DesignError) -> Self {
        match error {
            DesignError::EmptyBase => Self::NoWeight,
            DesignError::LonelyStratum(_) => Self::LonelyStratum,
            DesignError::SmallPopulation(_) => Self::SmallPopulation,
        }
    }
}
