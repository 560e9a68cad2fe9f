//! Output of which no line is longer than anybody reads.

use std::io::{self, Write};

use typst_kit::diagnostics::termcolor::{ColorSpec, WriteColor};

/// How many bytes of a line are printed, about. A message shows the line that it is
/// about, and a data file may have a line of many megabytes.
const MAX_LENGTH: usize = 2000;

/// Cuts lines off that are too long.
pub struct ShortLines<W> {
    stream: W,
    /// How much of the present line there was.
    length: usize,
}

impl<W: Write> ShortLines<W> {
    /// Hands on to a stream.
    pub fn new(stream: W) -> Self {
        Self { stream, length: 0 }
    }

    /// Writes a part of a line, with an ellipsis where it is cut off.
    fn part(&mut self, part: &[u8]) -> io::Result<()> {
        let room = MAX_LENGTH.saturating_sub(self.length);
        self.length += part.len();
        if part.len() <= room {
            return self.stream.write_all(part);
        }
        if room == 0 {
            return Ok(());
        }
        // A letter is not cut in half.
        let continues = |at: &usize| part.get(*at).is_some_and(|byte| byte & 0xc0 == 0x80);
        let end = (0..=room).rev().find(|at| !continues(at)).unwrap_or_default();
        self.stream.write_all(&part[..end])?;
        self.stream.write_all("…".as_bytes())
    }
}

impl<W: Write> Write for ShortLines<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            match line.split_last() {
                Some((b'\n', part)) => {
                    self.part(part)?;
                    self.stream.write_all(b"\n")?;
                    self.length = 0;
                }
                _ => self.part(line)?,
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

impl<W: WriteColor> WriteColor for ShortLines<W> {
    fn supports_color(&self) -> bool {
        self.stream.supports_color()
    }

    fn set_color(&mut self, color: &ColorSpec) -> io::Result<()> {
        self.stream.set_color(color)
    }

    fn reset(&mut self) -> io::Result<()> {
        self.stream.reset()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(parts: &[&str]) -> String {
        let mut stream = ShortLines::new(Vec::new());
        parts.iter().for_each(|part| stream.write_all(part.as_bytes()).unwrap());
        String::from_utf8(stream.stream).unwrap()
    }

    #[test]
    fn lines_that_can_be_read_stay_as_they_are() {
        let line = "a".repeat(MAX_LENGTH);
        assert_eq!(written(&["a\n\nb", "c\n", &line]), format!("a\n\nbc\n{line}"));
    }

    #[test]
    fn longer_ones_are_cut_between_letters() {
        let line = format!("{}é", "a".repeat(MAX_LENGTH - 1));
        let cut = format!("{}…\nb\n", "a".repeat(MAX_LENGTH - 1));
        assert_eq!(written(&[&line, "more", "\nb\n"]), cut);
    }
}
