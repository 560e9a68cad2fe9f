//! Places in the project's files as people look them up.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::diag::Place;
use crate::project::Files;

/// Tells lines in files, whose line breaks are looked up once.
pub struct Lines<'a> {
    files: &'a Files,
    breaks: RefCell<BTreeMap<String, Vec<usize>>>,
}

impl<'a> Lines<'a> {
    /// Tells lines in these files.
    pub fn new(files: &'a Files) -> Self {
        Self { files, breaks: RefCell::default() }
    }

    /// The file and the line in it, from 1, such as `data/indicators.toml:12`;
    /// only the file if the place is all of it, as with files that have no lines.
    pub fn say(&self, place: &Place) -> String {
        let path = place.file.vpath().get_without_slash().to_string();
        if place.range.is_empty() {
            return path;
        }
        let mut known = self.breaks.borrow_mut();
        let breaks = known.entry(path.clone()).or_insert_with(|| {
            let bytes = self.files.file(place.file);
            let breaks = bytes
                .iter()
                .flat_map(|bytes| bytes.iter())
                .enumerate()
                .filter(|(_, byte)| **byte == b'\n');
            breaks.map(|(index, _)| index).collect()
        });
        let line = breaks.partition_point(|line_break| *line_break < place.range.start) + 1;
        format!("{path}:{line}")
    }
}
