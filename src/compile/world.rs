//! The world of one document: what Typst can see while it compiles.

use std::any::Any;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use typst::diag::{FileError, FileResult, eco_format};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source, VirtualPath};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_kit::diagnostics::DiagnosticWorld;
use typst_kit::fonts::{FontPath, FontStore};

use crate::figures::too_large;
use crate::project::limits::MAX_SOURCES;
use crate::project::{Files, FitStep};

/// What all documents of a run share: the library, the fonts and the files.
pub struct Shared<'a> {
    library: LazyHash<Library>,
    fonts: &'a FontStore,
    files: &'a Files,
}

impl<'a> Shared<'a> {
    /// Shares the files of a project and its fonts. Row headers of tables need the
    /// accessibility extras, which Typst does not enable by itself yet.
    pub fn new(files: &'a Files, fonts: &'a FontStore) -> Self {
        let features = [Feature::A11yExtras].into_iter().collect();
        let library = Library::builder().with_features(features).build();
        Self { library: LazyHash::new(library), fonts, files }
    }

    /// The world in which `main` is compiled, with the theme as it is.
    pub fn world(&'a self, main: FileId) -> DocumentWorld<'a> {
        self.world_at(main, None)
    }

    /// The world in which `main` is compiled with a theme whose tokens are these.
    pub fn world_at(&'a self, main: FileId, tokens: Option<&'a Bytes>) -> DocumentWorld<'a> {
        let (read, sources, fonts) = (Mutex::default(), Mutex::default(), Mutex::default());
        DocumentWorld { shared: self, main, tokens, read, sources, fonts }
    }
}

/// The world of one document.
pub struct DocumentWorld<'a> {
    shared: &'a Shared<'a>,
    main: FileId,
    /// What the theme finds in its file of tokens, if not what it holds.
    tokens: Option<&'a Bytes>,
    read: Mutex<BTreeSet<String>>,
    sources: Mutex<BTreeSet<String>>,
    fonts: Mutex<BTreeSet<usize>>,
}

impl DocumentWorld<'_> {
    /// The paths below `root` of all files that were read, fonts included and
    /// generated files not.
    pub fn into_inputs(self, root: &Path) -> Vec<String> {
        let read = self.read.into_inner().unwrap_or_else(PoisonError::into_inner);
        let fonts = self.fonts.into_inner().unwrap_or_else(PoisonError::into_inner);
        let font_path = |index: usize| {
            let source: &dyn Any = self.shared.fonts.source(index)?;
            let path = &source.downcast_ref::<FontPath>()?.path;
            let path = path.strip_prefix(root).ok()?.to_str()?;
            // A name that no path of a project can have is not listed.
            VirtualPath::new(path).is_ok().then(|| path.to_string())
        };
        read.into_iter().chain(fonts.into_iter().filter_map(font_path)).collect()
    }

    /// Notes that a file of the project was read.
    fn note(&self, id: FileId) {
        if !self.shared.files.loader().is_generated(id) {
            let path = id.vpath().get_without_slash().to_string();
            self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(path);
        }
    }

    /// Notes the same of a file in Typst, unless there are too many of them. They may
    /// import each other in one long chain, which is why their number is bounded.
    fn note_source(&self, id: FileId) -> FileResult<()> {
        let path = id.vpath().get_without_slash();
        let mut known = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
        if self.shared.files.loader().is_generated(id) || known.contains(path) {
            return Ok(());
        }
        if known.len() >= MAX_SOURCES {
            let reason = eco_format!("a document may be made of {MAX_SOURCES} files in Typst");
            return Err(FileError::Other(Some(reason)));
        }
        known.insert(path.to_string());
        Ok(())
    }
}

impl World for DocumentWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.shared.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.note_source(id)?;
        self.note(id);
        self.shared.files.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.note(id);
        match self.tokens {
            Some(tokens) if id == FitStep::tokens_file() => Ok(tokens.clone()),
            _ => self.shared.files.file(id).and_then(|bytes| {
                match too_large(&bytes, id.vpath().extension()) {
                    Some(reason) => Err(FileError::Other(Some(reason))),
                    None => Ok(bytes),
                }
            }),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.lock().unwrap_or_else(PoisonError::into_inner).insert(index);
        self.shared.fonts.font(index)
    }

    /// There is no today: the manifest's date is the only one.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

impl DiagnosticWorld for DocumentWorld<'_> {
    fn name(&self, id: FileId) -> String {
        id.vpath().get_without_slash().into()
    }
}
