//! Images that are damaged, too large, or other than their names say.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};

use crate::case::{Case, case};

fn image(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    let image = DynamicImage::new_rgb8(64, 48);
    image.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
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

/// A PNG that says to have another size than it has.
fn sized(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = image(ImageFormat::Png);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.to_be_bytes());
    bytes
}

/// A JPEG that says to have another size than it has.
fn sized_jpeg() -> Vec<u8> {
    let mut bytes = image(ImageFormat::Jpeg);
    let at = bytes.windows(2).position(|marker| marker == [0xff, 0xc0]).unwrap();
    bytes[at + 5..at + 9].copy_from_slice(&[0xff; 4]);
    bytes
}

/// In a section in Markdown.
fn markdown(name: &str, file: &str, bytes: impl AsRef<[u8]>) -> Case {
    case(name)
        .write(&format!("report/note/nl/{file}"), bytes)
        .markdown(format!("![Een plaatje van iets]({file})\n"))
}

/// In a section in Typst, which reads files itself.
fn typst(name: &str, file: &str, bytes: impl AsRef<[u8]>) -> Case {
    case(format!("{name}, in Typst"))
        .write(&format!("report/note/nl/{file}"), bytes)
        .typst(&format!("#image(\"{file}\", alt: \"Een plaatje van iets\")"))
}

fn svg(body: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"40\" height=\"40\">{body}</svg>"
    )
}

/// All cases.
pub fn cases() -> Vec<Case> {
    let (png, jpeg, webp) =
        (image(ImageFormat::Png), image(ImageFormat::Jpeg), image(ImageFormat::WebP));
    let mut turned = png.clone();
    turned[45] ^= 0xff;
    let deep = format!("{}{}", "<g>".repeat(100_000), "</g>".repeat(100_000));
    let uses = (0..30)
        .map(|n| {
            format!(
                "<g id=\"a{}\"><use xlink:href=\"#a{n}\"/><use xlink:href=\"#a{n}\"/></g>",
                n + 1
            )
        })
        .collect::<String>();
    vec![
        markdown("a PNG", "a.png", &png),
        markdown("a JPEG", "a.jpg", &jpeg),
        markdown("a WebP", "a.webp", &webp),
        markdown("a PNG cut in half", "a.png", &png[..png.len() / 2]).says("damaged"),
        markdown("a JPEG cut in half", "a.jpg", &jpeg[..jpeg.len() / 2]).says("damaged"),
        markdown("a WebP cut in half", "a.webp", &webp[..webp.len() / 2]).says("damaged"),
        markdown("a PNG with a bit turned over", "a.png", &turned).says("damaged"),
        markdown("an image of no bytes", "a.png", "").says("not a raster image"),
        markdown("an image that is a text", "a.png", "hello").says("not a raster image"),
        markdown("a JPEG named as a PNG", "a.png", &jpeg).says("another type"),
        markdown("a PNG without ending", "a", &png).says("another type"),
        markdown("a GIF", "a.gif", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;").says("GIF"),
        markdown("a PNG of 50,000 by 50,000", "a.png", sized(50_000, 50_000))
            .says("too many pixels"),
        markdown("a PNG of no width", "a.png", sized(0, 48)).says("damaged"),
        markdown("a PNG that is larger than it says", "a.png", sized(9_999, 9_999)).says("damaged"),
        markdown("a JPEG of 65,535 by 65,535", "a.jpg", sized_jpeg()).says("too many pixels"),
        markdown("an image beyond the limit", "a.png", vec![0; 65 * 1024 * 1024])
            .says("at most 64 MiB"),
        markdown("an SVG in Markdown", "a.svg", svg("")).says("use PNG, JPEG or WebP"),
        typst("a PNG of 50,000 by 50,000", "a.png", sized(50_000, 50_000)).says("million together"),
        typst("a PNG cut in half", "a.png", &png[..png.len() / 2]).says("20-more.typ"),
        typst("a JPEG of 65,535 by 65,535", "a.jpg", sized_jpeg()).says("million together"),
        typst("an image of no bytes", "a.png", "").says("20-more.typ"),
        typst(
            "an SVG with a script",
            "a.svg",
            svg("<script>alert(1)</script><rect width=\"9\" height=\"9\"/>"),
        ),
        typst("an SVG that is left open", "a.svg", "<svg").says("note/nl/a.svg"),
        typst(
            "an SVG with an image outside",
            "a.svg",
            svg("<image xlink:href=\"file:///etc/passwd\" width=\"9\" height=\"9\"/>"),
        )
        .says("note/nl/a.svg"),
        typst(
            "an SVG with an image from the network",
            "a.svg",
            svg("<image xlink:href=\"https://example.org/a.png\" width=\"9\" height=\"9\"/>"),
        )
        .says("note/nl/a.svg"),
        typst(
            "an SVG with an external entity",
            "a.svg",
            format!(
                "<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>{}",
                svg("<text>&a;</text>")
            ),
        )
        .says("note/nl/a.svg"),
        typst(
            "an SVG with entities that grow",
            "a.svg",
            format!(
                "<!DOCTYPE svg [<!ENTITY a \"{}\">{}]>{}",
                "a".repeat(100),
                (0..9)
                    .map(|n| format!(
                        "<!ENTITY {} \"{}\">",
                        (b'b' + n) as char,
                        format!("&{};", (b'a' + n) as char).repeat(20)
                    ))
                    .collect::<String>(),
                svg("<text>&j;</text>")
            ),
        )
        .says("note/nl/a.svg"),
        typst("an SVG that uses itself", "a.svg", svg("<g id=\"a\"><use xlink:href=\"#a\"/></g>")),
        typst(
            "an SVG that doubles thirty times",
            "a.svg",
            svg(&format!("<g id=\"a0\"><rect width=\"9\" height=\"9\"/></g>{uses}")),
        )
        .says("error"),
        typst("an SVG that is nested deep", "a.svg", svg(&deep)).says("error"),
        typst(
            "an SVG of no size",
            "a.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"0\"/>",
        )
        .says("note/nl/a.svg"),
        typst("a damaged PDF", "a.pdf", "%PDF-1.7\n%%EOF").says("20-more.typ"),
    ]
}
