//! A world of files in memory, with the fonts that it is given.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use report::project::file_id;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

static NO_FONTS: LazyLock<LazyHash<FontBook>> = LazyLock::new(LazyHash::default);

/// Files in memory, of which `main.typ` is compiled.
pub struct Files {
    /// The texts by path.
    pub texts: BTreeMap<String, String>,
    /// The fonts in which text is set.
    pub fonts: &'static [Font],
    /// What the fonts are called.
    pub book: &'static LazyHash<FontBook>,
}

impl Default for Files {
    /// No files and no fonts.
    fn default() -> Self {
        Self { texts: BTreeMap::new(), fonts: &[], book: &NO_FONTS }
    }
}

impl Files {
    /// Adds a file.
    pub fn with(mut self, path: &str, text: impl Into<String>) -> Self {
        self.texts.insert(path.into(), text.into());
        self
    }
}

impl World for Files {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.book
    }

    fn main(&self) -> FileId {
        file_id("main.typ")
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let path = id.vpath().get_without_slash();
        let text = self.texts.get(path).ok_or_else(|| FileError::NotFound(path.into()))?;
        Ok(Source::new(id, text.clone()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        Ok(Bytes::from_string(self.source(id)?.text().to_string()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
