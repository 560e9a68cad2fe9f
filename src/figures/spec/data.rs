//! What a figure shows: the part of its specification that names evidence.

use toml::Spanned;
use typst::diag::eco_format;

use super::{FigureData, Link};
use crate::diag::name_hint;
use crate::evidence::{Grid, Ledger};
use crate::project::Fields;
use crate::rules::numbers::UNKNOWN_INDICATOR;

/// Reads `data` or `groups`; every name must be an indicator, a table or a series.
pub fn read_data(fields: &Fields, ledger: &Ledger) -> Option<FigureData> {
    if fields.has("links") {
        return read_links(fields, ledger);
    }
    let groups = fields.tables("groups");
    if groups.is_empty() {
        fields.require("data")?;
        let names = fields.texts("data")?;
        if names.iter().all(|name| ledger.grid(name.get_ref()).is_some()) && !names.is_empty() {
            return Some(FigureData::Grids(names.into_iter().map(Spanned::into_inner).collect()));
        }
        return known_indicators(fields, names, ledger).map(FigureData::Indicators);
    }
    let mut read = Vec::new();
    for group in &groups {
        let label = group.required_localized("label");
        let names = group.require("data").and_then(|_| group.texts("data"));
        let names = names.and_then(|names| known_indicators(group, names, ledger));
        read.push(label.zip(names));
    }
    groups.into_iter().for_each(Fields::finish);
    read.into_iter().collect::<Option<_>>().map(FigureData::Groups)
}

/// Reads `links`: who goes from where to where.
fn read_links(fields: &Fields, ledger: &Ledger) -> Option<FigureData> {
    let mut read = Vec::new();
    for link in fields.tables("links") {
        let (from, to) = (link.required_localized("from"), link.required_localized("to"));
        let name = link.required_text("data");
        let known = name.and_then(|name| known_indicators(&link, vec![name], ledger));
        let indicator = known.and_then(|mut known| known.pop());
        read.push(from.zip(to).zip(indicator));
        link.finish();
    }
    if read.is_empty() {
        fields.reader.error(fields.range(), "the figure has no data");
        return None;
    }
    let link = |((from, to), indicator)| Link { from, to, indicator };
    let links = read.into_iter().map(|parts| parts.map(link));
    links.collect::<Option<_>>().map(FigureData::Links)
}

/// The names of indicators; those that are unknown are reported.
pub fn known_indicators(
    fields: &Fields,
    names: Vec<Spanned<String>>,
    ledger: &Ledger,
) -> Option<Vec<String>> {
    let mut complete = !names.is_empty();
    if names.is_empty() {
        fields.reader.error(fields.range(), "the figure has no data");
    }
    for name in &names {
        if ledger.get(name.get_ref()).is_none() {
            complete = false;
            if ledger.has_failed(name.get_ref()) {
                continue;
            }
            let message = match ledger.grid(name.get_ref()) {
                Some(_) => eco_format!("`{}` is a table, not an indicator", name.get_ref()),
                None => eco_format!("there is no indicator `{}`", name.get_ref()),
            };
            let hint = name_hint(name.get_ref(), ledger.keys().chain(ledger.grid_keys()));
            fields.reader.breaks(&UNKNOWN_INDICATOR, name.span(), message, hint);
        }
    }
    complete.then(|| names.into_iter().map(Spanned::into_inner).collect())
}

/// What is highlighted must be drawn.
pub fn read_highlight(
    fields: &Fields,
    ledger: &Ledger,
    data: Option<&FigureData>,
    is_flow: bool,
) -> Vec<String> {
    let names = fields.texts("highlight").unwrap_or_default();
    let drawn: Vec<&str> = match data {
        None => return Vec::new(),
        Some(FigureData::Indicators(keys)) => keys.iter().map(String::as_str).collect(),
        Some(FigureData::Groups(groups)) => {
            groups.iter().flat_map(|(_, keys)| keys).map(String::as_str).collect()
        }
        Some(FigureData::Links(links)) => {
            links.iter().map(|link| link.indicator.as_str()).collect()
        }
        Some(FigureData::Grids(grids)) if is_flow => {
            let grids = grids.iter().filter_map(|key| ledger.grid(key));
            grids.flat_map(|grid| flow_names(grid)).collect()
        }
        Some(FigureData::Grids(grids)) => {
            let rows = grids.iter().filter_map(|key| ledger.grid(key)).flat_map(|grid| &grid.rows);
            let rows = rows.map(|row| row.key.as_str());
            rows.chain(grids.iter().map(String::as_str)).collect()
        }
    };
    let complete = !has_failed_data(data, ledger);
    let is_unknown =
        |name: &&Spanned<String>| complete && !drawn.contains(&name.get_ref().as_str());
    for name in names.iter().filter(is_unknown) {
        let message = eco_format!("the figure does not show `{}`", name.get_ref());
        let hint = name_hint(name.get_ref(), drawn.iter().copied());
        fields.reader.error_with_hint(name.span(), message, hint);
    }
    names.into_iter().map(Spanned::into_inner).collect()
}

/// Whether some of the data could not be read, which has been reported.
fn has_failed_data(data: Option<&FigureData>, ledger: &Ledger) -> bool {
    match data {
        Some(FigureData::Grids(keys)) => keys.iter().any(|key| ledger.has_failed(key)),
        _ => false,
    }
}

/// What a flow can highlight of a table: rows, columns, and cells.
fn flow_names(grid: &Grid) -> Vec<&str> {
    let rows = grid.rows.iter().map(|row| row.key.as_str());
    rows.chain(grid.column_keys()).chain(grid.cells().map(String::as_str)).collect()
}
