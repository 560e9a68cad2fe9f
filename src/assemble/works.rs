//! The works that texts may cite.

use std::collections::BTreeSet;

use hayagriva::Library;
use hayagriva::io::{from_biblatex_str, from_yaml_str};
use typst::diag::{EcoString, eco_format};

use crate::diag::name_hint;
use crate::project::Project;

/// The bibliography of a publication, as far as texts name what is in it.
#[derive(Debug)]
pub enum Works {
    /// There is none.
    Absent,
    /// It cannot be read, of which the compiler says more.
    Unreadable,
    /// The keys of the works.
    Known(BTreeSet<String>),
}

impl Works {
    /// Reads the bibliography that the manifest names.
    pub fn read(project: &Project) -> Self {
        let Some(bibliography) = &project.manifest.bibliography else { return Self::Absent };
        let text = project.text(bibliography.file, &mut Default::default());
        let library = text.and_then(|text| {
            let path = bibliography.file.vpath().get_without_slash().to_lowercase();
            match path.ends_with(".bib") {
                true => from_biblatex_str(&text).ok(),
                false => from_yaml_str(&text).ok(),
            }
        });
        let keys = |library: Library| library.keys().map(String::from).collect();
        library.map_or(Self::Unreadable, |library| Self::Known(keys(library)))
    }

    /// What is wrong with a key that a text cites, and what to do; nothing if it is known.
    pub fn refuse(&self, key: &str) -> Option<(EcoString, Option<EcoString>)> {
        match self {
            Self::Absent => {
                let hint = "name one in report/report.toml: `bibliography = \"references.yml\"`";
                let message = eco_format!("there is no bibliography in which `{key}` could be");
                Some((message, Some(hint.into())))
            }
            Self::Known(keys) if !keys.contains(key) => {
                let hint = name_hint(key, keys.iter().map(String::as_str));
                Some((eco_format!("the bibliography has no work `{key}`"), hint))
            }
            _ => None,
        }
    }
}
