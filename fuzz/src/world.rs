//! What Typst makes of a source, and how problems are printed.

use report::diag::Problems;
use report::project::file_id;
use typst::foundations::{Label, Selector};
use typst::introspection::Introspector;
use typst::syntax::FileId;
use typst::utils::PicoStr;
use typst_kit::diagnostics::termcolor::NoColor;
use typst_kit::diagnostics::{DiagnosticFormat, DiagnosticWorld, emit};
use typst_layout::PagedDocument;

use super::files::Files;

/// Stand-ins for what sections use of the theme. Each shows what it is given as text.
const VOCABULARY: &str = "
#let ev(key, form: none, linked: true) = [#key]
#let fig(key, alt: none) = []
#let note(kind, body) = body
#let picture(path, alt: none, caption: none, width: none) = caption
#let data-table(columns: 1, align: left, header: (), rows: ()) = (header + rows.flatten()).join()
#let sec-ref(key) = []
";

/// The plain text of a generated source, as Typst has read it.
///
/// # Panics
/// If Typst does not take the source.
pub fn plain_text(source: &str) -> String {
    let main = format!("{VOCABULARY}#metadata([{source}]) <text>");
    let files = Files::default().with("main.typ", main);
    let document = typst::compile::<PagedDocument>(&files).output;
    typst::comemo::evict(0);
    let document = document.unwrap_or_else(|errors| panic!("{}\n{source}", errors[0].message));
    let label = Label::new(PicoStr::intern("text")).expect("the label is not empty");
    let found = document.introspector().query(&Selector::Label(label));
    found[0].plain_text().to_string()
}

/// Prints problems as the command does. Each has to say something, and to stand where there
/// is something to show.
///
/// # Panics
/// If a problem says nothing or cannot be shown.
pub fn show(problems: &Problems, path: &str, text: &str) {
    let files = Files::default().with(path, text);
    // A file of another kind is wrong in every line, and showing that takes long.
    for problem in problems.iter().take(8).map(|finding| &finding.diagnostic) {
        assert!(!problem.message.is_empty());
        let mut printed = NoColor::new(Vec::new());
        if problem.span.id() == Some(file_id(path)) || problem.span.id().is_none() {
            let shown = emit(&mut printed, &files, [problem], DiagnosticFormat::Human);
            shown.unwrap_or_else(|error| panic!("{error}: {}", problem.message));
        }
    }
}

impl DiagnosticWorld for Files {
    fn name(&self, id: FileId) -> String {
        id.vpath().get_without_slash().into()
    }
}
