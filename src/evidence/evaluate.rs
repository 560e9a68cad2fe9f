//! From definitions to numbers: cells are read, sums, ratios and changes
//! computed, and everything that does not fit is reported.

use std::collections::BTreeMap;

use typst::diag::eco_format;

use super::amount::Amount;
use super::definition::{Definition, GridDefinition, Kind, Named, read_definitions};
use super::format::{Exactness, Unit};
use super::grid::GridReader;
use super::grim;
use super::indicator::{Base, Derivation, Grid, GridRow, Indicator, Ledger, Value};
use super::sources::Source;
use super::survey::{self, Computed};
use super::table::Tables;
use crate::diag::{Place, Problems, name_hint};
use crate::project::{Localized, Project};
use crate::rules::numbers::UNKNOWN_INDICATOR;

/// To how many decimals ratios are kept; they print with fewer.
const RATIO_DECIMALS: u8 = 12;

/// Reads and computes all indicators of the project.
pub fn evaluate(
    project: &Project,
    sources: &BTreeMap<String, Source>,
    problems: &mut Problems,
) -> Ledger {
    let definitions = read_definitions(project, problems);
    let mut evaluation = Evaluation {
        project,
        sources,
        tables: Tables::default(),
        ledger: Ledger::default(),
        computed: BTreeMap::new(),
        surveyed: BTreeMap::new(),
        open: Vec::new(),
        problems,
    };
    for (key, definition) in &definitions {
        if definition.is_none() {
            evaluation.ledger.fail(key);
        }
    }
    let definitions: Vec<&Definition> = definitions.iter().flat_map(|(_, it)| it).collect();
    for definition in &definitions {
        if matches!(definition.kind, Kind::Sum(_) | Kind::Ratio(..) | Kind::Change(..)) {
            evaluation.computed.insert(&definition.key, definition);
        }
    }
    evaluation.read_surveys(&definitions);
    for definition in &definitions {
        evaluation.read(definition);
    }
    for definition in &definitions {
        evaluation.compute(&definition.key);
    }
    evaluation.ledger
}

/// The state of an evaluation.
struct Evaluation<'a> {
    project: &'a Project,
    sources: &'a BTreeMap<String, Source>,
    tables: Tables,
    ledger: Ledger,
    /// The definitions that are computed from others and still have to be.
    computed: BTreeMap<&'a str, &'a Definition>,
    /// What was computed from rows of data files and is not yet in the ledger.
    surveyed: BTreeMap<String, Computed>,
    /// The keys whose computation has begun, to find circles.
    open: Vec<String>,
    problems: &'a mut Problems,
}

impl<'a> Evaluation<'a> {
    /// Computes what is defined over rows, for all definitions of a source at once.
    fn read_surveys(&mut self, definitions: &[&'a Definition]) {
        let mut by_source: BTreeMap<&str, Vec<&Definition>> = BTreeMap::new();
        for definition in definitions {
            if matches!(definition.kind, Kind::Measure(_))
                && let Some((id, _)) = &definition.source
            {
                by_source.entry(id).or_default().push(definition);
            }
        }
        for (id, definitions) in by_source {
            // An unknown source is reported where it is named.
            if let Some(source) = self.sources.get(id) {
                let computed = survey::compute(self.project, source, &definitions, self.problems);
                self.surveyed.extend(computed);
            }
        }
    }

    /// Takes over a number that is not computed from others.
    fn read(&mut self, definition: &'a Definition) {
        let source = self.source(definition);
        let done = match (&definition.kind, source) {
            (Kind::Published(value, place), Some(source)) => {
                let label = definition.label.clone().unwrap_or_default();
                let mut indicator = base_indicator(definition, *value, label, place.clone());
                indicator.sources = vec![source.id.clone()];
                if indicator.population.is_none() {
                    indicator.population = source.population.clone();
                }
                grim::check(definition, &indicator, place, self.problems);
                self.ledger.insert(indicator);
                true
            }
            (Kind::Grid(grid), Some(source)) => self.read_grid(definition, grid, source).is_some(),
            (Kind::Measure(_), Some(_)) => self.take_over(&definition.key).is_some(),
            (Kind::Published(..) | Kind::Grid(_) | Kind::Measure(_), None) => false,
            _ => true,
        };
        if !done {
            self.ledger.fail(&definition.key);
        }
    }

    /// Puts what was computed from rows into the ledger.
    fn take_over(&mut self, key: &str) -> Option<()> {
        let computed = self.surveyed.remove(key)?;
        for indicator in computed.indicators {
            self.ledger.insert(indicator);
        }
        if let Some(grid) = computed.grid {
            self.ledger.insert_grid(grid);
        }
        Some(())
    }

    fn source(&mut self, definition: &Definition) -> Option<&'a Source> {
        let (id, place) = definition.source.as_ref()?;
        let source = self.sources.get(id);
        if source.is_none() {
            let hint = name_hint(id, self.sources.keys().map(String::as_str));
            let message = eco_format!("there is no source `{id}`");
            self.problems.error_with_hint(place, message, hint);
        }
        source
    }

    /// Reads a table's cells, each of which becomes an indicator.
    fn read_grid(
        &mut self,
        definition: &Definition,
        grid: &GridDefinition,
        source: &Source,
    ) -> Option<()> {
        if source.file.is_none() {
            let place = definition.source.as_ref().map_or(&definition.place, |(_, place)| place);
            let message = eco_format!("the source `{}` has no table", source.id);
            self.problems.error(place, message).hint("add `file` to the source");
            return None;
        }
        let table = self.tables.get(self.project, source, self.problems)?;
        let languages = &self.project.manifest.languages;
        let reader = GridReader::new(table, definition, grid, languages, self.problems)?;
        let mut rows = Vec::new();
        for row in table.rows() {
            let Some((mut grid_row, cells)) = reader.read_row(row, self.problems) else {
                self.ledger.fail(&definition.key);
                continue;
            };
            if rows.iter().any(|other: &GridRow| other.key == grid_row.key) {
                let place = row[reader.key].place.clone();
                let message = eco_format!("the row `{}` occurs twice", grid_row.key);
                self.problems.error(&place, message);
                continue;
            }
            for mut cell in cells {
                cell.sources = vec![source.id.clone()];
                grid_row.cells.push(cell.key.clone());
                self.ledger.insert(cell);
            }
            rows.push(grid_row);
        }
        let column_name = |(name, _): &Named| grid.columns.get(name).cloned().unwrap_or_default();
        self.ledger.insert_grid(Grid {
            key: definition.key.clone(),
            label: definition.label.clone().unwrap_or_default(),
            is_series: grid.is_series,
            columns: grid.values.iter().map(column_name).collect(),
            rows,
        });
        Some(())
    }

    /// Computes an indicator, and first those it needs.
    fn compute(&mut self, key: &str) {
        let Some(definition) = self.computed.get(key).copied() else {
            return;
        };
        if let Some(start) = self.open.iter().position(|open| open == key) {
            let circle = self.open[start..].join("` → `");
            let message = eco_format!("the definition is circular (`{circle}` → `{key}`)");
            self.problems.error(&definition.place, message);
            self.ledger.fail(key);
            return;
        }
        self.open.push(key.into());
        let indicator = match &definition.kind {
            Kind::Sum(of) => self.sum(definition, of),
            Kind::Ratio(numerator, denominator) => self.ratio(definition, numerator, denominator),
            Kind::Change(from, to) => self.change(definition, from, to),
            Kind::Published(..) | Kind::Grid(_) | Kind::Measure(_) => None,
        };
        self.open.pop();
        self.computed.remove(key);
        match indicator {
            Some(indicator) if !self.ledger.has_failed(key) => self.ledger.insert(indicator),
            _ => self.ledger.fail(key),
        }
    }

    fn sum(&mut self, definition: &Definition, of: &[Named]) -> Option<Indicator> {
        let keys = match of {
            [(table, _)] if self.ledger.grid(table).is_some() => {
                let rows = &self.ledger.grid(table)?.rows;
                rows.iter().filter_map(|row| row.cells.first().cloned()).collect()
            }
            _ => of.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>(),
        };
        let place = |index: usize| of.get(index).unwrap_or(&of[0]).1.clone();
        let names = keys.iter().enumerate().map(|(index, key)| (key.clone(), place(index)));
        let parts = self.inputs(names.collect::<Vec<_>>().iter())?;
        let same_unit = parts.windows(2).all(|pair| pair[0].unit == pair[1].unit);
        let unit = parts.first()?.unit.clone();
        if !same_unit {
            self.problems.error(&definition.place, "the parts of the sum have different units");
            return None;
        }
        let zero = Amount::new(0, 0);
        let total = parts.iter().try_fold(zero, |total, part| total.checked_add(part.value.low()?));
        let total = self.representable(definition, total)?;
        Some(computed(definition, total, unit, &parts, Derivation::Sum(keys)))
    }

    fn ratio(&mut self, definition: &Definition, a: &Named, b: &Named) -> Option<Indicator> {
        let parts = self.inputs([a, b])?;
        let (numerator, denominator) = (parts[0].value.low()?, parts[1].value.low()?);
        let (factor, unit) = match &definition.unit {
            Some(unit @ Unit::Percent) => (100, unit.clone()),
            Some(unit) => (1, unit.clone()),
            None => (1, Unit::Number),
        };
        if denominator == Amount::new(0, denominator.decimals()) {
            self.problems.error(&b.1, eco_format!("`{}` is zero", b.0));
            return None;
        }
        let value = numerator.checked_ratio(denominator, factor, RATIO_DECIMALS);
        let value = self.representable(definition, value)?.shortest();
        let derivation = Derivation::Ratio(a.0.clone(), b.0.clone());
        let mut ratio = computed(definition, value, unit, &parts, derivation);
        ratio.decimals = Some(definition.decimals.unwrap_or(0));
        Some(ratio)
    }

    fn change(&mut self, definition: &Definition, a: &Named, b: &Named) -> Option<Indicator> {
        let parts = self.inputs([a, b])?;
        if parts[0].unit != parts[1].unit {
            let message = eco_format!("`{}` and `{}` have different units", a.0, b.0);
            self.problems.error(&definition.place, message);
            return None;
        }
        let (from, to) = (parts[0].value.low()?, parts[1].value.low()?);
        let difference = to.checked_sub(from);
        let mut decimals = definition.decimals;
        let (value, unit) = match (&definition.unit, &parts[0].unit) {
            (Some(Unit::PercentagePoints), Unit::Percent) => (difference, Unit::PercentagePoints),
            (Some(Unit::Percent), _) => {
                decimals = Some(decimals.unwrap_or(0));
                let ratio = |part: Amount| part.checked_ratio(from, 100, RATIO_DECIMALS);
                (difference.and_then(ratio).map(Amount::shortest), Unit::Percent)
            }
            (None, Unit::Percent) => (difference, Unit::PercentagePoints),
            (None, unit) => (difference, unit.clone()),
            (Some(unit), own) if unit == own => (difference, own.clone()),
            (Some(_), _) => {
                let message = "a change is in percent, in percentage points, or in its own unit";
                self.problems.error(&definition.place, message);
                return None;
            }
        };
        let value = self.representable(definition, value)?;
        let derivation = Derivation::Change(a.0.clone(), b.0.clone());
        let mut change = computed(definition, value, unit, &parts, derivation);
        // Where both numbers print with some decimals, so does their difference.
        let printed = || parts[0].decimals.max(parts[1].decimals);
        change.decimals = decimals.or_else(printed);
        Some(change)
    }

    /// The indicators with these names, which must be single exact numbers.
    fn inputs<'n>(&mut self, names: impl IntoIterator<Item = &'n Named>) -> Option<Vec<Indicator>> {
        let mut inputs = Vec::new();
        let mut complete = true;
        for (key, place) in names {
            self.compute(key);
            match self.ledger.get(key) {
                Some(input) if matches!(input.value, Value::Single(_)) => {
                    inputs.push(input.clone());
                    continue;
                }
                Some(input) => {
                    let message = match input.value.absence() {
                        Some(_) => eco_format!("`{key}` is hidden or has no data"),
                        None => eco_format!("`{key}` is a range; nothing exact follows from it"),
                    };
                    self.problems.error(place, message);
                }
                None if self.ledger.has_failed(key) => {}
                None => {
                    let hint = name_hint(key, self.ledger.keys());
                    let message = eco_format!("there is no indicator `{key}`");
                    let problem = self.problems.error_with_hint(place, message, hint);
                    problem.breaks(&UNKNOWN_INDICATOR);
                }
            }
            complete = false;
        }
        complete.then_some(inputs)
    }

    fn representable(&mut self, definition: &Definition, value: Option<Amount>) -> Option<Amount> {
        if value.is_none() {
            let message = eco_format!("`{}` divides by zero or is too large", definition.key);
            self.problems.error(&definition.place, message);
        }
        value
    }
}

/// The indicator of a definition, without its sources.
pub fn base_indicator(
    definition: &Definition,
    value: Value,
    label: Localized,
    place: Place,
) -> Indicator {
    Indicator {
        key: definition.key.clone(),
        place,
        value,
        unit: definition.unit.clone().unwrap_or(Unit::Number),
        exactness: definition.exactness,
        compact: definition.compact,
        decimals: definition.decimals,
        label,
        population: definition.population.clone(),
        year: definition.year.clone(),
        base: definition.base,
        sources: Vec::new(),
        page: definition.page,
        derivation: Derivation::Published,
        lineage: None,
    }
}

/// An indicator that was computed from others and inherits what they share.
fn computed(
    definition: &Definition,
    value: Amount,
    unit: Unit,
    parts: &[Indicator],
    derivation: Derivation,
) -> Indicator {
    let label = definition.label.clone().unwrap_or_default();
    let place = definition.place.clone();
    let mut indicator = base_indicator(definition, Value::Single(value), label, place);
    indicator.unit = unit;
    indicator.derivation = derivation;
    let inexact = parts.iter().any(|part| part.exactness != Exactness::Exact);
    if inexact && indicator.exactness == Exactness::Exact {
        indicator.exactness = Exactness::About;
    }
    for source in parts.iter().flat_map(|part| &part.sources) {
        if !indicator.sources.contains(source) {
            indicator.sources.push(source.clone());
        }
    }
    let shared = |of: fn(&Indicator) -> Option<String>| {
        let first = parts.first().and_then(of);
        first.filter(|first| parts.iter().all(|part| of(part).as_ref() == Some(first)))
    };
    indicator.year = indicator.year.or_else(|| shared(|part| part.year.clone()));
    if indicator.population.is_none() {
        let first = parts.first().and_then(|part| part.population.clone());
        indicator.population =
            first.filter(|first| parts.iter().all(|part| part.population.as_ref() == Some(first)));
    }
    if indicator.base == Base::None && parts.iter().all(|part| part.base == parts[0].base) {
        indicator.base = parts.first().map_or(Base::None, |part| part.base);
    }
    indicator
}
