//! Regions as they are drawn.

use super::outline::{deepest, snapped};
use super::projection::EqualArea;
use super::reader::Outlines;

/// The regions of a map.
#[derive(Debug, Clone, Default)]
pub struct Geography {
    /// The regions, in the order of their keys.
    pub regions: Vec<Region>,
    /// How high the map is, in parts of its width.
    pub height: f64,
}

/// A region. Places are from the map's upper left corner, in parts of its width.
#[derive(Debug, Clone)]
pub struct Region {
    /// Its key.
    pub key: String,
    /// Its outlines and the holes in them, which even and odd tell apart.
    pub rings: Vec<Vec<[f64; 2]>>,
    /// The place that lies deepest within it, where words have most room,
    pub inside: [f64; 2],
    /// and how far that is from its edge.
    pub radius: f64,
}

impl Geography {
    /// Projects outlines on the page.
    pub fn new(outlines: Outlines) -> Self {
        let projection = EqualArea::around(outlines.values().flatten().flatten());
        let projected: Vec<(String, Vec<Vec<[f64; 2]>>)> = outlines
            .into_iter()
            .map(|(key, rings)| {
                let place = |ring: Vec<[f64; 2]>| {
                    ring.into_iter().map(|position| projection.project(position)).collect()
                };
                (key, rings.into_iter().map(place).collect())
            })
            .collect();
        let points = || projected.iter().flat_map(|(_, rings)| rings).flatten();
        let ends = |index: usize| {
            let values = points().map(move |point| point[index]);
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            })
        };
        let ((west, east), (south, north)) = (ends(0), ends(1));
        // A map of next to nothing is still drawn.
        let width = (east - west).max(1e-12);
        let place = |[x, y]: [f64; 2]| [(x - west) / width, (north - y) / width];
        let region = |(key, rings): (String, Vec<Vec<[f64; 2]>>)| {
            let placed = |ring: Vec<[f64; 2]>| ring.into_iter().map(place).collect();
            let rings = snapped(rings.into_iter().map(placed).collect());
            let (inside, radius) = deepest(&rings);
            Region { key, rings, inside, radius }
        };
        Self {
            regions: projected.into_iter().map(region).collect(),
            height: ((north - south) / width).max(1e-3),
        }
    }
}
