//! What stands between the `+++` lines at the start of a section.

use std::ops::Range;

use toml::Spanned;
use typst::diag::eco_format;
use typst::syntax::FileId;

use super::problem::Problem;
use crate::diag::{Problems, name_hint};
use crate::project::{Fields, SectionKind, TomlReader};

/// The largest place a section can have; far more than sections are.
const MAX_ORDER: i64 = 100_000;

/// What a section says about itself. What is required is absent only where
/// that has been reported.
#[derive(Debug, Clone)]
pub struct FrontMatter {
    /// The section's title, plain text.
    pub title: Option<Spanned<String>>,
    /// Its place among the document's sections.
    pub order: Option<i64>,
    /// What the section is for.
    pub role: Option<Role>,
    /// The finding or the lead, in Markdown, and where it is written.
    pub lead: Option<Spanned<String>>,
    /// Whether other editions print the section too, in its own language.
    pub every_language: bool,
    /// The fingerprint of the text that it is a translation of.
    pub translation_of: Option<Spanned<String>>,
    /// The phrases that have to stay true: phrase and condition.
    pub claims: Vec<(Spanned<String>, Spanned<String>)>,
}

/// What a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It precedes the chapters.
    Front,
    /// It is a chapter.
    Chapter,
    /// It follows the chapters.
    Back,
}

impl Role {
    const ALL: [Self; 3] = [Self::Front, Self::Chapter, Self::Back];

    /// The name by which authors and layouts know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Front => "front",
            Self::Chapter => "chapter",
            Self::Back => "back",
        }
    }
}

/// Where the parts of a section's file are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The front matter, without the lines that enclose it.
    pub front_matter: Range<usize>,
    /// Where the text starts.
    pub body: usize,
}

/// Finds the front matter at the start of a section's file.
pub fn split(text: &str, kind: SectionKind) -> Result<Parts, Problem> {
    let (open, close) = match kind {
        SectionKind::Markdown => ("+++", "+++"),
        SectionKind::Typst => ("/*+++", "+++*/"),
    };
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    if first.trim_end() != open {
        let message = "the section does not start with front matter";
        let hint =
            format!("start it with a line `{open}`, then `title` and `order`, then `{close}`");
        return Err(Problem::new(0..first.trim_end().len(), message).hint(hint));
    }
    let mut at = first.len();
    for line in text[at..].split_inclusive('\n') {
        if line.trim_end() == close {
            return Ok(Parts { front_matter: first.len()..at, body: at + line.len() });
        }
        at += line.len();
    }
    let hint = format!("put a line `{close}` between the front matter and the text");
    Err(Problem::new(0..open.len(), "the front matter is not closed").hint(hint))
}

impl FrontMatter {
    /// Reads the front matter of a file. Returns nothing if it is not TOML; what
    /// is wrong is added to `problems` in any case.
    pub fn read(
        file: FileId,
        text: &str,
        range: Range<usize>,
        problems: &mut Problems,
    ) -> Option<Self> {
        // Blanks in place of what precedes it keep all positions true.
        let toml = " ".repeat(range.start) + text.get(range).unwrap_or_default();
        TomlReader::read(file, &toml, &[], "the front matter", problems, read)
    }
}

fn read(fields: &Fields) -> FrontMatter {
    let title = fields.required_text("title");
    let order = fields.require("order").and_then(|_| fields.integer("order", 0..=MAX_ORDER));
    let role = fields.text("role");
    let claims = fields.table("claims").map(read_claims);
    FrontMatter {
        title,
        order,
        role: role.map_or(Some(Role::Chapter), |role| read_role(fields, &role)),
        lead: fields.text("lead"),
        every_language: fields.flag("every-language"),
        translation_of: fields.text("translation-of"),
        claims: claims.unwrap_or_default(),
    }
}

fn read_role(fields: &Fields, role: &Spanned<String>) -> Option<Role> {
    let found = Role::ALL.into_iter().find(|known| known.name() == role.get_ref());
    if found.is_none() {
        let message = eco_format!("there is no role `{}`", role.get_ref());
        let hint = name_hint(role.get_ref(), Role::ALL.map(Role::name));
        fields.reader.error_with_hint(role.span(), message, hint);
    }
    found
}

fn read_claims(claims: Fields) -> Vec<(Spanned<String>, Spanned<String>)> {
    let strings = claims.strings();
    claims.finish();
    strings
}

#[cfg(test)]
mod tests {
    use typst::syntax::DiagSpanKind;

    use super::*;
    use crate::project::file_id;

    fn read(toml: &str) -> (Option<FrontMatter>, Vec<String>) {
        let text = format!("+++\n{toml}+++\nText.\n");
        let parts = split(&text, SectionKind::Markdown).unwrap();
        let mut problems = Problems::new();
        let file = file_id("report/a/nl/a.md");
        let front_matter = FrontMatter::read(file, &text, parts.front_matter, &mut problems);
        let describe = |problem: &crate::diag::Finding| {
            let DiagSpanKind::Range { range, .. } = problem.span.get() else {
                return String::new();
            };
            let hints: Vec<_> = problem.hints.iter().map(|hint| hint.v.as_str()).collect();
            format!("{}: {} ({})", &text[range], problem.message, hints.join("; "))
        };
        (front_matter, problems.iter().map(describe).collect())
    }

    #[test]
    fn all_fields_are_read() {
        let (front_matter, problems) = read(
            "title = \"Opzet\"\norder = 20\nrole = \"front\"\nlead = \"Een {{ a }}.\"\n\
             every-language = true\n[claims]\n\"Het merendeel\" = \"a > 50\"\n",
        );
        let front_matter = front_matter.unwrap();
        assert_eq!(problems, [""; 0]);
        assert_eq!(front_matter.title.unwrap().get_ref(), "Opzet");
        assert_eq!(front_matter.order, Some(20));
        assert_eq!((front_matter.role, front_matter.every_language), (Some(Role::Front), true));
        assert_eq!(front_matter.lead.unwrap().span(), 53..67);
        let (phrase, condition) = &front_matter.claims[0];
        assert_eq!(
            (phrase.get_ref().as_str(), condition.get_ref().as_str()),
            ("Het merendeel", "a > 50")
        );
    }

    #[test]
    fn what_is_optional_has_a_default() {
        let (front_matter, problems) = read("title = \"Opzet\"\norder = 20\n");
        let front_matter = front_matter.unwrap();
        assert_eq!(problems, [""; 0]);
        assert_eq!((front_matter.role, front_matter.every_language), (Some(Role::Chapter), false));
        assert!(front_matter.lead.is_none() && front_matter.claims.is_empty());
    }

    #[test]
    fn all_problems_are_reported_at_once() {
        let (front_matter, mut problems) =
            read("titel = \"Opzet\"\norder = \"x\"\nrole = \"frnt\"\n[claims]\na = 1\n");
        let front_matter = front_matter.unwrap();
        assert!(front_matter.title.is_none() && front_matter.order.is_none());
        problems.sort();
        let expected = [
            "\"frnt\": there is no role `frnt` (did you mean `front`?)",
            "\"x\": `order` must be a whole number",
            "1: `a` must be a string, found integer ()",
            ": the front matter has no `title` ()",
            "titel: the front matter has no field `titel` (did you mean `title`?)",
        ];
        assert_eq!(problems.len(), expected.len(), "{problems:#?}");
        for (problem, expected) in problems.iter().zip(expected) {
            assert!(problem.starts_with(expected), "{problem}");
        }
    }

    #[test]
    fn broken_toml_is_reported_where_it_breaks() {
        let (front_matter, problems) = read("title = \"a\"\norder = 1\nlead = \n");
        assert!(front_matter.is_none());
        assert_eq!(problems.len(), 1, "{problems:?}");
    }

    #[test]
    fn typst_sections_keep_it_in_a_comment() {
        let text = "/*+++\ntitle = \"a\"\n+++*/\nText.";
        let parts = split(text, SectionKind::Typst).unwrap();
        assert_eq!(&text[parts.front_matter], "title = \"a\"\n");
        assert_eq!(&text[parts.body..], "Text.");
    }

    #[test]
    fn windows_line_ends_are_fine() {
        let text = "+++\r\ntitle = \"a\"\r\n+++\r\nText.";
        let parts = split(text, SectionKind::Markdown).unwrap();
        assert_eq!(&text[parts.front_matter], "title = \"a\"\r\n");
        assert_eq!(&text[parts.body..], "Text.");
    }

    #[test]
    fn missing_front_matter_is_reported() {
        let expected = Problem::new(0..4, "the section does not start with front matter")
            .hint("start it with a line `+++`, then `title` and `order`, then `+++`");
        assert_eq!(split("Text\n+++\n", SectionKind::Markdown), Err(expected));
        assert_eq!(split("", SectionKind::Typst).unwrap_err().range, 0..0);
    }

    #[test]
    fn front_matter_that_is_not_closed_is_reported() {
        let expected = Problem::new(0..3, "the front matter is not closed")
            .hint("put a line `+++` between the front matter and the text");
        assert_eq!(split("+++\ntitle = \"a\"\n", SectionKind::Markdown), Err(expected));
    }
}
