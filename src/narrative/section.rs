//! A section of a document: a file with front matter and text.

use std::ops::Range;

use toml::Spanned;
use typst::syntax::FileId;

use super::claims::{self, Claim};
use super::front_matter::{FrontMatter, Parts, Role, split};
use super::markdown;
use super::model::{Block, BlockKind, Document};
use super::origins::Origins;
use super::plain;
use super::problem::Problem;
use super::typst::{Supplies, generate};
use super::typst_uses;
use super::uses::{Alternative, NumberUse, Use, Uses};
use crate::diag::{Place, Problems};
use crate::evidence::Form;
use crate::project::{Project, SectionFile, SectionKind, checksum};

/// A section of a document.
#[derive(Debug, Clone)]
pub struct Section {
    /// The key by which layouts and references name it.
    pub key: String,
    /// The author's file.
    pub file: FileId,
    /// Where its title is written.
    pub place: Place,
    /// The language it is written in, as a language subtag.
    pub language: String,
    /// The title.
    pub title: String,
    /// Its place among the document's sections.
    pub order: i64,
    /// What it is for.
    pub role: Role,
    /// Whether other editions print it too, in its own language.
    pub every_language: bool,
    /// The finding or the lead.
    pub lead: Option<Lead>,
    /// The text.
    pub body: SectionBody,
    /// The phrases that have to stay true.
    pub claims: Vec<Claim>,
    /// The fingerprint of the text that it is a translation of, and where it is written.
    pub translation_of: Option<Spanned<String>>,
    /// What tells its words from others, whatever else its front matter says.
    pub fingerprint: String,
    uses: Uses,
}

/// How the text of a section is written.
#[derive(Debug, Clone)]
pub enum SectionBody {
    /// In Markdown; this is what it says.
    Markdown(Document),
    /// In Typst, in the author's file itself.
    Typst,
}

/// The finding or the lead of a section.
#[derive(Debug, Clone)]
pub struct Lead {
    /// What it says: a single paragraph.
    pub text: Document,
    escaped: Option<Escaped>,
}

/// A lead that is written with escapes, such as `\"`, so that its ranges are
/// not those of the author's file.
#[derive(Debug, Clone)]
struct Escaped {
    /// What the ranges of the lead point into.
    words: String,
    /// Where the lead is written.
    range: Range<usize>,
}

/// Reads a section. Returns nothing if its front matter gives too little to go
/// on; what is wrong is added to `problems` in any case.
pub fn read_section(
    project: &Project,
    section: &SectionFile,
    language: &str,
    problems: &mut Problems,
) -> Option<Section> {
    let text = project.text(section.file, problems)?;
    read(&text, section, language, problems)
}

/// Reads a section from the text of its file.
pub fn read(
    text: &str,
    section: &SectionFile,
    language: &str,
    problems: &mut Problems,
) -> Option<Section> {
    let file = section.file;
    let mut found = Vec::new();
    let parts = split(text, section.kind).map_err(|problem| found.push(problem)).ok();
    let front_matter = parts.as_ref().and_then(|Parts { front_matter, .. }| {
        FrontMatter::read(file, text, front_matter.clone(), problems)
    });
    let mut uses = Uses::default();
    let lead = front_matter
        .as_ref()
        .and_then(|front_matter| front_matter.lead.as_ref())
        .map(|lead| read_lead(text, lead, &mut uses, &mut found));
    let start = parts.map_or(text.len(), |parts| parts.body);
    let body = read_body(text, section.kind, start, &mut uses, &mut found);
    let find = |phrase: &str| {
        let mut places = lead.as_ref().map_or(Vec::new(), |lead| lead.find(phrase, text));
        places.extend(match &body {
            SectionBody::Markdown(document) => plain::find(document, phrase, text),
            SectionBody::Typst => plain::find_in_source(phrase, text, start),
        });
        places
    };
    let claims = front_matter.as_ref().map_or(Vec::new(), |front_matter| {
        front_matter.claims.iter().map(|claim| claims::read(claim, find, &mut found)).collect()
    });
    if front_matter.as_ref().is_some_and(|front_matter| front_matter.every_language) {
        found.extend(uses.heading_ids.iter().map(repeated_id));
    }
    problems.extend(found.into_iter().map(|problem| problem.at(file)));
    let FrontMatter { title, order, role, every_language, translation_of, lead: words, .. } =
        front_matter?;
    let title = title?;
    let words = words.map(Spanned::into_inner).unwrap_or_default();
    let fingerprint =
        fingerprint(&[title.get_ref(), &words, text.get(start..).unwrap_or_default()]);
    Some(Section {
        key: section.key.clone(),
        file,
        place: Place::new(file, title.span()),
        language: language.into(),
        title: title.into_inner(),
        order: order?,
        role: role?,
        every_language,
        lead,
        body,
        claims,
        translation_of,
        fingerprint,
        uses,
    })
}

/// How many digits of a checksum tell two texts apart.
const FINGERPRINT: usize = 12;

/// What tells texts from others, however their lines are broken.
fn fingerprint(texts: &[&str]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| plain::normalized(text)).collect();
    let mut sum = checksum(texts.join("\0").as_bytes());
    sum.truncate(FINGERPRINT);
    sum
}

/// An edition that prints a section in two languages would have its ids twice.
fn repeated_id(id: &Use) -> Problem {
    let message = "a section that every edition prints cannot have ids of headings";
    let hint = format!("delete `{{#sec:{}}}`, and refer to the section by its key", id.name);
    Problem::new(id.range.clone(), message).hint(hint)
}

/// Reads the text, which starts at a position of the file.
fn read_body(
    text: &str,
    kind: SectionKind,
    start: usize,
    uses: &mut Uses,
    problems: &mut Vec<Problem>,
) -> SectionBody {
    match kind {
        SectionKind::Markdown => {
            let parsed = markdown::parse(text, start);
            problems.extend(parsed.problems);
            uses.add(&parsed.document);
            SectionBody::Markdown(parsed.document)
        }
        SectionKind::Typst => {
            uses.extend(typst_uses::uses(text));
            SectionBody::Typst
        }
    }
}

/// Reads the lead, which is Markdown within a string of the front matter.
fn read_lead(
    text: &str,
    lead: &Spanned<String>,
    uses: &mut Uses,
    problems: &mut Vec<Problem>,
) -> Lead {
    let (span, words) = (lead.span(), lead.get_ref());
    let written = text.get(span.clone()).and_then(|literal| literal.find(words.as_str()));
    let (start, escaped) = match written {
        Some(offset) => (span.start + offset, None),
        None => (0, Some(Escaped { words: words.clone(), range: span.clone() })),
    };
    // Empty lines in place of what precedes it keep all positions true.
    let parsed = markdown::parse(&("\n".repeat(start) + words), start);
    let place = |range: Range<usize>| match &escaped {
        Some(escaped) => escaped.range.clone(),
        None => range,
    };
    let is_paragraph =
        matches!(&parsed.document.blocks[..], [Block { kind: BlockKind::Paragraph(_), .. }]);
    if !is_paragraph && parsed.problems.is_empty() {
        let problem = Problem::new(span.clone(), "`lead` is not a single paragraph");
        problems.push(problem.hint("write one or two sentences, without lists or headings"));
    }
    let placed = |problem: Problem| Problem { range: place(problem.range), ..problem };
    problems.extend(parsed.problems.into_iter().map(placed));
    let mut own = Uses::default();
    own.add(&parsed.document);
    own.relocate(place);
    uses.extend(own);
    Lead { text: parsed.document, escaped }
}

impl Lead {
    /// What the ranges of its text point into, if that is the author's file.
    pub fn source<'s>(&self, file: &'s str) -> Option<&'s str> {
        self.escaped.is_none().then_some(file)
    }

    /// Where a range of its text stands in the author's file.
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        self.escaped.as_ref().map_or(range, |escaped| escaped.range.clone())
    }

    /// What the ranges of its text point into, in a file with this text.
    pub fn words<'a>(&'a self, file: &'a str) -> &'a str {
        self.escaped.as_ref().map_or(file, |escaped| &escaped.words)
    }

    /// Where a phrase stands in the author's file, whose text is `source`.
    fn find(&self, phrase: &str, source: &str) -> Vec<Range<usize>> {
        match &self.escaped {
            None => plain::find(&self.text, phrase, source),
            Some(escaped) => {
                let places = plain::find(&self.text, phrase, &escaped.words);
                places.iter().map(|_| escaped.range.clone()).collect()
            }
        }
    }
}

impl Section {
    /// The numbers that it prints.
    pub fn numbers(&self) -> impl Iterator<Item = &NumberUse> {
        self.uses.numbers.iter()
    }

    /// The image files that it shows, by their paths.
    pub fn images(&self) -> impl Iterator<Item = &Use> {
        self.uses.images.iter()
    }

    /// The figures that it places.
    pub fn figures(&self) -> impl Iterator<Item = &Use> {
        self.uses.figures.iter()
    }

    /// The texts that replace alternative texts of figures.
    pub fn alternatives(&self) -> impl Iterator<Item = &Alternative> {
        self.uses.alternatives.iter()
    }

    /// The figures that it places or refers to.
    pub fn figure_names(&self) -> impl Iterator<Item = &Use> {
        self.uses.figures.iter().chain(&self.uses.figure_references)
    }

    /// The sections and headings that it refers to.
    pub fn section_references(&self) -> impl Iterator<Item = &Use> {
        self.uses.section_references.iter()
    }

    /// The works that it cites.
    pub fn citations(&self) -> impl Iterator<Item = &Use> {
        self.uses.citations.iter()
    }

    /// The ids of its headings, without `sec:`.
    pub fn heading_ids(&self) -> impl Iterator<Item = &Use> {
        self.uses.heading_ids.iter()
    }

    /// Generates its Typst sources, each with the ending of its name: the lead
    /// (`.lead`), and the body unless the author wrote it in Typst.
    ///
    /// `picture` finds the file and the printed width in millimetres for the
    /// path of an image, `number` the printed form of a number in a heading.
    pub fn generate(
        &self,
        picture: &dyn Fn(&str) -> Option<(String, f64)>,
        number: &dyn Fn(&str, Form) -> Option<String>,
    ) -> Vec<(&'static str, String, Origins)> {
        let source = |name: &str, document: &Document| {
            let prefix = format!("{}{name}.{}", self.key, self.language);
            let supplies = Supplies { language: &self.language, prefix: &prefix, picture, number };
            generate(document, &supplies)
        };
        let lead = self.lead.as_ref().map(|lead| {
            let source = source(".lead", &lead.text);
            let origins = match &lead.escaped {
                Some(escaped) => source.origins.all_from(&escaped.range),
                None => source.origins,
            };
            (".lead", source.text, origins)
        });
        let body = match &self.body {
            SectionBody::Typst => None,
            SectionBody::Markdown(document) => {
                let source = source("", document);
                Some(("", source.text, source.origins))
            }
        };
        body.into_iter().chain(lead).collect()
    }
}
