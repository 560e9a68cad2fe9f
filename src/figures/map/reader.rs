//! Regions from GeoJSON (RFC 7946).

use std::collections::BTreeMap;

use geojson::{Error, Feature, GeoJson, GeometryValue, JsonValue, PolygonType, Position};
use typst::diag::eco_format;
use typst::syntax::FileId;

use crate::diag::{Place, Problems};

/// The most positions that a file may have. A map is some centimetres wide.
const MOST_POSITIONS: usize = 500_000;

/// The most features of which the same fault is reported.
const MOST_REPORTED: usize = 10;

/// A ring of positions in degrees: longitude and latitude. Its last is not its first.
pub type Ring = Vec<[f64; 2]>;

/// Rings by region: outlines and the holes in them, which even and odd tell apart.
pub type Outlines = BTreeMap<String, Vec<Ring>>;

/// The rings of each region; `name` is the property with its key. Features with one key
/// are one region.
pub fn read(file: FileId, text: &str, name: &str, problems: &mut Problems) -> Option<Outlines> {
    let features = match text.parse::<GeoJson>() {
        Ok(GeoJson::FeatureCollection(collection)) => collection.features,
        Ok(GeoJson::Feature(feature)) => vec![feature],
        Ok(GeoJson::Geometry(_)) => {
            let message = "the file has a shape without properties, so no region has a key";
            problems.error(&Place::new(file, 0..0), message);
            return None;
        }
        Err(error) => {
            let (place, reason) = fault(file, text, &error);
            problems.error(&place, eco_format!("this is not GeoJSON ({reason})"));
            return None;
        }
    };
    let mut reader = Reader { file, text, name, outlines: Outlines::new(), positions: 0, faults: Vec::new() };
    features.iter().for_each(|feature| reader.feature(feature));
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
fn fault(file: FileId, text: &str, error: &Error) -> (Place, String) {
    let Error::MalformedGeoJson(error) = error else {
        return (Place::new(file, 0..0), error.to_string());
    };
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
            Some(JsonValue::String(key)) => key.clone(),
            Some(JsonValue::Number(number)) => number.to_string(),
            _ => return self.fault("", format!("a region has no property `{}`", self.name)),
        };
        let polygons = match feature.geometry.as_ref().map(|geometry| &geometry.value) {
            Some(GeometryValue::Polygon { coordinates }) => std::slice::from_ref(coordinates),
            Some(GeometryValue::MultiPolygon { coordinates }) => &coordinates[..],
            _ => return self.fault(&key, format!("the region `{key}` is no polygon")),
        };
        match rings(polygons) {
            Err(reason) => self.fault(&key, format!("the region `{key}` {reason}")),
            Ok(rings) => {
                self.positions += rings.iter().map(Vec::len).sum::<usize>();
                if self.positions > MOST_POSITIONS {
                    if self.faults.is_empty() {
                        self.fault("", format!(
                            "the file has more than {MOST_POSITIONS} positions, which no map can show; simplify it"
                        ));
                    }
                    return;
                }
                self.outlines.entry(key).or_default().extend(rings);
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
fn rings(polygons: &[PolygonType]) -> Result<Vec<Ring>, String> {
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
    let degrees = |position: &Position| [position[0], position[1]];
    if positions.len() < 4 || degrees(first) != degrees(last) {
        return Err("has an outline that does not end where it begins".into());
    }
    let ring: Ring = positions[1..].iter().map(degrees).collect();
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
