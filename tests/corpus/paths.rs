//! Paths that are odd, long, circular, or lead elsewhere.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::case::{Case, case};

const SECTION: &str = "+++\ntitle = \"Erbij\"\norder = 20\n+++\n\nErbij.\n";

fn linked(name: &str, path: &'static str, target: &'static str) -> Case {
    case(name).with(move |folder| {
        let _ = fs::remove_file(folder.join(path));
        let _ = fs::remove_dir_all(folder.join(path));
        symlink(target, folder.join(path)).unwrap();
    })
}

fn table(folder: &Path, name: &OsStr) {
    let text = fs::read_to_string(folder.join("data/colours.csv")).unwrap();
    fs::write(folder.join("data").join(name), text).unwrap();
}

fn named(name: &str, file: &str) -> Case {
    let file = file.to_string();
    case(name)
        .replace("data/sources.toml", "colours.csv", &file)
        .with(move |folder| table(folder, OsStr::new(&file)))
}

fn pipe(folder: &Path, path: &str) {
    let path = folder.join(path);
    fs::remove_file(&path).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// All cases.
pub fn cases() -> Vec<Case> {
    let long = "a".repeat(255 - 4);
    vec![
        named("a name with blanks", "a b  c.csv"),
        named("a name with letters of many scripts", "ĳs Ωμέγα 😀.csv"),
        named("a name of 255 bytes", &format!("{long}.csv")),
        named("a name with quotes", "a'b`c.csv"),
        named("a name with a percent sign", "a%20b.csv"),
        named("a name that begins with a hyphen", "-rf.csv"),
        named("a name with a line break", "a\\nb.csv").says("there is no file"),
        case("a name of 256 bytes")
            .replace("data/sources.toml", "colours.csv", &format!("{long}a.csv"))
            .says("File name too long"),
        case("a path of 5,000 bytes")
            .replace("data/sources.toml", "colours.csv", &format!("{}a.csv", "a/".repeat(2_500)))
            .says("there is no file `data/a/a"),
        case("a name in another case")
            .replace("data/sources.toml", "colours.csv", "Colours.CSV")
            .says("Colours.CSV"),
        case("a section whose name is no UTF-8")
            .with(|folder| {
                fs::write(
                    folder.join("report/note/nl").join(OsStr::from_bytes(b"20-\xff.md")),
                    SECTION,
                )
                .unwrap();
            })
            .says("is not UTF-8"),
        case("a section with a backslash")
            .with(|folder| fs::write(folder.join("report/note/nl/20-a\\b.md"), SECTION).unwrap())
            .says("backslash"),
        case("a section with blanks").write("report/note/nl/20-a b.md", SECTION),
        case("sections that differ in case")
            .write("report/note/nl/20-more.md", SECTION)
            .write("report/note/nl/30-More.md", SECTION),
        case("a section that is a folder")
            .with(|folder| fs::create_dir(folder.join("report/note/nl/20-more.md")).unwrap())
            .says("20-more.md"),
        case("a section that is hidden").write("report/note/nl/.20-more.md", "nonsense"),
        case("a section of an editor's backup").write("report/note/nl/10-text.md~", "nonsense"),
        linked("a section that links to itself", "report/note/nl/20-more.md", "20-more.md")
            .says("20-more.md"),
        linked("a section that links to nothing", "report/note/nl/20-more.md", "nothing.md")
            .says("20-more.md"),
        linked("a section that links outside", "report/note/nl/20-more.md", "/etc/passwd")
            .says("a symbolic link leads out of the project"),
        linked("a section that links to a device", "report/note/nl/20-more.md", "/dev/zero")
            .says("a symbolic link leads out of the project"),
        linked("a table that links outside", "data/colours.csv", "/etc/passwd")
            .says("a symbolic link leads out of the project"),
        linked("a table that links to itself", "data/colours.csv", "colours.csv")
            .says("colours.csv"),
        linked("a table that links to a device", "data/colours.csv", "/dev/zero")
            .says("colours.csv"),
        linked("a folder that links to itself", "report/note/nl/more", "."),
        linked("sections that link to themselves", "report/note/nl", "nl").says("nl"),
        linked("a theme that links outside", "report/theme/lib.typ", "/etc/passwd")
            .says("a symbolic link leads out of the project"),
        case("a section that is a pipe")
            .with(|folder| pipe(folder, "report/note/nl/10-text.md"))
            .says("10-text.md"),
        case("a table that is a pipe")
            .with(|folder| pipe(folder, "data/colours.csv"))
            .says("colours.csv"),
        case("a locale that is a pipe")
            .with(|folder| pipe(folder, "report/locales/nl.toml"))
            .says("nl.toml"),
        case("no sections")
            .with(|folder| fs::remove_dir_all(folder.join("report/note/nl")).unwrap())
            .says("cannot list the folder"),
        case("sections that are a file")
            .with(|folder| fs::remove_dir_all(folder.join("report/note/nl")).unwrap())
            .write("report/note/nl", "")
            .says("is missing in `nl`"),
    ]
}
