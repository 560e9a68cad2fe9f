//! Figures: specifications, resolved charts with alternative text, and the
//! intake of raster images.

mod alt;
mod chart;
mod raster;
mod resolve;
mod spec;

pub use self::chart::Chart;
pub use self::raster::{RasterImage, take_in};
pub use self::resolve::{indicator_keys, resolve};
pub use self::spec::{FigureData, FigureSpec, Figures, read_figures};
