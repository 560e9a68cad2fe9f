//! The sources in `data/sources.toml`: who published what, and where the
//! tables are.

use std::collections::BTreeMap;

use toml::Spanned;
use typst::diag::eco_format;
use typst::syntax::FileId;

use crate::diag::{Place, Problems};
use crate::project::{Fields, Localized, Project, TomlReader, checked_file_id, file_id};

/// A publication or a table that numbers are taken from.
#[derive(Debug, Clone)]
pub struct Source {
    /// The id that indicators name.
    pub id: String,
    /// Where the source is declared.
    pub place: Place,
    /// The title, as the producer gives it.
    pub title: Localized,
    /// Who made it.
    pub producer: Localized,
    /// The year or period of publication, as printed.
    pub published: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// The day on which it was retrieved, as written.
    pub retrieved: Option<String>,
    /// The table in `data/`, if the source is one.
    pub file: Option<FileId>,
    /// The SHA-256 that the table must have, in hexadecimal.
    pub sha256: Option<Spanned<String>>,
    /// The licence, as the producer gives it.
    pub licence: Option<String>,
    /// The entry of the bibliography.
    pub cite: Option<String>,
    /// A caveat that readers have to know.
    pub note: Option<Localized>,
}

/// Reads `data/sources.toml`.
pub fn read_sources(project: &Project, problems: &mut Problems) -> BTreeMap<String, Source> {
    let file = file_id("data/sources.toml");
    let Some(text) = project.optional_text(file, problems) else {
        return BTreeMap::new();
    };
    let languages = &project.manifest.languages;
    let sources = TomlReader::read(file, &text, languages, "the file", problems, |fields| {
        let read = |(id, fields): (Spanned<String>, Fields)| {
            let source = read_source(&id, &fields);
            fields.finish();
            (id.into_inner(), source)
        };
        fields.entries().into_iter().map(read).collect()
    });
    sources.unwrap_or_default()
}

fn read_source(id: &Spanned<String>, fields: &Fields) -> Source {
    let text = |name| fields.text(name).map(Spanned::into_inner);
    let title = fields.required_localized("title");
    let producer = fields.required_localized("producer");
    Source {
        id: id.get_ref().clone(),
        place: fields.place(),
        title: title.unwrap_or_default(),
        producer: producer.unwrap_or_default(),
        published: text("published"),
        url: read_url(fields),
        retrieved: text("retrieved"),
        file: fields.text("file").and_then(|path| table_file(fields, &path)),
        sha256: fields.text("sha256"),
        licence: text("licence"),
        cite: text("cite"),
        note: fields.localized("note"),
    }
}

fn read_url(fields: &Fields) -> Option<String> {
    let url = fields.text("url")?;
    let address = url.get_ref();
    if !address.starts_with("https://") && !address.starts_with("http://") {
        let message = eco_format!("`{address}` is not a web address");
        let hint = Some("an address starts with `https://`".into());
        fields.reader.error_with_hint(url.span(), message, hint);
        return None;
    }
    Some(url.into_inner())
}

fn table_file(fields: &Fields, path: &Spanned<String>) -> Option<FileId> {
    checked_file_id("data", path.get_ref())
        .map_err(|message| fields.reader.error(path.span(), message))
        .ok()
}
