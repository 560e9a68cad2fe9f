//! A first `sources.toml` and `indicators.toml` for a data file: every question in
//! it as an indicator, with what is known about it as comments.

mod purpose;
mod toml_text;

use std::collections::BTreeSet;

use self::purpose::{Purpose, purpose, set_obstacle};
use self::toml_text::{Entry, comment, plain};
use crate::evidence::{Answer, Inventory, Question, slug};
use crate::project::Localized;

/// Up to so many answers are listed in a comment.
const LISTED_ANSWERS: usize = 40;

/// What columns with weights are called.
const WEIGHTS: [&str; 7] = ["weight", "weights", "wgt", "pw", "gewicht", "weging", "weegfactor"];

/// The two files that define numbers over a data file.
#[derive(Debug)]
pub struct Starter {
    /// The text of `sources.toml`.
    pub sources: String,
    /// The text of `indicators.toml`.
    pub indicators: String,
    /// How many indicators there are.
    pub working: usize,
    /// How many are commented out, each with a reason.
    pub commented_out: usize,
}

/// The data file as definitions name it.
#[derive(Debug)]
pub struct NamedFile<'a> {
    /// Its name without folders and ending.
    pub stem: &'a str,
    /// Its path below `data/`.
    pub path: &'a str,
    /// Its SHA-256 in hexadecimal.
    pub sha256: &'a str,
}

impl Starter {
    /// Writes definitions of everything that an inventory lists. Labels are taken
    /// in one language.
    pub fn new(inventory: &Inventory, file: &NamedFile, language: &str) -> Self {
        let source = key_of(file.stem);
        let mut writer = Writer {
            inventory,
            source: &source,
            language,
            weight: usable_weight(inventory),
            keys: BTreeSet::new(),
            text: String::new(),
            working: 0,
            commented_out: 0,
        };
        let sources = writer.sources(file);
        writer.indicators();
        Self {
            sources,
            indicators: writer.text,
            working: writer.working,
            commented_out: writer.commented_out,
        }
    }
}

struct Writer<'a> {
    inventory: &'a Inventory,
    source: &'a str,
    language: &'a str,
    /// The column by which rows are weighted.
    weight: Option<&'a str>,
    /// The keys that are taken.
    keys: BTreeSet<String>,
    text: String,
    working: usize,
    commented_out: usize,
}

impl Writer<'_> {
    fn sources(&self, file: &NamedFile) -> String {
        let mut entry = Entry::new(self.source);
        entry.text("title", file.stem);
        entry.text("producer", "Unknown");
        entry.text("file", file.path);
        if let Some(weight) = self.weight {
            entry.text("weight", weight);
        }
        let mut text = comment("Where the numbers come from: who made the data, and the file.");
        text += &comment("Write the title as its producer gives it, and who the producer is.");
        text.push('\n');
        text += &entry.to_string();
        if let (None, Some(column)) = (self.weight, likely_weight(self.inventory)) {
            let mut weight = Entry::unnamed();
            weight.text("weight", column);
            text += &comment("If this column weights the rows, all statistics can use it:");
            text += &weight.commented();
        }
        let mut more = Entry::unnamed();
        more.text("published", "2024");
        more.text("licence", "CC-BY-4.0");
        more.text("population", "Whom the data are about");
        text += &comment("Take away the `#` before what you can fill in:");
        text += &more.commented();
        text += &comment("With its checksum, a change of the file is an error that says so:");
        let mut pinned = Entry::unnamed();
        pinned.text("sha256", file.sha256);
        text + &pinned.commented()
    }

    fn indicators(&mut self) {
        let weighted = match self.weight {
            Some(weight) => format!("Rows are weighted by `{}`, as the file says.", plain(weight)),
            None => "Rows are not weighted.".to_string(),
        };
        self.text += &comment(
            "Every question of the data as an indicator. Text states it as `{{ key }}`, or",
        );
        self.text += &comment(
            "one of its parts as `{{ key.answer }}`; `report evidence` lists all numbers.",
        );
        self.text += &comment(&weighted);
        self.row_count();
        let mut told: BTreeSet<&str> = BTreeSet::new();
        for column in &self.inventory.columns {
            let sets = self.inventory.sets.iter();
            let set = sets.clone().find(|(_, set)| set.columns.contains(&column.name));
            match set {
                Some((name, _)) if told.insert(name) => self.set(name),
                Some(_) => {}
                None => self.question(column),
            }
        }
    }

    fn row_count(&mut self) {
        self.text += &format!("\n{}", comment(&format!("{} rows", self.inventory.rows)));
        let mut entry = self.entry("rows", "count");
        entry.text("label", "Rows").text("unit", "number").flag("weight", false);
        self.add(&entry);
    }

    fn question(&mut self, column: &Question) {
        let label = self.label(column.label(), &column.name);
        self.text += &format!("\n{}", comment(&self.heading(&column.name, &label)));
        match purpose(column, self.weight) {
            Purpose::Weight => {
                self.text += &comment("It is the weight of the rows, and no question.");
            }
            Purpose::Distribution => {
                self.answers(column);
                let mut entry = self.entry(&column.name, "distribution");
                entry.text("column", &column.name).text("title", &label);
                self.add(&entry);
            }
            Purpose::Mean(missing) => {
                self.range(column);
                let mean = self.number(column, "mean", &label, &missing);
                self.add(&mean);
                let median = self.number(column, "median", &label, &missing);
                self.text += &median.commented();
            }
            Purpose::None(reason) => {
                self.text += &comment(&format!("Not used: {reason}."));
                let mut entry = self.entry(&column.name, "distribution");
                entry.text("column", &column.name).text("title", &label);
                self.leave_out(&entry);
            }
        }
    }

    fn number(&mut self, column: &Question, kind: &str, label: &str, missing: &[Answer]) -> Entry {
        let name = match kind {
            "median" => format!("{}_median", column.name),
            _ => column.name.clone(),
        };
        let label = match kind {
            "median" => format!("{label} (median)"),
            _ => label.into(),
        };
        let mut entry = self.entry(&name, kind);
        entry.text("column", &column.name).text("label", &label).text("unit", "number");
        if !missing.is_empty() {
            entry.texts("missing", missing.iter().map(Answer::to_string));
        }
        entry
    }

    fn set(&mut self, name: &str) {
        let Some(set) = self.inventory.sets.get(name) else { return };
        let label = self.label(set.label.as_ref(), name);
        self.text += &format!("\n{}", comment(&self.heading(name, &label)));
        self.text += &comment("A question with several answers, in the columns:");
        for column in &set.columns {
            let question = self.inventory.column(column);
            let label = self.label(question.and_then(Question::label), column);
            self.text += &comment(&format!("  {}", self.heading(column, &label)));
        }
        let mut entry = self.entry(name, "distribution");
        entry.text("set", name).text("title", &label);
        match set_obstacle(set, self.inventory) {
            None => self.add(&entry),
            Some(reason) => {
                self.text += &comment(&format!("Not used: {reason}."));
                self.leave_out(&entry);
            }
        }
    }

    /// An indicator with a key that no other has.
    fn entry(&mut self, name: &str, kind: &str) -> Entry {
        let wanted = key_of(name);
        let numbered = (2..).map(|number| format!("{wanted}_{number}"));
        let mut keys = std::iter::once(wanted.clone()).chain(numbered);
        let key = keys.find(|key| !self.keys.contains(key)).unwrap_or(wanted);
        self.keys.insert(key.clone());
        let mut entry = Entry::new(&key);
        entry.text("kind", kind).text("source", self.source);
        entry
    }

    fn add(&mut self, entry: &Entry) {
        self.text += &entry.to_string();
        self.working += 1;
    }

    fn leave_out(&mut self, entry: &Entry) {
        self.text += &entry.commented();
        self.commented_out += 1;
    }

    /// What a question is called, or else its column.
    fn label(&self, label: Option<&Localized>, name: &str) -> String {
        let label = label.map(|label| plain(label.get(self.language))).unwrap_or_default();
        if label.is_empty() { plain(name) } else { label }
    }

    fn heading(&self, name: &str, label: &str) -> String {
        match plain(name) {
            name if name == label => name,
            name => format!("{name}: {label}"),
        }
    }

    /// The answers with their labels and counts.
    fn answers(&mut self, column: &Question) {
        let valid = column.valid_answers();
        let missing = column.counts.keys().filter(|answer| !column.is_valid(answer));
        let all: Vec<&Answer> = valid.into_iter().chain(missing).collect();
        for answer in all.iter().take(LISTED_ANSWERS) {
            let count = column.counts.get(answer).copied().unwrap_or(0);
            let listed = column.entry.answers.iter().find(|entry| entry.code == **answer);
            let label = listed.and_then(|entry| entry.label.as_ref());
            let label = label.map(|label| format!(" {}", plain(label.get(self.language))));
            let code = match answer.is_empty() {
                true => "(empty)".into(),
                false => plain(&answer.to_string()),
            };
            let missing = if column.is_valid(answer) { "" } else { ", missing" };
            let line = format!("  {code}{} · {count}{missing}", label.unwrap_or_default());
            self.text += &comment(&line);
        }
        if all.len() > LISTED_ANSWERS {
            self.text += &comment(&format!("  and {} more", all.len() - LISTED_ANSWERS));
        }
    }

    fn range(&mut self, column: &Question) {
        let Some((low, high)) = column.bounds else { return };
        let missing = self.inventory.rows - column.numbers.min(self.inventory.rows);
        let line = format!("  {} numbers from {low} to {high}, {missing} missing", column.numbers);
        self.text += &comment(&line);
    }
}

/// The weight that the file declares, if all rows have one.
fn usable_weight(inventory: &Inventory) -> Option<&str> {
    let column = inventory.column(inventory.weight.as_deref()?)?;
    can_weight(column, inventory.rows).then_some(&column.name)
}

/// A column that is called as weights are and could be one.
fn likely_weight(inventory: &Inventory) -> Option<&str> {
    let likely = |column: &&Question| {
        WEIGHTS.contains(&column.name.to_lowercase().as_str()) && can_weight(column, inventory.rows)
    };
    inventory.columns.iter().find(likely).map(|column| column.name.as_str())
}

fn can_weight(column: &Question, rows: u64) -> bool {
    column.numbers == rows && column.bounds.is_some_and(|(low, high)| low >= 0.0 && high > 0.0)
}

/// A name as a key: letters of the English alphabet, digits and `_`.
fn key_of(name: &str) -> String {
    let word = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let key: String = slug(name).chars().map(word).collect();
    match key.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("q_{key}"),
        false => key,
    }
}

#[cfg(test)]
mod tests {
    use super::key_of;

    #[test]
    fn any_name_becomes_a_key() {
        assert_eq!(key_of("Q1.2 (open)"), "q1_2_open");
        assert_eq!(key_of("2024"), "q_2024");
        assert_eq!(key_of("über"), "_ber");
        assert_eq!(key_of("?"), "_");
    }
}
