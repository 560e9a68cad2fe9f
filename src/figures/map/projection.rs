//! From the globe to the page, such that areas keep their proportions: a region that
//! looks twice as large is twice as large.

/// Lambert's azimuthal equal-area projection of a sphere of radius 1.
///
/// Source: J. P. Snyder, *Map Projections: A Working Manual*, U.S. Geological Survey
/// Professional Paper 1395 (1987), equations 22-4, 22-5 and 24-2.
#[derive(Debug, Clone, Copy)]
pub struct EqualArea {
    /// Longitude of the centre, in degrees.
    longitude: f64,
    /// Sine and cosine of the latitude of the centre.
    latitude: (f64, f64),
}

impl EqualArea {
    /// Centred on the middle of all positions, in degrees of longitude and latitude.
    pub fn around<'a>(positions: impl Iterator<Item = &'a [f64; 2]> + Clone) -> Self {
        let start = positions.clone().next().map_or(0.0, |[longitude, _]| *longitude);
        let middle = |values: &mut dyn Iterator<Item = f64>| {
            let ends = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
            if ends.0 <= ends.1 { (ends.0 + ends.1) / 2.0 } else { 0.0 }
        };
        // Measured from the first position, so that the date line does not part regions.
        let longitudes = positions.clone().map(|[longitude, _]| turned(longitude - start));
        let longitude = start + middle(&mut { longitudes });
        let latitude = middle(&mut positions.map(|[_, latitude]| *latitude));
        Self { longitude, latitude: latitude.to_radians().sin_cos() }
    }

    /// Where a position stands: to the right of and above the centre.
    pub fn project(&self, [longitude, latitude]: [f64; 2]) -> [f64; 2] {
        let (sin, cos) = turned(longitude - self.longitude).to_radians().sin_cos();
        let (sin_latitude, cos_latitude) = latitude.to_radians().sin_cos();
        let (sin_centre, cos_centre) = self.latitude;
        let depth = 1.0 + sin_centre * sin_latitude + cos_centre * cos_latitude * cos;
        // Only the antipode of the centre has no place.
        let scale = (2.0 / depth.max(1e-9)).sqrt();
        [
            scale * cos_latitude * sin,
            scale * (cos_centre * sin_latitude - sin_centre * cos_latitude * cos),
        ]
    }
}

/// An angle in degrees, from -180 to 180.
fn turned(degrees: f64) -> f64 {
    (degrees + 540.0).rem_euclid(360.0) - 180.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The area of a projected quadrangle of `side` degrees, edges in small steps.
    fn area(projection: EqualArea, [west, south]: [f64; 2], side: f64) -> f64 {
        const STEPS: usize = 200;
        let along = |step: usize| side * step as f64 / STEPS as f64;
        let corners = (0..STEPS)
            .map(|step| [west + along(step), south])
            .chain((0..STEPS).map(|step| [west + side, south + along(step)]))
            .chain((0..STEPS).map(|step| [west + side - along(step), south + side]))
            .chain((0..STEPS).map(|step| [west, south + side - along(step)]));
        let points: Vec<[f64; 2]> = corners.map(|corner| projection.project(corner)).collect();
        let next = points.iter().cycle().skip(1);
        points.iter().zip(next).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f64>() / 2.0
    }

    proptest! {
        /// The area on the sphere is (λ₂ − λ₁)(sin φ₂ − sin φ₁).
        #[test]
        fn areas_are_those_on_the_globe(
            west in -30.0..60.0_f64, south in -60.0..70.0_f64, side in 0.5..5.0_f64
        ) {
            let projection = EqualArea::around([[10.0, 50.0], [10.0, 54.0]].iter());
            let (low, high) = (south.to_radians(), (south + side).to_radians());
            let globe = side.to_radians() * (high.sin() - low.sin());
            let drawn = area(projection, [west, south], side);
            prop_assert!((drawn / globe - 1.0).abs() < 1e-3, "{drawn} for {globe}");
        }
    }

    #[test]
    fn the_centre_is_the_origin_and_north_is_up() {
        let projection = EqualArea::around([[179.0, 10.0], [-179.0, 20.0]].iter());
        let [x, y] = projection.project([180.0, 15.0]);
        assert!(x.abs() < 1e-12 && y.abs() < 1e-12, "{x}, {y}");
        assert!(projection.project([180.0, 16.0])[1] > 0.0);
        assert!(projection.project([-179.0, 15.0])[0] > 0.0);
    }
}
