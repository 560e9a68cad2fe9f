//! Leading problems in generated files back to the author's lines.

use std::collections::BTreeMap;

use typst::diag::SourceDiagnostic;
use typst::syntax::{DiagSpan, FileId};
use typst::{World, WorldExt};

use crate::diag::Place;
use crate::narrative::Origins;

/// How many calls and imports on the way to a problem are told, the last ones first.
const LONGEST_TRACE: usize = 8;

/// For each generated file, which text of which author's file it came from.
#[derive(Debug, Default)]
pub struct OriginMap(BTreeMap<String, Origin>);

/// Where a generated file came from.
#[derive(Debug)]
struct Origin {
    file: FileId,
    /// What to point at where the generated text has no counterpart.
    otherwise: Place,
    origins: Origins,
}

impl OriginMap {
    /// Records where a generated file came from. `otherwise` is the place to
    /// point at where the generated text has no counterpart.
    pub fn insert(&mut self, generated: FileId, otherwise: Place, origins: Origins) {
        let path = generated.vpath().get_without_slash().to_string();
        self.0.insert(path, Origin { file: otherwise.file, otherwise, origins });
    }

    /// The diagnostic with all its spans in authors' files.
    pub fn mapped(&self, world: &dyn World, mut diagnostic: SourceDiagnostic) -> SourceDiagnostic {
        diagnostic.span = self.span(world, diagnostic.span);
        for hint in diagnostic.hints.make_mut() {
            hint.span = self.span(world, hint.span);
        }
        // The tool has no such option.
        diagnostic.hints.retain(|hint| !hint.v.contains("`--root`"));
        // What the generated source calls on the way says nothing to an author.
        diagnostic.trace.retain(|point| !self.is_generated(DiagSpan::from(point.span)));
        diagnostic.trace.truncate(LONGEST_TRACE);
        diagnostic
    }

    fn is_generated(&self, span: DiagSpan) -> bool {
        span.id().is_some_and(|id| self.0.contains_key(id.vpath().get_without_slash()))
    }

    /// The place in an author's file from which a place in a generated file came.
    pub fn span(&self, world: &dyn World, span: DiagSpan) -> DiagSpan {
        let Some(id) = span.id() else { return span };
        let Some(origin) = self.0.get(id.vpath().get_without_slash()) else {
            return span;
        };
        let range = world.range(span).and_then(|range| origin.origins.author_range(range));
        match range {
            Some(range) => Place::new(origin.file, range).span(),
            None => origin.otherwise.span(),
        }
    }
}
