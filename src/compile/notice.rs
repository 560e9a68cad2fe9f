//! Does every page say what it has to say?

use typst::diag::eco_format;
use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

use crate::diag::{Place, Problems};

/// Reports pages that do not show a notice, such as that the data are invented, of
/// the document or figure `id` that is declared at `place`. The theme shows it; that
/// it does is not left to trust.
pub fn check_notice(
    document: &PagedDocument,
    id: &str,
    place: &Place,
    notice: &str,
    problems: &mut Problems,
) {
    let wanted = letters(notice);
    let lacks = |page: &typst_layout::Page| {
        let mut text = String::new();
        collect(&page.frame, &mut text);
        !letters(&text).contains(&wanted)
    };
    let lacking = document.pages().iter().position(lacks);
    if let Some(page) = lacking {
        let number = page + 1;
        let message = eco_format!("page {number} of `{id}` does not show the notice “{notice}”");
        problems
            .error(place, message)
            .hint("the theme has to print `data.synthetic` on every page");
    }
}

/// A text without white space, which lines break differently.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect()
}

fn collect(frame: &Frame, text: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Text(item) => text.push_str(&item.text),
            FrameItem::Group(group) => collect(&group.frame, text),
            _ => {}
        }
    }
}
