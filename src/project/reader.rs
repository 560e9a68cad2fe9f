//! Reading TOML files, so that all problems of one are found at once.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use typst::diag::{EcoString, SourceDiagnostic, eco_format};
use typst::syntax::FileId;

use super::fields::Fields;
use super::language::Language;
use crate::diag::{Place, Problems};
use crate::rules::Rule;

/// A TOML file while it is read: where it is and what is wrong with it.
pub struct TomlReader<'a> {
    /// The file that is read.
    pub file: FileId,
    /// The languages of the project, which localized values must cover.
    pub languages: &'a [Language],
    problems: RefCell<Problems>,
}

impl<'a> TomlReader<'a> {
    /// Reads a file that messages call `what`. Syntax errors are reported, all
    /// of them, and leave nothing to read; otherwise every field that `read`
    /// has not asked for is reported.
    pub fn read<T>(
        file: FileId,
        text: &str,
        languages: &[Language],
        what: &str,
        problems: &mut Problems,
        read: impl FnOnce(&Fields) -> T,
    ) -> Option<T> {
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let place = Place::new(file, error.span().unwrap_or(0..0));
            problems.error(&place, error.message());
        }
        if !errors.is_empty() {
            return None;
        }
        let reader = TomlReader { file, languages, problems: RefCell::default() };
        table.get_ref().iter().for_each(|(key, value)| reader.check_texts(key, value));
        let fields = Fields::new(&reader, what, table.get_ref(), 0..0);
        let value = read(&fields);
        fields.finish();
        problems.extend(reader.problems.into_inner());
        Some(value)
    }

    /// Reports names and texts that cannot be printed.
    fn check_texts(&self, key: &Spanned<Cow<str>>, value: &Spanned<DeValue>) {
        self.check_text(key.get_ref(), key.span());
        match value.get_ref() {
            DeValue::String(text) => self.check_text(text, value.span()),
            DeValue::Array(items) => items.iter().for_each(|item| self.check_texts(key, item)),
            DeValue::Table(table) => {
                table.iter().for_each(|(key, value)| self.check_texts(key, value));
            }
            _ => {}
        }
    }

    fn check_text(&self, text: &str, range: Range<usize>) {
        if let Some(c) = text.chars().find(|c| is_unprintable(*c)) {
            let code = u32::from(c);
            let message = eco_format!("the text contains the control character U+{code:04X}");
            self.error_with_hint(range, message, Some("delete it".into()));
        }
    }

    /// Reports an error at a range of the file.
    pub fn error(&self, range: Range<usize>, message: impl Into<EcoString>) {
        self.report(SourceDiagnostic::error(self.place(range).span(), message));
    }

    /// Reports an error with a hint.
    pub fn error_with_hint(
        &self,
        range: Range<usize>,
        message: impl Into<EcoString>,
        hint: Option<EcoString>,
    ) {
        let error = SourceDiagnostic::error(self.place(range).span(), message);
        self.report(error.with_hints(hint));
    }

    /// Reports a finished diagnostic.
    pub fn report(&self, diagnostic: SourceDiagnostic) {
        self.problems.borrow_mut().push(diagnostic);
    }

    /// Reports that a rule is broken.
    pub fn breaks(
        &self,
        rule: &'static Rule,
        range: Range<usize>,
        message: impl Into<EcoString>,
        hint: Option<EcoString>,
    ) {
        let place = self.place(range);
        self.problems.borrow_mut().error_with_hint(&place, message, hint).breaks(rule);
    }

    /// A range of this file.
    pub fn place(&self, range: Range<usize>) -> Place {
        Place::new(self.file, range)
    }
}

/// Control characters other than those that part words and lines, the two separators
/// that would break a paragraph unseen, and those that turn what follows around, so that
/// it reads otherwise than it is written.
pub fn is_unprintable(c: char) -> bool {
    match c {
        '\n' | '\r' | '\t' => false,
        '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        _ => c.is_control(),
    }
}
