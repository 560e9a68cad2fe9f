//! A world of files in memory: for what Typst makes of a source, and for printing problems.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use report::diag::Problems;
use report::project::file_id;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Label, Selector};
use typst::introspection::Introspector;
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::{LazyHash, PicoStr};
use typst::{Library, LibraryExt, World};
use typst_kit::diagnostics::termcolor::NoColor;
use typst_kit::diagnostics::{DiagnosticFormat, DiagnosticWorld, emit};
use typst_layout::PagedDocument;

/// Stand-ins for what sections use of the theme. Each shows what it is given as text.
const VOCABULARY: &str = "
#let ev(key, form: none, linked: true) = [#key]
#let fig(key, alt: none) = []
#let note(kind, body) = body
#let picture(path, alt: none, caption: none, width: none) = caption
#let data-table(columns: 1, align: left, header: (), rows: ()) = (header + rows.flatten()).join()
#let sec-ref(key) = []
";

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

static NO_FONTS: LazyLock<LazyHash<FontBook>> = LazyLock::new(LazyHash::default);

/// Files in memory.
#[derive(Default)]
pub struct Files(BTreeMap<String, String>);

impl Files {
    /// Adds a file.
    pub fn with(mut self, path: &str, text: impl Into<String>) -> Self {
        self.0.insert(path.into(), text.into());
        self
    }
}

/// The plain text of a generated source, as Typst has read it.
///
/// # Panics
/// If Typst does not take the source.
pub fn plain_text(source: &str) -> String {
    let main = format!("{VOCABULARY}#metadata([{source}]) <text>");
    let files = Files::default().with("main.typ", main);
    let document = typst::compile::<PagedDocument>(&files).output;
    typst::comemo::evict(0);
    let document = document.unwrap_or_else(|errors| panic!("{}\n{source}", errors[0].message));
    let label = Label::new(PicoStr::intern("text")).expect("the label is not empty");
    let found = document.introspector().query(&Selector::Label(label));
    found[0].plain_text().to_string()
}

/// Prints problems as the command does. Each has to say something, and to stand where there
/// is something to show.
///
/// # Panics
/// If a problem says nothing or cannot be shown.
pub fn show(problems: &Problems, path: &str, text: &str) {
    let files = Files::default().with(path, text);
    // A file of another kind is wrong in every line, and showing that takes long.
    for problem in problems.iter().take(8).map(|finding| &finding.diagnostic) {
        assert!(!problem.message.is_empty());
        let mut printed = NoColor::new(Vec::new());
        if problem.span.id() == Some(file_id(path)) || problem.span.id().is_none() {
            let shown = emit(&mut printed, &files, [problem], DiagnosticFormat::Human);
            shown.unwrap_or_else(|error| panic!("{error}: {}", problem.message));
        }
    }
}

impl World for Files {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &NO_FONTS
    }

    fn main(&self) -> FileId {
        file_id("main.typ")
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let path = id.vpath().get_without_slash();
        let text = self.0.get(path).ok_or_else(|| FileError::NotFound(path.into()))?;
        Ok(Source::new(id, text.clone()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        Ok(Bytes::from_string(self.source(id)?.text().to_string()))
    }

    fn font(&self, _: usize) -> Option<Font> {
        None
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

impl DiagnosticWorld for Files {
    fn name(&self, id: FileId) -> String {
        id.vpath().get_without_slash().into()
    }
}
