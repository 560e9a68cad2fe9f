//! Output that cannot be written.

use std::fs;
use std::os::unix::fs::symlink;

use crate::case::{Case, case};

/// All cases.
pub fn cases() -> Vec<Case> {
    vec![
        case("a folder in the place of a document")
            .with(|folder| {
                fs::remove_file(folder.join("out/nl/note.pdf")).unwrap();
                fs::create_dir(folder.join("out/nl/note.pdf")).unwrap();
            })
            .says("a folder is in the way"),
        case("a folder in the place of the manifest")
            .with(|folder| {
                fs::remove_file(folder.join("out/manifest.json")).unwrap();
                fs::create_dir(folder.join("out/manifest.json")).unwrap();
            })
            .says("a folder is in the way"),
        case("a file in the place of the folder")
            .with(|folder| {
                fs::remove_dir_all(folder.join("out/nl")).unwrap();
                fs::write(folder.join("out/nl"), "").unwrap();
            })
            .says("cannot write"),
        case("a link in a circle")
            .with(|folder| {
                fs::remove_dir_all(folder.join("out/nl")).unwrap();
                symlink("nl", folder.join("out/nl")).unwrap();
            })
            .says("cannot write"),
        case("a device in the place of the folder")
            .argument("--out")
            .argument("/dev/null")
            .says("cannot write"),
        case("the folder of processes").argument("--out").argument("/proc").says("cannot write"),
        case("a manifest of an earlier run that is nonsense")
            .write("out/manifest.json", "\0{nonsense"),
        case("a file left by a run that was killed").write("out/nl/.report-abc", "half"),
        case("a file in the place of the sources")
            .write("emitted", "")
            .argument("--emit")
            .argument("emitted")
            .says("cannot write"),
    ]
}
