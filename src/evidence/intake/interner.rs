//! Telling the distinct cells of a column apart, fast.

/// Marks a slot that holds nothing.
const FREE: u32 = u32::MAX;

/// Spreads keys over the table: the golden ratio as a 64-bit fraction, as in
/// Knuth, *The Art of Computer Programming*, volume 3, section 6.4.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// A table from keys to codes with open addressing.
#[derive(Debug)]
struct Slots {
    slots: Vec<(u64, u32)>,
    used: usize,
    shift: u32,
}

impl Slots {
    fn new() -> Self {
        Self { slots: vec![(0, FREE); 32], used: 0, shift: 64 - 5 }
    }

    /// The code of a key, or else the new code, which is remembered. Where keys
    /// are hashes, `same` says whether a code with an equal hash is meant.
    #[inline]
    fn code(&mut self, key: u64, new: u32, same: impl Fn(u32) -> bool) -> u32 {
        let last = self.slots.len() - 1;
        let mut index = (key.wrapping_mul(SPREAD) >> self.shift) as usize;
        loop {
            let (known, code) = self.slots[index & last];
            if code == FREE {
                break;
            }
            if known == key && same(code) {
                return code;
            }
            index += 1;
        }
        self.slots[index & last] = (key, new);
        self.used += 1;
        if self.used * 2 > self.slots.len() {
            self.grow();
        }
        new
    }

    #[cold]
    fn grow(&mut self) {
        let size = self.slots.len() * 4;
        let old = std::mem::replace(&mut self.slots, vec![(0, FREE); size]);
        self.shift -= 2;
        for (key, code) in old.into_iter().filter(|(_, code)| *code != FREE) {
            let mut index = (key.wrapping_mul(SPREAD) >> self.shift) as usize;
            while self.slots[index & (size - 1)].1 != FREE {
                index += 1;
            }
            self.slots[index & (size - 1)] = (key, code);
        }
    }
}

/// Gives every distinct text of a column a code, in order of appearance.
#[derive(Debug)]
pub struct TextInterner {
    short: Slots,
    long: Slots,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl TextInterner {
    /// Starts with no text.
    pub fn new() -> Self {
        Self { short: Slots::new(), long: Slots::new(), bytes: Vec::new(), ends: Vec::new() }
    }

    /// The code of a text of at most eight bytes, packed from the lowest byte
    /// on. A text with NUL bytes must not be packed.
    #[inline]
    pub fn packed(&mut self, packed: u64, len: usize) -> u32 {
        let new = self.ends.len() as u32;
        let code = self.short.code(packed, new, |_| true);
        if code == new {
            self.remember(&packed.to_le_bytes()[..len]);
        }
        code
    }

    /// The code of a text.
    pub fn text(&mut self, text: &[u8]) -> u32 {
        if text.len() <= 8 && !text.contains(&0) {
            let mut packed = [0; 8];
            packed[..text.len()].copy_from_slice(text);
            return self.packed(u64::from_le_bytes(packed), text.len());
        }
        let new = self.ends.len() as u32;
        let (bytes, ends) = (&self.bytes, &self.ends);
        let same = |code: u32| text_of(bytes, ends, code as usize) == text;
        let code = self.long.code(hash(text), new, same);
        if code == new {
            self.remember(text);
        }
        code
    }

    #[cold]
    fn remember(&mut self, text: &[u8]) {
        self.bytes.extend_from_slice(text);
        self.ends.push(self.bytes.len());
    }

    /// The distinct texts in the order of their codes.
    pub fn texts(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        (0..self.ends.len()).map(|code| text_of(&self.bytes, &self.ends, code))
    }
}

fn text_of<'a>(bytes: &'a [u8], ends: &[usize], code: usize) -> &'a [u8] {
    let start = code.checked_sub(1).map_or(0, |previous| ends[previous]);
    &bytes[start..ends[code]]
}

/// Mixes a text into 64 bits, eight bytes at a time.
fn hash(text: &[u8]) -> u64 {
    let mut mixed = text.len() as u64;
    for part in text.chunks(8) {
        let mut word = [0; 8];
        word[..part.len()].copy_from_slice(part);
        mixed = (mixed.rotate_left(23) ^ u64::from_le_bytes(word)).wrapping_mul(SPREAD);
    }
    mixed ^ (mixed >> 29)
}

/// How far whole numbers are looked up without hashing.
const DIRECT: u64 = 1024;

/// Gives every distinct 64-bit value of a column a code, in order of appearance.
#[derive(Debug)]
pub struct BitsInterner {
    direct: Vec<u32>,
    slots: Slots,
    values: Vec<u64>,
}

impl BitsInterner {
    /// Starts with no value.
    pub fn new() -> Self {
        Self { direct: vec![FREE; DIRECT as usize], slots: Slots::new(), values: Vec::new() }
    }

    /// The code of a value.
    #[inline]
    pub fn code(&mut self, bits: u64) -> u32 {
        let new = self.values.len() as u32;
        let code = if bits < DIRECT {
            let known = &mut self.direct[bits as usize];
            if *known == FREE {
                *known = new;
            }
            *known
        } else {
            self.slots.code(bits, new, |_| true)
        };
        if code == new {
            self.values.push(bits);
        }
        code
    }

    /// The distinct values in the order of their codes.
    pub fn values(&self) -> &[u64] {
        &self.values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_one_code() {
        let mut interner = TextInterner::new();
        let texts: Vec<String> =
            (0..5000).map(|it| "x".repeat(it % 13) + &it.to_string()).collect();
        let first: Vec<u32> = texts.iter().map(|text| interner.text(text.as_bytes())).collect();
        let again: Vec<u32> = texts.iter().map(|text| interner.text(text.as_bytes())).collect();
        assert_eq!(first, again);
        assert_eq!(first, (0..5000).collect::<Vec<u32>>());
        assert!(interner.texts().eq(texts.iter().map(|text| text.as_bytes())));
    }

    #[test]
    fn texts_that_differ_in_nul_bytes_differ() {
        let mut interner = TextInterner::new();
        assert_ne!(interner.text(b"a"), interner.text(b"a\0"));
        assert_ne!(interner.text(b""), interner.text(b"\0"));
    }

    #[test]
    fn equal_values_have_one_code() {
        let mut interner = BitsInterner::new();
        let values: Vec<u64> = (0..3000).map(|it| it * it * 31).collect();
        let codes: Vec<u32> = values.iter().map(|value| interner.code(*value)).collect();
        assert!(values.iter().zip(codes).all(|(value, code)| interner.code(*value) == code));
        assert_eq!(interner.values(), values);
    }
}
