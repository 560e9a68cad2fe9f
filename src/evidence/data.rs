//! Data files: opened inside the project, with their codebook and checksum.

use std::fs::File;

use typst::diag::{FileError, eco_format};
use typst::syntax::FileId;

use super::intake::{Chunk, Codebook, Declared, Intake, RawTable, ReadError, read_codebook};
use super::sources::Source;
use crate::diag::{Place, Problems};
use crate::project::Project;
use crate::rules::numbers::CHANGED_SOURCE;

/// A data file of which the columns are known and the rows have not been read.
pub struct DataFile<'a> {
    project: &'a Project,
    source: &'a Source,
    file: FileId,
    intake: Intake,
    codebook: Codebook,
}

impl<'a> DataFile<'a> {
    /// Opens the file of a source.
    pub fn open(project: &'a Project, source: &'a Source, problems: &mut Problems) -> Option<Self> {
        let Some(file) = source.file else {
            let message = eco_format!("the source `{}` has no data", source.id);
            problems.error(&source.place, message).hint("add `file` to the source");
            return None;
        };
        let handle = open(project, source, file, problems)?;
        let reading = &source.reading;
        let declared = Declared {
            name: file.vpath().get_without_slash(),
            sheet: reading.sheet.as_ref().map(|sheet| sheet.get_ref().as_str()),
            range: reading.range.as_ref().map(|range| range.get_ref().as_str()),
            shape: reading.shape,
            dialect: reading.dialect.clone(),
            languages: &project.manifest.languages,
        };
        let intake = match Intake::open(handle, &declared) {
            Ok(intake) => intake,
            Err(errors) => {
                report(source, file, errors, problems);
                return None;
            }
        };
        let mut codebook = intake.codebook().clone();
        if let Some(beside) = source.codebook {
            codebook.overlay(read_codebook(project, beside, problems)?);
        }
        Some(Self { project, source, file, intake, codebook })
    }

    /// The names of the columns.
    pub fn columns(&self) -> &[String] {
        self.intake.columns()
    }

    /// What the columns ask and what their codes mean.
    pub fn codebook(&self) -> &Codebook {
        &self.codebook
    }

    /// How messages call a row, counted from 0.
    pub fn place_of_row(&self, row: u64) -> String {
        self.intake.place(row)
    }

    /// Reads some columns: `each` sees the chunks of rows, on several threads, and
    /// `merge` what it makes of them, in the order of the file. The checksum is
    /// found, and compared with the one that is pinned, at the same time.
    pub fn read<R: Send>(
        &self,
        columns: &[&str],
        each: impl Fn(&Chunk) -> R + Sync + Send,
        merge: impl FnMut(R),
        problems: &mut Problems,
    ) -> Option<()> {
        let index = |name: &&str| self.columns().iter().position(|column| column == name);
        let wanted: Vec<usize> = columns.iter().filter_map(index).collect();
        let (read, _sha256) =
            rayon::join(|| self.intake.chunks(&wanted, each), || self.project.sha256(self.file));
        match read {
            Ok(chunks) => {
                chunks.into_iter().for_each(merge);
                Some(())
            }
            Err(errors) => {
                report(self.source, self.file, errors, problems);
                None
            }
        }
    }

    /// Reads the whole file as a table of texts.
    pub fn table(&self, problems: &mut Problems) -> Option<RawTable> {
        match self.intake.table() {
            Ok(table) => Some(table),
            Err(errors) => {
                report(self.source, self.file, errors, problems);
                None
            }
        }
    }

    /// What results depend on besides definitions: the data and how they are
    /// read. Nothing for small files, of which no results are kept, and as long as
    /// the file would have to be read to tell.
    pub fn state(&self) -> Option<String> {
        if !self.project.is_large(self.file) {
            return None;
        }
        let sha256 = self.project.known_sha256(self.file)?;
        Some(format!("{sha256} {:?} {:?}", self.source.reading, self.codebook))
    }
}

/// Opens a file of the project for reading.
fn open(project: &Project, source: &Source, file: FileId, problems: &mut Problems) -> Option<File> {
    let path = file.vpath().get_without_slash();
    let opened = project.files.loader().path(file).and_then(|real| {
        File::open(real).map_err(|error| FileError::from_io(error, path.as_ref()))
    });
    match opened {
        Ok(file) => Some(file),
        Err(FileError::NotFound(_)) => {
            problems.error(&source.place, eco_format!("there is no file `{path}`"));
            None
        }
        Err(error) => {
            problems.error(&source.place, eco_format!("cannot read `{path}` ({error})"));
            None
        }
    }
}

/// Reports what is wrong with a data file: in the file where it is text, and
/// otherwise at its source.
fn report(source: &Source, file: FileId, errors: Vec<ReadError>, problems: &mut Problems) {
    let path = file.vpath().get_without_slash();
    for error in errors {
        match error.range {
            Some(range) => {
                problems.error_with_hint(&Place::new(file, range), error.message, error.hint)
            }
            None => {
                let message = eco_format!("`{path}`: {}", error.message);
                problems.error_with_hint(&source.place, message, error.hint)
            }
        };
    }
}

/// Reports that a file has another checksum than the one that is pinned.
pub fn check_sum(project: &Project, source: &Source, problems: &mut Problems) {
    let (Some(file), Some(pinned)) = (source.file, &source.sha256) else { return };
    // That the file cannot be read is reported where it is opened.
    let Ok(found) = project.sha256(file) else { return };
    if !pinned.get_ref().eq_ignore_ascii_case(&found) {
        let place = Place::new(source.place.file, pinned.span());
        problems
            .error(&place, eco_format!("the table of `{}` has changed", source.id))
            .breaks(&CHANGED_SOURCE)
            .hint(eco_format!("its SHA-256 is now `{found}`; check the numbers, then pin it"));
    }
}
