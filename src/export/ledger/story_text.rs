//! A number's story as plain text.

use unicode_width::UnicodeWidthStr;

use super::document::SourceEntry;
use super::rows::{Denominator, Exact, LedgerRow};
use super::story::{Story, StoryAnswer};
use super::table::{Cell, Column, Table};
use super::text::{wrap, write_text};
use crate::evidence::{Absence, Role};

/// How far lines are indented.
const INDENT: &str = "  ";

/// The width of the names of facts.
const NAMES: usize = 16;

/// The width of a page of text where no terminal says it.
const PAGE: usize = 100;

/// The story as text: the number, what is known of it, the answers behind it, its
/// source, and the stories of the numbers that it was computed from.
pub fn write_story(story: &Story, width: Option<usize>) -> String {
    let mut writer = Writer { width: width.unwrap_or(PAGE).max(40), text: String::new() };
    writer.story(story);
    let mut told = vec![story.row.key.as_str()];
    let mut open: Vec<&Story> = story.computed_from.iter().rev().collect();
    while let Some(next) = open.pop() {
        if told.contains(&next.row.key.as_str()) || is_plain(next) {
            continue;
        }
        told.push(&next.row.key);
        writer.text.push('\n');
        writer.story(next);
        open.extend(next.computed_from.iter().rev());
    }
    writer.text
}

/// Whether a number was taken over as it is, so that one line says all about it.
fn is_plain(story: &Story) -> bool {
    matches!(story.row.kind, "published" | "table")
}

struct Writer {
    width: usize,
    text: String,
}

impl Writer {
    fn story(&mut self, story: &Story) {
        let row = &story.row;
        self.heading(row);
        self.value(story);
        self.computation(story);
        self.precision(story);
        self.fact("population", row.population.as_deref());
        self.fact("year", row.year.as_deref());
        self.fact("defined in", Some(&row.place));
        for source in &story.origins {
            self.source(source);
        }
        if story.row.page.is_some() {
            self.fact("page", row.page.map(|page| page.to_string()).as_deref());
        }
        self.answers(story);
        self.inputs(story);
    }

    fn heading(&mut self, row: &LedgerRow) {
        let title = format!("{} · {}", row.key, row.full_label());
        let rule = "─".repeat(title.width().min(self.width));
        self.text += &format!("{title}\n{rule}\n{INDENT}{}\n\n", row.printed);
    }

    fn value(&mut self, story: &Story) {
        let row = &story.row;
        let unit = &row.unit;
        let exact = match (row.value, row.value_to) {
            (Some(low), Some(high)) => Some(format!("{} to {} ({unit})", low.0, high.0)),
            (Some(value), None) => Some(format!("{} ({unit})", value.0)),
            (None, _) => None,
        };
        self.fact("exact value", exact.as_deref());
        let absent = row.absent.map(|absence| match absence {
            Absence::Suppressed => {
                "hidden: too few answers lie behind it, or behind a number that would follow from it"
            }
            Absence::NoData => "none: no row is in its base",
        });
        self.fact("not shown", absent);
        if row.exactness != "exact" {
            self.fact("exactness", Some(row.exactness));
        }
        let rounded = |exact: &Exact| format!("from {}, so that the parts add up to 100", exact.0);
        self.fact("rounded", story.unrounded.as_ref().map(rounded).as_deref());
        let published = story.published.map(|it| format!("{}; the data give the same", it.0));
        self.fact("published as", published.as_deref());
    }

    /// What the number is of which rows.
    fn computation(&mut self, story: &Story) {
        let row = &story.row;
        self.fact("kind", Some(&kind(story)));
        if let Some(formula) = &story.formula {
            self.fact("computed as", Some(&formula.keys));
            self.fact("", Some(&format!("= {}", formula.values)));
        }
        self.fact("question", row.question.as_deref());
        let columns = row.columns.join(", ");
        let name = if row.columns.len() == 1 { "column" } else { "columns" };
        self.fact(name, (!columns.is_empty()).then_some(&columns));
        let has_rows = story.rows_read.is_some() || row.filter.is_some();
        let filter = row.filter.as_deref().or(has_rows.then_some("all rows"));
        self.fact("filter", filter);
        self.fact("group", row.group.as_deref());
        self.fact("rows read", story.rows_read.map(|rows| rows.to_string()).as_deref());
        let rule = story.base_rule.as_deref().map(|rule| match rule {
            "valid" => "valid answers".to_string(),
            "asked" => "all rows that pass the filter".to_string(),
            key => format!("the rows that `{key}` counts"),
        });
        self.fact("base", rule.as_deref());
    }

    fn precision(&mut self, story: &Story) {
        let row = &story.row;
        let with_weight = |count: u64, weight: Option<f64>| match weight {
            Some(weight) => format!("{count} (weighted {})", short(weight)),
            None => count.to_string(),
        };
        let counted = row.counted.map(|count| with_weight(count, row.weighted_counted));
        self.fact("counted", counted.as_deref());
        let base = match row.base {
            None => None,
            Some(Denominator::Of(base)) => Some(with_weight(base, row.weighted_base)),
            Some(Denominator::NotPublished) => Some("not published".into()),
        };
        self.fact("base (n)", base.as_deref());
        self.fact("missing", row.missing.map(|missing| missing.to_string()).as_deref());
        let of_rows = story.rows_read.map(|_| "none");
        self.fact("weight", row.weight.as_deref().or(of_rows));
        self.fact("effective n", row.effective_n.map(short).as_deref());
        self.fact("standard error", row.standard_error.map(short).as_deref());
        if let (Some(lower), Some(upper)) = (row.lower, row.upper) {
            let confidence = story.confidence.map(|it| short(100.0 * it)).unwrap_or_default();
            let interval = format!("{} to {}", short(lower), short(upper));
            self.fact(&format!("{confidence}% interval"), Some(&interval));
        }
    }

    fn source(&mut self, source: &SourceEntry) {
        let published = source.published.as_ref().map(|it| format!(", {it}")).unwrap_or_default();
        let title = format!("{} ({}{published}) [{}]", source.title, source.producer, source.id);
        self.fact("source", Some(&title));
        self.fact("", source.synthetic.then_some("the data are invented"));
        self.fact("", source.note.as_deref());
        self.fact("", source.url.as_deref());
        self.fact("file", source.file.as_deref());
        self.fact("SHA-256", source.sha256.as_deref());
        self.fact("licence", source.licence.as_deref());
    }

    /// The answers, in a table of their own.
    fn answers(&mut self, story: &Story) {
        if story.answers.is_empty() && !story.rare_answers {
            return;
        }
        let labelled = story.answers.iter().any(|answer| answer.label.is_some());
        let weighted = story.row.weight.is_some();
        let names = ["answer", "meaning", "rows", "weight", "role"];
        let shown = [true, labelled, true, weighted, true];
        let column = |id: &'static str| Column { id, heading: id.into() };
        let keep = |cells: [Cell; 5]| {
            let kept = cells.into_iter().zip(shown).filter(|(_, shown)| *shown);
            kept.map(|(cell, _)| cell).collect::<Vec<_>>()
        };
        let mut rows: Vec<Vec<Cell>> =
            story.answers.iter().map(|answer| keep(answer_cells(answer))).collect();
        if story.rare_answers {
            let hidden = Cell::Text("hidden".into());
            let other = Cell::Text("(rare answers)".into());
            rows.push(keep([other, Cell::Empty, hidden, Cell::Empty, Cell::Empty]));
        }
        let columns = names.into_iter().zip(shown).filter(|(_, shown)| *shown);
        let columns = columns.map(|(name, _)| column(name)).collect();
        self.table("Answers", &Table { columns, rows });
    }

    /// The numbers that it was computed from, a line for each.
    fn inputs(&mut self, story: &Story) {
        if story.computed_from.is_empty() {
            return;
        }
        let column = |id: &'static str| Column { id, heading: id.into() };
        let cells = |part: &Story| {
            let row = &part.row;
            let source = row.sources.join(", ");
            let texts = [&row.key, &row.full_label(), &row.printed, &source, &row.place];
            texts.map(|text| Cell::text(Some(text))).to_vec()
        };
        let table = Table {
            columns: ["key", "label", "value", "source", "defined in"].map(column).to_vec(),
            rows: story.computed_from.iter().map(cells).collect(),
        };
        self.table("Computed from", &table);
    }

    fn table(&mut self, title: &str, table: &Table) {
        self.text += &format!("\n{INDENT}{title}\n");
        for line in write_text(table, Some(self.width - INDENT.len())).lines() {
            self.text += &format!("{INDENT}{line}\n");
        }
    }

    /// A fact with its name, if there is one.
    fn fact(&mut self, name: &str, fact: Option<&str>) {
        let Some(fact) = fact else { return };
        let width = self.width.saturating_sub(INDENT.len() + NAMES).max(20);
        for (index, line) in wrap(fact, width).into_iter().enumerate() {
            let name = if index == 0 { name } else { "" };
            self.text += &format!("{INDENT}{name:NAMES$}{line}\n");
        }
    }
}

fn answer_cells(answer: &StoryAnswer) -> [Cell; 5] {
    let text = if answer.answer.is_empty() { "(empty)" } else { &answer.answer };
    let role = match answer.role {
        Role::Counts => "counts",
        Role::Base => "in the base",
        Role::Missing => "missing",
    };
    [
        Cell::text(Some(text)),
        Cell::text(answer.label.as_ref()),
        answer.count.map_or(Cell::Text("hidden".into()), |count| Cell::count(Some(count))),
        Cell::estimate(answer.weight, 1),
        Cell::text(Some(role)),
    ]
}

/// What a kind of number is, in words.
fn kind(story: &Story) -> String {
    let meaning = match story.row.kind {
        "published" => "a number that others published",
        "table" => "a cell of a table",
        "ratio" => "one number divided by another",
        "change" => "the difference between two numbers",
        "share" => "how many percent of the base gave an answer that counts",
        "count" => "how many rows there are, or gave an answer that counts",
        "mean" => "the arithmetic mean of the valid answers",
        "median" => "the value below which half of the valid answers lie",
        "quantile" => "the value below which a fraction of the valid answers lies",
        "sum" if story.formula.is_some() => "the sum of other numbers",
        "sum" => "the sum of the valid answers",
        _ => return story.row.kind.into(),
    };
    let at = story.at.filter(|_| story.row.kind == "quantile");
    let at = at.map(|at| format!(" (at {at})")).unwrap_or_default();
    format!("{}{at}: {meaning}", story.row.kind)
}

/// A number with four significant digits at least, without needless zeros.
fn short(number: f64) -> String {
    let decimals = match number.abs() {
        large if large >= 1000.0 => 0,
        middle if middle >= 10.0 => 2,
        _ => 4,
    };
    let text = format!("{number:.decimals$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').into(),
        false => text,
    }
}
