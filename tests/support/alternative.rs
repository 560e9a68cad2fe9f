//! What holds for the alternative text of every figure.

use serde_json::Value as Json;

use super::Workbench;

/// Checks the alternative texts of all figures that a document is given, and says how
/// many they are. The project has been emitted to `emitted`.
pub fn check_all(bench: &Workbench, document: &str) -> usize {
    let path = bench.path().join(format!("emitted/assembled/{document}.json"));
    let data: Json = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let figures = data["figures"].as_object().unwrap();
    for (key, figure) in figures {
        let said = |name: &str| figure[name].as_str().unwrap();
        let alt = said("alt");
        let length = alt.chars().count();
        assert!((40..=250).contains(&length), "{document}, {key}: {length} characters: {alt}");
        for other in [said("title"), said("subtitle")] {
            assert_ne!(alt.trim_end_matches('.'), other.trim_end_matches('.'), "{document}, {key}");
        }
        assert!(alt.ends_with('.') && !alt.ends_with(".."), "{document}, {key}: {alt}");
        assert!(!alt.contains(['{', '}']) && !alt.contains("  "), "{document}, {key}: {alt}");
        assert!(alt.starts_with(char::is_uppercase), "{document}, {key}: {alt}");
    }
    figures.len()
}
