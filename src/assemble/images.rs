//! The images that the sections of a document show.

use std::collections::BTreeMap;

use typst::diag::eco_format;
use typst::foundations::Bytes;

use super::sections::DocumentSections;
use super::{Generated, IMAGES};
use crate::diag::{Place, Problems};
use crate::figures::{RasterImage, take_in};
use crate::narrative::Section;
use crate::project::{Project, checked_file_id, checksum, file_id};
use crate::rules::accessibility::SMALL_IMAGE;

/// The width of a printed picture at least, in millimetres: half of the measure.
const LEAST_WIDTH_MM: f64 = 60.0;

/// The images of the sections by section file and path: where each lies, and
/// how wide it is printed in millimetres.
pub type Images = BTreeMap<(String, String), (String, f64)>;

/// Takes the images of a document's sections into what is generated.
pub fn take_in_images(
    project: &Project,
    document: &DocumentSections,
    generated: &mut Generated,
    problems: &mut Problems,
) -> Images {
    let mut images = BTreeMap::new();
    for section in &document.sections {
        for image in section.images() {
            let place = Place::new(section.file, image.range.clone());
            let taken = read_image(project, section, &image.name, &place, problems);
            let Some(RasterImage { bytes, extension, width_mm }) = taken else {
                continue;
            };
            if width_mm < LEAST_WIDTH_MM {
                let message = eco_format!("the picture prints only {width_mm:.0} mm wide");
                problems.error(&place, message).breaks(&SMALL_IMAGE).hint(
                    "it has too few pixels to be sharp in a larger size; use a larger original",
                );
            }
            let name = checksum(&bytes);
            let path = format!("{IMAGES}/{}.{extension}", &name[..16]);
            generated.files.push((file_id(&path), Bytes::new(bytes)));
            images.insert(
                (section.file.get().vpath().get_without_slash().to_string(), image.name.clone()),
                (format!("/{path}"), width_mm),
            );
        }
    }
    images
}

/// Reads an image that a section names relative to its own folder.
fn read_image(
    project: &Project,
    section: &Section,
    path: &str,
    place: &Place,
    problems: &mut Problems,
) -> Option<RasterImage> {
    let folder = section.file.get().vpath().parent()?;
    let file = match checked_file_id(folder.get_without_slash(), path) {
        Ok(file) => file,
        Err(message) => {
            problems.error(place, message);
            return None;
        }
    };
    let bytes = match project.files.file(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            problems.error(place, format!("cannot read the image `{path}` ({error})"));
            return None;
        }
    };
    match take_in(&bytes, file.get().vpath().extension()) {
        Ok(image) => Some(image),
        Err((message, hint)) => {
            problems.error(place, message).hint(hint);
            None
        }
    }
}
