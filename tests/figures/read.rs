//! What lies in folders, and what images say of themselves.

use std::collections::BTreeMap;
use std::path::Path;

use walkdir::WalkDir;

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = WalkDir::new(folder).min_depth(1).max_depth(1).sort_by_file_name();
    let name = |entry: walkdir::Result<walkdir::DirEntry>| entry.unwrap().file_name().to_owned();
    entries.into_iter().map(|entry| name(entry).into_string().unwrap()).collect()
}

/// The texts of a PNG by keyword, with their language, chunk by chunk as the
/// specification lays them out.
pub fn png_texts(png: &[u8]) -> BTreeMap<String, (String, String)> {
    let mut rest = png.strip_prefix(b"\x89PNG\r\n\x1a\n").unwrap();
    let mut texts = BTreeMap::new();
    while !rest.is_empty() {
        let length = u32::from_be_bytes(rest[..4].try_into().unwrap()) as usize;
        if &rest[4..8] == b"iTXt" {
            let (keyword, language, text) = international_text(&rest[8..8 + length]);
            assert_eq!(texts.insert(keyword, (language, text)), None);
        }
        rest = &rest[12 + length..];
    }
    texts
}

/// Keyword, language and text of an `iTXt` chunk that is not compressed.
fn international_text(data: &[u8]) -> (String, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let mut parts = data.splitn(2, |byte| *byte == 0);
    let (keyword, data) = (parts.next().unwrap(), parts.next().unwrap());
    assert_eq!(data[..2], [0, 0], "compressed");
    let parts: Vec<&[u8]> = data[2..].splitn(3, |byte| *byte == 0).collect();
    (text(keyword), text(parts[0]), text(parts[2]))
}

/// The values of XMP by name: of alternatives that in the language, of lists all.
pub fn xmp(xml: &str, language: &str) -> BTreeMap<String, String> {
    let document = roxmltree::Document::parse(xml).unwrap();
    let described = document.descendants().find(|it| it.tag_name().name() == "Description");
    let said = |property: roxmltree::Node| {
        let items = property.descendants().filter(|it| it.tag_name().name() == "li");
        let items: Vec<_> = items.collect();
        let in_language = |item: &&roxmltree::Node| {
            let own = item.attribute(("http://www.w3.org/XML/1998/namespace", "lang"));
            own == Some(language)
        };
        match items.iter().find(in_language) {
            Some(item) => item.text().unwrap().to_string(),
            None if items.is_empty() => property.text().unwrap().to_string(),
            None => items.iter().map(|it| it.text().unwrap()).collect::<Vec<_>>().join(", "),
        }
    };
    let properties = described.unwrap().children().filter(|it| it.is_element());
    properties.map(|it| (it.tag_name().name().to_string(), said(it))).collect()
}
