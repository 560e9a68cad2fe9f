//! Of which text a section is a translation: a line of its front matter.

use super::section::Section;

/// The text of a section's file that says of which text it is a translation. Nothing
/// else of it changes.
pub fn with_translation_of(text: &str, section: &Section, fingerprint: &str) -> String {
    let (before, line, after) = match &section.translation_of {
        Some(known) => {
            let range = known.span();
            (text.get(..range.start), format!("\"{fingerprint}\""), text.get(range.end..))
        }
        None => {
            let at = line_after(text, section.place.range.end);
            let end = if text[..at].ends_with("\r\n") { "\r\n" } else { "\n" };
            let line = format!("translation-of = \"{fingerprint}\"{end}");
            (text.get(..at), line, text.get(at..))
        }
    };
    format!("{}{line}{}", before.unwrap_or_default(), after.unwrap_or_default())
}

/// Where the line begins that follows on a position.
fn line_after(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.find('\n').map_or(text.len(), |end| at + end + 1)
}
