//! The narrative: sections in Markdown or Typst, with the numbers and figures
//! that they name.
//!
//! ```text
//! file ──▶ front matter
//!      └─▶ tokens ──▶ markdown ──▶ model ──▶ typst ──▶ Typst source
//!          ({{ … }},               (blocks,            and origins
//!          @fig:…, [@…])           inlines)
//! ```
//!
//! Nothing that an author writes becomes Typst code, and everything that is
//! generated knows the bytes of the author's file that it came from.

mod characters;
mod claims;
mod front_matter;
mod interpolation;
mod links;
pub mod markdown;
mod marks;
pub mod model;
mod origins;
mod plain;
mod problem;
mod references;
mod section;
mod tokens;
mod translation;
pub mod typst;
mod typst_uses;
mod uses;

pub use self::claims::Claim;
pub use self::front_matter::{FrontMatter, Role};
pub use self::origins::Origins;
pub use self::problem::Problem;
pub use self::references::is_key;
pub use self::section::{Lead, Section, SectionBody, read, read_section};
pub use self::translation::with_translation_of;
pub use self::uses::{Alternative, NumberUse, Use, Uses};
