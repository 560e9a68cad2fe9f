//! Regions from GeoJSON (RFC 7946).

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};
use typst::diag::eco_format;
use typst::syntax::FileId;

use crate::diag::{Place, Problems};

/// The most positions that a file may have. A map is some centimetres wide.
const MOST_POSITIONS: usize = 500_000;

/// The most features of which the same fault is reported.
const MOST_REPORTED: usize = 10;

/// A collection of features, as far as a map needs it.
#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Option<Map<String, Value>>,
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
enum Geometry {
    Polygon {
        coordinates: Polygon,
    },
    MultiPolygon {
        coordinates: Vec<Polygon>,
    },
    #[serde(other)]
    Other,
}

/// Its outline, and then the holes in it.
type Polygon = Vec<Vec<Position>>;

/// Longitude, latitude, and perhaps the height.
type Position = Vec<f64>;

/// A ring of positions in degrees: longitude and latitude. Its last is not its first.
pub type Ring = Vec<[f64; 2]>;

/// Rings by region: outlines and the holes in them, which even and odd tell apart.
pub type Outlines = BTreeMap<String, Vec<Ring>>;

/// The rings of each region; `name` is the property with its key.
pub fn read(file: FileId, text: &str, name: &str, problems: &mut Problems) -> Option<Outlines> {
    let features = match serde_json::from_str::<Collection>(text) {
        Ok(collection) => collection.features,
        Err(error) => {
            let (place, reason) = fault(file, text, &error);
            problems
                .error(&place, eco_format!("this is no GeoJSON with features ({reason})"))
                .hint("a map takes a `FeatureCollection` of polygons (RFC 7946)");
            return None;
        }
    };
    let mut reader =
        Reader { file, text, name, outlines: Outlines::new(), positions: 0, faults: Vec::new() };
    features.iter().for_each(|feature| reader.feature(feature));
    if reader.positions > MOST_POSITIONS {
        let message = format!("the file has more than {MOST_POSITIONS} positions; simplify it");
        reader.faults.push((Place::new(file, 0..0), message));
    }
    if reader.faults.is_empty() && reader.outlines.is_empty() {
        reader.faults.push((Place::new(file, 0..0), "the file has no regions".into()));
    }
    let complete = reader.faults.is_empty();
    let left = reader.faults.len().saturating_sub(MOST_REPORTED);
    for (index, (place, message)) in reader.faults.drain(..).take(MOST_REPORTED).enumerate() {
        let error = problems.error(&place, message);
        if index + 1 == MOST_REPORTED && left > 0 {
            error.hint(eco_format!("{left} more of its features have faults"));
        }
    }
    complete.then_some(reader.outlines)
}

/// Where GeoJSON cannot be read, and why.
fn fault(file: FileId, text: &str, error: &serde_json::Error) -> (Place, String) {
    let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len);
    let at = line_start.sum::<usize>() + error.column().saturating_sub(1);
    let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let message = error.to_string();
    let reason = message.rsplit_once(" at line ").map_or(&*message, |(reason, _)| reason);
    (Place::new(file, at..at), reason.to_string())
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    name: &'a str,
    outlines: Outlines,
    positions: usize,
    faults: Vec<(Place, String)>,
}

impl Reader<'_> {
    fn feature(&mut self, feature: &Feature) {
        let property = feature.properties.as_ref().and_then(|known| known.get(self.name));
        let key = match property {
            Some(Value::String(key)) => key.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => return self.fault("", format!("a region has no property `{}`", self.name)),
        };
        if self.outlines.contains_key(&key) {
            return self.fault(&key, format!("the region `{key}` occurs twice"));
        }
        let polygons = match &feature.geometry {
            Some(Geometry::Polygon { coordinates }) => std::slice::from_ref(coordinates),
            Some(Geometry::MultiPolygon { coordinates }) => &coordinates[..],
            Some(Geometry::Other) | None => {
                return self.fault(&key, format!("the region `{key}` is no polygon"));
            }
        };
        match rings(polygons) {
            Err(reason) => self.fault(&key, format!("the region `{key}` {reason}")),
            Ok(rings) => {
                self.positions += rings.iter().map(Vec::len).sum::<usize>();
                self.outlines.insert(key, rings);
            }
        }
    }

    /// Notes a fault, at the first place where the key stands as a string.
    fn fault(&mut self, key: &str, message: String) {
        let quoted = format!("\"{key}\"");
        let at = if key.is_empty() { None } else { self.text.find(&quoted) };
        let range = at.map_or(0..0, |at| at..at + quoted.len());
        self.faults.push((Place::new(self.file, range), message));
    }
}

/// All rings of some polygons.
fn rings(polygons: &[Polygon]) -> Result<Vec<Ring>, String> {
    let rings = polygons.iter().flatten().map(|positions| ring(positions));
    let rings: Vec<Ring> = rings.collect::<Result<_, _>>()?;
    match rings.is_empty() {
        true => Err("has no outline".into()),
        false => Ok(rings),
    }
}

fn ring(positions: &[Position]) -> Result<Ring, String> {
    let [first, .., last] = positions else {
        return Err("has an outline of less than four positions".into());
    };
    if positions.len() < 4 || first != last {
        return Err("has an outline that does not end where it begins".into());
    }
    let degrees = |position: &Position| match position[..] {
        [longitude, latitude, ..] => Ok([longitude, latitude]),
        _ => Err("has a position that is no longitude and latitude"),
    };
    let ring: Ring = positions[1..].iter().map(degrees).collect::<Result<_, _>>()?;
    let lies_on_earth = |[longitude, latitude]: &[f64; 2]| {
        (-180.0..=180.0).contains(longitude) && (-90.0..=90.0).contains(latitude)
    };
    match ring.iter().find(|position| !lies_on_earth(position)) {
        Some([x, y]) => Err(format!(
            "has the position ({x}, {y}), which is no longitude and latitude; GeoJSON is in WGS 84 (EPSG:4326)"
        )),
        None => Ok(ring),
    }
}
