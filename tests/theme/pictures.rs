//! Reference images: what a page looked like when somebody last looked at it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, GrayImage, ImageEncoder, Luma};

use crate::support::golden::UPDATE;

/// The largest that a reference image may be, in bytes.
const LARGEST: usize = 20 * 1024;

/// By how much a pixel may differ, of 255: edges of letters differ between machines.
const PIXEL_TOLERANCE: u8 = 40;

/// The share of pixels that may differ by more.
const SHARE_TOLERANCE: f64 = 0.001;

/// Compares images with those in a folder and remembers which were used.
pub struct Pictures {
    folder: PathBuf,
    used: BTreeSet<PathBuf>,
    differences: Vec<String>,
}

impl Pictures {
    /// The images of a folder.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, used: BTreeSet::new(), differences: Vec::new() }
    }

    /// Compares an image with the reference image of a name.
    pub fn check(&mut self, name: &str, found: &GrayImage) {
        let path = self.folder.join(format!("{name}.png"));
        assert!(self.used.insert(path.clone()), "two pages are called `{name}`");
        if std::env::var_os(UPDATE).is_some() {
            self.update(&path, found);
            return;
        }
        let Ok(expected) = image::open(&path).map(|image| image.to_luma8()) else {
            let found = keep(name, "found", found);
            self.differences.push(format!("{}: cannot be read; see {found}", path.display()));
            return;
        };
        if let Some((difference, image)) = compare(&expected, found) {
            let [found, image] = [keep(name, "found", found), keep(name, "difference", &image)];
            self.differences.push(format!(
                "{}: {difference}\n  found:      {found}\n  difference: {image}",
                path.display()
            ));
        }
    }

    /// Writes a reference image, unless the one that is there shows the same.
    fn update(&self, path: &Path, found: &GrayImage) {
        let same = image::open(path).is_ok_and(|it| compare(&it.to_luma8(), found).is_none());
        if !same {
            fs::create_dir_all(&self.folder).unwrap();
            fs::write(path, encode(found)).unwrap();
        }
    }

    /// Fails if anything differed, is too large, or belongs to nothing.
    pub fn finish(self) {
        let mut complaints = self.differences;
        let files = walkdir::WalkDir::new(&self.folder).sort_by_file_name().into_iter().flatten();
        for path in files.map(|entry| entry.into_path()).filter(|path| path.is_file()) {
            let size = fs::metadata(&path).unwrap().len() as usize;
            if size > LARGEST {
                complaints.push(format!("{}: {size} bytes are too many", path.display()));
            }
            if self.used.contains(&path) {
                continue;
            }
            if std::env::var_os(UPDATE).is_some() {
                fs::remove_file(&path).unwrap();
            } else {
                complaints.push(format!("{}: belongs to no test", path.display()));
            }
        }
        assert!(
            complaints.is_empty(),
            "{}\n\nIf this is what it should be: {UPDATE}=1 cargo test, then look at the images.",
            complaints.join("\n\n")
        );
    }
}

/// How two images differ, and an image of where: the darker, the more. `None` if they
/// show the same.
fn compare(expected: &GrayImage, found: &GrayImage) -> Option<(String, GrayImage)> {
    let (a, b) = (expected.dimensions(), found.dimensions());
    if a != b {
        let difference = format!("it is {} × {} pixels, not {} × {}", b.0, b.1, a.0, a.1);
        return Some((difference, found.clone()));
    }
    let image = GrayImage::from_fn(a.0, a.1, |x, y| {
        Luma([255 - expected.get_pixel(x, y).0[0].abs_diff(found.get_pixel(x, y).0[0])])
    });
    let differs = |pixel: &&Luma<u8>| 255 - pixel.0[0] > PIXEL_TOLERANCE;
    let count = image.pixels().filter(differs).count();
    let share = count as f64 / image.pixels().len() as f64;
    let difference = format!("{count} pixels differ ({:.2} %)", 100.0 * share);
    (share > SHARE_TOLERANCE).then_some((difference, image))
}

/// Keeps an image below the build folder for somebody to look at.
fn keep(name: &str, what: &str, image: &GrayImage) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pictures");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.{what}.png"));
    fs::write(&path, encode(image)).unwrap();
    path.display().to_string()
}

/// An image as PNG.
fn encode(image: &GrayImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive)
        .write_image(image, image.width(), image.height(), ExtendedColorType::L8)
        .unwrap();
    bytes
}

#[test]
fn images_that_show_something_else_are_told_apart() {
    let white = GrayImage::from_pixel(40, 40, Luma([255]));
    let mut edge = white.clone();
    edge.put_pixel(1, 1, Luma([255 - PIXEL_TOLERANCE]));
    assert!(compare(&white, &edge).is_none());
    let mut mark = white.clone();
    (0..5).for_each(|x| mark.put_pixel(x, 3, Luma([0])));
    let (said, image) = compare(&white, &mark).unwrap();
    assert_eq!(said, "5 pixels differ (0.31 %)");
    assert_eq!((image.get_pixel(4, 3).0[0], image.get_pixel(5, 3).0[0]), (0, 255));
    let (said, _) = compare(&white, &GrayImage::new(40, 41)).unwrap();
    assert_eq!(said, "it is 40 × 41 pixels, not 40 × 40");
}
