//! The ledger: all numbers of a project and what is known about each, as text,
//! JSON, CSV, Markdown and as a workbook.

mod columns;
mod delimited;
mod document;
mod markdown;
mod rows;
mod story;
mod story_text;
mod table;
mod text;
mod usage;
mod workbook;

pub use self::columns::{Words, overview_table, whole_table};
pub use self::delimited::write_csv;
pub use self::document::{LedgerDocument, SourceEntry, write_json};
pub use self::markdown::write_markdown;
pub use self::rows::{Context, LedgerRow};
pub use self::story::Story;
pub use self::story_text::write_story;
pub use self::table::{Cell, Table};
pub use self::text::write_text;
pub use self::usage::{UsageRow, usage_table};
pub use self::workbook::write_workbook;
