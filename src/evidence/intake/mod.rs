//! Reading data files: every format becomes the same columns of answers.

mod answer;
mod calendar;
mod chunk;
mod codebook;
mod codebook_csv;
mod codebook_file;
mod declared;
mod delimited;
mod distinct;
mod error;
mod file;
mod guard;
mod interner;
mod json;
mod loaded;
mod open;
mod parquet;
mod spss;
mod table;
mod workbook;

pub use self::answer::Answer;
pub use self::chunk::{Chunk, CodedColumn};
pub use self::codebook::{AnswerEntry, Codebook, ColumnEntry, Missing, ResponseSet};
pub use self::declared::{Declared, Dialect, Shape};
pub use self::error::ReadError;
pub use self::open::Intake;
pub use self::table::{RawCell, RawTable};

use typst::syntax::FileId;

use crate::diag::{Place, Problems};
use crate::project::Project;

/// Reads the codebook that lies beside a data file, in TOML or CSV.
pub fn read_codebook(project: &Project, file: FileId, problems: &mut Problems) -> Option<Codebook> {
    let languages = &project.manifest.languages;
    let text = project.text(file, problems)?;
    if file.vpath().extension() == Some("csv") {
        return match codebook_csv::read(&text, languages) {
            Ok(codebook) => Some(codebook),
            Err(errors) => {
                for error in errors {
                    let place = Place::new(file, error.range.unwrap_or(0..0));
                    problems.error_with_hint(&place, error.message, error.hint);
                }
                None
            }
        };
    }
    codebook_file::read(file, &text, languages, problems)
}

#[cfg(test)]
mod tests;
