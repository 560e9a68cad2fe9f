//! The ledger as JSON, with all that readers need to judge its numbers.

use serde::Serialize;

use super::columns::Words;
use super::rows::{Context, LedgerRow};
use super::table::{Cell, Table};
use super::usage::UsageRow;
use crate::evidence::Source;
use crate::project::{Date, Disclosure, Localized, Manifest};

/// The ledger of a publication.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct LedgerDocument {
    /// Whose numbers they are.
    pub publication: Publication,
    /// The language in which labels and numbers are printed.
    pub language: String,
    /// Which numbers are shown.
    pub disclosure: DisclosureEntry,
    /// The numbers, in the order in which they are defined.
    pub numbers: Vec<LedgerRow>,
    /// The sources of these numbers, by id.
    pub sources: Vec<SourceEntry>,
    /// Where documents use the numbers, if that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uses: Option<Vec<UsageRow>>,
}

/// A publication and its edition.
#[derive(Debug, Serialize)]
pub struct Publication {
    /// The identifier.
    pub id: String,
    /// The title.
    pub title: String,
    /// The version of the edition.
    pub version: Option<String>,
    /// Its date, as in ISO 8601.
    pub date: String,
    /// The names of the authors.
    pub authors: Vec<String>,
}

/// Which numbers are shown, and how sure they are.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct DisclosureEntry {
    /// Shares and means of fewer rows are hidden.
    pub minimum_base: u64,
    /// Counts of fewer rows are hidden, and those that would tell them.
    pub minimum_cell: u64,
    /// The confidence of intervals.
    pub confidence: f64,
}

/// A source.
#[derive(Debug, Clone, Serialize)]
pub struct SourceEntry {
    /// The id that indicators name.
    pub id: String,
    /// The title.
    pub title: String,
    /// Who made it.
    pub producer: String,
    /// The year or period of publication.
    pub published: Option<String>,
    /// The day on which it was retrieved.
    pub retrieved: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// The licence.
    pub licence: Option<String>,
    /// Whom or what it is about.
    pub population: Option<String>,
    /// The data file.
    pub file: Option<String>,
    /// Its SHA-256, in hexadecimal.
    pub sha256: Option<String>,
    /// A caveat.
    pub note: Option<String>,
    /// Whether the data are invented.
    pub synthetic: bool,
}

impl SourceEntry {
    /// Describes a source.
    pub fn new(source: &Source, context: &Context) -> Self {
        let text = |text: &Localized| text.get(context.printer.language()).to_string();
        Self {
            id: source.id.clone(),
            title: text(&source.title),
            producer: text(&source.producer),
            published: source.published.clone(),
            retrieved: source.retrieved.clone(),
            url: source.url.clone(),
            licence: source.licence.clone(),
            population: source.population.as_ref().map(text),
            file: source.file.map(|file| file.vpath().get_without_slash().to_string()),
            sha256: (context.checksum)(source),
            note: source.note.as_ref().map(text),
            synthetic: source.synthetic,
        }
    }
}

impl LedgerDocument {
    /// The ledger with these numbers.
    pub fn new(numbers: Vec<LedgerRow>, manifest: &Manifest, context: &Context) -> Self {
        let language = context.printer.language();
        let named = |source: &&Source| numbers.iter().any(|row| row.sources.contains(&source.id));
        let sources = context.evidence.sources.values().filter(named);
        let sources = sources.map(|source| SourceEntry::new(source, context)).collect();
        let Disclosure { minimum_base, minimum_cell, confidence } = manifest.disclosure;
        Self {
            publication: Publication {
                id: manifest.id.clone(),
                title: manifest.title.get(language).into(),
                version: manifest.version.clone(),
                date: iso(manifest.date),
                authors: manifest.authors.iter().map(|author| author.name.clone()).collect(),
            },
            language: manifest.language(language).map(|it| it.tag()).unwrap_or_default(),
            disclosure: DisclosureEntry { minimum_base, minimum_cell, confidence },
            numbers,
            sources,
            uses: None,
        }
    }

    /// The sources as a table.
    pub fn source_table(&self, words: &Words) -> Table {
        let columns = [
            ("source", "Source"),
            ("title", "Title"),
            ("producer", "Producer"),
            ("published", "Published"),
            ("retrieved", "Retrieved"),
            ("url", "Address"),
            ("licence", "Licence"),
            ("population", "Population"),
            ("file", "File"),
            ("sha256", "SHA-256"),
            ("note", "Note"),
        ];
        let cells = |source: &SourceEntry| {
            let title = Some(source.title.clone());
            let (id, producer) = (Some(source.id.clone()), Some(source.producer.clone()));
            let invented = words.get("synthetic", "The data are invented.");
            let note = match (&source.note, source.synthetic) {
                (Some(note), true) => Some(format!("{invented} {note}")),
                (None, true) => Some(invented),
                (note, false) => note.clone(),
            };
            [
                id,
                title,
                producer,
                source.published.clone(),
                source.retrieved.clone(),
                source.url.clone(),
                source.licence.clone(),
                source.population.clone(),
                source.file.clone(),
                source.sha256.clone(),
                note,
            ]
            .map(Cell::text)
            .to_vec()
        };
        Table {
            columns: columns.map(|(id, english)| words.column(id, english)).to_vec(),
            rows: self.sources.iter().map(cells).collect(),
        }
    }

    /// What readers of a workbook have to know, as a table.
    pub fn note_table(&self, words: &Words) -> Table {
        let publication = &self.publication;
        let mut notes = vec![
            (words.get("publication", "Publication"), publication.title.clone()),
            (words.get("identifier", "Identifier"), publication.id.clone()),
            (words.get("date", "Date of this edition"), publication.date.clone()),
        ];
        if let Some(version) = &publication.version {
            notes.push((words.get("version", "Version"), version.clone()));
        }
        notes.push((words.get("language", "Language"), self.language.clone()));
        notes.extend(NOTES.map(|(name, subject, note)| {
            let note = words.get(&format!("note-{name}"), note);
            (words.get(name, subject), self.filled(&note))
        }));
        let licence = words.get("licence", "Licence");
        notes.extend(self.sources.iter().filter_map(|source| {
            Some((format!("{licence}: {}", source.title), source.licence.clone()?))
        }));
        let cells = |(subject, note)| vec![Cell::text(Some(subject)), Cell::text(Some(note))];
        Table {
            columns: vec![words.column("subject", "Subject"), words.column("note", "Note")],
            rows: notes.into_iter().map(cells).collect(),
        }
    }

    /// A note with the numbers that it names.
    fn filled(&self, note: &str) -> String {
        let percent = (self.disclosure.confidence * 1000.0).round() / 10.0;
        note.replace("{minimum-base}", &self.disclosure.minimum_base.to_string())
            .replace("{minimum-cell}", &self.disclosure.minimum_cell.to_string())
            .replace("{confidence}", &percent.to_string())
    }
}

/// What the columns mean: the name of each note, its subject and its text in English.
const NOTES: [(&str, &str, &str); 11] = [
    (
        "value",
        "Value",
        "The number before it is rounded for print. Shares are in percent: 67 means 67%, so cells with \
         a percent sign hold hundredths.",
    ),
    ("printed", "As printed", "The number as the documents print it."),
    (
        "absent",
        "Not shown because",
        "Numbers behind which too few answers lie are not shown: shares and means of fewer than \
         {minimum-base} rows, counts of fewer than {minimum-cell}, and numbers from which these would \
         follow.",
    ),
    ("base", "Base (n)", "How many rows or answers a share or mean is taken of, not weighted."),
    (
        "weighted-base",
        "Weighted base",
        "The sum of the weights of these rows, where rows are weighted.",
    ),
    (
        "missing",
        "Missing",
        "How many rows met the conditions and gave no valid answer. They are not in the base.",
    ),
    (
        "interval",
        "Interval",
        "The interval of {confidence}% confidence, in the unit of the value; for shares after Wilson.",
    ),
    (
        "standard-error",
        "Standard error",
        "The standard error, in the unit of the value; of shares in percentage points. It takes weights, \
         strata, clusters and the size of the population into account as far as the source states them.",
    ),
    (
        "effective-n",
        "Effective n",
        "How many rows of a simple random sample without weights would say as much (Kish).",
    ),
    (
        "rounding",
        "Rounding",
        "Printed numbers are rounded half away from zero. Shares are rounded one by one, so that they \
         may add up to a little more or less than 100%, unless the text says that they were rounded to a \
         total of 100%.",
    ),
    (
        "sha256",
        "SHA-256",
        "The checksum of the data file: with it anybody can tell whether a file is the one that was read.",
    ),
];

/// A value as JSON over several lines, with a line break at its end.
///
/// # Errors
/// None in practice: memory does not refuse what is written to it.
pub fn write_json(value: &impl Serialize) -> std::io::Result<Vec<u8>> {
    let mut json = serde_json::to_vec_pretty(value)?;
    json.push(b'\n');
    Ok(json)
}

/// A day as in ISO 8601.
fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}
