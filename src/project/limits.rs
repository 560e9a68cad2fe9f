//! How much there may be of anything that an author gives. Nothing that is made for
//! readers comes near these limits; what exceeds them is a mistake, and would cost so
//! much time or memory that it is better said at once.

/// The memory that a run may take, in bytes, stacks of threads included. The system
/// ends the run beyond it (`RLIMIT_DATA`, where there is such a limit).
pub const MAX_MEMORY: u64 = 8 * 1024 * 1024 * 1024;

/// How long the layout of a document or figure may take by default, in seconds.
pub const TIMEOUT: u32 = 120;

/// The pages of a document.
pub const MAX_PAGES: usize = 5_000;

/// The sections of a document in one language.
pub const MAX_SECTIONS: usize = 1_000;

/// The files in Typst of which a document is made, besides those that are generated. It
/// bounds how deep files can import each other too.
pub const MAX_SOURCES: usize = 1_000;

/// The bytes of a text that an author writes: TOML, Markdown or Typst.
pub const MAX_TEXT_SIZE: u64 = 16 * 1024 * 1024;

/// The bytes of any other file that is read as a whole, such as one that the theme
/// reads. Data files of surveys are not read as a whole and may be larger.
pub const MAX_FILE_SIZE: u64 = 512 * 1024 * 1024;

/// The bytes of an image.
pub const MAX_IMAGE_SIZE: usize = 64 * 1024 * 1024;

/// The pixels of an image.
pub const MAX_IMAGE_PIXELS: u64 = 100_000_000;

/// The bytes of a font.
pub const MAX_FONT_SIZE: u64 = 64 * 1024 * 1024;

/// The cells of a table whose cells are published.
pub const MAX_TABLE_CELLS: usize = 2_000_000;

/// The cells of a sheet of a workbook, all of which are held in memory.
pub const MAX_SHEET_CELLS: usize = 5_000_000;

/// The problems that are printed. The first ones tell what is wrong; thousands more are
/// of the same kind.
pub const MAX_PRINTED_PROBLEMS: usize = 10_000;
