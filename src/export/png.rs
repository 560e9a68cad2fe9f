//! Pages to PNG, with what they show as text.

use std::io;

use png::text_metadata::ITXtChunk;
use png::{BitDepth, ColorType, Compression, Encoder, PixelDimensions, SrgbRenderingIntent, Unit};
use typst::layout::Abs;
use typst::utils::Scalar;
use typst_layout::Page;
use typst_render::RenderOptions;

use super::credits::Credits;
use super::figure::Extent;

/// The pixels of a point, at a scale of one: sharp on a screen of twice the usual
/// resolution.
const PIXELS_PER_POINT: f64 = 3.0;

/// The most pixels that an image may have: a quarter of a gigabyte to draw it in.
const MOST_PIXELS: f64 = 64e6;

/// An image.
pub struct Picture {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its size in pixels.
    pub size: Extent<u32>,
}

/// Draws a page in so many times three pixels a point.
///
/// # Errors
/// If the image would be too large.
pub fn write(page: &Page, scale: u8, credits: &Credits) -> io::Result<Picture> {
    let density = PIXELS_PER_POINT * f64::from(scale);
    let size = page.frame.size();
    let pixels = size.x.to_pt() * size.y.to_pt() * density * density;
    if pixels > MOST_PIXELS {
        let most = MOST_PIXELS / 1e6;
        return Err(io::Error::other(format!(
            "the image would have {:.0} million pixels, and {most:.0} million is the most",
            pixels / 1e6
        )));
    }
    let options = RenderOptions { pixel_per_pt: Scalar::new(density), render_bleed: false };
    let drawn = typst_render::render(page, &options);
    let mut colours = Vec::with_capacity(drawn.pixels().len() * 3);
    for pixel in drawn.pixels() {
        // Pages have an opaque ground.
        colours.extend([pixel.red(), pixel.green(), pixel.blue()]);
    }
    let size = Extent { width: drawn.width(), height: drawn.height() };
    let bytes = encode(&colours, size, density, credits).map_err(io::Error::other)?;
    Ok(Picture { bytes, size })
}

fn encode(
    colours: &[u8],
    size: Extent<u32>,
    density: f64,
    credits: &Credits,
) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, size.width, size.height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::High);
    encoder.set_source_srgb(SrgbRenderingIntent::Perceptual);
    let per_metre = (density / (Abs::pt(1.0).to_mm() / 1000.0)).round() as u32;
    let dimensions = PixelDimensions { xppu: per_metre, yppu: per_metre, unit: Unit::Meter };
    encoder.set_pixel_dims(Some(dimensions));
    let mut writer = encoder.write_header()?;
    for chunk in texts(credits) {
        writer.write_text_chunk(&chunk)?;
    }
    writer.write_image_data(colours)?;
    writer.finish()?;
    Ok(bytes)
}

/// The texts by the keywords of the PNG specification, and as XMP.
fn texts(credits: &Credits) -> Vec<ITXtChunk> {
    let creators = credits.creators.join(", ");
    let told = [
        ("Title", credits.title.as_str()),
        ("Author", &creators),
        ("Description", &credits.description),
        ("Source", &credits.source),
        ("Copyright", credits.rights.as_deref().unwrap_or_default()),
    ];
    let chunk = |(keyword, text): (&str, &str)| {
        let mut chunk = ITXtChunk::new(keyword, text);
        chunk.language_tag.clone_from(&credits.language);
        chunk
    };
    let told = told.into_iter().filter(|(_, text)| !text.is_empty()).map(chunk);
    told.chain([ITXtChunk::new("XML:com.adobe.xmp", credits.xmp())]).collect()
}
