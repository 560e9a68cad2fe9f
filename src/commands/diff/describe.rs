//! Differences as text for people.

use std::io;

use typst_kit::diagnostics::termcolor::{Color, ColorSpec, WriteColor};

use crate::compile::OutlineKind;
use crate::difference::{
    ClaimDifference, Difference, DocumentName, FigureDifference, PageDifference, Pair,
    SectionDifference, ValueDifference, ValueStatus, WholeDocument,
};
use crate::evidence::Amount;
use crate::evidence::format::{NumberFormats, Quantity, Unit, Wording};

/// Writes all differences, grouped.
pub fn write(difference: &Difference, out: &mut dyn WriteColor) -> io::Result<()> {
    let name = |name: &Option<String>| name.clone().unwrap_or_default();
    let Pair { before, after } = &difference.editions;
    writeln!(out, "from {} to {}", name(before), name(after))?;
    if difference.is_empty() {
        return writeln!(out, "no differences");
    }
    let documents = difference.new_documents.iter().map(|it| (Color::Green, "new", it));
    let gone = difference.gone_documents.iter().map(|it| (Color::Red, "gone", it));
    group(out, "documents", documents.chain(gone), whole)?;
    group(out, "values", difference.values.iter(), value)?;
    group(out, "claims", difference.claims.iter(), claim)?;
    group(out, "figures", difference.figures.iter(), figure)?;
    group(out, "texts", difference.texts.iter(), section)?;
    group(out, "pages", difference.pages.iter(), pages)
}

/// Writes what a document holds that only one edition has.
fn whole(
    out: &mut dyn WriteColor,
    (color, status, document): (Color, &str, &WholeDocument),
) -> io::Result<()> {
    coloured(out, color, &format!("  {status} "))?;
    let counted = |count: usize, what: &str| match count {
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    };
    let parts = [
        counted(document.pages, "page"),
        counted(document.values.len(), "value"),
        counted(document.figures.len(), "figure"),
    ];
    writeln!(out, "{}: {}", said(&document.document), parts.join(", "))?;
    document.sections.iter().try_for_each(|title| writeln!(out, "      {title}"))
}

/// Writes a heading and what stands under it, if anything does.
fn group<T>(
    out: &mut dyn WriteColor,
    heading: &str,
    items: impl Iterator<Item = T>,
    write: impl Fn(&mut dyn WriteColor, T) -> io::Result<()>,
) -> io::Result<()> {
    let items: Vec<T> = items.collect();
    if items.is_empty() {
        return Ok(());
    }
    out.set_color(ColorSpec::new().set_bold(true))?;
    write!(out, "\n{heading}")?;
    out.reset()?;
    writeln!(out, " ({})", items.len())?;
    items.into_iter().try_for_each(|item| write(out, item))
}

fn coloured(out: &mut dyn WriteColor, color: Color, text: &str) -> io::Result<()> {
    out.set_color(ColorSpec::new().set_fg(Some(color)))?;
    write!(out, "{text}")?;
    out.reset()
}

/// Writes what was and what is, a line each.
fn before_and_after(out: &mut dyn WriteColor, texts: &Pair<String>) -> io::Result<()> {
    if let Some(before) = &texts.before {
        coloured(out, Color::Red, &format!("      − {before}\n"))?;
    }
    if let Some(after) = &texts.after {
        coloured(out, Color::Green, &format!("      + {after}\n"))?;
    }
    Ok(())
}

fn said(name: &DocumentName) -> String {
    format!("{} ({})", name.document, name.language)
}

fn value(out: &mut dyn WriteColor, value: &ValueDifference) -> io::Result<()> {
    coloured(out, Color::Cyan, &format!("  {}", value.key))?;
    write!(out, " {}: ", value.label)?;
    let printed = |text: &Option<String>| text.clone().unwrap_or_default();
    let (before, after) = (printed(&value.printed.before), printed(&value.printed.after));
    match value.status {
        ValueStatus::New => writeln!(out, "new, {after}")?,
        ValueStatus::Gone => writeln!(out, "gone, was {before}")?,
        ValueStatus::Renamed => {
            let from = value.renamed_from.as_deref().unwrap_or_default();
            writeln!(out, "renamed from `{from}`, {after}")?;
        }
        ValueStatus::Redefined => writeln!(out, "{after}, not changed")?,
        ValueStatus::Changed => writeln!(out, "{before} → {after}{}", change(value))?,
    }
    for detail in &value.details {
        let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".into());
        let (before, after) = (text(&detail.texts.before), text(&detail.texts.after));
        writeln!(out, "    {}: {before} → {after}", detail.detail)?;
    }
    for found in &value.uses {
        let what = match (found.kind, &found.texts.after, &found.texts.before) {
            ("text", ..) => "",
            (kind, Some(text), _) | (kind, None, Some(text)) => &format!(" {kind} {text}"),
            _ => "",
        };
        writeln!(out, "    {} {}{what}", found.place, said(&found.document))?;
        if found.kind == "text" && !found.texts.is_equal() {
            before_and_after(out, &found.texts)?;
        }
    }
    Ok(())
}

/// By how much a value changed, as its language writes numbers.
fn change(value: &ValueDifference) -> String {
    let Some(change) = &value.change else { return String::new() };
    let formats = NumberFormats::new(&value.language).ok();
    let written = |number: &str| {
        let sign = if number.starts_with('-') { "−" } else { "+" };
        let digits = number.trim_start_matches('-');
        let amount = Amount::parse(digits);
        let plain = formats.as_ref().zip(amount).and_then(|(formats, amount)| {
            let quantity = Quantity::exact(amount.to_decimal(), Unit::Number);
            formats.number(&quantity, &Wording::default()).ok()
        });
        format!("{sign}{}", plain.unwrap_or_else(|| digits.into()))
    };
    let absolute = written(&change.absolute);
    match &change.percent {
        Some(percent) => format!(" ({absolute}, {}%)", written(percent)),
        None => format!(" ({absolute} pp)"),
    }
}

fn claim(out: &mut dyn WriteColor, claim: &ClaimDifference) -> io::Result<()> {
    let (color, what) = match (claim.holds.before, claim.holds.after) {
        (_, Some(false)) => (Color::Red, "not true"),
        (Some(false), Some(true)) => (Color::Green, "true again"),
        (None, _) => (Color::Green, "new"),
        (_, None) => (Color::Yellow, "gone"),
        _ => (Color::Yellow, "another condition"),
    };
    coloured(out, color, &format!("  {what}"))?;
    writeln!(out, " “{}”", claim.phrase)?;
    let reason = claim.refuted.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    writeln!(out, "    {} {}{reason}", claim.place, said(&claim.document))?;
    match claim.condition.is_equal() {
        true => Ok(()),
        false => before_and_after(out, &claim.condition),
    }
}

fn figure(out: &mut dyn WriteColor, figure: &FigureDifference) -> io::Result<()> {
    coloured(out, Color::Cyan, &format!("  {}", figure.key))?;
    let status = match (figure.shown.before, figure.shown.after) {
        (Some(false), _) => " new",
        (_, Some(false)) => " gone",
        _ => "",
    };
    writeln!(out, "{status} {} {}", figure.places.join(", "), said(&figure.document))?;
    for part in &figure.parts {
        writeln!(out, "    {}", part.part)?;
        before_and_after(out, &part.texts)?;
    }
    Ok(())
}

fn section(out: &mut dyn WriteColor, section: &SectionDifference) -> io::Result<()> {
    coloured(out, Color::Cyan, &format!("  {}", section.section))?;
    let status = if section.new {
        " new"
    } else if section.gone {
        " gone"
    } else {
        ""
    };
    writeln!(out, "{status} {}", said(&section.document))?;
    for change in &section.changes {
        let line = change.after.as_ref().or(change.before.as_ref()).map_or(0, |line| line.line);
        writeln!(out, "    {}:{line}", section.file)?;
        let text = |line: &crate::difference::Line| line.text.clone();
        let texts = Pair::new(change.before.as_ref().map(text), change.after.as_ref().map(text));
        before_and_after(out, &texts)?;
    }
    Ok(())
}

fn pages(out: &mut dyn WriteColor, pages: &PageDifference) -> io::Result<()> {
    let page = |page: Option<usize>| page.map_or("–".into(), |page| page.to_string());
    coloured(out, Color::Cyan, &format!("  {}", said(&pages.document)))?;
    match pages.pages.is_equal() {
        true => writeln!(out)?,
        false => {
            let (before, after) = (page(pages.pages.before), page(pages.pages.after));
            writeln!(out, " {before} → {after} pages")?;
        }
    }
    for entry in pages.outline.iter().filter(|entry| !entry.page.is_equal()) {
        let kind = match entry.kind {
            OutlineKind::Section => "section",
            OutlineKind::Heading => "heading",
            OutlineKind::Figure => "figure",
        };
        let (before, after) = (page(entry.page.before), page(entry.page.after));
        writeln!(out, "    page {before} → {after}  {kind} {}", entry.name)?;
    }
    Ok(())
}
