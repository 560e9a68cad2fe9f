//! Pages to SVG, as images with a name and a description.

use quick_xml::escape::escape;
use typst_layout::Page;
use typst_svg::SvgOptions;

use super::credits::Credits;

/// How Typst's SVG files begin.
const ROOT: &str = "<svg ";

/// Writes a page as an SVG image. Screen readers say its title and its description,
/// which have to come first in it (SVG 2, 5.7 and the SVG Accessibility API Mappings).
/// Nothing is given back if the file is not as Typst writes it.
pub fn write(page: &Page, credits: &Credits) -> Option<String> {
    let drawn = typst_svg::svg(page, &SvgOptions::default());
    let (attributes, content) = drawn.strip_prefix(ROOT)?.split_once('>')?;
    let Credits { id, language, title, description, .. } = credits;
    let (title, description) = (escape(title.as_str()), escape(description.as_str()));
    let language = escape(language.as_str());
    // Keys of figures and tags of languages are plain.
    let names = format!(
        "role=\"img\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\" lang=\"{language}\" xml:lang=\"{language}\""
    );
    let xmp = credits.xmp();
    Some(format!(
        "{ROOT}{names} {attributes}>\
         <title id=\"{id}-title\">{title}</title>\
         <desc id=\"{id}-desc\">{description}</desc>\
         <metadata>{xmp}</metadata>{content}\n"
    ))
}
