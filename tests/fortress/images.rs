//! Images: pictures of the text, and drawings that Typst shows.

use std::fs;

use crate::canaries::Fortress;
use crate::support;

/// A drawing with something in it.
fn svg(content: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         width=\"90\" height=\"20\">{content}<rect width=\"9\" height=\"9\"/></svg>"
    )
}

/// Shows a drawing in the Dutch text.
fn show(fortress: &Fortress, drawing: &str) {
    fortress.bench.write("report/note/nl/drawing.svg", drawing);
    fortress.bench.write(
        "report/note/nl/20-code.typ",
        "/*+++\ntitle = \"Code\"\norder = 20\n+++*/\n#image(\"drawing.svg\", alt: \"Een tekening\")\n",
    );
}

#[test]
fn drawings_call_nobody_and_show_no_other_file() {
    let fortress = Fortress::new();
    let (file, address) = (fortress.secret("jpg"), fortress.address());
    let file = file.display();
    fortress.link("report/note/nl/linked.jpg", fortress.secret("jpg"));
    let image =
        |address: &str| svg(&format!("<image width=\"9\" height=\"9\" href=\"{address}\"/>"));
    for (drawing, message) in [
        (image(&format!("file://{file}")), "absolute paths are not allowed"),
        (image(&address), "URLs are not allowed"),
        (image(&address.replace("http:", "https:")), "URLs are not allowed"),
        (image(&fortress.way_out("jpg")), "escape"),
        (
            svg(&format!(
                "<filter id=\"f\"><feImage href=\"{address}\"/></filter><rect filter=\"url(#f)\" width=\"9\" height=\"9\"/>"
            )),
            "URLs are not allowed",
        ),
        (image("linked.jpg"), "a symbolic link leads out of the project"),
        (image("../../../.hidden.jpg"), "hidden files are no part of a project"),
    ] {
        show(&fortress, &drawing);
        let run = fortress.render();
        assert_eq!(run.code, 1, "{drawing}\n{}", run.stderr);
        assert!(run.stderr.contains(message), "{drawing}\n{}", run.stderr);
    }
}

/// What is not shown is left out, as browsers do with images.
#[test]
fn what_drawings_only_mention_is_left_out() {
    let fortress = Fortress::new();
    let (out, address) = (fortress.secret("svg"), fortress.address());
    let out = out.display();
    for drawing in [
        svg(&format!("<script href=\"{address}\">fetch('{address}')</script>")),
        svg(&format!(
            "<style>@import url('{address}'); @font-face {{ font-family: a; src: url('{address}') }}</style>"
        )),
        svg(&format!("<rect width=\"9\" height=\"9\" fill=\"url({address}#a)\"/>")),
        svg(&format!("<use href=\"{out}#a\"/><use xlink:href=\"{address}#a\"/>")),
        svg(&format!("<foreignObject><iframe src=\"{address}\"/></foreignObject>")),
        svg(&format!("<a href=\"{address}\"><rect width=\"9\" height=\"9\"/></a>")),
        format!("<?xml-stylesheet href=\"{address}\" type=\"text/css\"?>{}", svg("")),
        // A drawing within a drawing.
        svg(&format!(
            "<image width=\"9\" height=\"9\" href=\"data:image/svg+xml,{}\"/>",
            svg(&format!("<image width='9' height='9' href='file://{out}'/>"))
                .replace('"', "'")
                .replace('<', "%3C")
                .replace('>', "%3E")
                .replace('#', "%23")
        )),
    ] {
        show(&fortress, &drawing);
        let run = fortress.render();
        assert_eq!(run.code, 0, "{drawing}\n{}", run.stderr);
    }
}

#[test]
fn entities_of_drawings_are_no_files() {
    let fortress = Fortress::new();
    let secret = fortress.secret("txt");
    for (subset, said) in [
        (format!("<!ENTITY a SYSTEM \"file://{}\">", secret.display()), "&a;"),
        (format!("<!ENTITY a SYSTEM \"{}\">", fortress.address()), "&a;"),
        (format!("<!ENTITY % a SYSTEM \"{}\"> %a;", fortress.address()), ""),
    ] {
        let drawing =
            format!("<!DOCTYPE svg [{subset}]>{}", svg(&format!("<text y=\"9\">{said}</text>")));
        show(&fortress, &drawing);
        let run = fortress.render();
        assert!(run.code == 1 || said.is_empty(), "{drawing}\n{}", run.stderr);
        assert!(run.code == 0 || run.stderr.contains("failed to parse SVG"), "{}", run.stderr);
    }
    let secret = secret.display();
    fortress.bench.write("report/note/nl/drawing.svg", svg(""));
    let external =
        format!("<!DOCTYPE svg SYSTEM \"file://{secret}\">{}", svg("<text y=\"9\">&a;</text>"));
    show(&fortress, &external);
    assert_eq!(fortress.render().code, 1);
}

#[test]
fn pictures_of_the_text_lie_in_the_project() {
    let fortress = Fortress::new();
    fortress.link("report/note/nl/linked.jpg", fortress.secret("jpg"));
    fortress.bench.write("report/note/nl/drawing.svg", svg(""));
    fortress.bench.write(".hidden.jpg", fs::read(fortress.secret("jpg")).unwrap());
    let paths = [
        fortress.way_out("jpg"),
        fortress.secret("jpg").display().to_string(),
        format!("file://{}", fortress.secret("jpg").display()),
        fortress.address(),
        "linked.jpg".into(),
        "../../../.hidden.jpg".into(),
        "drawing.svg".into(),
        "..%2f..%2f..%2fsecret.jpg".into(),
    ];
    let text: String =
        paths.iter().map(|path| format!("![Een beeld van iets](<{path}>)\n\n")).collect();
    fortress.bench.append("report/note/nl/10-text.md", &format!("\n{text}"));
    fortress.refuses(&[
        "leads out of the project",
        "does not lie in the project",
        "a symbolic link leads out of the project",
        "hidden files are no part of a project",
        "this is not a raster image",
    ]);
}

/// What a photograph says about its maker and place does not get out.
#[test]
fn pictures_lose_what_is_not_seen() {
    let fortress = Fortress::new();
    let photo =
        fs::read(support::root().join("tests/projects/good/everything/report/note/nl/photo.jpg"))
            .unwrap();
    let secret = fs::read_to_string(fortress.secret("txt")).unwrap();
    // A comment segment behind the start of the image.
    let comment =
        [b"\xff\xfe".as_slice(), &(secret.len() as u16 + 2).to_be_bytes(), secret.as_bytes()]
            .concat();
    let photo = [&photo[..2], &comment, &photo[2..]].concat();
    // The word is in the project now, so only what was written is searched.
    fortress.bench.write("report/note/nl/photo.jpg", photo);
    fortress.bench.append("report/note/nl/10-text.md", "\n![Een beeld van iets](photo.jpg)\n");
    fortress.bench.rendered(&["--lang", "nl", "--emit", "emitted"]);
    fs::remove_file(fortress.bench.path().join("report/note/nl/photo.jpg")).unwrap();
    fortress.run(&["evidence"]);
}
