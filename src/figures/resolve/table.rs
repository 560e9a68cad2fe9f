//! The data of a figure as a table.

use super::super::chart::{DataTable, Named};
use super::super::spec::{ChartKind, FigureData};
use super::Resolver;
use super::stacked::Rows;
use crate::evidence::{Grid, GridRow, Indicator};
use crate::project::Localized;

impl Resolver<'_> {
    /// The data of the figure, a row for each indicator or row of a table.
    pub fn table(&self) -> DataTable {
        let table = self.values_table();
        match self.spec.kind {
            ChartKind::Interval => self.with_intervals(table),
            kind if kind.has_whole_rows() => self.without_telling(table),
            _ => table,
        }
    }

    fn values_table(&self) -> DataTable {
        let value = self.printer.string("column-value").to_string();
        let grids = self.grids();
        if grids.len() > 1 && matches!(self.spec.kind, ChartKind::Line | ChartKind::Multiples) {
            return self.periods_table(&grids);
        }
        if let [grid, ..] = grids[..] {
            return self.grid_table(grid, value);
        }
        if let (FigureData::Groups(_), [_, ..], Ok((series, rows))) =
            (&self.spec.data, &self.spec.series[..], self.rows_of_series())
        {
            return self.series_table(series, rows);
        }
        let named = self.named_indicators();
        let row =
            |(name, indicator): &(String, &Indicator)| vec![name.clone(), self.short(indicator)];
        DataTable {
            head: vec![String::new(), value],
            rows: named.iter().map(row).collect(),
            numeric: vec![false, true],
            keys: named.iter().map(|(_, indicator)| vec![indicator.key.clone()]).collect(),
        }
    }

    /// The indicators that the figure draws, each under the name of its group if it has
    /// one.
    fn named_indicators(&self) -> Vec<(String, &Indicator)> {
        let find = |key: &String| self.evidence.ledger.get(key);
        match &self.spec.data {
            FigureData::Groups(groups) => {
                let language = self.printer.language();
                let of_group = |(label, keys): &(Localized, Vec<String>)| {
                    let group = label.get(language).to_string();
                    let named = |it| (format!("{group}: {}", self.label(it)), it);
                    keys.iter().filter_map(find).map(named).collect::<Vec<_>>()
                };
                groups.iter().flat_map(of_group).collect()
            }
            _ => {
                let name = |indicator| match self.spec.kind {
                    ChartKind::Flow => (self.flow_name(indicator), indicator),
                    _ => (self.label(indicator), indicator),
                };
                self.indicators().into_iter().map(name).collect()
            }
        }
    }

    /// A row for each group and a column for each of the series.
    fn series_table(&self, series: Vec<Named>, rows: Rows) -> DataTable {
        let names = series.into_iter().map(|series| series.label);
        let head: Vec<String> = std::iter::once(String::new()).chain(names).collect();
        let numeric = (0..head.len()).map(|index| index > 0).collect();
        let keys_of = |(_, cells): &(String, Vec<&Indicator>)| {
            cells.iter().map(|cell| cell.key.clone()).collect()
        };
        let keys = rows.iter().map(keys_of).collect();
        let row = |(label, cells): (String, Vec<&Indicator>)| {
            std::iter::once(label).chain(cells.into_iter().map(|cell| self.short(cell))).collect()
        };
        DataTable { head, rows: rows.into_iter().map(row).collect(), numeric, keys }
    }

    fn grid_table(&self, grid: &Grid, value: String) -> DataTable {
        let language = self.printer.language();
        let mut head = vec![String::new()];
        match grid.columns.len() {
            1 => head.push(value),
            _ => head.extend(grid.columns.iter().map(|column| column.get(language).to_string())),
        }
        let row = |row: &GridRow| {
            let cells = row.cells.iter().filter_map(|key| self.evidence.ledger.get(key));
            let label = row.label.get(language).to_string();
            std::iter::once(label).chain(cells.map(|cell| self.short(cell))).collect()
        };
        let rows = grid.rows.iter().map(row).collect();
        let numeric = (0..head.len()).map(|index| index > 0).collect();
        let keys = grid.rows.iter().map(|row| row.cells.clone()).collect();
        DataTable { head, rows, numeric, keys }
    }
}
