//! The boxes of pages for print. Typst says where a page is trimmed (`TrimBox`) and
//! lets the paper around it (`MediaBox`) hold the marks; how far the bleed goes
//! (`BleedBox`, ISO 32000-1, 14.11.2) has to be added.

use std::ops::Range;

/// How the dictionary of a page starts, after the line with its number.
const PAGE: &[u8] = b"<</Type/Page/";

/// The paper.
const MEDIA_BOX: &[u8] = b"/MediaBox[";

/// The page; what is added stands before it.
const TRIM_BOX: &[u8] = b"/TrimBox[";

/// The length of an entry in a table of cross-references.
const ENTRY: usize = 20;

/// Adds to every page with a `TrimBox` a `BleedBox` that is larger by `bleed`
/// points on each side. Nothing is given back if the file is not as Typst writes it,
/// or has no such page.
pub fn with_bleed_boxes(pdf: &[u8], bleed: f64) -> Option<Vec<u8>> {
    let table = Table::find(pdf)?;
    let mut additions: Vec<(usize, String)> =
        table.offsets(pdf).filter_map(|offset| bleed_box(pdf, offset, bleed)).collect();
    additions.sort();
    if additions.is_empty() {
        return None;
    }
    let mut written = Vec::with_capacity(pdf.len() + 64 * additions.len());
    let mut done = 0;
    for (at, text) in &additions {
        written.extend(&pdf[done..*at]);
        written.extend(text.as_bytes());
        done = *at;
    }
    written.extend(&pdf[done..table.entries.start]);
    let moved = |offset: usize| {
        let before = additions.iter().take_while(|(at, _)| *at < offset);
        offset + before.map(|(_, text)| text.len()).sum::<usize>()
    };
    for entry in pdf[table.entries.clone()].chunks(ENTRY) {
        match Table::offset(entry) {
            Some(offset) => {
                written.extend(format!("{:010}", moved(offset)).as_bytes());
                written.extend(&entry[10..]);
            }
            None => written.extend(entry),
        }
    }
    written.extend(&pdf[table.entries.end..table.pointer.start]);
    written.extend(moved(table.start).to_string().as_bytes());
    written.extend(&pdf[table.pointer.end..]);
    Some(written)
}

/// The box of the page at an offset, and where it goes; nothing if that is no page.
fn bleed_box(pdf: &[u8], offset: usize, bleed: f64) -> Option<(usize, String)> {
    let object = &pdf[offset..];
    let dictionary = find(object, b" obj\n")? + 5;
    if !object[dictionary..].starts_with(PAGE) {
        return None;
    }
    let page = &object[..find(object, b"endobj")?];
    let [left, bottom, right, top] = sides(page, TRIM_BOX)?;
    // A bleed that fills the paper must not leave it by an error of rounding.
    let paper = sides(page, MEDIA_BOX)?;
    let sides = [
        (left - bleed).max(paper[0]),
        (bottom - bleed).max(paper[1]),
        (right + bleed).min(paper[2]),
        (top + bleed).min(paper[3]),
    ];
    let [left, bottom, right, top] = sides.map(|side| side as f32);
    let at = offset + find(page, TRIM_BOX)?;
    Some((at, format!("/BleedBox[{left} {bottom} {right} {top}]")))
}

/// The sides of a box in the dictionary of a page: left, bottom, right, top.
fn sides(page: &[u8], name: &[u8]) -> Option<[f64; 4]> {
    let numbers = &page[find(page, name)? + name.len()..];
    let numbers = text(&numbers[..find(numbers, b"]")?])?;
    let numbers: Vec<f64> = numbers.split(' ').map(|it| it.parse().ok()).collect::<Option<_>>()?;
    numbers.try_into().ok()
}

/// The table of cross-references: where every object of the file stands.
struct Table {
    /// Where it starts.
    start: usize,
    /// Its entries.
    entries: Range<usize>,
    /// The number at the end of the file that says where it starts.
    pointer: Range<usize>,
}

impl Table {
    fn find(pdf: &[u8]) -> Option<Self> {
        const POINTER: &[u8] = b"startxref\n";
        let tail = pdf.len().saturating_sub(64);
        let pointer = tail + find(&pdf[tail..], POINTER)? + POINTER.len();
        let pointer = pointer..pointer + find(&pdf[pointer..], b"\n")?;
        let start: usize = text(&pdf[pointer.clone()])?.parse().ok()?;
        let head = pdf.get(start..)?.strip_prefix(b"xref\n0 ")?;
        let digits = find(head, b"\n")?;
        let count: usize = text(&head[..digits])?.parse().ok()?;
        let first = start + b"xref\n0 ".len() + digits + 1;
        let entries = first..first + count * ENTRY;
        (entries.end <= pointer.start).then_some(Self { start, entries, pointer })
    }

    /// The offsets of the objects that are in use.
    fn offsets<'a>(&self, pdf: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
        let within = |offset: &usize| *offset < pdf.len();
        pdf[self.entries.clone()].chunks(ENTRY).filter_map(Self::offset).filter(within)
    }

    /// The offset that an entry names, unless the object is not in use.
    fn offset(entry: &[u8]) -> Option<usize> {
        let in_use = entry.get(17) == Some(&b'n');
        in_use.then(|| text(&entry[..10])?.parse().ok())?
    }
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file as Typst writes it, with an object after the page.
    fn file(page: &str) -> Vec<u8> {
        let body =
            format!("%PDF-1.7\n1 0 obj\n<</Type/Page/{page}>>\nendobj\n2 0 obj\n<<>>\nendobj\n");
        let [first, second] = ["1 0 obj", "2 0 obj"].map(|it| body.find(it).unwrap());
        let start = body.len();
        let xref = format!(
            "xref\n0 3\n0000000000 65535 f\r\n{first:010} 00000 n\r\n{second:010} 00000 n\r\n"
        );
        format!("{body}{xref}trailer\n<</Size 3>>\nstartxref\n{start}\n%%EOF").into_bytes()
    }

    #[test]
    fn the_bleed_lies_around_the_page() {
        let old = file("MediaBox[0 0 120 220]/TrimBox[20 20 100 200]");
        let new = with_bleed_boxes(&old, 8.5).unwrap();
        let said = String::from_utf8(new.clone()).unwrap();
        assert!(said.contains("/BleedBox[11.5 11.5 108.5 208.5]/TrimBox["), "{said}");
        let table = Table::find(&new).unwrap();
        for (number, offset) in table.offsets(&new).enumerate() {
            assert!(said[offset..].starts_with(&format!("{} 0 obj", number + 1)), "{said}");
        }
    }

    #[test]
    fn the_bleed_stays_on_the_paper() {
        let old = file("MediaBox[0 0 120.5 220]/TrimBox[8.4999 8.5 112.0001 211.5]");
        let said = String::from_utf8(with_bleed_boxes(&old, 8.5).unwrap()).unwrap();
        assert!(said.contains("/BleedBox[0 0 120.5 220]"), "{said}");
    }

    #[test]
    fn what_is_no_page_for_print_is_refused() {
        assert_eq!(with_bleed_boxes(&file("MediaBox[0 0 120 220]"), 8.5), None);
        assert_eq!(with_bleed_boxes(&file("MediaBox[0 0 9 9]/TrimBox[0 0 one 2]"), 8.5), None);
        assert_eq!(with_bleed_boxes(b"%PDF-1.7\n", 8.5), None);
        assert_eq!(with_bleed_boxes(b"startxref\n7\n%%EOF", 8.5), None);
    }
}
