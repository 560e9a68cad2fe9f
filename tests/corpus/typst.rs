//! Typst that loops, recurs, grows, panics, or reaches for what it must not have.

use crate::case::{Case, case};

/// What is said of a document that took too long.
const LATE: &str = "`nl/note.pdf` was not finished within 3 s";

/// What is said of a document that took too much.
const GREEDY: &str = "`nl/note.pdf` could not be finished: it needs more memory than it may have, or is nested too deep";

/// All cases.
pub fn cases() -> Vec<Case> {
    let nested = |open: &str, close: &str| format!("{}{}", open.repeat(5_000), close.repeat(5_000));
    let wrong = [
        ("a loop without end", "#while true {}".into(), "condition is always true"),
        (
            "a loop that counts",
            "#{ let i = 0; while i < 100000000 { i += 1 } }".into(),
            "loop seems to be infinite",
        ),
        ("loops in loops", "#for i in range(100000) { for j in range(100000) { } }".into(), LATE),
        (
            "a function that calls itself",
            "#let f() = f()\n#f()".into(),
            "maximum function call depth exceeded",
        ),
        (
            "content that contains itself",
            "#let f(x) = [a #f(x)]\n#f(1)".into(),
            "maximum function call depth exceeded",
        ),
        (
            "functions that call each other",
            "#let f(g) = g(g)\n#f(f)".into(),
            "maximum function call depth exceeded",
        ),
        (
            "a show rule that shows itself",
            "#show heading: it => heading(it.body + [!])\n== A".into(),
            "show rule depth",
        ),
        ("a text of 10 GB", "#(\"a\" * 10000000000)".into(), GREEDY),
        ("a text beyond all memory", "#(\"a\" * 1000000000000000)".into(), GREEDY),
        (
            "a text beyond all numbers",
            "#(\"aaaaaaaa\" * 4611686018427387904)".into(),
            "cannot repeat",
        ),
        ("a list of 320 GB", "#((1,) * 10000000000)".into(), GREEDY),
        (
            "a text that doubles",
            "#{ let s = \"a\"; for i in range(60) { s = s + s } }".into(),
            "`nl/note.pdf`",
        ),
        (
            "a list that is nested without end",
            "#{ let a = (); for i in range(9999) { for j in range(999) { a = (a,) } } }".into(),
            "`nl/note.pdf`",
        ),
        (
            "content that is nested without end",
            "#{ let a = []; for i in range(9999) { for j in range(100) { a = strong(a) } }; a }"
                .into(),
            "`nl/note.pdf`",
        ),
        (
            "content that is nested deep",
            "#{ let a = []; for i in range(9999) { a = strong(a) }; a }".into(),
            "show rule depth",
        ),
        (
            "more pages than there may be",
            "#for i in range(6000) { pagebreak() }".into(),
            "a document has at most 5000",
        ),
        (
            "pages without end",
            "#for i in range(1000) { for j in range(1000) { pagebreak() } }".into(),
            "`n",
        ),
        ("a panic", "#panic(\"nee\")".into(), "panicked with: nee"),
        ("an assertion", "#assert(1 == 2, message: \"nee\")".into(), "nee"),
        ("an unknown name", "#nothing()".into(), "unknown variable: nothing"),
        ("a bracket left open", "#[a".into(), "unclosed delimiter"),
        ("a text left open", "#(\"a)".into(), "unclosed"),
        ("an equation left open", "$ a".into(), "unclosed"),
        ("brackets in brackets, open", "#(".repeat(3_000), "unclosed delimiter"),
        ("lists in lists", nested("#((", "))"), "20-more.typ"),
        ("blocks in blocks", nested("#{", "}"), "20-more.typ"),
        ("content in content", nested("#[", "]"), "20-more.typ"),
        (
            "signs without end",
            format!("#({}1)", "-".repeat(5_000)),
            "maximum parsing depth exceeded",
        ),
        (
            "roots in roots",
            format!("$ {}a{} $", "sqrt(".repeat(2_000), ")".repeat(2_000)),
            "20-more.typ",
        ),
        ("superscripts on superscripts", format!("$ {} b $", "a^".repeat(2_000)), "20-more.typ"),
        (
            "fractions in fractions",
            format!("$ {}a{} $", "(a/".repeat(500), ")".repeat(500)),
            "20-more.typ",
        ),
        (
            "code that is evaluated and nested",
            "#eval(\"(\" * 100000 + \")\" * 100000)".into(),
            "maximum parsing depth exceeded",
        ),
        (
            "code that evaluates itself",
            "#let f = \"eval(f, scope: (f: f))\"\n#eval(f, scope: (f: f))".into(),
            "`nl/note.pdf`",
        ),
        (
            "a pattern that is too large",
            "#\"a\".match(regex(\"a{1000}{1000}\"))".into(),
            "exceeds size limit",
        ),
        ("a pattern that is none", "#\"a\".match(regex(\"(\"))".into(), "regex"),
        ("a package", "#import \"@preview/cetz:0.3.0\": canvas".into(), "takes no packages"),
        ("a package of one's own", "#import \"@local/mine:1.0.0\"".into(), "takes no packages"),
        ("a file outside", "#read(\"/../../../etc/passwd\")".into(), "20-more.typ"),
        (
            "a file outside, relative",
            "#read(\"../../../../../../etc/passwd\")".into(),
            "20-more.typ",
        ),
        ("a file that is not there", "#read(\"nothing.txt\")".into(), "not found"),
        ("a file that is a folder", "#read(\"/report\")".into(), "directory"),
        ("a file that imports itself", "#import \"20-more.typ\": a".into(), "cyclic"),
        ("a file that includes itself", "#include \"20-more.typ\"".into(), "cyclic"),
        ("the date of today", "#datetime.today().display()".into(), "20-more.typ"),
        ("a plugin that is none", "#plugin(\"20-more.typ\")".into(), "20-more.typ"),
        ("bytes as a text", "#read(\"/fonts/SourceSans3-Bold.ttf\")".into(), "UTF-8"),
        ("a number beyond all", "#(9223372036854775807 + 1)".into(), "too large"),
        ("a division by nothing", "#(1 / 0)".into(), "divide by zero"),
        (
            "a label twice, referred to",
            "#figure([a]) <a>\n#figure([b]) <a>\n@a".into(),
            "occurs multiple times",
        ),
        ("a reference to nothing", "@nothing".into(), "does not exist"),
        ("a font that is not there", "#text(font: \"Nothing\")[a]".into(), "unknown font"),
        ("an image without text", "#image(\"/report/a.png\")".into(), "20-more.typ"),
    ];
    let wrong = wrong
        .into_iter()
        .map(|(name, text, says): (_, String, _)| case(name).typst(&text).says(says));
    let right = [
        ("a sum of many parts", format!("#({}1)", "1+".repeat(5_000))),
        ("a chain of many calls", format!("#(\"a\"{})", ".trim()".repeat(5_000))),
        ("code that is evaluated and long", "#eval(\"1\" + \"+1\" * 10000)".into()),
        ("a pattern that backtracks", "#(\"a\" * 30).match(regex(\"(a*)*b\"))".into()),
        ("a length that is no number", "#v(0pt * float.nan)".into()),
        ("a comment left open", "/* a".into()),
        ("a length below all", "#v(-1e308pt)".into()),
    ];
    let right = right.into_iter().map(|(name, text)| case(name).typst(&text));
    let parts = [
        case("files that import each other in a chain")
            .with(|folder| {
                for index in 0..2_000 {
                    let text = format!("#import \"{}.typ\": *\n", index + 1);
                    std::fs::write(folder.join(format!("report/note/{index}.typ")), text).unwrap();
                }
            })
            .append("report/note/layout.typ", "\n#import \"0.typ\"\n")
            .says("a document may be made of 1000 files in Typst"),
        case("a layout that does not settle")
            .typst("#context { let n = counter(\"a\").final().first(); [#n]; counter(\"a\").update(n + 1) }")
            .argument("--deny-warnings")
            .says("did not converge"),
        case("a layout that is no Typst").write("report/note/layout.typ", "#let layout(").says("layout.typ"),
        case("a layout of nothing").write("report/note/layout.typ", "").says("unresolved import"),
        case("a layout that loops").write("report/note/layout.typ", "#let layout(data, sections) = layout(data, sections)").says("depth exceeded"),
        case("a layout that is no function").write("report/note/layout.typ", "#let layout = 3").says("expected function"),
        case("a layout that is no UTF-8").write("report/note/layout.typ", b"#let a = \"\xff\"").says("UTF-8"),
        case("a theme of nothing").write("report/theme/lib.typ", "").says("import"),
        case("a theme that panics").append("report/theme/lib.typ", "\n#panic(\"nee\")\n").says("panicked with: nee"),
        case("a theme that is a folder").with(|folder| {
            std::fs::remove_file(folder.join("report/theme/lib.typ")).unwrap();
            std::fs::create_dir(folder.join("report/theme/lib.typ")).unwrap();
        }).says("directory"),
        case("files that import each other")
            .write("report/note/nl/a.txt", "#import \"b.txt\": b\n#let a = b")
            .write("report/note/nl/b.txt", "#import \"a.txt\": a\n#let b = a")
            .typst("#import \"a.txt\": a\n#a")
            .says("cyclic"),
        case("files that import one another in a row of 500")
            .with(|folder| {
                for number in 0..500 {
                    let text = format!("#import \"{}.txt\": a\n", number + 1);
                    std::fs::write(folder.join(format!("report/note/nl/{number}.txt")), text).unwrap();
                }
                std::fs::write(folder.join("report/note/nl/500.txt"), "#let a = 1").unwrap();
            })
            .typst("#import \"0.txt\": a\n#a"),
        case("an XML file that grows")
            .write("report/note/nl/a.xml", "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><a>&b;</a>")
            .typst("#repr(xml(\"a.xml\"))"),
        case("a JSON file that is nested deep")
            .write("report/note/nl/a.json", "[".repeat(100_000))
            .typst("#repr(json(\"a.json\"))")
            .says("20-more.typ"),
        case("a YAML file that grows")
            .write("report/note/nl/a.yaml", "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\nh: &h [*g,*g,*g,*g,*g,*g,*g,*g,*g]\ni: &i [*h,*h,*h,*h,*h,*h,*h,*h,*h]\n")
            .typst("#yaml(\"a.yaml\").len()")
            .says("20-more.typ"),
        case("a TOML file that is nested deep")
            .write("report/note/nl/a.toml", format!("a = {}", "[".repeat(100_000)))
            .typst("#repr(toml(\"a.toml\"))")
            .says("20-more.typ"),
        case("a bibliography that is none")
            .write("report/a.bib", "@article{a, title = {")
            .typst("#bibliography(\"/report/a.bib\")")
            .says("bibliography"),
    ];
    wrong.chain(right).chain(parts).collect()
}
