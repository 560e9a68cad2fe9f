//! Output that cannot be written.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use crate::case::{Case, case};
use crate::support::Workbench;

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

/// Runs a script with the folder `out` of a project as a file system of its own.
fn on_own_file_system(bench: &Workbench, options: &str, script: &str) -> Option<(bool, String)> {
    let out = bench.path().join("out");
    fs::create_dir_all(&out).unwrap();
    let mount = format!("mount -t tmpfs -o {options} tmpfs out && {{ {script}; }}");
    let isolated = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--map-root-user", "--mount", "sh", "-c", script]);
        command.arg(env!("CARGO_BIN_EXE_report")).current_dir(bench.path());
        command.env("REPORT_CACHE_DIR", "").output()
    };
    let can = isolated(&format!("mount -t tmpfs -o {options} tmpfs out"));
    if !can.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: a file system cannot be mounted here");
        return None;
    }
    let output = isolated(&mount).unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    // Another program, to which it happens too, is not meant.
    let own: Vec<&str> = said.lines().filter(|line| !line.starts_with("head:")).collect();
    Some((output.status.success(), own.join("\n")))
}

#[test]
fn a_full_disk_leaves_what_was_there() {
    let bench = Workbench::base();
    // The earlier run fits, the next does not: what room it left is taken.
    let script = "\"$0\" render && sha256sum out/*/* out/*.json > before \
        && head -c 10000000 /dev/zero > out/filler; \
        \"$0\" render; code=$?; sha256sum --check --quiet before && test -z \"$(find out -name '.report-*')\" \
        && exit $code";
    let Some((succeeded, said)) = on_own_file_system(&bench, "size=128k", script) else { return };
    assert!(!succeeded && said.contains("error: cannot write `"), "{said}");
    assert!(said.contains("(No space left on device (os error 28))"), "{said}");
    assert!(!said.contains("FAILED") && !said.contains("panicked"), "{said}");
}

#[test]
fn a_disk_that_cannot_be_written_is_an_error() {
    let bench = Workbench::base();
    let script = "\"$0\" render";
    let Some((succeeded, said)) = on_own_file_system(&bench, "ro", script) else { return };
    assert!(!succeeded && said.contains("error: cannot write `"), "{said}");
    assert!(said.contains("out/nl/note.pdf` (Read-only file system"), "{said}");
}
