//! Reading definitions of statistics over rows.

use toml::Spanned;
use toml::de::DeValue;
use typst::diag::eco_format;

use super::measure::{
    Choice, Chosen, Condition, Layout, Measure, MeasureBase, Question, Statistic, Test, Weight,
};
use super::{amount, name, named};
use crate::diag::{Place, name_hint};
use crate::evidence::Amount;
use crate::evidence::intake::{Answer, Missing};
use crate::project::{Fields, Value};

/// The statistics that a table or a series can show.
const STATISTICS: [&str; 6] = ["share", "count", "mean", "median", "quantile", "sum"];

/// The most answers that `top` and `bottom` may name.
const MAX_BOX: i64 = 100;

/// Reads a definition of a statistic over rows, of the kind that is given.
pub fn read_measure(fields: &Fields, kind: &str) -> Option<Measure> {
    let layout = read_layout(fields, kind)?;
    let statistic = match kind {
        "distribution" => Some(Statistic::Share),
        "table" | "series" => match fields.text("statistic") {
            Some(statistic) => read_statistic(fields, &statistic),
            None => Some(Statistic::Count),
        },
        single => statistic(fields, single),
    };
    let distribution = matches!(layout, Layout::Distribution);
    let question = read_question(fields, distribution);
    // Of several columns, `answers` says what is in those whose option was chosen.
    let chosen = match distribution && !fields.has("columns") {
        true => Some(Chosen::Valid),
        false => read_chosen(fields),
    };
    let measure = (
        read_conditions(fields),
        read_weight(fields),
        read_measure_base(fields),
        read_missing(fields, "missing"),
        distribution && fields.flag("sum-to-100"),
        read_printed_before(fields),
    );
    let (conditions, weight, base, missing, sum_to_100, published) = measure;
    let measure = Measure {
        statistic: statistic?,
        layout,
        question: question?,
        chosen: chosen?,
        conditions,
        weight,
        base,
        missing,
        sum_to_100,
        published,
    };
    check_parts(fields, &measure);
    Some(measure)
}

fn read_layout(fields: &Fields, kind: &str) -> Option<Layout> {
    match kind {
        "distribution" => Some(Layout::Distribution),
        "table" => {
            let by = fields.texts("by")?;
            if by.is_empty() || by.len() > 2 {
                fields.reader.error(fields.range(), "`by` names one column or two");
            }
            Some(Layout::Table(by.into_iter().map(|column| named(fields, column)).collect()))
        }
        "series" => name(fields, "by").map(Layout::Series),
        _ => Some(Layout::Single),
    }
}

fn read_statistic(fields: &Fields, text: &Spanned<String>) -> Option<Statistic> {
    let known = STATISTICS.contains(&text.get_ref().as_str());
    if !known {
        let message = eco_format!("there is no statistic `{}`", text.get_ref());
        fields.reader.error_with_hint(text.span(), message, name_hint(text.get_ref(), STATISTICS));
        return None;
    }
    statistic(fields, text.get_ref())
}

fn statistic(fields: &Fields, name: &str) -> Option<Statistic> {
    Some(match name {
        "share" => Statistic::Share,
        "count" => Statistic::Count,
        "mean" => Statistic::Mean,
        "median" => Statistic::Quantile(0.5),
        "quantile" => Statistic::Quantile(read_fraction(fields)?),
        _ => Statistic::Sum,
    })
}

/// `at = 0.9`: the fraction of a quantile.
fn read_fraction(fields: &Fields) -> Option<f64> {
    let value = fields.require("at")?;
    let fraction = amount(value.get_ref()).map(Amount::to_f64);
    let fraction = fraction.filter(|fraction| 0.0 < *fraction && *fraction < 1.0);
    if fraction.is_none() {
        fields.wrong_type("at", value, "a fraction between 0 and 1, such as 0.9");
    }
    fraction
}

fn read_question(fields: &Fields, distribution: bool) -> Option<Question> {
    let column = fields.text("column").map(|column| named(fields, column));
    if !distribution {
        return Some(column.map_or(Question::Rows, Question::Column));
    }
    let columns = fields.texts("columns");
    let set = fields.text("set").map(|set| named(fields, set));
    match (column, columns, set) {
        (Some(column), None, None) => Some(Question::Column(column)),
        (None, Some(columns), None) if !columns.is_empty() => {
            let columns = columns.into_iter().map(|column| named(fields, column));
            Some(Question::Columns(columns.collect()))
        }
        (None, None, Some(set)) => Some(Question::Set(set)),
        _ => {
            let message = "a distribution is of one `column`, of several `columns`, or of a `set`";
            fields.reader.error(fields.range(), message);
            None
        }
    }
}

fn read_chosen(fields: &Fields) -> Option<Chosen> {
    let count = |name: &str| {
        let count = fields.integer(name, 1..=MAX_BOX)?;
        let place = fields.reader.place(fields.get(name)?.span());
        Some((count as usize, place))
    };
    let answers = fields.get("answers").map(|value| read_choices(fields, "answers", value));
    match (answers, count("top"), count("bottom")) {
        (None, None, None) => Some(Chosen::Valid),
        (Some(answers), None, None) => Some(Chosen::Answers(answers?)),
        (None, Some((count, place)), None) => Some(Chosen::Top(count, place)),
        (None, None, Some((count, place))) => Some(Chosen::Bottom(count, place)),
        _ => {
            let message = "only one of `answers`, `top` and `bottom` can say which answers count";
            fields.reader.error(fields.range(), message);
            None
        }
    }
}

/// One answer or a list of them, each a number or a text.
fn read_choices(fields: &Fields, field: &str, value: Value) -> Option<Vec<Choice>> {
    let items: Vec<_> = match value.get_ref() {
        DeValue::Array(items) => items.iter().collect(),
        _ => vec![value],
    };
    let choice = |item: &Spanned<DeValue>| {
        let place = fields.reader.place(item.span());
        Some(Choice { answer: answer(item.get_ref())?, place })
    };
    let choices: Option<Vec<_>> = items.into_iter().map(choice).collect();
    let choices = choices.filter(|choices| !choices.is_empty());
    if choices.is_none() {
        fields.wrong_type(field, value, "an answer or a list of answers, each a number or a text");
    }
    choices
}

/// An answer as TOML writes it.
fn answer(value: &DeValue) -> Option<Answer> {
    match value {
        DeValue::String(text) => Some(Answer::of_text(text)),
        DeValue::Boolean(truth) => Some(Answer::of_text(&truth.to_string())),
        number => amount(number).map(|number| Answer::of_number(number.to_f64())),
    }
}

/// `where = { column = answers, … }`.
fn read_conditions(fields: &Fields) -> Vec<Condition> {
    let Some(table) = fields.table("where") else { return Vec::new() };
    let mut conditions = Vec::new();
    for (column, value) in table.values() {
        let place = fields.reader.place(column.span());
        let column = (column.into_inner(), place);
        let test = match value.get_ref() {
            DeValue::Table(_) => table.table(&column.0).and_then(read_test),
            _ => read_choices(&table, &column.0, value).map(Test::In),
        };
        conditions.extend(test.map(|test| Condition { column, test }));
    }
    conditions
}

/// `{ min = 18, max = 30 }`, or `{ not = ["student"] }`.
fn read_test(fields: Fields) -> Option<Test> {
    let bound = |name: &str| {
        let value = fields.get(name)?;
        let bound = amount(value.get_ref()).map(Amount::to_f64);
        if bound.is_none() {
            fields.wrong_type(name, value, "a plain number");
        }
        bound
    };
    let bounds = (bound("min"), bound("max"));
    let not = fields.get("not").map(|value| read_choices(&fields, "not", value));
    let test = match (bounds, not) {
        ((None, None), Some(choices)) => choices.map(Test::NotIn),
        ((min, max), None) if min.is_some() || max.is_some() => Some(Test::Between(min, max)),
        _ => {
            let message = "a condition has `min`, `max` or both, or else `not`";
            fields.reader.error(fields.range(), message);
            None
        }
    };
    fields.finish();
    test
}

/// `weight = "column"`, or `weight = false`.
fn read_weight(fields: &Fields) -> Weight {
    match fields.get("weight").map(|value| (value, value.get_ref())) {
        None => Weight::OfSource,
        Some((_, DeValue::Boolean(false))) => Weight::None,
        Some((_, DeValue::String(_))) => {
            fields.text("weight").map_or(Weight::None, |text| Weight::Column(named(fields, text)))
        }
        Some((value, _)) => {
            fields.wrong_type("weight", value, "the name of a column, or false");
            Weight::None
        }
    }
}

fn read_measure_base(fields: &Fields) -> MeasureBase {
    match fields.text("base") {
        None => MeasureBase::Valid,
        Some(text) => match text.get_ref().as_str() {
            "valid" => MeasureBase::Valid,
            "asked" => MeasureBase::Asked,
            _ => MeasureBase::Named(named(fields, text)),
        },
    }
}

/// `missing = [98, "n.v.t.", [90, 97]]`: answers, and ranges of numbers.
pub fn read_missing(fields: &Fields, field: &str) -> Vec<Missing> {
    let Some(value) = fields.get(field) else { return Vec::new() };
    let items: Vec<_> = match value.get_ref() {
        DeValue::Array(items) => items.iter().collect(),
        _ => vec![value],
    };
    let missing: Option<Vec<Missing>> = items.into_iter().map(missing_item).collect();
    if missing.is_none() {
        let expected = "a list of answers and of ranges such as [90, 99]";
        fields.wrong_type(field, value, expected);
    }
    missing.unwrap_or_default()
}

fn missing_item(item: &Spanned<DeValue>) -> Option<Missing> {
    let DeValue::Array(ends) = item.get_ref() else {
        return answer(item.get_ref()).map(Missing::Answer);
    };
    let ends: Option<Vec<f64>> =
        ends.iter().map(|end| amount(end.get_ref()).map(Amount::to_f64)).collect();
    match ends?[..] {
        [low, high] if low <= high => Some(Missing::Range(low, high)),
        _ => None,
    }
}

/// `published = 72`: what was printed before.
fn read_printed_before(fields: &Fields) -> Option<(Amount, Place)> {
    let value = fields.get("published")?;
    let printed = amount(value.get_ref());
    if printed.is_none() {
        fields.wrong_type("published", value, "a plain number");
    }
    Some((printed?, fields.reader.place(value.span())))
}

/// Reports fields that do not go together, or say nothing of this statistic.
fn check_parts(fields: &Fields, measure: &Measure) {
    let no_column = matches!(measure.question, Question::Rows);
    let all_count = matches!(measure.chosen, Chosen::Valid);
    let distribution = matches!(measure.layout, Layout::Distribution);
    let of_valid = matches!(measure.base, MeasureBase::Valid);
    let one_answer = matches!(measure.question, Question::Column(_));
    if fields.has("base") && measure.statistic != Statistic::Share {
        let message = "only shares have a `base`; use `where` to choose rows";
        fields.reader.error(fields.range(), message);
    }
    if measure.sum_to_100 && !(one_answer && of_valid) {
        let message = "only the shares of the valid answers to one `column` add up to 100";
        fields.reader.error(fields.range(), message);
    }
    if measure.published.is_some() && !matches!(measure.layout, Layout::Single) {
        let message = "`published` is compared with one number, and this is a table of them";
        fields.reader.error(fields.range(), message);
    }
    let one_choice = match &measure.chosen {
        Chosen::Valid => true,
        Chosen::Answers(choices) => choices.len() == 1,
        Chosen::Top(..) | Chosen::Bottom(..) => false,
    };
    if matches!(measure.question, Question::Columns(_)) && !one_choice {
        let message = "of several `columns`, `answers` names the one answer that means “chosen”";
        fields.reader.error(fields.range(), message);
    }
    let message = match measure.statistic {
        Statistic::Share if !distribution && (no_column || all_count) => {
            "a share needs a `column`, and `answers`, `top` or `bottom` to say which answers count"
        }
        Statistic::Count if no_column && !all_count => "answers are counted in a `column`",
        Statistic::Mean | Statistic::Sum | Statistic::Quantile(_) if no_column => {
            "the statistic needs a `column` with numbers"
        }
        Statistic::Mean | Statistic::Sum | Statistic::Quantile(_) if !all_count => {
            "`answers` belong to a share or a count; use `where` to choose rows"
        }
        _ => return,
    };
    fields.reader.error(fields.range(), message);
}
