//! Alternative text: what a chart says, for readers who do not see it.
//!
//! It is made of sentences of the locale file, by kind of chart, and of the data; an
//! author's own text takes its place. When it is too long, the sentence that says least
//! goes first.

use typst::diag::{EcoString, eco_format};

use super::chart::{Chart, Drawing};
use super::resolve::Item;
use super::spec::{FigureSpec, Order};
use crate::diag::{Place, Problems, name_hint};
use crate::evidence::Printer;
use crate::rules::accessibility::ALTERNATIVE_LENGTH;
use crate::rules::languages::MISSING_STRING;

/// The bounds within which an alternative text is useful, in characters.
const LENGTH: std::ops::RangeInclusive<usize> = 40..=250;

/// What ends a sentence of a locale file.
const END: &str = ". ";

/// The interface string for what a list leaves out.
const MORE: &str = "and-more";

/// What the sentences may refer to, and what a sentence is worth that says it.
const PLACEHOLDERS: [(&str, Worth); 12] = [
    ("title", Worth::Kept),
    ("subtitle", Worth::Measure),
    ("n", Worth::Measure),
    ("values", Worth::List),
    ("trend", Worth::List),
    ("order", Worth::Order),
    ("min", Worth::Least),
    ("min-label", Worth::Least),
    ("max", Worth::Most),
    ("max-label", Worth::Most),
    ("start", Worth::Measure),
    ("end", Worth::Measure),
];

/// What a sentence is worth, from little to much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    /// How the values are sorted.
    Order,
    /// The smallest value.
    Least,
    /// What is measured.
    Measure,
    /// Values one by one, or how they went on.
    List,
    /// The largest value.
    Most,
    /// The kind of chart, and the finding.
    Kept,
}

/// What an alternative text tells of the data.
pub struct Told<'a> {
    /// The values.
    pub items: &'a [Item],
    /// How each line went on, the most important first.
    pub trends: Vec<String>,
}

/// The alternative text of a chart.
pub fn text(
    spec: &FigureSpec,
    chart: &Chart,
    told: &Told,
    printer: &Printer,
    problems: &mut Problems,
) -> String {
    if let Some(alt) = &spec.alt {
        return alt.get(printer.language()).to_string();
    }
    let text = generated(spec, chart, told, printer, problems);
    if !text.is_empty()
        && let Some(message) = wrong_length(spec, &text, printer)
    {
        problems
            .error(&spec.place, message)
            .breaks(&ALTERNATIVE_LENGTH)
            .hint(eco_format!("write one as `alt`; it is now: {text}"));
    }
    text
}

/// Whether the alternative text of a figure tells this.
pub fn tells(spec: &FigureSpec, printer: &Printer, name: &str) -> bool {
    let template = printer.locale().alt.get(spec.kind.name()).filter(|_| spec.alt.is_none());
    template.is_some_and(|template| placeholders(template).any(|told| told == name))
}

/// That a text is too short or too long to be useful.
pub fn wrong_length(spec: &FigureSpec, text: &str, printer: &Printer) -> Option<EcoString> {
    let length = text.chars().count();
    let (least, most) = (LENGTH.start(), LENGTH.end());
    (!LENGTH.contains(&length)).then(|| {
        eco_format!(
            "the alternative text of `{}` in `{}` has {length} characters and must have {least} to {most}",
            spec.key,
            printer.language(),
        )
    })
}

fn generated(
    spec: &FigureSpec,
    chart: &Chart,
    told: &Told,
    printer: &Printer,
    problems: &mut Problems,
) -> String {
    let locale = Place::new(printer.locale().file, 0..0);
    let Some(template) = printer.locale().alt.get(chart.kind) else {
        let message = eco_format!("the locale has no sentence `{}` under `alt`", chart.kind);
        problems
            .error(&locale, message)
            .breaks(&MISSING_STRING)
            .hint(eco_format!("the figure `{}` needs it", spec.key));
        return String::new();
    };
    let known = PLACEHOLDERS.map(|(name, _)| name);
    if let Some(unknown) = placeholders(template).find(|name| !known.contains(name)) {
        let kind = chart.kind;
        let message =
            eco_format!("the sentence `{kind}` under `alt` has an unknown `{{{unknown}}}`");
        problems.error_with_hint(&locale, message, name_hint(unknown, known));
    }
    let words = Words::new(spec, chart, told, printer);
    for key in words.missing(template) {
        problems
            .error(&locale, eco_format!("the locale has no string `{key}`"))
            .hint(eco_format!("the alternative text of the figure `{}` needs it", spec.key));
    }
    words.fitted(template)
}

/// The names between braces.
fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

/// What a sentence is worth: as much as the best of what it says.
fn worth(sentence: &str) -> Worth {
    let worth = |name| PLACEHOLDERS.iter().find(|(known, _)| *known == name);
    let said = placeholders(sentence).filter_map(worth).map(|(_, worth)| *worth);
    said.max().unwrap_or(Worth::Kept)
}

/// What stands in place of the placeholders.
struct Words<'a> {
    chart: &'a Chart,
    items: &'a [Item],
    values: Vec<String>,
    trends: &'a [String],
    /// The interface string for the order of the values, if they have one.
    order: Option<&'static str>,
    printer: &'a Printer<'a>,
}

impl<'a> Words<'a> {
    fn new(spec: &FigureSpec, chart: &'a Chart, told: &'a Told, printer: &'a Printer<'a>) -> Self {
        let items = told.items;
        let values = items.iter().map(|item| format!("{} {}", item.label, item.display));
        let order = match spec.order {
            Order::Descending => Some("sorted-descending"),
            Order::Ascending => Some("sorted-ascending"),
            Order::Given => None,
        };
        let is_sorted = spec.kind.sorts() && sized(items).count() > 1;
        Self {
            chart,
            items,
            values: values.collect(),
            trends: &told.trends,
            order: order.filter(|_| is_sorted),
            printer,
        }
    }

    /// The interface strings that a template needs and the locale lacks.
    fn missing(&self, template: &str) -> Vec<&'static str> {
        let says = |name| placeholders(template).any(|other| other == name);
        let order = self.order.filter(|_| says("order"));
        let more =
            (says("values") && self.values.len() > 1) || (says("trend") && self.trends.len() > 1);
        let needed = order.into_iter().chain(more.then_some(MORE));
        needed.filter(|key| self.printer.string(key).is_empty()).collect()
    }

    /// The text of a template, without what makes it too long: whole sentences, and the
    /// ends of lists. The first sentence, which says what kind of chart it is, stays.
    fn fitted(&self, template: &str) -> String {
        let sentences = template.split_inclusive(END).enumerate();
        let sentences = sentences.filter(|(_, sentence)| self.has_words(sentence));
        let mut sentences: Vec<(Worth, &str)> = sentences
            .map(|(index, text)| (if index == 0 { Worth::Kept } else { worth(text) }, text))
            .collect();
        let mut listed = self.values.len().max(self.trends.len());
        loop {
            let parts = sentences.iter().map(|(_, sentence)| *sentence);
            let text = self.filled(&parts.collect::<String>(), listed);
            let least = sentences.iter().map(|(worth, _)| *worth).min();
            match least {
                Some(least) if text.chars().count() > *LENGTH.end() && least < Worth::Kept => {
                    if least == Worth::List && listed > 1 {
                        listed -= 1;
                    } else {
                        sentences.retain(|(worth, _)| *worth != least);
                    }
                }
                _ => return text.trim_end().to_string(),
            }
        }
    }

    /// Whether there is something to say in place of each placeholder of a sentence.
    fn has_words(&self, sentence: &str) -> bool {
        placeholders(sentence).all(|name| match name {
            "order" => self.order.is_some(),
            "trend" => !self.trends.is_empty(),
            "min" | "min-label" => sized(self.items).count() > 1,
            "max" | "max-label" => sized(self.items).next().is_some(),
            _ => true,
        })
    }

    fn filled(&self, template: &str, listed: usize) -> String {
        let largest = sized(self.items).reduce(|a, b| if b.size > a.size { b } else { a });
        let smallest = sized(self.items).reduce(|a, b| if b.size < a.size { b } else { a });
        let mut text = template
            .replace("{title}", self.chart.title.trim_end_matches('.'))
            .replace("{subtitle}", self.chart.subtitle.trim_end_matches('.'))
            .replace("{n}", &self.items.len().to_string())
            .replace("{values}", &self.list(&self.values, listed))
            .replace("{trend}", &self.list(self.trends, listed))
            .replace("{order}", self.order.map_or("", |key| self.printer.string(key)));
        for (name, item) in [("min", smallest), ("max", largest)] {
            let Some(item) = item else { continue };
            text = text
                .replace(&format!("{{{name}}}"), &item.display)
                .replace(&format!("{{{name}-label}}"), &item.label);
        }
        if let Drawing::Lines { x, .. } = &self.chart.drawing {
            for (name, tick) in [("start", x.ticks.first()), ("end", x.ticks.last())] {
                text = text.replace(&format!("{{{name}}}"), tick.map_or("", |tick| &tick.label));
            }
        }
        text
    }

    /// The first of some texts, and how many more there are.
    fn list(&self, texts: &[String], most: usize) -> String {
        let shown = texts.iter().take(most).cloned();
        let left = texts.len().saturating_sub(most);
        let more = (left > 0).then(|| self.printer.string(MORE).replace("{}", &left.to_string()));
        shown.chain(more).collect::<Vec<_>>().join("; ")
    }
}

/// The items of which the size is known.
fn sized(items: &[Item]) -> impl Iterator<Item = &Item> {
    items.iter().filter(|item| item.size.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::chart::{DataTable, Drawing};
    use crate::project::{Language, Locale, file_id};

    const TEMPLATE: &str =
        "Bars. {title}. {order}. Measured: {subtitle}. All: {values}. Most: {max}. Least: {min}.";

    /// The text for items with names of this length.
    fn text(count: usize, length: usize) -> String {
        let strings = [("sorted-descending", "Sorted"), ("and-more", "{} others")];
        let strings = strings.map(|(key, text)| (key.to_string(), text.to_string()));
        let locale = Locale {
            file: file_id("report/locales/en.toml"),
            strings: strings.into(),
            exactness: Default::default(),
            exactness_short: Default::default(),
            units: Default::default(),
            cardinals: Vec::new(),
            vague_links: Vec::new(),
            alt: Default::default(),
        };
        let language = Language::parse("en").unwrap();
        let printer = Printer::new(&language, &locale).unwrap();
        let chart = Chart {
            key: "key".into(),
            indicators: Vec::new(),
            kind: "bar",
            title: "A finding".into(),
            subtitle: "bridges".into(),
            note: None,
            alt: String::new(),
            source: String::new(),
            base: String::new(),
            width: None,
            drawing: Drawing::Table {},
            table: DataTable::default(),
        };
        let items: Vec<Item> = (0..count)
            .map(|index| Item {
                label: "x".repeat(length),
                display: index.to_string(),
                size: Some(index as f64),
            })
            .collect();
        let values = items.iter().map(|item| format!("{} {}", item.label, item.display));
        let words = Words {
            chart: &chart,
            items: &items,
            values: values.collect(),
            trends: &[],
            order: (count > 1).then_some("sorted-descending"),
            printer: &printer,
        };
        words.fitted(TEMPLATE)
    }

    #[test]
    fn what_says_least_goes_first() {
        let all = "Bars. A finding. Sorted. Measured: bridges. All: x 0; x 1. Most: 1. Least: 0.";
        assert_eq!(text(2, 1), all);
        let parts = ["Bars. A finding.", "All: ", "2 others. Most: 3."];
        let long = text(4, 70);
        assert!(parts.iter().all(|part| long.contains(part)), "{long}");
        assert!(!long.contains("Sorted") && !long.contains("Least"), "{long}");
        assert_eq!(text(2, 300), "Bars. A finding. Most: 1.");
    }

    #[test]
    fn what_there_is_nothing_to_say_of_is_left_out() {
        assert_eq!(text(1, 1), "Bars. A finding. Measured: bridges. All: x 0. Most: 0.");
    }

    #[test]
    fn no_text_is_too_long() {
        for length in 1..300 {
            assert!(text(3, length).chars().count() <= *LENGTH.end());
        }
    }
}
