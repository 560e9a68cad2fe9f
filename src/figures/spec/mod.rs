//! The chart specifications in `report/figures.toml`.

mod data;

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeValue;
use typst::diag::eco_format;

use self::data::{known_indicators, read_data, read_highlight};
use super::map::{MapSpec, read_map};
use crate::diag::{Place, Problems, name_hint};
use crate::evidence::{Amount, Ledger};
use crate::narrative::is_key;
use crate::project::{Fields, Language, Localized, Project, TomlReader, file_id};

/// What kind of figure is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// Horizontal bars, optionally in groups.
    Bar,
    /// Vertical bars, for few categories.
    Column,
    /// Several bars for each group.
    Grouped,
    /// Bars of which the parts make up 100 %.
    Stacked,
    /// Lines over years.
    Line,
    /// Lines over years, each in a panel of its own.
    Multiples,
    /// Lines from a value before to one after.
    Slope,
    /// Large figures with a label.
    Tiles,
    /// Bars from a lower to a higher value.
    Range,
    /// Points with their intervals of confidence.
    Interval,
    /// A field of cells of which a share is filled.
    Waffle,
    /// Bands from where to where, as wide as the numbers that they stand for.
    Flow,
    /// Regions tinted by their values.
    Map,
    /// A table.
    Table,
    /// Answers on a scale, to both sides of its middle.
    Likert,
    /// Several values in a row, as dots on one line.
    Dots,
    /// A table of which the cells are tinted by their values.
    Heat,
}

impl ChartKind {
    /// All kinds with their names in `figures.toml`.
    pub const ALL: [(&str, Self); 17] = [
        ("bar", Self::Bar),
        ("column", Self::Column),
        ("grouped", Self::Grouped),
        ("stacked", Self::Stacked),
        ("line", Self::Line),
        ("multiples", Self::Multiples),
        ("slope", Self::Slope),
        ("tiles", Self::Tiles),
        ("range", Self::Range),
        ("interval", Self::Interval),
        ("waffle", Self::Waffle),
        ("flow", Self::Flow),
        ("table", Self::Table),
        ("likert", Self::Likert),
        ("dots", Self::Dots),
        ("heat", Self::Heat),
        ("map", Self::Map),
    ];

    /// The name in `figures.toml`.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }

    /// Whether values stand on an axis that they share, and so in one unit.
    pub fn has_axis(self) -> bool {
        let others = [Self::Tiles, Self::Waffle, Self::Flow, Self::Map, Self::Table, Self::Heat];
        !others.contains(&self)
    }

    /// Whether values are compared with each other, and so in one unit.
    pub fn compares(self) -> bool {
        self.has_axis() || matches!(self, Self::Flow | Self::Map | Self::Heat)
    }

    /// Whether the axis can show a value to compare with.
    pub fn takes_reference(self) -> bool {
        self.has_axis()
            && !self.is_part_of_whole()
            && !matches!(self, Self::Slope | Self::Multiples)
    }

    /// Whether `order` sorts its values.
    pub fn sorts(self) -> bool {
        matches!(
            self,
            Self::Bar
                | Self::Column
                | Self::Range
                | Self::Interval
                | Self::Multiples
                | Self::Flow
                | Self::Likert
                | Self::Dots
        )
    }

    /// Whether it shows how a whole is made up, of parts that are not negative.
    pub fn is_part_of_whole(self) -> bool {
        matches!(self, Self::Stacked | Self::Waffle | Self::Flow | Self::Likert)
    }

    /// Whether it cannot be drawn when one of its values is not known.
    pub fn needs_all_values(self) -> bool {
        self == Self::Waffle
    }

    /// Whether the values of a row make up a whole, so that all but one of them tell the
    /// last.
    pub fn has_whole_rows(self) -> bool {
        matches!(self, Self::Stacked | Self::Likert)
    }

    /// Whether percentages are shown on an axis up to 100.
    pub fn shows_all_of_100(self) -> bool {
        !matches!(self, Self::Line | Self::Multiples | Self::Slope)
    }
}

/// A figure as it was specified.
#[derive(Debug, Clone)]
pub struct FigureSpec {
    /// The key by which sections place and cite it.
    pub key: String,
    /// Where it is specified.
    pub place: Place,
    /// What is drawn.
    pub kind: ChartKind,
    /// The indicators that are drawn.
    pub data: FigureData,
    /// The names of the parts or bars within each group.
    pub series: Vec<Localized>,
    /// How bars are sorted.
    pub order: Order,
    /// The keys that carry the accent: of indicators, or of rows of a table.
    pub highlight: Vec<String>,
    /// The end of the value axis.
    pub max: Option<Amount>,
    /// A value that the others are compared with.
    pub reference: Option<ReferenceSpec>,
    /// The finding.
    pub title: Localized,
    /// The condition under which the finding is true.
    pub claim: Option<Condition>,
    /// What is measured, of whom, when.
    pub subtitle: Localized,
    /// A caveat.
    pub note: Option<Localized>,
    /// Alternative text of the author's own, in place of the generated one.
    pub alt: Option<Localized>,
    /// Where that text stands, by language.
    pub alt_places: BTreeMap<String, Place>,
    /// The regions, where it is a map.
    pub map: Option<MapSpec>,
    /// A line of context under each tile.
    pub context: Vec<Localized>,
    /// The width that the author has in mind, for the layout.
    pub width: Option<String>,
}

/// A condition over indicators, such as `coordinator > 50`.
#[derive(Debug, Clone)]
pub struct Condition {
    /// The condition as it is written.
    pub condition: String,
    /// Where.
    pub place: Place,
}

/// In which order bars stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// As they are given.
    #[default]
    Given,
    /// The largest first.
    Descending,
    /// The smallest first.
    Ascending,
}

impl Order {
    /// All orders with their names in `figures.toml`.
    const ALL: [(&str, Self); 3] =
        [("given", Self::Given), ("descending", Self::Descending), ("ascending", Self::Ascending)];
}

/// A value that the others are compared with, such as an average.
#[derive(Debug, Clone)]
pub struct ReferenceSpec {
    /// The key of the indicator.
    pub indicator: String,
    /// What it is; the indicator's label by default.
    pub label: Option<Localized>,
}

/// The indicators of a figure.
#[derive(Debug, Clone)]
pub enum FigureData {
    /// Indicators by key.
    Indicators(Vec<String>),
    /// Whole tables or series by key.
    Grids(Vec<String>),
    /// Indicators in named groups.
    Groups(Vec<(Localized, Vec<String>)>),
    /// Indicators that count who goes from where to where.
    Links(Vec<Link>),
}

/// How many go from one place to another.
#[derive(Debug, Clone)]
pub struct Link {
    /// Where from.
    pub from: Localized,
    /// Where to.
    pub to: Localized,
    /// The key of the indicator.
    pub indicator: String,
}

/// The figures of a project.
#[derive(Debug, Default)]
pub struct Figures {
    /// Those that could be read, in the order of the file.
    pub specs: Vec<FigureSpec>,
    /// The keys of those that could not, which has been reported.
    pub failed: Vec<String>,
}

/// Reads `report/figures.toml`.
pub fn read_figures(project: &Project, ledger: &Ledger, problems: &mut Problems) -> Figures {
    let file = file_id("report/figures.toml");
    let Some(text) = project.optional_text(file, problems) else {
        return Figures::default();
    };
    let languages = &project.manifest.languages;
    let figures = TomlReader::read(file, &text, languages, "the file", problems, |fields| {
        let mut figures = Figures::default();
        for (key, fields) in fields.entries() {
            match read_figure(&key, &fields, ledger) {
                Some(spec) => figures.specs.push(spec),
                None => figures.failed.push(key.into_inner()),
            }
            fields.finish();
        }
        figures
    });
    let mut figures = figures.unwrap_or_default();
    load_maps(&mut figures, project, ledger, problems);
    figures
}

fn read_figure(key: &Spanned<String>, fields: &Fields, ledger: &Ledger) -> Option<FigureSpec> {
    if !is_key(key.get_ref()) {
        // Figures are referred to, and their files named, by their keys.
        let message = eco_format!("`{}` cannot be the key of a figure", key.get_ref());
        let hint = "use letters, digits, hyphens and underscores";
        fields.reader.error_with_hint(key.span(), message, Some(hint.into()));
    }
    let kind = fields.required_text("kind").and_then(|kind| read_kind(fields, &kind));
    let data = read_data(fields, ledger);
    let is_flow = kind == Some(ChartKind::Flow);
    let map = (kind == Some(ChartKind::Map)).then(|| read_map(fields));
    let is_readable = map.as_ref().is_none_or(Option::is_some);
    let title = fields.required_localized("title");
    let subtitle = fields.required_localized("subtitle");
    let figure = FigureSpec {
        key: key.get_ref().clone(),
        place: fields.reader.place(key.span()),
        series: localized_list(fields, "series"),
        order: read_order(fields),
        reference: read_reference(fields, ledger),
        highlight: read_highlight(fields, ledger, data.as_ref(), is_flow),
        max: read_max(fields),
        claim: fields.text("claim").map(|claim| Condition {
            place: fields.reader.place(claim.span()),
            condition: claim.into_inner(),
        }),
        note: fields.localized("note"),
        alt: fields.localized("alt"),
        alt_places: localized_places(fields, "alt"),
        map: map.flatten(),
        context: localized_list(fields, "context"),
        width: fields.text("width").map(Spanned::into_inner),
        kind: kind?,
        data: data?,
        title: title?,
        subtitle: subtitle?,
    };
    is_readable.then_some(figure)
}

/// Reads the regions of maps.
fn load_maps(figures: &mut Figures, project: &Project, ledger: &Ledger, problems: &mut Problems) {
    let mut failed = Vec::new();
    for spec in &mut figures.specs {
        let (Some(map), FigureData::Grids(tables)) = (&mut spec.map, &spec.data) else { continue };
        let figure = (&*spec.key, &spec.place);
        if map.load(figure, tables, project, ledger, problems).is_none() {
            failed.push(spec.key.clone());
        }
    }
    figures.specs.retain(|spec| !failed.contains(&spec.key));
    figures.failed.extend(failed);
}

fn read_kind(fields: &Fields, text: &Spanned<String>) -> Option<ChartKind> {
    let name = text.get_ref().as_str();
    let kind = ChartKind::ALL.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind);
    if kind.is_none() {
        let hint = name_hint(name, ChartKind::ALL.map(|(known, _)| known));
        let message = eco_format!("there is no kind of figure `{name}`");
        fields.reader.error_with_hint(text.span(), message, hint);
    }
    kind
}

fn read_order(fields: &Fields) -> Order {
    let Some(order) = fields.text("order") else {
        return Order::default();
    };
    let name = order.get_ref().as_str();
    let known = Order::ALL.iter().find(|(known, _)| *known == name).map(|(_, order)| *order);
    known.unwrap_or_else(|| {
        let message = eco_format!("there is no order `{name}`");
        let hint = name_hint(name, Order::ALL.map(|(known, _)| known));
        fields.reader.error_with_hint(order.span(), message, hint);
        Order::default()
    })
}

/// Reads `reference`: a number of the evidence as all others, never one of its own.
fn read_reference(fields: &Fields, ledger: &Ledger) -> Option<ReferenceSpec> {
    let reference = fields.table("reference")?;
    let indicator = reference.required_text("indicator");
    let label = reference.localized("label");
    let known = indicator.and_then(|name| known_indicators(&reference, vec![name], ledger));
    reference.finish();
    let indicator = known?.pop()?;
    Some(ReferenceSpec { indicator, label })
}

fn read_max(fields: &Fields) -> Option<Amount> {
    let value = fields.get("max")?;
    let max = match value.get_ref() {
        DeValue::Integer(number) if number.radix() == 10 => Amount::parse(number.as_str()),
        DeValue::Float(number) => Amount::parse(number.as_str()),
        _ => None,
    };
    let max = max.filter(|max| max.to_f64() > 0.0);
    if max.is_none() {
        fields.wrong_type("max", value, "a number above zero");
    }
    max
}

/// Where the text of a field stands, by language.
fn localized_places(fields: &Fields, name: &str) -> BTreeMap<String, Place> {
    let place = |language: &Language| {
        Some((language.id().to_string(), fields.localized_place(name, language.id())?))
    };
    fields.reader.languages.iter().filter_map(place).collect()
}

fn localized_list(fields: &Fields, name: &str) -> Vec<Localized> {
    match fields.get(name).map(|value| (value, value.get_ref())) {
        None => Vec::new(),
        Some((_, DeValue::Array(items))) => {
            items.iter().filter_map(|item| fields.localized_value(name, item)).collect()
        }
        Some((value, _)) => {
            fields.wrong_type(name, value, "a list with a text for each language");
            Vec::new()
        }
    }
}
