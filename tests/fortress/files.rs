//! Paths that a project's tables name, and names of files.

use std::fs;

use crate::canaries::Fortress;

#[test]
fn paths_in_tables_stay_in_the_project() {
    let fortress = Fortress::new();
    let outside = fortress.secret("csv").display().to_string();
    let address = fortress.address();
    let paths = [fortress.way_out("csv"), outside, address, "../.env".into()];
    for field in ["file", "codebook"] {
        let mut sources = String::new();
        for (index, path) in paths.iter().enumerate() {
            let data = if field == "file" { "" } else { "file = \"colours.csv\"\n" };
            sources.push_str(&format!(
                "\n[s{index}]\ntitle = \"Bron\"\nproducer = \"Niemand\"\n{data}{field} = \"{path}\"\n"
            ));
        }
        let fortress = Fortress::new();
        fortress.bench.append("data/sources.toml", &sources);
        let indicator = |index| {
            format!(
                "\n[i{index}]\nkind = \"table\"\ntitle = \"Tabel\"\nsource = \"s{index}\"\n\
                 key = \"colour\"\nlabel = \"nl\"\nvalue = \"people\"\nunit = \"people\"\nyear = \"2024\"\n"
            )
        };
        let indicators: String = (0..paths.len()).map(indicator).collect();
        fortress.bench.append("data/indicators.toml", &indicators);
        fortress.refuses(&[
            "leads out of the project",
            "does not lie in the project",
            "hidden files are no part of a project",
        ]);
    }
    for (line, message) in [
        (format!("bibliography = \"{}\"", fortress.way_out("bib")), "leads out of the project"),
        (
            format!("bibliography = \"{}\"", fortress.secret("bib").display()),
            "does not lie in the project",
        ),
        (format!("bibliography = \"{}\"", fortress.address()), "does not lie in the project"),
        ("bibliography = \"linked.bib\"".into(), "a symbolic link leads out of the project"),
    ] {
        let fortress = Fortress::new();
        fortress.link("report/linked.bib", fortress.secret("bib"));
        fortress.bench.replace("report/report.toml", "version = \"1\"", &line);
        fortress.bench.append("report/note/nl/10-text.md", "\nZie [@secret].\n");
        fortress.bench.replace(
            "report/note/layout.typ",
            "section.body",
            "section.body\n    bibliography(\"/report/linked.bib\")",
        );
        fortress.refuses(&[message]);
    }
}

/// Files of other programs can name files too.
#[test]
fn workbooks_have_no_entities() {
    let fortress = Fortress::new();
    let secret = fortress.secret("txt").display().to_string();
    let entity = format!("<!DOCTYPE a [<!ENTITY a SYSTEM \"file://{secret}\">]>");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| {
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        zip.start_file(name, options).unwrap();
        std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
    };
    let package = "http://schemas.openxmlformats.org/package/2006";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    add("[Content_Types].xml", &format!("<Types xmlns=\"{package}/content-types\"/>"));
    add(
        "_rels/.rels",
        &format!(
            "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    );
    add(
        "xl/workbook.xml",
        &format!(
            "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
        ),
    );
    add(
        "xl/_rels/workbook.xml.rels",
        &format!(
            "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
        ),
    );
    let cell = |column: char, row: u8, text: &str| {
        format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let number = |row: u8| format!("<c r=\"D{row}\"><v>1</v></c>");
    let header: String = ["colour", "nl", "en", "people"]
        .iter()
        .zip('A'..)
        .map(|(it, at)| cell(at, 1, it))
        .collect();
    let row = format!(
        "{}{}{}{}",
        cell('A', 2, "green"),
        cell('B', 2, "&a;"),
        cell('C', 2, "&a;"),
        number(2)
    );
    add(
        "xl/worksheets/sheet1.xml",
        &format!(
            "{entity}<worksheet xmlns=\"{main}\"><sheetData><row r=\"1\">{header}</row><row r=\"2\">{row}</row></sheetData></worksheet>"
        ),
    );
    let bytes = zip.finish().unwrap().into_inner();
    fortress.bench.write("data/colours.xlsx", bytes);
    fortress.bench.replace("data/sources.toml", "colours.csv", "colours.xlsx");
    let run = fortress.run(&["evidence", "colours", "--lang", "nl"]);
    assert!(run.code == 1 || run.stdout.contains("green"), "{}{}", run.stdout, run.stderr);
}

/// A name is a name: it is neither code nor a way elsewhere, nor does a terminal obey it.
#[test]
fn names_of_files_are_names() {
    let names = [
        "10-a\n#read(\"x\").md",
        "10-\"quotes\" 'and' more.md",
        "10-#import $x$ [a] <b> @c.md",
        "10-$(touch hacked)`touch hacked`;touch hacked.md",
        "10-..md",
        "10-...md",
        "10-%2e%2e%2fsecret.md",
        "10-\u{1b}[2Jclear.md",
        "10-\u{202e}fdp.md",
        "10-è ë.md",
    ];
    for name in names {
        let fortress = Fortress::new();
        let text = fortress.bench.path().join("report/note/nl/10-text.md");
        fs::rename(&text, text.with_file_name(name)).unwrap();
        let run = fortress.render();
        assert!(run.code == 0 || run.stderr.contains("error: "), "{name:?}: {}", run.stderr);
        assert!(!run.stderr.contains(['\u{1b}', '\u{202e}']), "{name:?}: {}", run.stderr);
        assert!(!fortress.bench.path().join("hacked").exists());
        // And with an error in it, which names the file.
        fortress.bench.append(&format!("report/note/nl/{name}"), "\n{{ unknown }}\n");
        let run = fortress.render();
        assert_eq!(run.code, 1, "{name:?}");
        assert!(!run.stderr.contains(['\u{1b}', '\u{202e}']), "{name:?}: {}", run.stderr);
    }
    let fortress = Fortress::new();
    fortress.bench.write("report/note/nl/20-a\\..\\b.md", "");
    fortress.refuses(&["contains a backslash"]);
}
