//! What is told of a figure in a file beside it, for whoever places it.

use std::io;

use serde::Serialize;

use super::manifest::Generator;
use crate::assemble::{Credit, FigureAssembly};
use crate::project::{Manifest, checksum};

/// What a figure says, whose it is, and its files.
#[derive(Debug, Serialize)]
pub struct FigureRecord<'a> {
    key: &'a str,
    language: String,
    kind: &'a str,
    title: &'a str,
    subtitle: &'a str,
    alt: &'a str,
    note: Option<&'a str>,
    /// That the data are invented.
    notice: Option<&'a str>,
    source: &'a str,
    sources: &'a [Credit],
    base: Option<&'a str>,
    licence: Option<String>,
    cite: Option<&'a str>,
    publication: PublicationRecord<'a>,
    generator: Generator,
    files: Vec<FigureFile>,
}

/// The publication that a figure is from.
#[derive(Debug, Serialize)]
struct PublicationRecord<'a> {
    id: &'a str,
    title: &'a str,
    version: Option<&'a str>,
    date: String,
}

/// A file of a figure.
#[derive(Debug, Serialize)]
pub struct FigureFile {
    /// Its name.
    pub name: String,
    /// Its media type.
    #[serde(rename = "type")]
    pub media_type: &'static str,
    /// Its size in bytes.
    pub bytes: usize,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
    /// The width and height of a picture in millimetres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub millimetres: Option<Extent<f64>>,
    /// The width and height of an image in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pixels: Option<Extent<u32>>,
}

/// How wide and how high a picture is.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Extent<T> {
    /// The width.
    pub width: T,
    /// The height.
    pub height: T,
}

impl FigureFile {
    /// Describes a file of so many bytes that is no picture.
    pub fn new(name: String, media_type: &'static str, bytes: &[u8]) -> Self {
        let sha256 = checksum(bytes);
        Self { name, media_type, bytes: bytes.len(), sha256, millimetres: None, pixels: None }
    }
}

impl<'a> FigureRecord<'a> {
    /// Describes a figure and its files.
    pub fn new(figure: &'a FigureAssembly, manifest: &'a Manifest, files: Vec<FigureFile>) -> Self {
        let chart = &figure.chart;
        let language = &figure.language;
        Self {
            key: &chart.key,
            language: language.tag(),
            kind: chart.kind,
            title: &chart.title,
            subtitle: &chart.subtitle,
            alt: &chart.alt,
            note: chart.note.as_deref(),
            notice: figure.notice.as_deref(),
            source: &chart.source,
            sources: &figure.sources,
            base: Some(chart.base.as_str()).filter(|base| !base.is_empty()),
            licence: figure.rights(),
            cite: figure.cite.as_deref(),
            publication: PublicationRecord {
                id: &manifest.id,
                title: manifest.title.get(language.id()),
                version: manifest.version.as_deref(),
                date: manifest.date.to_string(),
            },
            generator: Generator::this(),
            files,
        }
    }

    /// The record as JSON with a final line break.
    pub fn to_json(&self) -> io::Result<Vec<u8>> {
        let mut json = serde_json::to_vec_pretty(self).map_err(io::Error::other)?;
        json.push(b'\n');
        Ok(json)
    }
}
