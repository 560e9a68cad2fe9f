//! Reading what is in a PDF: its text and its tags.

use std::collections::BTreeSet;

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object};

/// A link from a page to a place in the same file. Heights are in points from the
/// foot of the page.
#[derive(Debug)]
pub struct Link {
    /// The page that it stands on, from 1.
    pub page: u32,
    /// The upper end of its area.
    pub height: f32,
    /// Its alternative text.
    pub says: String,
    /// The page that it leads to, and the height there.
    pub target: (u32, f32),
}

/// A PDF that has been read.
pub struct Pdf(Document);

impl Pdf {
    /// Reads a PDF.
    pub fn read(bytes: &[u8]) -> Self {
        Self(Document::load_mem(bytes).unwrap())
    }

    /// How many pages it has.
    pub fn pages(&self) -> usize {
        self.0.get_pages().len()
    }

    /// A box of a page, from 1, in points: left, bottom, right, top.
    pub fn page_box(&self, page: u32, name: &str) -> Option<[f32; 4]> {
        let page = self.0.get_dictionary(self.0.get_pages()[&page]).unwrap();
        let sides = page.get(name.as_bytes()).ok()?.as_array().unwrap();
        let sides: Vec<f32> = sides.iter().map(|side| side.as_float().unwrap()).collect();
        Some(sides.try_into().unwrap())
    }

    /// The text of a page, from 1, with single spaces. Where hyphens of words and those of
    /// divided lines share a glyph, all are read as hyphens, as if no `ActualText` told them
    /// apart.
    pub fn page_text(&self, page: u32) -> String {
        let text = self.0.extract_text(&[page]).unwrap();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        text.replace(" \u{ad} ", "-").replace(" \u{ad}", "-").replace('\u{ad}', "-")
    }

    /// The text of all pages.
    pub fn text(&self) -> String {
        let pages: Vec<String> =
            (1..=self.pages() as u32).map(|page| self.page_text(page)).collect();
        pages.join("\n")
    }

    /// A text of the document information dictionary.
    pub fn info(&self, key: &str) -> Option<String> {
        let info = self.0.trailer.get(b"Info").ok()?;
        let info = self.dictionary(info)?;
        lopdf::decode_text_string(info.get(key.as_bytes()).ok()?).ok()
    }

    /// The metadata of the file, as XMP.
    pub fn xmp(&self) -> String {
        let metadata = self.0.catalog().unwrap().get(b"Metadata").unwrap();
        let stream = self.0.dereference(metadata).unwrap().1.as_stream().unwrap();
        let content = stream.decompressed_content().unwrap_or(stream.content.clone());
        String::from_utf8(content).unwrap()
    }

    /// The attached files by name: how each relates to the document, and its content.
    pub fn attachments(&self) -> BTreeMap<String, (String, Vec<u8>)> {
        let file = |object: &Object| {
            let file = object.as_dict().ok()?;
            let embedded = self.dictionary(file.get(b"EF").ok()?)?.get(b"F").ok()?;
            let stream = self.0.dereference(embedded).ok()?.1.as_stream().ok()?;
            let content = stream.decompressed_content().unwrap_or(stream.content.clone());
            let name = lopdf::decode_text_string(file.get(b"UF").ok()?).ok()?;
            let relation = file.get(b"AFRelationship").ok()?.as_name().ok()?;
            Some((name, (String::from_utf8_lossy(relation).into_owned(), content)))
        };
        self.0.objects.values().filter_map(file).collect()
    }

    /// The language of the catalog.
    pub fn language(&self) -> Option<String> {
        let catalog = self.0.catalog().ok()?;
        lopdf::decode_text_string(catalog.get(b"Lang").ok()?).ok()
    }

    /// The titles of the bookmarks with their depth, in order.
    pub fn bookmarks(&self) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        let catalog = self.0.catalog().unwrap();
        if let Some(outlines) = catalog.get(b"Outlines").ok().and_then(|it| self.dictionary(it)) {
            self.collect_bookmarks(outlines, 1, &mut found);
        }
        found
    }

    fn collect_bookmarks(
        &self,
        parent: &Dictionary,
        depth: usize,
        found: &mut Vec<(usize, String)>,
    ) {
        let mut next = parent.get(b"First").ok();
        while let Some(item) = next.and_then(|item| self.dictionary(item)) {
            let title = item.get(b"Title").ok().and_then(|it| lopdf::decode_text_string(it).ok());
            found.push((depth, title.unwrap_or_default()));
            self.collect_bookmarks(item, depth + 1, found);
            next = item.get(b"Next").ok();
        }
    }

    /// The links within the file, page by page.
    pub fn links(&self) -> Vec<Link> {
        let pages = self.0.get_pages();
        let on_page = |(page, id): (&u32, &lopdf::ObjectId)| {
            let annotations = self.0.get_page_annotations(*id).unwrap();
            annotations.into_iter().filter_map(|link| self.link(*page, link)).collect::<Vec<_>>()
        };
        pages.iter().flat_map(on_page).collect()
    }

    /// An annotation as a link, unless it is none or leads to an address or a name.
    fn link(&self, page: u32, annotation: &Dictionary) -> Option<Link> {
        let target = self.0.dereference(annotation.get(b"Dest").ok()?).ok()?.1.as_array().ok()?;
        let id = target.first()?.as_reference().ok()?;
        let pages = self.0.get_pages();
        let target_page = pages.iter().find(|(_, page)| **page == id).map(|(number, _)| *number)?;
        let area = annotation.get(b"Rect").ok()?.as_array().ok()?;
        Some(Link {
            page,
            height: area.get(3)?.as_float().ok()?,
            says: lopdf::decode_text_string(annotation.get(b"Contents").ok()?).ok()?,
            target: (target_page, target.get(3)?.as_float().ok()?),
        })
    }

    /// The names of the fonts in it.
    pub fn fonts(&self) -> BTreeSet<String> {
        let dictionaries = self.0.objects.values().filter_map(|object| object.as_dict().ok());
        let names = dictionaries.filter_map(|font| font.get(b"FontName").ok()?.as_name().ok());
        names.map(|name| String::from_utf8_lossy(name).into_owned()).collect()
    }

    /// What is painted on its pages, operation by operation; colours as `#RRGGBB`.
    pub fn painted(&self) -> Vec<String> {
        let operations = self
            .0
            .page_iter()
            .flat_map(|id| Content::decode(&self.0.get_page_content(id)).unwrap().operations);
        let said = |operation: Operation| match operation.operator.as_str() {
            "scn" | "SCN" => {
                let parts = operation.operands.iter().filter_map(|part| part.as_float().ok());
                let digits = parts.map(|part| format!("{:02X}", (part * 255.0).round() as u8));
                format!("#{}", digits.collect::<String>())
            }
            operator => format!("{operator} {:?}", operation.operands),
        };
        operations.map(said).collect()
    }

    /// The colours that its pages are painted with, as `#RRGGBB`.
    pub fn colours(&self) -> BTreeSet<String> {
        self.painted().into_iter().filter(|said| said.starts_with('#')).collect()
    }

    /// The tag tree as text: a line for each element with its type and
    /// alternative text, indented by depth.
    pub fn tags(&self) -> String {
        let catalog = self.0.catalog().unwrap();
        let root = self.dictionary(catalog.get(b"StructTreeRoot").unwrap()).unwrap();
        let mut text = String::new();
        if let Ok(kids) = root.get(b"K") {
            self.print_tags(kids, 0, &mut text);
        }
        text
    }

    fn print_tags(&self, object: &Object, depth: usize, text: &mut String) {
        let object = self.0.dereference(object).map_or(object, |(_, object)| object);
        match object {
            Object::Array(items) => {
                items.iter().for_each(|item| self.print_tags(item, depth, text))
            }
            Object::Dictionary(element) => {
                let Ok(kind) = element.get(b"S").and_then(Object::as_name) else { return };
                let alt =
                    element.get(b"Alt").ok().and_then(|alt| lopdf::decode_text_string(alt).ok());
                let alt = alt.map(|alt| format!(" “{alt}”")).unwrap_or_default();
                let indent = "  ".repeat(depth);
                text.push_str(&format!("{indent}{}{alt}\n", String::from_utf8_lossy(kind)));
                if let Ok(kids) = element.get(b"K") {
                    self.print_tags(kids, depth + 1, text);
                }
            }
            _ => {}
        }
    }

    fn dictionary<'a>(&'a self, object: &'a Object) -> Option<&'a Dictionary> {
        self.0.dereference(object).ok()?.1.as_dict().ok()
    }
}
