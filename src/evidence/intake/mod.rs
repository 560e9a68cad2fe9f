//! Reading data files: every format becomes the same columns of answers.

mod answer;
mod chunk;
mod codebook;

pub use self::answer::Answer;
pub use self::chunk::{Chunk, CodedColumn};
pub use self::codebook::{AnswerEntry, Codebook, ColumnEntry, Missing, ResponseSet};
mod stub;
pub use stub::*;
