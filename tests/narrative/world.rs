//! Compiling a few files in memory with the project's fonts.

use std::path::Path;
use std::sync::LazyLock;
use std::thread;

use typst::foundations::Bytes;
use typst::layout::{Frame, FrameItem, Point};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::files::Files;

/// The stack of the thread that compiles. Builds without optimisation need more.
const STACK_SIZE: usize = 256 * 1024 * 1024;

/// What generated sections start with.
pub const VOCABULARY: &str = "#import \"/lib.typ\": ev, fig, note, picture, data-table, sec-ref\n";

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let fonts = files.filter(|file| file.path().extension().is_some_and(|ending| ending == "ttf"));
    fonts.flat_map(|file| Font::iter(Bytes::new(std::fs::read(file.path()).unwrap()))).collect()
});

static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

impl Files {
    /// The stand-in for the theme, and the main file.
    pub fn new(main: impl Into<String>) -> Self {
        let files = Self { fonts: &FONTS, book: &BOOK, ..Self::default() };
        files.with("lib.typ", include_str!("lib.typ")).with("main.typ", main)
    }

    /// Compiles the main file. Errors and warnings name file, text and message.
    pub fn compile(self) -> Result<PagedDocument, Vec<String>> {
        self.compile_and(|document, _| document)
    }

    /// Compiles the main file and exports it to PDF/UA.
    pub fn export(self) -> Result<(), Vec<String>> {
        let exported = self.compile_and(|document, describe| {
            let standards = PdfStandards::new(&[PdfStandard::Ua_1]).unwrap();
            let options = PdfOptions { standards, ..PdfOptions::default() };
            typst_pdf::pdf(&document, &options)
                .map(|_| ())
                .map_err(|errors| errors.into_iter().map(describe).collect())
        });
        exported.and_then(|exported| exported)
    }

    /// Compiles the main file and does something with the document.
    pub fn compile_and<T: Send + 'static>(
        self,
        then: impl FnOnce(PagedDocument, &dyn Fn(typst::diag::SourceDiagnostic) -> String) -> T
        + Send
        + 'static,
    ) -> Result<T, Vec<String>> {
        let compile = move || {
            let result = typst::compile::<PagedDocument>(&self);
            let describe = |diagnostic: typst::diag::SourceDiagnostic| {
                let path =
                    diagnostic.span.id().map(|id| id.vpath().get_without_slash().to_string());
                let text = (&self as &dyn World).range(diagnostic.span).and_then(|range| {
                    self.texts.get(path.as_deref()?)?.get(range).map(String::from)
                });
                format!("{path:?}: {text:?}: {}", diagnostic.message)
            };
            let warnings: Vec<_> = result.warnings.into_iter().map(describe).collect();
            match result.output {
                Ok(document) if warnings.is_empty() => Ok(then(document, &describe)),
                Ok(_) => Err(warnings),
                Err(errors) => Err(errors.into_iter().map(describe).collect()),
            }
        };
        thread::Builder::new().stack_size(STACK_SIZE).spawn(compile).unwrap().join().unwrap()
    }
}

/// The text that a frame shows, with a space wherever another line starts.
pub fn visible_text(frame: &Frame) -> String {
    let mut text = String::new();
    let mut last_line = None;
    collect(frame, Point::zero(), &mut last_line, &mut text);
    normalized(&text)
}

fn collect(frame: &Frame, offset: Point, last_line: &mut Option<i64>, text: &mut String) {
    for (position, item) in frame.items() {
        let position = offset + *position;
        match item {
            FrameItem::Group(group) => collect(&group.frame, position, last_line, text),
            FrameItem::Text(run) => {
                let line = (position.y.to_pt() * 10.0).round() as i64;
                if last_line.replace(line).is_some_and(|last| last != line) {
                    text.push(' ');
                }
                text.push_str(&run.text);
            }
            _ => {}
        }
    }
}

/// A text with all white space as single spaces.
pub fn normalized(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
