//! Fonts that are broken, missing, or none.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::case::{Case, case};

const REGULAR: &str = "fonts/SourceSans3-Regular.ttf";

fn changed(folder: &Path, change: impl Fn(&mut Vec<u8>)) {
    let mut bytes = fs::read(folder.join(REGULAR)).unwrap();
    change(&mut bytes);
    fs::write(folder.join("fonts/Changed.ttf"), bytes).unwrap();
}

/// All cases.
pub fn cases() -> Vec<Case> {
    vec![
        case("no folder")
            .with(|folder| fs::remove_dir_all(folder.join("fonts")).unwrap())
            .says("there is no font in `fonts/`"),
        case("no font")
            .with(|folder| {
                fs::remove_dir_all(folder.join("fonts")).unwrap();
                fs::create_dir(folder.join("fonts")).unwrap();
            })
            .says("there is no font in `fonts/`"),
        case("a file in the place of the folder")
            .with(|folder| fs::remove_dir_all(folder.join("fonts")).unwrap())
            .write("fonts", "")
            .says("there is no font"),
        case("a font of another family")
            .replace("report/theme/lib.typ", "Source Sans 3", "Times")
            .says("unknown font family"),
        case("a font of no bytes")
            .write("fonts/a.ttf", "")
            .says("`fonts/a.ttf` cannot be used as a font"),
        case("a font that is a text")
            .write("fonts/a.otf", "hello")
            .says("`fonts/a.otf` cannot be used as a font"),
        case("a font for the web").write("fonts/a.woff2", b"wOF2\0\x01\0\0"),
        case("a font cut at its beginning")
            .with(|folder| changed(folder, |it| it.truncate(200)))
            .says("`fonts/Changed.ttf` cannot be used as a font"),
        case("a font cut in half")
            .with(|folder| changed(folder, |it| it.truncate(it.len() / 2)))
            .says("error"),
        case("a font with a directory of nonsense")
            .with(|folder| changed(folder, |it| it[12..300].fill(0xff)))
            .says("`fonts/Changed.ttf` cannot be used as a font"),
        case("a collection of no fonts")
            .write("fonts/a.ttc", b"ttcf\0\x01\0\0\0\0\0\0")
            .says("`fonts/a.ttc` cannot be used as a font"),
        case("a collection of countless fonts")
            .write("fonts/a.ttc", b"ttcf\0\x01\0\0\xff\xff\xff\xff\0\0\0\0")
            .says("`fonts/a.ttc` cannot be used as a font"),
        case("a link in a circle")
            .with(|folder| symlink("loop", folder.join("fonts/loop")).unwrap()),
        case("a link to the folder itself")
            .with(|folder| symlink(".", folder.join("fonts/again")).unwrap()),
        case("a font beyond the limit")
            .with(|folder| {
                fs::File::create(folder.join("fonts/a.ttf"))
                    .unwrap()
                    .set_len(65 * 1024 * 1024)
                    .unwrap();
            })
            .says("is larger than 64 MiB"),
        case("a font in a folder of fonts").with(|folder| {
            fs::create_dir(folder.join("fonts/Source Sans")).unwrap();
            fs::rename(folder.join(REGULAR), folder.join("fonts/Source Sans/Régular.ttf")).unwrap();
        }),
    ]
}
