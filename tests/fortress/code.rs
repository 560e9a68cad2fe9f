//! Sections and layouts in Typst, which is a language that can read files.

use std::fs;

use crate::canaries::Fortress;

/// A document for each piece of code, so that all are tried in one run. Each has to fail
/// in its own section, with this in the message.
#[track_caller]
fn all_refused(fortress: &Fortress, attempts: &[(String, &str)]) {
    let bench = &fortress.bench;
    for path in ["data/sources.toml", "data/indicators.toml", "report/figures.toml"] {
        fs::remove_file(bench.path().join(path)).unwrap();
    }
    let mut manifest = String::from(
        "id = \"base\"\nlanguages = [\"nl-NL\"]\ndate = 2024-05-01\ntitle = \"Titel\"\n\
         authors = [{ name = \"Auteur\" }]\n",
    );
    for (index, (code, _)) in attempts.iter().enumerate() {
        manifest.push_str(&format!("\n[[document]]\nid = \"d{index}\"\n"));
        bench.write(
            &format!("report/d{index}/layout.typ"),
            "#let layout(data, sections) = { par(strong[Synthetic data]); sections.first().body }\n",
        );
        let front_matter = "/*+++\ntitle = \"Tekst\"\norder = 10\n+++*/\n";
        bench.write(&format!("report/d{index}/nl/10-text.typ"), format!("{front_matter}{code}\n"));
    }
    bench.write("report/report.toml", manifest);
    let run = fortress.render();
    assert_eq!(run.code, 1, "{}", run.stderr);
    let blocks: Vec<&str> = run.stderr.split("\n\n").collect();
    let mut wrong = Vec::new();
    for (index, (code, message)) in attempts.iter().enumerate() {
        let place = format!("report/d{index}/nl/10-text.typ:");
        let said: Vec<_> = blocks.iter().filter(|block| block.contains(&place)).collect();
        if !said.iter().any(|block| block.starts_with("error: ") && block.contains(message)) {
            wrong.push(format!("{code}: expected {message:?}, found {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.join("\n"), run.stderr);
}

#[test]
fn code_reads_nothing_outside_the_project() {
    let fortress = Fortress::new();
    let (out, here) = (fortress.way_out("txt"), fortress.secret("txt").display().to_string());
    for extension in ["txt", "typ", "csv", "svg", "jpg", "bib", "yml", "toml"] {
        let name = format!("report/linked.{extension}");
        fortress.link(&name, fortress.secret(extension));
    }
    fortress.link("report/folder", fortress.outside());
    let escapes = "would escape the project root";
    let linked = "a symbolic link leads out of the project";
    let nothing = "file not found";
    let package = "a render has no network and takes no packages";
    let attempts = [
        (format!("#read(\"{out}\")"), escapes),
        (format!("#read(\"/{out}\")"), escapes),
        // An absolute path starts in the project.
        (format!("#read(\"{here}\")"), nothing),
        ("#read(\"/etc/passwd\")".into(), nothing),
        ("#read(\"/report/../../../../../../../../../etc/passwd\")".into(), escapes),
        ("#read(\"file:///etc/passwd\")".into(), nothing),
        (format!("#read(\"{}\")", fortress.address()), nothing),
        ("#read(\"..\\\\..\\\\secret.txt\")".into(), "backslash"),
        ("#read(\"/dev/stdin\")".into(), nothing),
        ("#read(\"/proc/self/environ\")".into(), nothing),
        ("#read(\"/report/linked.txt\")".into(), linked),
        ("#read(\"/report/folder/secret.txt\")".into(), linked),
        ("#read(\"/report/linked.txt\", encoding: none)".into(), linked),
        ("#csv(\"/report/linked.csv\")".into(), linked),
        ("#toml(\"/report/linked.toml\")".into(), linked),
        ("#yaml(\"/report/linked.yml\")".into(), linked),
        ("#json(\"/report/linked.txt\")".into(), linked),
        ("#xml(\"/report/linked.svg\")".into(), linked),
        ("#cbor(\"/report/linked.txt\")".into(), linked),
        ("#include \"/report/linked.typ\"".into(), linked),
        ("#import \"/report/linked.typ\": secret\n#secret".into(), linked),
        ("#import \"/report/folder/secret.typ\" as it\n#it.secret".into(), linked),
        (format!("#include \"{}\"", fortress.way_out("typ")), escapes),
        ("#image(\"/report/linked.svg\", alt: \"Beeld\")".into(), linked),
        ("#image(\"/report/linked.jpg\", alt: \"Beeld\")".into(), linked),
        ("#plugin(\"/report/linked.txt\")".into(), linked),
        ("#bibliography(\"/report/linked.bib\")".into(), linked),
        ("#bibliography(\"/report/linked.yml\")".into(), linked),
        ("#bibliography(\"/report/linked.bib\", style: \"/report/linked.txt\")".into(), linked),
        ("#pdf.attach(\"/report/linked.txt\", relationship: \"data\")".into(), linked),
        ("#set raw(theme: \"/report/linked.txt\")\n`a`".into(), linked),
        ("#set raw(syntaxes: \"/report/linked.txt\")\n`a`".into(), linked),
        ("#eval(\"read(\\\"/report/linked.txt\\\")\")".into(), linked),
        ("#read(\"/.git/config\")".into(), "hidden files are no part of a project"),
        ("#read(\"/.env\")".into(), "hidden files are no part of a project"),
        ("#read(\"../../../.env\")".into(), "hidden files are no part of a project"),
        ("#import \"@preview/example:0.1.0\": *".into(), package),
        ("#import \"@local/example:0.1.0\": *".into(), package),
        ("#sys.inputs.at(\"REPORT_CANARY\")".into(), "dictionary does not contain key"),
        ("#sys.env".into(), "does not contain"),
        ("#datetime.today()".into(), "unable to get the current date"),
    ];
    all_refused(&fortress, &attempts);
}

#[test]
fn inputs_are_empty_and_plugins_are_alone() {
    let fortress = Fortress::new();
    let code = "/*+++\ntitle = \"Code\"\norder = 20\n+++*/\n#assert.eq(sys.inputs, (:))\nEinde.";
    fortress.bench.write("report/note/nl/20-code.typ", code);
    let run = fortress.render();
    assert_eq!(run.code, 0, "{}", run.stderr);
    // A module that asks for a function of the machine:
    // `(module (import "env" "getenv" (func)) (memory (export "memory") 0))`.
    let module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x0e\x01\x03env\x06getenv\0\0\
        \x05\x03\x01\0\0\x07\x0a\x01\x06memory\x02\0";
    fortress.bench.write("report/note/nl/asks.wasm", module);
    fortress.bench.append("report/note/nl/20-code.typ", "\n#plugin(\"asks.wasm\")\n");
    let run = fortress.render();
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("getenv"), "{}", run.stderr);
}

#[test]
fn layouts_and_themes_read_nothing_outside_either() {
    let fortress = Fortress::new();
    fortress.link("report/theme/linked.typ", fortress.secret("typ"));
    fortress.bench.replace(
        "report/note/layout.typ",
        "#let layout",
        "#import \"/report/theme/linked.typ\"\n#let layout",
    );
    fortress.refuses(&["a symbolic link leads out of the project", "report/note/layout.typ:1:8"]);
    let fortress = Fortress::new();
    fortress.link("report/theme/lib.typ", fortress.secret("typ"));
    fortress.refuses(&["a symbolic link leads out of the project"]);
}
