//! The encoding of a text file: stated, by its byte order mark, or detected.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use typst::diag::eco_format;

use crate::evidence::intake::error::{Outcome, ReadError, fail};
use crate::evidence::intake::file::SharedFile;

/// How much of a file is looked at before it is read.
pub const SAMPLE: usize = 64 * 1024;

/// How the bytes of a file become text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoded {
    /// UTF-8, because non-ASCII characters prove it or the project states it.
    Utf8,
    /// ASCII as far as the sample goes; what follows may be anything.
    Ascii,
    /// An encoding with ASCII in which every byte is a character.
    Bytes(&'static Encoding),
    /// An encoding that has to be translated as a whole, such as UTF-16.
    Translated(&'static Encoding),
}

impl Encoded {
    /// Whether the bytes of the file are its text.
    pub fn is_utf8(self) -> bool {
        matches!(self, Self::Utf8 | Self::Ascii)
    }
}

/// Says how a file is encoded and how long its byte order mark is, or marks are: programs that
/// join files leave more than one.
pub fn detect(file: &SharedFile, stated: Option<&str>) -> Outcome<(Encoded, u64)> {
    let sample = file.bytes_at(0, SAMPLE).map_err(|error| vec![unreadable(&error)])?;
    let mark = Encoding::for_bom(&sample).map(|(encoding, length)| {
        let marks = sample.chunks(length).take_while(|it| Some(*it) == sample.get(..length));
        (encoding, length * marks.count())
    });
    if let Some(label) = stated {
        let Some(encoding) = Encoding::for_label(label.as_bytes()) else {
            let hint = "use a name such as `utf-8`, `utf-16le` or `windows-1252`";
            return fail(ReadError::new(eco_format!("there is no encoding `{label}`")).hint(hint));
        };
        let length = mark.filter(|(marked, _)| *marked == encoding).map_or(0, |(_, length)| length);
        return Ok((of(encoding), length as u64));
    }
    if let Some((encoding, length)) = mark {
        return Ok((of(encoding), length as u64));
    }
    if let Some(encoding) = utf_16_without_mark(&sample) {
        return Ok((of(encoding), 0));
    }
    let whole = sample.len() as u64 == file.len();
    let mut evidence = Evidence::new();
    evidence.add(&sample, whole);
    Ok((evidence.verdict(whole)?, 0))
}

/// Decides again from the whole file, after the sample was all ASCII and what
/// followed was not UTF-8.
pub fn settle(file: &SharedFile) -> Outcome<Encoded> {
    let mut evidence = Evidence::new();
    let mut place = 0;
    while place < file.len() {
        let bytes = file.bytes_at(place, SAMPLE).map_err(|error| vec![unreadable(&error)])?;
        let last = place + bytes.len() as u64 >= file.len() || bytes.is_empty();
        let used = evidence.add(&bytes, last);
        if used == 0 {
            break;
        }
        place += used as u64;
    }
    evidence.verdict(true)
}

/// The error of a file that the system does not give.
pub fn unreadable(error: &std::io::Error) -> ReadError {
    ReadError::new(eco_format!("the file cannot be read ({error})"))
}

fn of(encoding: &'static Encoding) -> Encoded {
    if encoding == UTF_8 {
        Encoded::Utf8
    } else if encoding.is_single_byte() {
        Encoded::Bytes(encoding)
    } else {
        Encoded::Translated(encoding)
    }
}

/// ASCII in UTF-16 has a zero in every other byte.
fn utf_16_without_mark(sample: &[u8]) -> Option<&'static Encoding> {
    let start = &sample[..sample.len().min(1024)];
    let zeros = |parity: usize| start.iter().skip(parity).step_by(2).filter(|it| **it == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = |zeros: usize| zeros * 4 > start.len();
    match (most(even), most(odd)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// What the bytes say about their encoding.
struct Evidence {
    detector: EncodingDetector,
    /// Characters beyond ASCII that are right in UTF-8.
    right: usize,
    /// Bytes that cannot be UTF-8.
    wrong: usize,
}

impl Evidence {
    fn new() -> Self {
        let detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        Self { detector, right: 0, wrong: 0 }
    }

    /// Looks at bytes and says how many were used: a character that is cut at
    /// the end is left for the next time.
    fn add(&mut self, bytes: &[u8], last: bool) -> usize {
        let mut used = 0;
        for chunk in bytes.utf8_chunks() {
            let cut = used + chunk.valid().len() + chunk.invalid().len() == bytes.len();
            self.right += chunk.valid().chars().filter(|it| !it.is_ascii()).count();
            used += chunk.valid().len();
            if cut && !last && !chunk.invalid().is_empty() && used > 0 {
                break;
            }
            self.wrong += chunk.invalid().len();
            used += chunk.invalid().len();
        }
        self.detector.feed(&bytes[..used], last);
        used
    }

    fn verdict(&self, whole: bool) -> Outcome<Encoded> {
        if self.wrong == 0 {
            return Ok(if self.right > 0 || whole { Encoded::Utf8 } else { Encoded::Ascii });
        }
        // A text in another encoding has hardly any sequence that is right in UTF-8.
        if self.right > self.wrong {
            return Ok(Encoded::Utf8);
        }
        let guess = self.detector.guess(None, Utf8Detection::Deny);
        if guess == WINDOWS_1252 || EUROPEAN.contains(&guess.name()) {
            return Ok(Encoded::Bytes(guess));
        }
        let guess = guess.name().to_lowercase();
        let error = ReadError::new("the encoding of the file is in doubt");
        fail(error.hint(eco_format!(
            "state it, for instance `csv = {{ encoding = \"{guess}\" }}`, or save the file as UTF-8"
        )))
    }
}

/// Other encodings that are believed when they are detected.
const EUROPEAN: [&str; 9] = [
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1254",
    "windows-1257",
    "ISO-8859-2",
    "ISO-8859-4",
    "ISO-8859-5",
    "ISO-8859-7",
];
