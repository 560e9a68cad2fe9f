//! What travels inside an image, so that it can be understood and credited wherever
//! it ends up.

use xmp_writer::{CustomNamespace, LangId, Namespace, XmpWriter};

use crate::assemble::FigureAssembly;

/// The vocabulary of the International Press Telecommunications Council, in which
/// programs look for alternative text.
const IPTC: (&str, &str, &str) =
    ("IPTC Core", "Iptc4xmpCore", "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/");

/// What an image says of itself, in texts that XML can hold.
#[derive(Debug)]
pub struct Credits {
    /// Names the image among others, such as `colours-nl`.
    pub id: String,
    /// The language, as a BCP 47 tag.
    pub language: String,
    /// The title: what was found.
    pub title: String,
    /// The alternative text, after the notice that the data are invented if they are.
    pub description: String,
    /// Who published the data.
    pub source: String,
    /// Who made the publication.
    pub creators: Vec<String>,
    /// What the image may be used for.
    pub rights: Option<String>,
}

impl Credits {
    /// Describes a figure.
    pub fn new<'a>(figure: &FigureAssembly, creators: impl IntoIterator<Item = &'a str>) -> Self {
        let chart = &figure.chart;
        let notice = figure.notice.as_ref().map(|notice| format!("{notice}. "));
        let rights = figure.rights();
        Self {
            id: format!("{}-{}", chart.key, figure.language.id()),
            language: figure.language.tag(),
            title: allowed(&chart.title),
            description: allowed(&(notice.unwrap_or_default() + &chart.alt)),
            source: allowed(&chart.source),
            creators: creators.into_iter().map(allowed).collect(),
            rights: rights.map(|rights| allowed(&rights)),
        }
    }

    /// The same as XMP (ISO 16684-1), which image libraries and search engines read.
    pub fn xmp(&self) -> String {
        let language = || Some(LangId(&self.language));
        let mut xmp = XmpWriter::new();
        xmp.title([(None, &*self.title), (language(), &*self.title)]);
        xmp.description([(None, &*self.description), (language(), &*self.description)]);
        xmp.language([LangId(&self.language)]);
        xmp.source(&self.source);
        if !self.creators.is_empty() {
            xmp.creator(self.creators.iter().map(String::as_str));
        }
        if let Some(rights) = &self.rights {
            xmp.rights([(None, &**rights), (language(), &**rights)]);
        }
        xmp.creator_tool(concat!("report ", env!("CARGO_PKG_VERSION")));
        let (name, prefix, url) = IPTC;
        let iptc = Namespace::Custom(Box::new(CustomNamespace::new(name, prefix, url)));
        let texts = [(None, &*self.description), (language(), &*self.description)];
        xmp.element("AltTextAccessibility", iptc).language_alternative(texts);
        xmp.finish(None)
    }
}

/// A text without the characters that XML cannot hold (XML 1.0, 2.2).
fn allowed(text: &str) -> String {
    let allowed = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(allowed).collect()
}
