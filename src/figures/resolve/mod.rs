//! From specifications to charts: indicators are looked up, values become
//! positions and printed numbers.

mod bars;
mod dots;
mod flow;
mod heat;
mod interval;
mod likert;
mod lines;
mod map;
mod multiples;
mod scale;
mod single;
mod stacked;
mod table;
mod trend;

use typst::diag::eco_format;

use super::alt::{self, Told};
use super::chart::{Chart, Drawing};
use super::spec::{ChartKind, FigureData, FigureSpec};
use super::statement::Statement;
use crate::diag::Problems;
use crate::evidence::{
    Absence, Amount, Base, Evidence, Exactness, Form, Grid, Indicator, Printer, Source, Value,
};
use crate::rules::numbers::SHARES_DO_NOT_ADD_UP;

/// The interface string that says that shares were rounded to add up to 100.
const ROUNDED: &str = "rounded-to-100";

/// Why there is no number, with the interface strings for the sign in its place and for
/// what the sign means.
const SIGNS: [(Absence, &str, &str); 2] = [
    (Absence::Suppressed, "suppressed", "suppressed-means"),
    (Absence::NoData, "no-data", "no-data-means"),
];

/// Resolves a figure in the language of a printer.
pub fn resolve(
    spec: &FigureSpec,
    evidence: &Evidence,
    printer: &Printer,
    problems: &mut Problems,
) -> Option<Chart> {
    let resolver = Resolver { spec, evidence, printer };
    let drawn = resolver.indicators();
    let shown: Vec<&Indicator> = drawn.iter().copied().chain(resolver.reference()).collect();
    if shown.iter().any(|indicator| evidence.ledger.has_failed(&indicator.key)) || drawn.is_empty()
    {
        return None;
    }
    if let Err(message) = check(spec, &shown, printer) {
        problems.error(&spec.place, message);
        return None;
    }
    let is_flow = spec.kind == ChartKind::Flow;
    let drawing = match spec.kind {
        _ if matches!(spec.data, FigureData::Links(_)) && !is_flow => {
            Err("only a figure of the kind `flow` has `links`".into())
        }
        ChartKind::Bar | ChartKind::Column | ChartKind::Range | ChartKind::Interval => {
            resolver.bars()
        }
        ChartKind::Grouped => resolver.grouped(),
        ChartKind::Stacked => resolver.stacked(),
        ChartKind::Line => resolver.lines(),
        ChartKind::Multiples => resolver.multiples(),
        ChartKind::Slope => resolver.slopes(),
        ChartKind::Tiles => Ok(resolver.tiles()),
        ChartKind::Waffle => resolver.waffle(),
        ChartKind::Flow => resolver.flow(),
        ChartKind::Map => resolver.map(),
        ChartKind::Table => Ok(Drawing::Table {}),
        ChartKind::Likert => resolver.likert(),
        ChartKind::Dots => resolver.dots(),
        ChartKind::Heat => resolver.heat(),
    };
    let drawing = match drawing {
        Ok(drawing) => drawing,
        Err(message) => {
            let is_no_whole = message.ends_with(stacked::NOT_WHOLE);
            let problem = problems.error(&spec.place, message);
            if is_no_whole {
                problem.breaks(&SHARES_DO_NOT_ADD_UP);
            }
            return None;
        }
    };
    let trends = match resolver.trends(&drawing) {
        Ok(trends) => trends,
        Err(message) => {
            problems.error(&spec.place, message);
            return None;
        }
    };
    let language = printer.language();
    let items = resolver.items();
    let mut chart = Chart {
        key: spec.key.clone(),
        indicators: shown.iter().map(|indicator| indicator.key.clone()).collect(),
        kind: spec.kind.name(),
        title: spec.title.get(language).into(),
        subtitle: spec.subtitle.get(language).into(),
        note: resolver.note(&drawn),
        alt: String::new(),
        source: source_line(&shown, evidence, printer),
        base: base_line(&drawn, printer),
        width: spec.width.clone(),
        drawing,
        table: resolver.table(),
    };
    chart.alt = alt::text(spec, &chart, &Told { items: &items, trends }, printer, problems);
    if let Some(place) = spec.alt_places.get(language) {
        Statement::new(spec, &chart, &evidence.ledger, printer).check(&chart.alt, place, problems);
    }
    Some(chart)
}

/// Whether one of the indicators has no number for this reason.
fn shows(drawn: &[&Indicator], absence: Absence) -> bool {
    drawn.iter().any(|indicator| indicator.value.absence() == Some(absence))
}

/// Whether a share was rounded so that those of its distribution add up to 100.
fn is_adjusted(indicator: &Indicator) -> bool {
    indicator.lineage.as_ref().is_some_and(|lineage| lineage.summing_to_100)
}

/// An item of a chart, for the alternative text: its name, its printed value
/// and its size.
pub struct Item {
    /// The name.
    pub label: String,
    /// The printed value.
    pub display: String,
    /// The value, for finding extremes. None if it is hidden or there is none.
    pub size: Option<f64>,
}

/// What holds for all charts: values can be printed and compared, and are such as
/// the kind of chart can show.
fn check(spec: &FigureSpec, shown: &[&Indicator], printer: &Printer) -> Result<(), String> {
    for indicator in shown {
        let printed = printer.print(indicator, Form::Short);
        printed.map_err(|error| format!("`{}` cannot be printed ({error})", indicator.key))?;
    }
    if shown.iter().any(|it| is_adjusted(it)) && printer.string(ROUNDED).is_empty() {
        return Err(format!("the locale has no string `{ROUNDED}` to say how shares are rounded"));
    }
    for (absence, sign, meaning) in SIGNS {
        if shows(shown, absence) && printer.string(meaning).is_empty() {
            return Err(format!(
                "the locale has no string `{meaning}` to say what the sign `{sign}` means"
            ));
        }
    }
    match spec.kind {
        ChartKind::Interval => interval::check_words(printer)?,
        ChartKind::Flow => flow::check_words(shown, printer)?,
        _ => {}
    }
    if spec.kind.compares() && shown.windows(2).any(|pair| pair[0].unit != pair[1].unit) {
        let what = if spec.kind == ChartKind::Heat { "ramp of tints" } else { "axis" };
        return Err(format!("the figure mixes units, which no {what} can show"));
    }
    if spec.reference.is_some() && !spec.kind.takes_reference() {
        let kind = spec.kind.name();
        return Err(format!("a figure of the kind `{kind}` has no axis for a `reference`"));
    }
    let absent = shown.iter().find(|indicator| indicator.value.absence().is_some());
    if let Some(indicator) = absent.filter(|_| spec.kind.needs_all_values()) {
        return Err(format!(
            "`{}` is hidden or has no data, and a figure of the kind `{}` shows parts of a whole",
            indicator.key,
            spec.kind.name()
        ));
    }
    let is_negative =
        |indicator: &Indicator| indicator.value.low().is_some_and(|low| low.to_f64() < 0.0);
    let negative = shown.iter().find(|indicator| is_negative(indicator));
    match negative.filter(|_| spec.kind.is_part_of_whole()) {
        Some(indicator) => Err(format!("`{}` is negative, and no part of a whole", indicator.key)),
        None => Ok(()),
    }
}

/// One figure while it is resolved.
struct Resolver<'a> {
    spec: &'a FigureSpec,
    evidence: &'a Evidence,
    printer: &'a Printer<'a>,
}

impl<'a> Resolver<'a> {
    /// All indicators that the figure draws, in order.
    fn indicators(&self) -> Vec<&'a Indicator> {
        drawn_keys(self.spec, self.evidence)
            .iter()
            .filter_map(|key| self.evidence.ledger.get(key))
            .collect()
    }

    /// The indicator that those which are drawn are compared with.
    fn reference(&self) -> Option<&'a Indicator> {
        self.evidence.ledger.get(&self.spec.reference.as_ref()?.indicator)
    }

    fn grids(&self) -> Vec<&'a Grid> {
        match &self.spec.data {
            FigureData::Grids(keys) => {
                keys.iter().filter_map(|key| self.evidence.ledger.grid(key)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What readers have to know of the figure: what the author says, that shares were
    /// rounded so that they add up, what signs mean, and what an interval is.
    fn note(&self, drawn: &[&Indicator]) -> Option<String> {
        let printer = self.printer;
        let own = self.spec.note.as_ref().map(|note| note.get(printer.language()).to_string());
        let is_rounded = drawn.iter().any(|it| is_adjusted(it));
        let rounded = is_rounded.then(|| printer.string(ROUNDED).into());
        let signs = SIGNS.into_iter().filter(|(absence, ..)| shows(drawn, *absence));
        let meaning = |(_, sign, meaning): (_, &str, &str)| {
            format!("{}: {}.", printer.string(sign), printer.string(meaning))
        };
        let meanings = signs.map(meaning);
        let of_kind = self.words_on_intervals().into_iter().chain(self.words_on_flows());
        let parts: Vec<String> =
            own.into_iter().chain(rounded).chain(meanings).chain(of_kind).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    fn label(&self, indicator: &Indicator) -> String {
        indicator.label.get(self.printer.language()).into()
    }

    /// A value that belongs to an indicator, printed as its own value is.
    fn printed(&self, value: Value, indicator: &Indicator) -> String {
        let decimals = indicator.value.high().map_or(0, Amount::decimals);
        self.short(&Indicator {
            value,
            exactness: Exactness::Exact,
            decimals: indicator.decimals.or(Some(decimals)),
            ..indicator.clone()
        })
    }

    /// The printed value. That it can be printed has been checked before.
    fn short(&self, indicator: &Indicator) -> String {
        self.printer.print(indicator, Form::Short).unwrap_or_default()
    }

    /// The printed value, or in words why there is none: a sign says nothing to listeners.
    fn spoken(&self, indicator: &Indicator) -> String {
        let absence = indicator.value.absence();
        match SIGNS.into_iter().find(|(reason, ..)| absence == Some(*reason)) {
            Some((.., meaning)) => self.printer.string(meaning).into(),
            None => self.short(indicator),
        }
    }

    /// The items that the alternative text speaks about.
    fn items(&self) -> Vec<Item> {
        if self.spec.kind == ChartKind::Flow {
            return self.flow_items();
        }
        if self.spec.kind == ChartKind::Multiples {
            return self.panel_items();
        }
        if self.spec.kind == ChartKind::Likert {
            return self.likert_items();
        }
        let single = self.grids().iter().all(|grid| grid.columns.len() == 1);
        let label = |indicator: &Indicator| match (&indicator.year, single) {
            (Some(year), true) if self.spec.kind == ChartKind::Line => year.clone(),
            (Some(year), false) if self.spec.kind == ChartKind::Line => {
                format!("{}, {year}", self.label(indicator))
            }
            _ => self.label(indicator),
        };
        let item = |indicator: &&Indicator| Item {
            label: label(indicator),
            display: self.spoken(indicator),
            size: indicator.value.high().map(Amount::to_f64),
        };
        self.indicators().iter().map(item).collect()
    }
}

/// The keys of all indicators that a figure shows: those that are drawn, in order,
/// and the one that they are compared with.
pub fn indicator_keys(spec: &FigureSpec, evidence: &Evidence) -> Vec<String> {
    let reference = spec.reference.iter().map(|reference| reference.indicator.clone());
    drawn_keys(spec, evidence).into_iter().chain(reference).collect()
}

/// What would tell a hidden number is not drawn.
fn drawn_keys(spec: &FigureSpec, evidence: &Evidence) -> Vec<String> {
    let row = |keys: &[String]| match spec.kind.has_whole_rows() {
        true => stacked::telling_nothing(keys, &evidence.ledger),
        false => keys.to_vec(),
    };
    match &spec.data {
        FigureData::Indicators(keys) => keys.clone(),
        FigureData::Groups(groups) => groups.iter().flat_map(|(_, keys)| row(keys)).collect(),
        FigureData::Links(links) => links.iter().map(|link| link.indicator.clone()).collect(),
        FigureData::Grids(grids) => grids
            .iter()
            .filter_map(|key| evidence.ledger.grid(key))
            .flat_map(|grid| grid.rows.iter().flat_map(|it| row(&it.cells)))
            .collect(),
    }
}

/// Who published the data, each source once.
fn source_line(drawn: &[&Indicator], evidence: &Evidence, printer: &Printer) -> String {
    let language = printer.language();
    let mut sources: Vec<&Source> = Vec::new();
    for id in drawn.iter().flat_map(|indicator| &indicator.sources) {
        let known = evidence.sources.get(id);
        sources.extend(known.filter(|source| sources.iter().all(|other| other.id != source.id)));
    }
    let name = |source: &&Source| {
        let name = format!("{}, {}", source.producer.get(language), source.title.get(language));
        match &source.published {
            Some(year) => format!("{name} ({year})"),
            None => name,
        }
    };
    let names: Vec<String> = sources.iter().map(name).collect();
    let word = if names.len() == 1 { "source" } else { "sources" };
    eco_format!("{}: {}", printer.string(word), names.join("; ")).into()
}

/// What the shares are taken of: the number of answers where it is published.
fn base_line(drawn: &[&Indicator], printer: &Printer) -> String {
    let mut bases: Vec<String> = Vec::new();
    for indicator in drawn {
        let Some(text) = printer.base(indicator.base) else {
            continue;
        };
        if !bases.contains(&text) {
            bases.push(text);
        }
    }
    let partial = drawn.iter().any(|indicator| indicator.base == Base::None) && bases.len() > 1;
    if partial { String::new() } else { bases.join("; ") }
}
