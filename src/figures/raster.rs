//! The intake of raster images: checked, turned upright, stripped of metadata,
//! and scaled down to what their printed size can show.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use typst::diag::{EcoString, eco_format};

use crate::project::limits::{MAX_IMAGE_PIXELS, MAX_IMAGE_SIZE};

/// The resolution at which images are printed, in dots per inch.
const PRINT_DPI: f64 = 300.0;

/// The lowest resolution that still looks sharp, in dots per inch. An image
/// with fewer dots is printed smaller.
const LEAST_DPI: f64 = 150.0;

/// The width of a printed image at most, in millimetres: the measure of text.
const MAX_WIDTH_MM: f64 = 120.0;

/// The quality with which photographs are encoded, of 100.
const JPEG_QUALITY: u8 = 90;

/// Millimetres in an inch.
const MM_PER_INCH: f64 = 25.4;

/// A raster image that is ready to be printed.
#[derive(Debug, Clone)]
pub struct RasterImage {
    /// The encoded image.
    pub bytes: Vec<u8>,
    /// The file ending that fits the encoding.
    pub extension: &'static str,
    /// The printed width in millimetres.
    pub width_mm: f64,
}

/// Takes in an image file. The error is a message and a hint.
pub fn take_in(
    bytes: &[u8],
    extension: Option<&str>,
) -> Result<RasterImage, (EcoString, EcoString)> {
    let error = |message: String, hint: &str| Err((message.into(), hint.into()));
    if bytes.len() > MAX_IMAGE_SIZE {
        let size = bytes.len() / (1024 * 1024);
        return error(
            format!("the image is too large ({size} MiB)"),
            "use an image of at most 64 MiB",
        );
    }
    let Ok(format) = image::guess_format(bytes) else {
        return error("this is not a raster image".into(), "use PNG, JPEG or WebP");
    };
    if !matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP) {
        let name = format!("{format:?}").to_uppercase();
        return error(format!("images of the type {name} cannot be used"), "use PNG, JPEG or WebP");
    }
    let named = extension.and_then(ImageFormat::from_extension);
    if named != Some(format) {
        let name = format.extensions_str()[0];
        return error(
            format!("the image is of another type than its name says (it is `{name}`)"),
            "give the file the ending of its type",
        );
    }
    match decode(bytes, format) {
        Ok(image) => encode(image, format).or_else(|reason| {
            error(
                format!("the image cannot be encoded ({reason})"),
                "save it anew from its original",
            )
        }),
        Err(DecodeError::TooLarge(width, height)) => error(
            format!("the image has too many pixels ({width} × {height})"),
            "scale it down to at most 100 million pixels",
        ),
        Err(DecodeError::Damaged(reason)) => {
            error(format!("the image is damaged ({reason})"), "save it anew from its original")
        }
    }
}

/// Why an image that Typst is to decode by itself costs too much memory, if it does. Its
/// kind is told by its ending, as Typst tells it, and what is no image is not looked at.
pub fn too_large(bytes: &[u8], extension: Option<&str>) -> Option<EcoString> {
    let raster = ["png", "jpg", "jpeg", "gif", "webp"];
    extension.filter(|known| raster.iter().any(|it| it.eq_ignore_ascii_case(known)))?;
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let (width, height) = reader.into_dimensions().ok()?;
    let too_many = u64::from(width) * u64::from(height) > MAX_IMAGE_PIXELS;
    let most = MAX_IMAGE_PIXELS / 1_000_000;
    too_many.then(|| {
        eco_format!("it has {width} × {height} pixels, and may have {most} million together")
    })
}

enum DecodeError {
    TooLarge(u32, u32),
    Damaged(String),
}

/// Decodes an image and turns it upright. The size is checked before any pixel
/// is decoded.
fn decode(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, DecodeError> {
    let damaged = |error: image::ImageError| DecodeError::Damaged(error.to_string());
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(Limits::no_limits());
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_IMAGE_PIXELS {
        return Err(DecodeError::TooLarge(width, height));
    }
    let orientation = decoder.orientation().map_err(damaged)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    image.apply_orientation(orientation);
    Ok(image)
}

/// Scales an image to its printed size and encodes it without metadata.
fn encode(image: DynamicImage, format: ImageFormat) -> Result<RasterImage, image::ImageError> {
    let width_mm = (f64::from(image.width()) / LEAST_DPI * MM_PER_INCH).min(MAX_WIDTH_MM);
    let enough = (width_mm / MM_PER_INCH * PRINT_DPI).round() as u32;
    let image = match image.width() > enough {
        true => image.resize(enough, u32::MAX, FilterType::Lanczos3),
        false => image,
    };
    let photograph = format == ImageFormat::Jpeg && !image.color().has_alpha();
    let mut bytes = Vec::new();
    if photograph {
        let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
        DynamicImage::ImageRgb8(image.to_rgb8()).write_with_encoder(encoder)?;
    } else {
        let plain = match image.color().has_alpha() {
            true => DynamicImage::ImageRgba8(image.to_rgba8()),
            false => DynamicImage::ImageRgb8(image.to_rgb8()),
        };
        plain.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)?;
    }
    Ok(RasterImage { bytes, extension: if photograph { "jpg" } else { "png" }, width_mm })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let image = DynamicImage::new_rgb8(width, height);
        image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        bytes
    }

    #[test]
    fn a_large_image_is_scaled_to_its_printed_size() {
        let taken = take_in(&png(3000, 300), Some("png")).unwrap();
        let decoded = image::load_from_memory(&taken.bytes).unwrap();
        assert_eq!((decoded.width(), decoded.height()), (1417, 142));
        assert_eq!(taken.width_mm, 120.0);
    }

    #[test]
    fn a_small_image_is_printed_small() {
        let taken = take_in(&png(300, 30), Some("png")).unwrap();
        assert_eq!(image::load_from_memory(&taken.bytes).unwrap().width(), 300);
        assert!((taken.width_mm - 50.8).abs() < 1e-9);
    }

    #[test]
    fn what_is_no_image_is_refused() {
        let message = |bytes: &[u8], extension| take_in(bytes, extension).unwrap_err().0;
        let good = png(10, 10);
        assert_eq!(message(b"hello", Some("png")), "this is not a raster image");
        assert!(message(&good, Some("jpg")).contains("another type"));
        assert!(message(&good[..40], Some("png")).contains("damaged"));
        assert!(message(b"GIF89a\x01\x00\x01\x00", Some("gif")).contains("GIF"));
    }

    #[test]
    fn a_huge_image_is_refused_before_it_is_decoded() {
        let mut huge = png(1, 1);
        huge[16..20].copy_from_slice(&50_000u32.to_be_bytes());
        huge[20..24].copy_from_slice(&50_000u32.to_be_bytes());
        let crc = crc32(&huge[12..29]);
        huge[29..33].copy_from_slice(&crc.to_be_bytes());
        let message = take_in(&huge, Some("png")).unwrap_err().0;
        assert!(message.contains("too many pixels"), "{message}");
    }

    /// CRC-32 as in the PNG specification, annex D.
    fn crc32(bytes: &[u8]) -> u32 {
        let step = |crc: u32, byte: &u8| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ (0xEDB8_8320 & (!(crc & 1)).wrapping_add(1))
            })
        };
        !bytes.iter().fold(!0, step)
    }
}
