//! A text file in blocks of whole records, read one after the other and handed
//! to whichever thread is free.

use std::io;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};

use encoding_rs::Decoder;

use super::encoding::Encoded;
use super::fault::{Fault, FaultKind};
use super::syntax::Syntax;
use crate::evidence::intake::file::SharedFile;

/// How much text is in a block. As many blocks are in memory as there are threads.
const BLOCK: usize = 4 * 1024 * 1024;

/// How long a record can be before a quote is taken to be forgotten.
const LONGEST_RECORD: usize = 32 * 1024 * 1024;

/// How much is read at once where bytes have to be translated.
const PIECE: usize = 256 * 1024;

/// Bytes after the text of a block, so that cells can be read eight bytes at a time.
pub const PADDING: usize = 8;

/// The text of a file from its start to its end.
pub struct TextStream<'a> {
    file: &'a SharedFile,
    place: u64,
    decoder: Option<Decoder>,
    /// Whether the decoder has seen all.
    translated: bool,
}

impl<'a> TextStream<'a> {
    /// Starts after the byte order mark.
    pub fn new(file: &'a SharedFile, encoded: Encoded, mark: u64) -> Self {
        let decoder = match encoded {
            Encoded::Translated(encoding) => Some(encoding.new_decoder_without_bom_handling()),
            Encoded::Utf8 | Encoded::Ascii | Encoded::Bytes(_) => None,
        };
        Self { file, place: mark, decoder, translated: false }
    }

    /// Adds about as much text as asked for, or all that is left. Says whether
    /// that was the end.
    pub fn read(&mut self, wanted: usize, text: &mut Vec<u8>) -> io::Result<bool> {
        match self.decoder {
            Some(_) => self.translate(wanted, text),
            None => {
                let known = text.len();
                // A small file needs no more room than it has bytes.
                let left = self.file.len().saturating_sub(self.place);
                let left = usize::try_from(left).unwrap_or(usize::MAX);
                text.resize(known + wanted.min(left), 0);
                let count = self.file.read_at(self.place, &mut text[known..])?;
                text.truncate(known + count);
                self.place += count as u64;
                Ok(count < wanted)
            }
        }
    }

    fn translate(&mut self, wanted: usize, text: &mut Vec<u8>) -> io::Result<bool> {
        let Some(decoder) = &mut self.decoder else { return Ok(true) };
        if self.translated {
            return Ok(true);
        }
        let enough = text.len() + wanted;
        while text.len() < enough {
            let raw = self.file.bytes_at(self.place, PIECE)?;
            self.place += raw.len() as u64;
            let last = raw.len() < PIECE;
            let room = decoder.max_utf8_buffer_length(raw.len()).unwrap_or(raw.len() * 3);
            let mut piece = String::with_capacity(room);
            let (_, _, malformed) = decoder.decode_to_string(&raw, &mut piece, last);
            if malformed {
                return Err(io::Error::from(io::ErrorKind::InvalidData));
            }
            text.extend_from_slice(piece.as_bytes());
            if last {
                self.translated = true;
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// A block of whole records.
pub struct Block {
    /// Where its text begins in the text of the file.
    pub offset: u64,
    /// The text, which ends with a record, and padding.
    pub buffer: Vec<u8>,
    /// How much of the text stands in the file: all but what ends the last record where
    /// the file does not.
    written: usize,
}

impl Block {
    /// The text.
    pub fn text(&self) -> &[u8] {
        &self.buffer[..self.buffer.len() - PADDING]
    }

    /// Where a range of the text stands in the text of the file.
    pub fn place(&self, range: &Range<usize>) -> Range<u64> {
        let place = |at: usize| self.offset + at.min(self.written) as u64;
        place(range.start)..place(range.end)
    }
}

/// Buffers of blocks that have been read, to be used again, and whether enough
/// went wrong to stop.
#[derive(Default)]
pub struct Shared {
    buffers: Mutex<Vec<Vec<u8>>>,
    stop: AtomicBool,
}

impl Shared {
    /// Takes back a buffer.
    pub fn give_back(&self, buffer: Vec<u8>) {
        self.buffers.lock().unwrap_or_else(PoisonError::into_inner).push(buffer);
    }

    /// Reads no further blocks.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn take(&self) -> Vec<u8> {
        self.buffers.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }
}

/// The blocks of a file.
pub struct Blocks<'a> {
    stream: TextStream<'a>,
    syntax: Syntax,
    shared: &'a Shared,
    /// What was read and belongs to the next block.
    rest: Vec<u8>,
    /// Where the next block begins.
    offset: u64,
    ended: bool,
}

impl<'a> Blocks<'a> {
    /// Starts at a place in the text of the stream, which has to be at its
    /// start.
    pub fn new(
        mut stream: TextStream<'a>,
        syntax: Syntax,
        start: u64,
        shared: &'a Shared,
    ) -> io::Result<Self> {
        let mut rest = Vec::new();
        match stream.decoder {
            None => stream.place += start,
            Some(_) => {
                let start = start as usize;
                while rest.len() < start && !stream.read(PIECE, &mut rest)? {}
                rest.drain(..start.min(rest.len()));
            }
        }
        Ok(Self { stream, syntax, shared, rest, offset: start, ended: false })
    }

    fn block(&mut self) -> Result<Option<Block>, Fault> {
        let mut buffer = self.shared.take();
        buffer.clear();
        buffer.append(&mut self.rest);
        let mut enough = BLOCK;
        loop {
            if !self.ended && buffer.len() < enough {
                let wanted = enough - buffer.len();
                let read = self.stream.read(wanted, &mut buffer);
                self.ended = read.map_err(|error| Fault::io(self.offset, &error))?;
            }
            if self.ended {
                return Ok(self.last_block(buffer));
            }
            match self.syntax.last_end(&buffer) {
                Ok(end) => {
                    self.rest.extend_from_slice(&buffer[end..]);
                    buffer.truncate(end);
                    return Ok(Some(self.finished(buffer)));
                }
                Err(quote) if buffer.len() > LONGEST_RECORD => {
                    let at = self.offset + quote.unwrap_or(0) as u64;
                    return Err(Fault { range: at..at + 1, kind: FaultKind::OpenQuote });
                }
                Err(_) => enough = buffer.len() + BLOCK,
            }
        }
    }

    fn last_block(&mut self, mut buffer: Vec<u8>) -> Option<Block> {
        if buffer.is_empty() {
            return None;
        }
        let written = buffer.len();
        if buffer.last() != Some(&self.syntax.terminator) {
            buffer.push(self.syntax.terminator);
        }
        Some(Block { written, ..self.finished(buffer) })
    }

    fn finished(&mut self, mut buffer: Vec<u8>) -> Block {
        let (offset, written) = (self.offset, buffer.len());
        self.offset += buffer.len() as u64;
        buffer.extend_from_slice(&[0; PADDING]);
        Block { offset, buffer, written }
    }
}

impl Iterator for Blocks<'_> {
    type Item = Result<Block, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.shared.stop.load(Ordering::Relaxed) {
            return None;
        }
        let block = self.block();
        if block.is_err() {
            self.shared.stop();
        }
        block.transpose()
    }
}
