//! The documents that the manifest declares.

use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::DeValue;
use typst::diag::eco_format;

use super::fields::{Fields, Value};
use super::language::Localized;
use super::limits;
use super::reader::TomlReader;
use crate::diag::Place;

/// The longest document that a manifest may declare, in pages.
const MAX_PAGES: i64 = limits::MAX_PAGES as i64;

/// What follows on a document's id in the name of its file for print.
pub const PRINT_SUFFIX: &str = "-print";

/// A document of the publication.
#[derive(Debug, Clone)]
pub struct DocumentSpec {
    /// The id, which names its folder and its output.
    pub id: String,
    /// Where the manifest declares it.
    pub place: Place,
    /// The title.
    pub title: Localized,
    /// One sentence that describes it, for the metadata.
    pub subject: Option<Localized>,
    /// How many pages it may have, and where the manifest says so.
    pub pages: Option<(RangeInclusive<usize>, Place)>,
    /// Whether it carries the appendix that lists every number.
    pub provenance: bool,
    /// Whether it may be set tighter, in the steps of the theme, until it fits.
    pub fit: bool,
    /// Whether the data of each figure are attached to it.
    pub attach_data: bool,
}

/// Reads the documents of the manifest; one without a title of its own has that of the
/// publication.
pub fn read_documents(fields: &Fields, title: Option<&Localized>) -> Vec<DocumentSpec> {
    fields.require("document");
    let mut documents: Vec<DocumentSpec> = Vec::new();
    for table in fields.tables("document") {
        let document = read_document(&table, title);
        table.finish();
        let Some(document) = document else { continue };
        if documents.iter().any(|other| other.id == document.id) {
            let message = eco_format!("the document `{}` is declared twice", document.id);
            fields.reader.error(document.place.range.clone(), message);
        }
        if let Some(id) = document.id.strip_suffix(PRINT_SUFFIX) {
            let message = eco_format!("`{}` cannot be the id of a document", document.id);
            let hint = eco_format!("`report render --print` would give `{id}` that name");
            fields.reader.error_with_hint(document.place.range.clone(), message, Some(hint));
        }
        documents.push(document);
    }
    documents
}

fn read_document(table: &Fields, title: Option<&Localized>) -> Option<DocumentSpec> {
    let id = table.required_text("id");
    let own_title = table.localized("title");
    let subject = table.localized("subject");
    let pages = table.get("pages").and_then(|value| read_pages(table, value));
    let provenance = table.flag("provenance");
    let fit = table.flag("fit");
    let attach_data = table.flag("attach-data");
    let id = id?;
    Some(DocumentSpec {
        place: table.reader.place(id.span()),
        id: checked_id(table.reader, id)?,
        title: own_title.or_else(|| title.cloned())?,
        subject,
        pages,
        provenance,
        fit,
        attach_data,
    })
}

/// `pages = 2` is an exact number, `pages = { min = 14, max = 60 }` a range.
fn read_pages(fields: &Fields, value: Value) -> Option<(RangeInclusive<usize>, Place)> {
    let place = fields.reader.place(value.span());
    let range = match value.get_ref() {
        DeValue::Table(_) => {
            let table = fields.table("pages")?;
            let min = table.integer("min", 1..=MAX_PAGES).unwrap_or(1);
            let max = table.integer("max", min..=MAX_PAGES).unwrap_or(MAX_PAGES);
            table.finish();
            min..=max
        }
        _ => {
            let exact = fields.integer("pages", 1..=MAX_PAGES)?;
            exact..=exact
        }
    };
    Some((*range.start() as usize..=*range.end() as usize, place))
}

/// Ids become folder and file names, so they are kept to letters that every
/// file system takes alike.
pub fn checked_id(reader: &TomlReader, id: Spanned<String>) -> Option<String> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if id.get_ref().chars().all(allowed) {
        return Some(id.into_inner());
    }
    reader.error_with_hint(
        id.span(),
        eco_format!("`{}` cannot be an id", id.get_ref()),
        Some("use lower-case letters, digits, `-` and `_`".into()),
    );
    None
}
