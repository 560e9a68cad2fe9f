//! A project with charts of one kind and of every data, each on a page of its own.

use std::fs;
use std::thread;

use report::assemble::{Selection, assemble};
use report::compile::{Shared, compile, load_fonts};
use report::diag::Problems;
use report::project::{Files, Project, ProjectFiles};
use typst_layout::PagedDocument;

use crate::data::Sample;
use crate::support::{Workbench, copy, layout, root};

/// The stack of the thread that compiles. Builds without optimisation need more.
const STACK_SIZE: usize = 256 * 1024 * 1024;

/// The widths at which every chart is drawn, in millimetres.
const WIDTHS: [usize; 6] = [45, 60, 80, 100, 140, 180];

/// Draws each figure at each width on a page as large as the chart.
const LAYOUT: &str = r#"
#import "/report/theme/lib.typ": chart
#let layout(data, sections) = for (key, fig) in data.figures {
  for width in (WIDTHS) {
    page(
      width: width * 1mm, height: auto, margin: 0pt, header: none, footer: none,
      foreground: none, background: none,
      [#metadata((key: key, width: width))<drawn>] + { set text(dir: DIRECTION); chart(fig) },
    )
  }
}
"#;

/// Figures of one kind, over the data of some samples.
pub struct Charts {
    bench: Workbench,
    indicators: String,
    sources: String,
    figures: String,
    names: Vec<String>,
}

impl Charts {
    /// A project with the flagship's theme and words and no figures yet.
    pub fn new() -> Self {
        let bench = Workbench::base();
        let theme = bench.path().join("report/theme");
        fs::remove_dir_all(&theme).unwrap();
        copy(&root().join("report/theme"), &theme);
        copy(&root().join("report/locales"), &bench.path().join("report/locales"));
        bench.replace("report/report.toml", "pages = 1\n", "");
        let widths = WIDTHS.map(|width| width.to_string()).join(", ");
        let layout = LAYOUT.replace("WIDTHS", &widths).replace("DIRECTION", "ltr");
        bench.write("report/note/layout.typ", layout);
        for language in ["nl", "en"] {
            let path = format!("report/note/{language}/10-text.md");
            bench.write(&path, "+++\ntitle = \"Text\"\norder = 10\n+++\n\nText.\n");
        }
        let (indicators, sources, figures) = Default::default();
        Self { bench, indicators, sources, figures, names: Vec::new() }
    }

    /// Adds the data of a sample: the table `NAME` with three columns, `NAME_two` and `NAME_one`,
    /// and the same as series, `NAME_years` and `NAME_year`.
    pub fn add_data(&mut self, sample: Sample) -> String {
        let name = sample.name();
        if self.names.contains(&name) {
            return name;
        }
        self.names.push(name.clone());
        self.bench.write(&format!("data/{name}.csv"), sample.csv());
        self.sources.push_str(&format!(
            "[{name}]\ntitle = \"Invented\"\nproducer = \"Nobody\"\nfile = \"{name}.csv\"\nmissing = [\".\"]\n\n"
        ));
        let columns = r#"value = ["a", "b", "c"]
columns = { a = "Eerste kolom", b = "De tweede, met een langere naam", c = "Derde" }
"#;
        for (suffix, kind, key, value) in [
            ("", "table", "key = \"year\"", columns),
            ("_one", "table", "key = \"year\"", "value = \"a\"\n"),
            (
                "_two",
                "table",
                "key = \"year\"",
                &columns.replace(", \"c\"", "").replace(", c = \"Derde\"", ""),
            ),
            ("_years", "series", "time = \"year\"", columns),
            ("_year", "series", "time = \"year\"", "value = \"a\"\n"),
        ] {
            let label = match kind {
                "table" => "label = { nl = \"label\", en = \"label\" }",
                _ => "label = \"Een reeks\"",
            };
            self.indicators.push_str(&format!(
                "[{name}{suffix}]\nkind = \"{kind}\"\n{key}\n{value}{label}\ntitle = \"Invented\"\n\
                 source = \"{name}\"\nunit = \"number\"\n\n"
            ));
        }
        name
    }

    /// Adds regions for the rows of a sample, `data/NAME.geojson`: squares side by side, and
    /// one more that no row names.
    pub fn add_regions(&mut self, sample: Sample) {
        let across = (sample.rows as f64).sqrt().ceil() as usize;
        let square = |index: usize| {
            let (x, y) = (4.0 + (index % across) as f64, 50.0 - (index / across) as f64);
            let [east, north] = [x + 1.0, y + 1.0];
            let ring = [[x, y], [east, y], [east, north], [x, north], [x, y]];
            serde_json::json!({
                "type": "Feature",
                "properties": { "year": 1980 + index },
                "geometry": { "type": "Polygon", "coordinates": [ring] },
            })
        };
        let features: Vec<_> = (0..=sample.rows).map(square).collect();
        let regions = serde_json::json!({ "type": "FeatureCollection", "features": features });
        self.bench.write(&format!("data/{}.geojson", sample.name()), regions.to_string());
    }

    /// Adds definitions of indicators.
    pub fn add_indicators(&mut self, toml: &str) {
        self.indicators.push_str(toml);
    }

    /// Adds a figure: its kind and its data, as in `figures.toml`.
    pub fn add_figure(&mut self, key: &str, toml: &str) {
        self.figures.push_str(&format!(
            "[{key}]\n{toml}\ntitle = \"Wat te zien is in deze figuur\"\nsubtitle = \"Wat gemeten is\"\n\
             alt = \"Een figuur om mee te proberen, van verzonnen gegevens.\"\n\n"
        ));
    }

    /// The same charts in a text that runs from right to left: that is set to, or is of a
    /// language that does.
    pub fn running_left(self, how: &str) -> Self {
        self.bench.replace("report/note/layout.typ", "dir: ltr", how);
        self
    }

    /// All charts, each on a page.
    pub fn drawn(&self) -> PagedDocument {
        self.bench.append("data/sources.toml", &format!("\n{}", self.sources));
        self.bench.append("data/indicators.toml", &format!("\n{}", self.indicators));
        self.bench.write("report/figures.toml", &self.figures);
        in_large_thread(|| self.document())
    }

    /// Lays all charts out and says which texts stand over each other or leave their chart.
    pub fn complaints(self) -> Vec<String> {
        let document = self.drawn();
        let pages = document.pages().iter();
        let keys = toml::from_str::<toml::Table>(&self.figures).unwrap();
        assert_eq!(pages.len(), keys.len() * WIDTHS.len());
        // Figures come in the order of their keys, as in the data of documents.
        let mut keys: Vec<&String> = keys.keys().collect();
        keys.sort();
        let names = keys.iter().flat_map(|key| WIDTHS.map(|width| format!("{key} at {width} mm")));
        let complaints = pages.zip(names).flat_map(|(page, name)| {
            layout::collisions(page)
                .into_iter()
                .map(move |complaint| format!("{name}: {complaint}"))
        });
        complaints.collect()
    }

    fn document(&self) -> PagedDocument {
        let mut problems = Problems::new();
        let files = Files::new(ProjectFiles::new(&self.bench.path()).unwrap());
        let Ok(mut project) = Project::open(files, &mut problems) else {
            panic!("{}", said(&problems))
        };
        let fonts = load_fonts(&project, &mut problems);
        let selection = Selection {
            documents: vec!["note".into()],
            languages: vec!["nl".into()],
            draft: true,
            print: false,
        };
        let (assemblies, _) = assemble(&mut project, &selection, &mut problems);
        assert!(!problems.has_errors(), "{}", said(&problems));
        let shared = Shared::new(&project.files, &fonts);
        let world = shared.world(assemblies.documents[0].main);
        let document = compile(&world, &assemblies.origins, &mut problems);
        document.unwrap_or_else(|| panic!("{}", said(&problems)))
    }
}

/// The messages of all problems.
fn said(problems: &Problems) -> String {
    let messages =
        problems.iter().map(|problem| format!("{}\n{:?}\n", problem.message, problem.hints));
    messages.collect()
}

fn in_large_thread<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(STACK_SIZE);
        builder.spawn_scoped(scope, run).unwrap().join().unwrap()
    })
}
