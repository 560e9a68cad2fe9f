//! Does an author's alternative text state only numbers of the figure?

use typst::diag::{EcoString, eco_format};

use super::alt::wrong_length;
use super::chart::{Chart, Drawing};
use super::spec::{FigureData, FigureSpec};
use crate::diag::{Place, Problems};
use crate::evidence::{Amount, Base, Form, Indicator, Ledger, Printer};
use crate::rules::accessibility::{ALTERNATIVE_LENGTH, POOR_ALTERNATIVE, UNSHOWN_NUMBER};

/// What a text about a figure may state.
pub struct Statement<'a> {
    spec: &'a FigureSpec,
    chart: &'a Chart,
    shown: Vec<&'a Indicator>,
    printer: &'a Printer<'a>,
}

impl<'a> Statement<'a> {
    /// What may be stated about a chart, in the language of a printer.
    pub fn new(
        spec: &'a FigureSpec,
        chart: &'a Chart,
        ledger: &'a Ledger,
        printer: &'a Printer<'a>,
    ) -> Self {
        let shown = chart.indicators.iter().filter_map(|key| ledger.get(key)).collect();
        Self { spec, chart, shown, printer }
    }

    /// Reports what is wrong with an author's alternative text: its length, that it only
    /// says the caption again, and every number that the figure does not show.
    pub fn check(&self, text: &str, place: &Place, problems: &mut Problems) {
        if let Some(message) = wrong_length(self.spec, text, self.printer) {
            problems
                .error(place, message)
                .breaks(&ALTERNATIVE_LENGTH)
                .hint("say what kind of figure it is, of what, and what it shows");
        }
        let said_already = [&self.chart.title, &self.chart.subtitle];
        if said_already.iter().any(|said| said.trim_end_matches('.') == text.trim_end_matches('.'))
        {
            let message = eco_format!(
                "the alternative text of `{}` says what stands over the figure already",
                self.spec.key
            );
            let problem = problems.error(place, message).breaks(&POOR_ALTERNATIVE);
            problem.hint("say what the figure shows");
        }
        let said = self.said();
        for stated in self.printer.numbers_in(text) {
            let written = &text[stated.range];
            let number = stated.digits.as_deref().and_then(Amount::parse);
            let Some(number) = number else {
                let language = self.printer.language();
                let message =
                    eco_format!("“{written}” is not how a number is written in `{language}`");
                problems.error_with_hint(place, message, self.rewritten(written));
                continue;
            };
            if !said.iter().any(|other| *other == number.shortest()) && !self.rounds_to(number) {
                let message = eco_format!(
                    "the alternative text of `{}` states {written}, which the figure does not show",
                    self.spec.key
                );
                let hint = self.nearest(number);
                problems.error_with_hint(place, message, hint).breaks(&UNSHOWN_NUMBER);
            }
        }
    }

    /// Whether the figure shows a number, whatever its own title and notes say.
    pub fn is_shown(&self, number: Amount) -> bool {
        let shown = self.numbers_in(self.printed().into_iter().chain(self.words_of_data()));
        shown.into_iter().any(|other| other == number.shortest()) || self.rounds_to(number)
    }

    /// A number with a point for decimals, as the language writes it.
    fn rewritten(&self, written: &str) -> Option<EcoString> {
        let number = Amount::parse(written)?;
        Some(eco_format!("write `{}`", self.printer.plain(number)))
    }

    /// The indicator that is nearest to a number, as a hint.
    fn nearest(&self, number: Amount) -> Option<EcoString> {
        let distance = |indicator: &Indicator| {
            Some((indicator.value.high()?.to_f64().abs() - number.to_f64()).abs())
        };
        let known = self.shown.iter().filter_map(|it| Some((distance(it)?, it)));
        let (_, nearest) = known.min_by(|(a, _), (b, _)| a.total_cmp(b))?;
        let printed = self.printer.print(nearest, Form::Short).ok()?;
        Some(eco_format!("the nearest that it shows is {printed} (`{}`)", nearest.key))
    }

    /// Whether a number is a value of the figure that was rounded, sign aside.
    fn rounds_to(&self, number: Amount) -> bool {
        let ends = |it: &&Indicator| [it.value.low(), it.value.high()];
        let mut ends = self.shown.iter().flat_map(ends).flatten();
        ends.any(|end| {
            let rounded = end.rounded(number.decimals()).shortest();
            magnitude(rounded) == magnitude(number.shortest())
        })
    }

    /// All numbers that the figure says itself: printed values in every form, years, counts,
    /// and those in its words.
    fn said(&self) -> Vec<Amount> {
        let data = self.printed().into_iter().chain(self.words_of_data());
        self.numbers_in(data.chain(self.own_words()))
    }

    /// The numbers in texts, and how many of everything there is.
    fn numbers_in(&self, words: impl Iterator<Item = String>) -> Vec<Amount> {
        let numbers = words.flat_map(|text| self.printer.numbers_in(&text));
        let numbers = numbers.filter_map(|it| Amount::parse(&it.digits?));
        numbers.chain(self.counts()).map(Amount::shortest).collect()
    }

    /// The values in all forms.
    fn printed(&self) -> Vec<String> {
        let forms = self.shown.iter().flat_map(|indicator| {
            let form = |form| self.printer.print(indicator, form).ok();
            Form::ALL.into_iter().filter_map(form)
        });
        forms.collect()
    }

    /// What the author says in and around the figure.
    fn own_words(&self) -> Vec<String> {
        let (language, chart) = (self.printer.language(), self.chart);
        let mut words = vec![&*chart.title, &chart.subtitle];
        words.extend(chart.note.as_deref());
        words.extend(self.spec.context.iter().map(|text| text.get(language)));
        words.into_iter().map(String::from).collect()
    }

    /// The words of what the figure shows.
    fn words_of_data(&self) -> Vec<String> {
        let language = self.printer.language();
        let chart = self.chart;
        let mut words = vec![&*chart.source, &chart.base];
        for indicator in &self.shown {
            words.push(indicator.label.get(language));
            words.extend(indicator.population.as_ref().map(|text| text.get(language)));
            words.extend(indicator.year.as_deref());
        }
        for value in chart.values() {
            words.extend([value.label, value.printed]);
            words.extend([value.group, value.series, value.year].into_iter().flatten());
        }
        if let Drawing::Flow { sources, targets, .. } = &chart.drawing {
            words.extend(sources.iter().chain(targets).map(|end| &*end.display));
        }
        // A table also has what is drawn beside values, such as the ends of intervals.
        words.extend(chart.table.rows.iter().flatten().map(String::as_str));
        words.into_iter().map(String::from).collect()
    }

    /// How many values, rows, groups and series there are, and what shares are taken of.
    fn counts(&self) -> Vec<Amount> {
        let table = &self.chart.table;
        let groups = match &self.spec.data {
            FigureData::Groups(groups) => groups.len(),
            FigureData::Grids(grids) => grids.len(),
            FigureData::Indicators(_) | FigureData::Links(_) => 1,
        };
        let ends = match &self.chart.drawing {
            Drawing::Flow { sources, targets, .. } => [sources.len(), targets.len()],
            Drawing::Map { regions, classes, .. } => [regions.len(), classes.len()],
            _ => [0, 0],
        };
        let columns = table.head.len().saturating_sub(1);
        let counts = [self.shown.len(), table.rows.len(), columns, groups, self.spec.series.len()];
        let bases = self.shown.iter().filter_map(|indicator| match indicator.base {
            Base::Of(number) => Some(i128::from(number)),
            Base::None | Base::NotPublished => None,
        });
        counts
            .into_iter()
            .chain(ends)
            .map(|count| count as i128)
            .chain(bases)
            .map(|it| Amount::new(it, 0))
            .collect()
    }
}

/// A number without its sign.
fn magnitude(number: Amount) -> Amount {
    Amount::new(number.digits().abs(), number.decimals())
}
