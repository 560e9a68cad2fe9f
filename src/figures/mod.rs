//! Figures: specifications, resolved charts with alternative text and with their
//! data as a file, and the intake of raster images.

mod alt;
mod chart;
mod data_file;
mod map;
mod raster;
mod resolve;
mod spec;
mod statement;
mod values;

pub use self::chart::Chart;
pub use self::data_file::data_file;
pub use self::raster::{RasterImage, take_in, too_large};
pub use self::resolve::{indicator_keys, resolve};
pub use self::spec::{ChartKind, FigureData, FigureSpec, Figures, read_figures};
pub use self::statement::Statement;
