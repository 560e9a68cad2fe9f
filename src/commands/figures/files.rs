//! The files of a figure, in every format that is asked for.

use typst::diag::{EcoString, SourceDiagnostic, eco_format};
use typst_layout::{Page, PagedDocument};

use crate::args::FigureFormat;
use crate::assemble::{FigureAssembly, OriginMap};
use crate::compile::{Shared, check_notice, compile};
use crate::diag::Problems;
use crate::export::{Conformance, Credits, Extent, FigureFile, pdf, png, svg};
use crate::project::Manifest;

/// A figure with its files, which have not been written yet.
pub struct Made<'a> {
    /// The figure.
    pub figure: &'a FigureAssembly,
    /// Its files: what they are, and their bytes.
    pub files: Vec<File>,
}

type File = (FigureFile, Vec<u8>);

type Errors = Vec<SourceDiagnostic>;

/// Makes the files of figures.
pub struct Maker<'a> {
    /// What is said of the publication.
    pub manifest: &'a Manifest,
    /// Fonts and files.
    pub shared: &'a Shared<'a>,
    /// Where generated text came from.
    pub origins: &'a OriginMap,
    /// What is to be made, each once.
    pub formats: Vec<FigureFormat>,
    /// How many times three pixels a point of an image has.
    pub scale: u8,
}

/// A figure on its page.
struct Drawn {
    document: PagedDocument,
    pdf: Vec<u8>,
}

impl Maker<'_> {
    /// Makes the files of a figure. It is laid out only if it is to be seen.
    pub fn make<'a>(
        &self,
        figure: &'a FigureAssembly,
        problems: &mut Problems,
    ) -> Option<Made<'a>> {
        let is_seen = self.formats.iter().any(|format| *format != FigureFormat::Csv);
        let drawn = if is_seen { Some(self.draw(figure, problems)?) } else { None };
        let mut files = Vec::new();
        for format in &self.formats {
            let made = match (format, &drawn) {
                (FigureFormat::Svg, Some(drawn)) => self.svg(figure, drawn),
                (FigureFormat::Png, Some(drawn)) => self.png(figure, drawn),
                (FigureFormat::Pdf, Some(drawn)) => Ok(pdf(figure, drawn)),
                (FigureFormat::Csv, _) | (_, None) => Ok(csv(figure)),
            };
            match made {
                Ok(file) => files.push(file),
                Err(errors) => problems.extend(errors),
            }
        }
        Some(Made { figure, files })
    }

    /// Lays out a figure on its page. Whatever it is written as, it has to be such as
    /// the standards for PDF want it: with alternative text, and with no letter that
    /// no font has.
    fn draw(&self, figure: &FigureAssembly, problems: &mut Problems) -> Option<Drawn> {
        let world = self.shared.world(figure.main);
        let document = compile(&world, self.origins, problems)?;
        let key = &figure.chart.key;
        if let Some(notice) = &figure.notice {
            check_notice(&document, key, &figure.place, notice, problems);
        }
        let pages = document.pages().len();
        if pages != 1 {
            let message = eco_format!("`{key}` takes {pages} pages when it stands alone");
            problems
                .error(&figure.place, message)
                .hint("the theme has to place it on one page that is as high as it needs to be");
            return None;
        }
        let id = &self.manifest.id;
        let ident = format!("{id}/figures/{key}/{}", figure.language.tag());
        match pdf::write(&document, &ident, Conformance::Archivable) {
            Ok(pdf) => Some(Drawn { document, pdf }),
            Err(errors) => {
                let map = |error| self.origins.mapped(&world, error);
                problems.extend(errors.into_iter().map(map));
                None
            }
        }
    }

    fn svg(&self, figure: &FigureAssembly, drawn: &Drawn) -> Result<File, Errors> {
        let (page, size) = drawn.page();
        let svg = svg::write(page, &self.credits(figure))
            .ok_or_else(|| error(figure, "the drawing cannot be given a title"))?;
        let about = described(figure, "svg", "image/svg+xml", svg.as_bytes());
        Ok((FigureFile { millimetres: Some(size), ..about }, svg.into_bytes()))
    }

    fn png(&self, figure: &FigureAssembly, drawn: &Drawn) -> Result<File, Errors> {
        let (page, size) = drawn.page();
        let image = png::write(page, self.scale, &self.credits(figure))
            .map_err(|reason| error(figure, eco_format!("{reason}")))?;
        let about = described(figure, "png", "image/png", &image.bytes);
        let pixels = Some(image.size);
        Ok((FigureFile { millimetres: Some(size), pixels, ..about }, image.bytes))
    }

    fn credits(&self, figure: &FigureAssembly) -> Credits {
        Credits::new(figure, self.manifest.authors.iter().map(|author| author.name.as_str()))
    }
}

impl Drawn {
    /// The page, of which there is one, with its width and height in millimetres to
    /// a hundredth.
    fn page(&self) -> (&Page, Extent<f64>) {
        let page = &self.document.pages()[0];
        let rounded = |millimetres: f64| (millimetres * 100.0).round() / 100.0;
        let size = page.frame.size();
        (page, Extent { width: rounded(size.x.to_mm()), height: rounded(size.y.to_mm()) })
    }
}

fn pdf(figure: &FigureAssembly, drawn: &Drawn) -> File {
    let about = described(figure, "pdf", "application/pdf", &drawn.pdf);
    (FigureFile { millimetres: Some(drawn.page().1), ..about }, drawn.pdf.clone())
}

fn csv(figure: &FigureAssembly) -> File {
    let data = figure.data.clone().into_bytes();
    (described(figure, "csv", "text/csv", &data), data)
}

fn described(
    figure: &FigureAssembly,
    extension: &str,
    media_type: &'static str,
    bytes: &[u8],
) -> FigureFile {
    FigureFile::new(format!("{}.{extension}", figure.chart.key), media_type, bytes)
}

/// That a figure cannot be written.
fn error(figure: &FigureAssembly, reason: impl Into<EcoString>) -> Errors {
    let message = eco_format!("cannot write the figure `{}` ({})", figure.chart.key, reason.into());
    vec![SourceDiagnostic::error(figure.place.span(), message)]
}
