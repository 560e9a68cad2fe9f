//! The shapes of regions on the page.

type Point = [f64; 2];

/// How fine places are, in parts of the map's width: a tenth of a millimetre on a map as
/// wide as a page. Neighbours are rounded alike, so that no gap opens between them.
const FINENESS: f64 = 2000.0;

/// How many places across a region are tried for the one that lies deepest, and how often
/// the search goes on around the best.
const TRIED: usize = 10;
const ROUNDS: usize = 4;

/// Rings without what is too small to be seen. A region that is that small keeps its
/// largest ring.
pub fn snapped(rings: Vec<Vec<Point>>) -> Vec<Vec<Point>> {
    let snap =
        |[x, y]: Point| [(x * FINENESS).round() / FINENESS, (y * FINENESS).round() / FINENESS];
    let visible = |ring: &Vec<Point>| {
        let mut ring: Vec<Point> = ring.iter().copied().map(snap).collect();
        ring.dedup();
        if ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        ring
    };
    let drawn: Vec<Vec<Point>> = rings.iter().map(visible).filter(|ring| ring.len() > 2).collect();
    match drawn.is_empty() {
        true => rings.into_iter().max_by(|a, b| area(a).total_cmp(&area(b))).into_iter().collect(),
        false => drawn,
    }
}

/// The place that lies deepest within rings, and its distance from their edges.
pub fn deepest(rings: &[Vec<Point>]) -> (Point, f64) {
    let Some(largest) = rings.iter().max_by(|a, b| area(a).total_cmp(&area(b))) else {
        return ([0.0, 0.0], 0.0);
    };
    let (low, high) = ends(largest);
    let mut best = ([(low[0] + high[0]) / 2.0, (low[1] + high[1]) / 2.0], f64::NEG_INFINITY);
    let (mut corner, mut size) = (low, [high[0] - low[0], high[1] - low[1]]);
    for _ in 0..ROUNDS {
        for index in 0..TRIED * TRIED {
            let part = |step: usize| (step as f64 + 0.5) / TRIED as f64;
            let place = [
                corner[0] + part(index % TRIED) * size[0],
                corner[1] + part(index / TRIED) * size[1],
            ];
            let depth = depth(place, rings);
            if depth > best.1 {
                best = (place, depth);
            }
        }
        size = size.map(|side| side * 3.0 / TRIED as f64);
        corner = [best.0[0] - size[0] / 2.0, best.0[1] - size[1] / 2.0];
    }
    let place = best.0.map(|value| (value * FINENESS).round() / FINENESS);
    (place, (best.1.max(0.0) * FINENESS).floor() / FINENESS)
}

fn ends(ring: &[Point]) -> (Point, Point) {
    let start = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    ring.iter().fold(start, |(low, high), [x, y]| {
        ([low[0].min(*x), low[1].min(*y)], [high[0].max(*x), high[1].max(*y)])
    })
}

/// The edges of a ring, each as its ends.
fn edges(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    let next = ring.iter().cycle().skip(1);
    ring.iter().copied().zip(next.copied())
}

/// The area of a ring.
fn area(ring: &[Point]) -> f64 {
    edges(ring).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f64>().abs() / 2.0
}

/// How far a place lies within rings; below zero outside.
fn depth([x, y]: Point, rings: &[Vec<Point>]) -> f64 {
    let mut inside = false;
    let mut nearest = f64::INFINITY;
    for (a, b) in rings.iter().flat_map(|ring| edges(ring)) {
        if (a[1] > y) != (b[1] > y) && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) {
            inside = !inside;
        }
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        let length = dx * dx + dy * dy;
        let along = if length > 0.0 { ((x - a[0]) * dx + (y - a[1]) * dy) / length } else { 0.0 };
        let along = along.clamp(0.0, 1.0);
        let (px, py) = (x - a[0] - along * dx, y - a[1] - along * dy);
        nearest = nearest.min(px * px + py * py);
    }
    if inside { nearest.sqrt() } else { -nearest.sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, y: f64, side: f64) -> Vec<Point> {
        vec![[x, y], [x + side, y], [x + side, y + side], [x, y + side]]
    }

    #[test]
    fn the_deepest_place_of_a_square_is_its_middle() {
        let ([x, y], radius) = deepest(&[square(0.2, 0.2, 0.4)]);
        assert!((x - 0.4).abs() < 0.01 && (y - 0.4).abs() < 0.01, "{x}, {y}");
        assert!((0.19..=0.2).contains(&radius), "{radius}");
    }

    #[test]
    fn a_hole_is_not_inside() {
        let rings = [square(0.0, 0.0, 1.0), square(0.2, 0.2, 0.6)];
        assert!(depth([0.5, 0.5], &rings) < 0.0);
        let (place, radius) = deepest(&rings);
        assert!(depth(place, &rings) > 0.0 && radius < 0.15, "{place:?}, {radius}");
    }

    #[test]
    fn what_cannot_be_seen_is_left_out_but_for_a_region_of_its_own() {
        let speck = square(0.5, 0.5, 0.000_01);
        assert_eq!(snapped(vec![square(0.0, 0.0, 1.0), speck.clone()]).len(), 1);
        assert_eq!(snapped(vec![speck]).len(), 1);
    }
}
