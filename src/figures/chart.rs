//! A resolved figure: everything the theme needs to draw it, in the language
//! of the document. Fractions from 0 to 1 are positions on the value axis, so
//! that the theme draws and never calculates.

use serde::Serialize;

use crate::evidence::Amount;

/// A figure that is ready to be drawn.
#[derive(Debug, Clone, Serialize)]
pub struct Chart {
    /// The figure's key.
    pub key: String,
    /// The keys of the indicators that it shows.
    pub indicators: Vec<String>,
    /// The kind, as in `figures.toml`.
    pub kind: &'static str,
    /// The finding.
    pub title: String,
    /// What is measured, of whom, when.
    pub subtitle: String,
    /// A caveat.
    pub note: Option<String>,
    /// Alternative text.
    pub alt: String,
    /// Who published the data.
    pub source: String,
    /// The number of answers, or that it is not published.
    pub base: String,
    /// The width that the author has in mind.
    pub width: Option<String>,
    /// What is drawn.
    #[serde(flatten)]
    pub drawing: Drawing,
    /// The data as a table.
    pub table: DataTable,
}

/// What is drawn, by family of charts.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Drawing {
    /// Bars, in one or more groups.
    Bars {
        /// The value axis.
        axis: Axis,
        /// The names of the bars within each group, if there are several.
        series: Vec<Named>,
        /// The groups.
        groups: Vec<BarGroup>,
    },
    /// Rows of parts that make up 100 %.
    Stacked {
        /// The value axis.
        axis: Axis,
        /// The names of the parts.
        series: Vec<Named>,
        /// The rows.
        groups: Vec<StackedRow>,
    },
    /// Lines over years.
    Lines {
        /// The value axis.
        axis: Axis,
        /// The axis of years.
        x: Axis,
        /// The lines.
        lines: Vec<Line>,
    },
    /// Large figures.
    Tiles {
        /// The tiles.
        tiles: Vec<Tile>,
    },
    /// A field of cells.
    Waffle {
        /// The field.
        waffle: Waffle,
    },
    /// Bands from where to where, between two columns of ends.
    Flow {
        /// Where they come from, from top to bottom.
        sources: Vec<FlowEnd>,
        /// Where they go to, from top to bottom.
        targets: Vec<FlowEnd>,
        /// The bands.
        flows: Vec<Flow>,
    },
    /// Regions, tinted by the classes of their values.
    Map {
        /// The regions; places are from the map's upper left corner, in parts of its width.
        regions: Vec<MapRegion>,
        /// The classes, from low to high.
        classes: Vec<MapClass>,
        /// How high the map is, in parts of its width.
        height: f64,
        /// What the mark of hidden values means, if there are any.
        hidden: Option<String>,
        /// What the mark of regions without a value means, if there are any.
        missing: Option<String>,
    },
    /// Nothing but the table.
    Table {},
    /// The table, with cells that are tinted by their values.
    Heat {
        /// How far each cell of each row is from the lowest value to the highest, from 0 to
        /// 1. None if the value is hidden or there is none.
        tints: Vec<Vec<Option<f64>>>,
        /// The lowest value as printed; none if no value is known.
        lowest: Option<String>,
        /// The highest value as printed.
        highest: Option<String>,
    },
    /// Rows of answers on a scale, to both sides of its middle.
    Likert {
        /// The axis of the answers before the middle, to the left, and of those after it, to
        /// the right.
        axis: Axis,
        /// The axis of the answer in the middle, which stands apart. None if the scale has
        /// none.
        neutral: Option<Axis>,
        /// The answers, in the order of the scale.
        series: Vec<Named>,
        /// The rows.
        groups: Vec<StackedRow>,
    },
}

/// An axis with its ticks.
#[derive(Debug, Clone, Serialize)]
pub struct Axis {
    /// The ticks from low to high.
    pub ticks: Vec<Tick>,
    /// Where zero stands.
    pub zero: f64,
    /// A value to compare with, if the figure has one.
    pub reference: Option<Reference>,
}

/// A value that others are compared with, such as an average: a line across the plot.
#[derive(Debug, Clone, Serialize)]
pub struct Reference {
    /// The key of the indicator.
    pub key: String,
    /// The position.
    pub at: f64,
    /// What it is.
    pub label: String,
    /// The printed value.
    pub display: String,
}

/// A tick of an axis.
#[derive(Debug, Clone, Serialize)]
pub struct Tick {
    /// The position.
    pub at: f64,
    /// The printed value.
    pub label: String,
}

/// Something that has only a name.
#[derive(Debug, Clone, Serialize)]
pub struct Named {
    /// The name.
    pub label: String,
}

/// A group of bars.
#[derive(Debug, Clone, Serialize)]
pub struct BarGroup {
    /// The group's name.
    pub label: Option<String>,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// A bar.
#[derive(Debug, Clone, Serialize)]
pub struct Bar {
    /// The key of the indicator.
    pub key: String,
    /// The bar's name.
    pub label: String,
    /// Where the bar begins.
    pub from: f64,
    /// Where the bar ends. Nowhere if the value is hidden or there is none.
    pub at: Option<f64>,
    /// The printed value; the sign for a hidden or missing one.
    pub display: String,
    /// Whether it carries the accent.
    pub highlight: bool,
    /// Whether it is a range rather than a value.
    pub range: bool,
    /// Which of the series it belongs to.
    pub series: usize,
    /// Its interval of confidence, in a chart of intervals and where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<Stretch>,
}

/// A stretch of the value axis, or of a height from its top.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Stretch {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

/// A row of parts.
#[derive(Debug, Clone, Serialize)]
pub struct StackedRow {
    /// The row's name.
    pub label: String,
    /// The sign that stands for a row of which parts are hidden or missing, and of which
    /// none is drawn.
    pub sign: Option<String>,
    /// The parts, from left to right.
    pub parts: Vec<Part>,
}

/// A part of a row.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// The key of the indicator.
    pub key: String,
    /// The share that is drawn, in percent, where the indicator is none itself.
    #[serde(skip)]
    pub share: Option<Amount>,
    /// Whether it is hidden because of others in its row.
    #[serde(skip)]
    pub withheld: bool,
    /// Where the part begins.
    pub from: f64,
    /// Where the part ends.
    pub at: f64,
    /// The printed share.
    pub display: String,
    /// Which of the series it belongs to.
    pub series: usize,
}

/// A line over years.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// The line's name.
    pub label: String,
    /// Whether it carries the accent.
    pub highlight: bool,
    /// The points from early to late.
    pub points: Vec<Point>,
}

/// A point of a line.
#[derive(Debug, Clone, Serialize)]
pub struct Point {
    /// The key of the indicator.
    pub key: String,
    /// The position on the axis of years.
    pub x: f64,
    /// The position on the value axis. None if the value is hidden or there is none.
    pub at: Option<f64>,
    /// The year or period.
    pub label: String,
    /// The printed value.
    pub display: String,
}

/// A large figure.
#[derive(Debug, Clone, Serialize)]
pub struct Tile {
    /// The key of the indicator.
    pub key: String,
    /// What the figure says.
    pub label: String,
    /// The printed value.
    pub display: String,
    /// A line of context.
    pub context: Option<String>,
    /// Whether it carries the accent.
    pub highlight: bool,
}

/// A field of cells of which some are filled.
#[derive(Debug, Clone, Serialize)]
pub struct Waffle {
    /// The key of the indicator.
    pub key: String,
    /// How many cells there are.
    pub total: u32,
    /// How many are filled.
    pub filled: u32,
    /// The printed value.
    pub display: String,
    /// What the filled cells are.
    pub label: String,
    /// What all cells are, where an indicator says so.
    #[serde(skip)]
    pub whole: Option<Whole>,
}

/// Where flows come from or go to.
#[derive(Debug, Clone, Serialize)]
pub struct FlowEnd {
    /// Its name.
    pub label: String,
    /// The printed total of its flows; empty where they have none.
    pub display: String,
    /// What it takes of the height.
    #[serde(flatten)]
    pub stretch: Stretch,
    /// Whether it carries the accent.
    pub highlight: bool,
}

/// A band from one end to another.
#[derive(Debug, Clone, Serialize)]
pub struct Flow {
    /// The key of the indicator.
    pub key: String,
    /// Which of the sources it comes from.
    pub source: usize,
    /// Which of the targets it goes to.
    pub target: usize,
    /// What it takes of the height at its source. None if the value is hidden or there is
    /// none.
    pub start: Option<Stretch>,
    /// The same at its target.
    pub end: Option<Stretch>,
    /// The printed value; the sign for a hidden or missing one.
    pub display: String,
    /// Whether it carries the accent.
    pub highlight: bool,
}

/// A region of a map.
#[derive(Debug, Clone, Serialize)]
pub struct MapRegion {
    /// The key of the indicator; none for a region that the data do not name.
    pub key: Option<String>,
    /// Its name.
    pub label: String,
    /// The printed value; the sign for a hidden or missing one.
    pub display: String,
    /// Which of the classes its value belongs to, if it has one.
    pub class: Option<usize>,
    /// Whether its value is hidden.
    pub hidden: bool,
    /// Whether it carries the accent.
    pub highlight: bool,
    /// Its outlines and holes.
    pub rings: Vec<Vec<[f64; 2]>>,
    /// The place that lies deepest within it.
    pub inside: [f64; 2],
    /// How far that is from its edge.
    pub radius: f64,
}

/// A class of values on a map.
#[derive(Debug, Clone, Serialize)]
pub struct MapClass {
    /// From where to where it goes.
    pub label: String,
    /// Its place on the ramp of tints, from 0 to 1.
    pub tint: f64,
}

/// The whole that a figure shows a part of.
#[derive(Debug, Clone)]
pub struct Whole {
    /// The key of the indicator.
    pub key: String,
    /// What it is.
    pub label: String,
    /// The printed value.
    pub display: String,
}

/// The data of a figure as a table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DataTable {
    /// The names of the columns.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// Which columns hold numbers.
    pub numeric: Vec<bool>,
    /// The keys of the indicators in each row, one for each column but the first.
    #[serde(skip)]
    pub keys: Vec<Vec<String>>,
}
