//! Regions on a map: which file they are in, their outlines as they are drawn, and the
//! classes into which their values fall.

mod classes;
mod geography;
mod outline;
mod projection;
mod reader;

pub use self::classes::Classes;
pub use self::geography::{Geography, Region};

use toml::Spanned;
use toml::de::DeValue;
use typst::diag::eco_format;
use typst::syntax::FileId;

use crate::diag::{Place, Problems, name_hint};
use crate::evidence::{Amount, Ledger};
use crate::project::{Fields, Project, checked_file_id};

/// The most classes that readers can tell apart by their tint.
const MOST_CLASSES: usize = 5;

/// What a figure of the kind `map` says of its regions.
#[derive(Debug, Clone)]
pub struct MapSpec {
    /// The GeoJSON file with the regions.
    pub file: FileId,
    /// Where that file is named.
    place: Place,
    /// The property of a region that is the key of a row.
    key: String,
    /// Where the classes of values meet, from low to high; none to find them.
    pub bounds: Option<Vec<Amount>>,
    /// The regions; empty until they have been read.
    pub geography: Geography,
}

/// Reads `regions`, `region-key` and `classes`. What is wrong is reported.
pub fn read_map(fields: &Fields) -> Option<MapSpec> {
    let path = fields.required_text("regions");
    let key = fields.required_text("region-key").map(Spanned::into_inner);
    let bounds = fields.get("classes").map(|_| read_bounds(fields));
    let path = path?;
    let file = match checked_file_id("", path.get_ref()) {
        Ok(file) => file,
        Err(message) => {
            fields.reader.error(path.span(), message);
            return None;
        }
    };
    let bounds = match bounds {
        Some(bounds) => Some(bounds?),
        None => None,
    };
    let place = fields.reader.place(path.span());
    Some(MapSpec { file, place, key: key?, bounds, geography: Geography::default() })
}

/// Where classes meet: one number less than there are classes.
fn read_bounds(fields: &Fields) -> Option<Vec<Amount>> {
    let value = fields.get("classes")?;
    let DeValue::Array(items) = value.get_ref() else {
        fields.wrong_type("classes", value, "a list of numbers");
        return None;
    };
    let number = |item: &Spanned<DeValue>| match item.get_ref() {
        DeValue::Integer(number) if number.radix() == 10 => Amount::parse(number.as_str()),
        DeValue::Float(number) => Amount::parse(number.as_str()),
        _ => None,
    };
    let Some(bounds) = items.iter().map(number).collect::<Option<Vec<Amount>>>() else {
        fields.wrong_type("classes", value, "a list of numbers");
        return None;
    };
    let rises = bounds.windows(2).all(|pair| pair[0] < pair[1]);
    if !rises || bounds.is_empty() || bounds.len() >= MOST_CLASSES {
        let message =
            eco_format!("`classes` must be one to {} numbers, from low to high", MOST_CLASSES - 1);
        let hint = "each number is where one class ends and the next begins".into();
        fields.reader.error_with_hint(value.span(), message, Some(hint));
        return None;
    }
    Some(bounds)
}

impl MapSpec {
    /// Reads the regions. Every row of the tables must be one of them; all that are not
    /// are reported.
    pub fn load(
        &mut self,
        figure: (&str, &Place),
        tables: &[String],
        project: &Project,
        ledger: &Ledger,
        problems: &mut Problems,
    ) -> Option<()> {
        let path = self.file.vpath().get_without_slash();
        if let Err(error) = project.files.file(self.file) {
            problems.error(&self.place, eco_format!("cannot read `{path}` ({error})"));
            return None;
        }
        let text = project.text(self.file, problems)?;
        let outlines = reader::read(self.file, &text, &self.key, problems)?;
        let geography = Geography::new(outlines);
        let known = |key: &str| geography.regions.iter().any(|region| region.key == key);
        let rows = tables.iter().filter_map(|table| ledger.grid(table)).flat_map(|grid| &grid.rows);
        let mut complete = true;
        for row in rows.filter(|row| !known(&row.key)) {
            complete = false;
            let message = eco_format!(
                "`{}` draws the row `{}`, and no region of `{path}` has that `{}`",
                figure.0,
                row.key,
                self.key
            );
            let regions = geography.regions.iter().map(|region| region.key.as_str());
            problems.error_with_hint(figure.1, message, name_hint(&row.key, regions));
        }
        self.geography = geography;
        complete.then_some(())
    }
}
