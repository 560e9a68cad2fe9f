//! The generated Typst files: one for each section, and one for the document
//! that brings sections, layout and data together.

use std::fmt::Write;

use typst::foundations::{Bytes, Repr, Str};

use super::Generated;
use super::images::Images;
use super::sections::DocumentSections;
use crate::evidence::Form;
use crate::narrative::{Section, SectionBody};
use crate::project::{DocumentSpec, Language, Manifest, file_id};

/// The first line of every generated file.
const NOTICE: &str = "// Generated; edit the project instead.\n";

/// What generated sections use of the theme. No empty line follows: in a lead,
/// which is part of a paragraph, it would end the paragraph.
const VOCABULARY: &str =
    "#import \"/report/theme/lib.typ\": ev, fig, note, picture, data-table, sec-ref\n";

/// Generates the files of a section: its body, unless it is written in Typst,
/// and its lead.
pub fn generate_section(
    section: &Section,
    folder: &str,
    document: &DocumentSpec,
    images: &Images,
    number: &dyn Fn(&str, Form) -> Option<String>,
    generated: &mut Generated,
) {
    let stem = format!("{folder}/{}/{}", document.id, file_stem(section));
    let image = |path: &str| {
        images
            .get(&(section.file.get().vpath().get_without_slash().to_string(), path.to_string()))
            .cloned()
    };
    for (name, text, origins) in section.generate(&image, number) {
        let id = file_id(&format!("{stem}{name}.typ"));
        let prelude = format!("{NOTICE}{VOCABULARY}");
        let origins = origins.shifted(prelude.len());
        generated.files.push((id, Bytes::from_string(prelude + &text)));
        generated.assemblies.origins.insert(id, section.place.clone(), origins);
    }
}

/// The name of a section's generated files: its key, and its language where
/// the same section is printed in several.
fn file_stem(section: &Section) -> String {
    format!("{}.{}", section.key, section.language)
}

/// Attaches the data of each figure that the document has, once however often it has it,
/// so that no theme has to. It stands at the end, where it moves nothing.
const ATTACH: &str = "
#context for (key, file) in data.attachments {
  if query(label(\"fig:\" + key)).len() > 0 {
    pdf.attach(
      \"/\" + key + \".csv\", bytes(file),
      relationship: \"data\", mime-type: \"text/csv\", description: data.figures.at(key).title,
    )
  }
}
";

/// The generated file that is compiled.
pub fn main_source(
    document: &DocumentSections,
    language: &Language,
    manifest: &Manifest,
    print: bool,
) -> String {
    let id = &document.spec.id;
    let mut text = String::from(NOTICE);
    text.push_str("#import \"/report/theme/lib.typ\": publication, in-language\n");
    let _ = write!(
        text,
        "#import \"/report/{id}/layout.typ\": layout\n\n\
         #let data = json(\"{id}.json\")\n\
         #show: publication.with(data)\n\
         #layout(data, (\n"
    );
    for section in &document.sections {
        text.push_str(&section_entry(section, id, language, manifest));
    }
    text.push_str("))\n");
    if document.spec.attach_data && !print {
        text.push_str(ATTACH);
    }
    text
}

/// The generated file of a figure that stands alone, `width` millimetres wide. It says
/// itself what the document is and in which language, so that every theme gives one
/// that conforms.
pub fn figure_source(key: &str, width: u16) -> String {
    let key = literal(key);
    format!(
        "{NOTICE}\
         #import \"/report/theme/lib.typ\" as theme\n\n\
         #let data = json({key} + \".json\")\n\
         #set document(\n  \
           title: data.document.title,\n  \
           author: data.publication.authors.map(author => author.name),\n  \
           description: data.document.subject,\n  \
           keywords: data.publication.keywords,\n  \
           date: datetime(..data.publication.date),\n\
         )\n\
         #set text(lang: data.lang, region: data.region)\n\
         #theme.standalone-figure(data, data.figures.at({key}), width: {width}mm)\n"
    )
}

/// A section as the layout gets it.
fn section_entry(
    section: &Section,
    document: &str,
    language: &Language,
    manifest: &Manifest,
) -> String {
    let stem = format!("{document}/{}", file_stem(section));
    let body = match section.body {
        SectionBody::Markdown(_) => format!("include {}", literal(&format!("{stem}.typ"))),
        SectionBody::Typst => {
            format!("include {}", literal(section.file.get().vpath().get_with_slash()))
        }
    };
    let lead = match section.lead {
        Some(_) => format!("include {}", literal(&format!("{stem}.lead.typ"))),
        None => "none".into(),
    };
    let foreign =
        (section.language != language.id()).then(|| manifest.language(&section.language)).flatten();
    let in_language = |content: String| match foreign {
        Some(_) if content == "none" => content,
        Some(other) => {
            let region = other.region().map_or("none".into(), literal);
            format!("in-language(data, {}, {region}, {content})", literal(other.id()))
        }
        None => content,
    };
    format!(
        "  (\n    key: {},\n    title: {},\n    role: {},\n    lang: {},\n    lead: {},\n    body: {},\n  ),\n",
        literal(&section.key),
        literal(&section.title),
        literal(section.role.name()),
        literal(&section.language),
        in_language(lead),
        in_language(body),
    )
}

/// A string as a Typst literal.
fn literal(text: &str) -> String {
    Str::from(text).repr().into()
}
