//! The data of a figure as a table.

use super::super::chart::DataTable;
use super::super::spec::ChartKind;
use super::Resolver;
use crate::evidence::{Grid, GridRow, Indicator};

impl Resolver<'_> {
    /// The data of the figure, a row for each indicator or row of a table.
    pub fn table(&self) -> DataTable {
        let table = self.values_table();
        if self.spec.kind == ChartKind::Interval { self.with_intervals(table) } else { table }
    }

    fn values_table(&self) -> DataTable {
        let value = self.printer.string("column-value").to_string();
        if let [grid, ..] = self.grids()[..] {
            return self.grid_table(grid, value);
        }
        let name = |indicator: &Indicator| match self.spec.kind {
            ChartKind::Flow => self.flow_name(indicator),
            _ => self.label(indicator),
        };
        let row = |indicator: &&Indicator| vec![name(indicator), self.short(indicator)];
        let indicators = self.indicators();
        let rows = indicators.iter().map(row).collect();
        let keys = indicators.iter().map(|indicator| vec![indicator.key.clone()]).collect();
        DataTable { head: vec![String::new(), value], rows, numeric: vec![false, true], keys }
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
