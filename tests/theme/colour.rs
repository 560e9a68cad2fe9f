//! Colours as eyes see them: contrast by WCAG 2.2, with normal vision and with the
//! three kinds of colour blindness.

/// A colour in linear RGB.
#[derive(Debug, Clone, Copy)]
pub struct Colour([f64; 3]);

/// What turns linear RGB into what somebody sees.
type Vision = [[f64; 3]; 3];

/// Normal vision, and dichromats by Machado, Oliveira and Fernandes (2009).
pub const VISIONS: [(&str, Vision); 4] = [
    ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "without red cones",
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
    ),
    (
        "without green cones",
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
    ),
    (
        "without blue cones",
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ],
    ),
];

impl Colour {
    /// Reads `#RRGGBB`.
    pub fn parse(hex: &str) -> Self {
        let digits = hex.strip_prefix('#').filter(|digits| digits.len() == 6);
        let digits = digits.unwrap_or_else(|| panic!("`{hex}` is no colour"));
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
        Self([0, 2, 4].map(|at| linear(f64::from(part(at)) / 255.0)))
    }

    /// The grey that a printer without colours makes of it: luma by ITU-R BT.601.
    pub fn grey(self) -> Self {
        let [red, green, blue] = self.0.map(encoded);
        Self([linear(0.299 * red + 0.587 * green + 0.114 * blue); 3])
    }

    /// The colour as somebody with this vision sees it.
    pub fn seen(self, vision: &Vision) -> Self {
        let part = |row: &[f64; 3]| row.iter().zip(self.0).map(|(a, b)| a * b).sum::<f64>();
        Self(
            [part(&vision[0]), part(&vision[1]), part(&vision[2])].map(|part| part.clamp(0.0, 1.0)),
        )
    }

    /// The contrast with another colour, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        a.max(b) / a.min(b)
    }

    /// How far two colours are apart in sRGB, where black and white are 1.73 apart.
    pub fn distance(self, other: Self) -> f64 {
        let parts = self.0.iter().zip(other.0).map(|(a, b)| (encoded(*a) - encoded(b)).powi(2));
        parts.sum::<f64>().sqrt()
    }

    /// Relative luminance.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0;
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

/// A part of sRGB without its curve.
fn linear(part: f64) -> f64 {
    if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

/// A part of linear RGB with the curve of sRGB.
fn encoded(part: f64) -> f64 {
    if part <= 0.0031308 { part * 12.92 } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 }
}
