//! Alternative text: what a chart says, for readers who do not see it.
//!
//! It is made of a sentence of the locale file, by kind of chart, and of the
//! data; an author's own text takes its place.

use typst::diag::eco_format;

use super::chart::Chart;
use super::resolve::Item;
use super::spec::FigureSpec;
use crate::diag::{Place, Problems, name_hint};
use crate::evidence::Printer;
use crate::rules::accessibility::ALTERNATIVE_LENGTH;
use crate::rules::languages::MISSING_STRING;

/// The bounds within which an alternative text is useful, in characters.
const LENGTH: std::ops::RangeInclusive<usize> = 40..=250;

/// What the sentences may refer to.
const PLACEHOLDERS: [&str; 12] = [
    "title",
    "subtitle",
    "n",
    "values",
    "first",
    "first-label",
    "last",
    "last-label",
    "min",
    "min-label",
    "max",
    "max-label",
];

/// The alternative text of a chart.
pub fn text(
    spec: &FigureSpec,
    chart: &Chart,
    items: &[Item],
    printer: &Printer,
    problems: &mut Problems,
) -> String {
    let text = match &spec.alt {
        Some(alt) => alt.get(printer.language()).to_string(),
        None => generated(spec, chart, items, printer, problems),
    };
    let length = text.chars().count();
    if !text.is_empty() && !LENGTH.contains(&length) {
        let (least, most) = (LENGTH.start(), LENGTH.end());
        let message = eco_format!(
            "the alternative text of `{}` in `{}` has {length} characters and must have {least} to {most}",
            spec.key,
            printer.language(),
        );
        problems
            .error(&spec.place, message)
            .breaks(&ALTERNATIVE_LENGTH)
            .hint(eco_format!("write one as `alt`; it is now: {text}"));
    }
    text
}

fn generated(
    spec: &FigureSpec,
    chart: &Chart,
    items: &[Item],
    printer: &Printer,
    problems: &mut Problems,
) -> String {
    let file = printer.locale().file;
    let Some(template) = printer.locale().alt.get(chart.kind) else {
        let message = eco_format!("the locale has no sentence `{}` under `alt`", chart.kind);
        problems
            .error(&Place::new(file, 0..0), message)
            .breaks(&MISSING_STRING)
            .hint(eco_format!("the figure `{}` needs it", spec.key));
        return String::new();
    };
    if let Some(unknown) = placeholders(template).find(|name| !PLACEHOLDERS.contains(name)) {
        let kind = chart.kind;
        let message =
            eco_format!("the sentence `{kind}` under `alt` has an unknown `{{{unknown}}}`");
        let hint = name_hint(unknown, PLACEHOLDERS);
        problems.error_with_hint(&Place::new(file, 0..0), message, hint);
    }
    filled(template, chart, items)
}

/// The names between braces.
fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

fn filled(template: &str, chart: &Chart, items: &[Item]) -> String {
    let sized = || items.iter().filter(|item| item.size.is_some());
    let largest = sized().reduce(|a, b| if b.size > a.size { b } else { a });
    let smallest = sized().reduce(|a, b| if b.size < a.size { b } else { a });
    let values: Vec<String> =
        items.iter().map(|item| format!("{} {}", item.label, item.display)).collect();
    let mut text = template
        .replace("{title}", chart.title.trim_end_matches('.'))
        .replace("{subtitle}", chart.subtitle.trim_end_matches('.'))
        .replace("{n}", &items.len().to_string())
        .replace("{values}", &values.join("; "));
    let named =
        [("first", items.first()), ("last", items.last()), ("min", smallest), ("max", largest)];
    for (name, item) in named {
        let Some(item) = item else { continue };
        text = text
            .replace(&format!("{{{name}}}"), &item.display)
            .replace(&format!("{{{name}-label}}"), &item.label);
    }
    text
}
