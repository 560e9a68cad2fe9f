//! The cells of a table as indicators.

use typst::diag::eco_format;

use super::amount::Amount;
use super::definition::{Definition, GridDefinition, Named};
use super::evaluate::base_indicator;
use super::indicator::{Absence, Derivation, GridRow, Indicator, Value};
use super::table::{Cell, Table};
use crate::diag::Problems;
use crate::project::{Language, Localized};

/// Reads the rows of a table as a definition says.
pub struct GridReader<'a> {
    definition: &'a Definition,
    grid: &'a GridDefinition,
    languages: &'a [Language],
    /// The column with the keys of the rows.
    pub key: usize,
    /// The columns with the names of the rows, by language.
    labels: Vec<(String, usize)>,
    /// The columns with values.
    values: Vec<usize>,
}

impl<'a> GridReader<'a> {
    /// Finds the columns; those that the table lacks are reported.
    pub fn new(
        table: &'a Table,
        definition: &'a Definition,
        grid: &'a GridDefinition,
        languages: &'a [Language],
        problems: &mut Problems,
    ) -> Option<Self> {
        let mut find = |(name, place): &Named| table.column(name, place, problems);
        let key = find(&grid.key);
        let labels: Vec<_> = grid
            .labels
            .iter()
            .map(|(language, column)| Some((language.clone(), find(column)?)))
            .collect();
        let values: Vec<_> = grid.values.iter().map(find).collect();
        Some(Self {
            definition,
            grid,
            languages,
            key: key?,
            labels: labels.into_iter().collect::<Option<_>>()?,
            values: values.into_iter().collect::<Option<_>>()?,
        })
    }

    /// Reads one row: its key, its name, and its cells as indicators.
    pub fn read_row(
        &self,
        row: &[Cell],
        problems: &mut Problems,
    ) -> Option<(GridRow, Vec<Indicator>)> {
        let key = row[self.key].text.clone();
        let mut label = Localized::everywhere(self.languages, &key);
        for (language, column) in &self.labels {
            label.insert(language, row[*column].text.clone());
        }
        let names = self.labels.iter().map(|(_, column)| *column);
        if let Some(unnamed) = names.chain([self.key]).find(|it| row[*it].text.is_empty()) {
            let message = eco_format!("the row `{key}` has no {}", self.called(unnamed));
            problems
                .error(&row[unnamed].place, message)
                .hint("every row needs a key, and a name in every language");
        }
        let read = |index| self.read_cell(row, index, &label, problems);
        let cells: Vec<Indicator> = (0..self.values.len()).filter_map(read).collect();
        let complete = cells.len() == self.values.len();
        complete.then(|| (GridRow { key, label, cells: Vec::new() }, cells))
    }

    /// What a column is for, in words.
    fn called(&self, column: usize) -> &str {
        if column == self.key { "key" } else { "name" }
    }

    /// Reads the cell in the column of values with this index.
    fn read_cell(
        &self,
        row: &[Cell],
        index: usize,
        row_label: &Localized,
        problems: &mut Problems,
    ) -> Option<Indicator> {
        let cell = &row[self.values[index]];
        let key = &row[self.key].text;
        let column = &self.grid.values[index].0;
        let place = cell.place.clone();
        let value = match Amount::parse(&cell.text) {
            Some(amount) => Value::Single(amount),
            None if cell.is_missing => Value::Absent(Absence::NoData),
            None => {
                let row = cell.row.as_ref().map(|row| format!(", {row},")).unwrap_or_default();
                let message =
                    eco_format!("`{}` in column `{column}`{row} is not a number", cell.text);
                problems
                    .error(&place, message)
                    .hint("write digits with a point for decimals and nothing else");
                return None;
            }
        };
        let label = self.cell_label(row_label, column);
        let mut indicator = base_indicator(self.definition, value, label, place);
        indicator.key = match self.values.len() {
            1 => format!("{}.{key}", self.definition.key),
            _ => format!("{}.{key}.{column}", self.definition.key),
        };
        indicator.derivation = Derivation::Cell;
        if self.grid.is_series {
            indicator.year = Some(key.clone());
        }
        Some(indicator)
    }

    /// What a cell is called: the row, or the series, whose rows are years; and
    /// the column where there are several.
    fn cell_label(&self, row: &Localized, column: &str) -> Localized {
        let own = match (&self.definition.label, self.grid.is_series) {
            (Some(series), true) => series,
            _ => row,
        };
        let Some(column) = self.grid.columns.get(column) else { return own.clone() };
        let mut label = Localized::default();
        for language in self.languages {
            let id = language.id();
            label.insert(id, format!("{}: {}", own.get(id), column.get(id)));
        }
        label
    }
}
