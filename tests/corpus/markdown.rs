//! Markdown that is nested, long, circular or broken.

use crate::case::{Case, case};

/// All cases.
pub fn cases() -> Vec<Case> {
    let nested = |count: usize, text: &str| text.repeat(count);
    let wrong = [
        ("quotations in quotations", nested(20_000, "> "), "nested more than 12 levels deep"),
        (
            "lists in lists",
            format!("{}a\n", nested(20_000, "- ")),
            "nested more than 12 levels deep",
        ),
        ("a note that is not there", "a[^1]\n".into(), "20-more.md"),
        ("a note that nothing refers to", "a\n\n[^1]: b\n".into(), "20-more.md"),
        ("a note twice", "a[^1]\n\n[^1]: b\n\n[^1]: c\n".into(), "20-more.md"),
        ("a note that refers to itself", "a[^1]\n\n[^1]: b[^1]\n".into(), "20-more.md"),
        (
            "notes that refer to each other",
            "a[^1]\n\n[^1]: b[^2]\n\n[^2]: c[^1]\n".into(),
            "20-more.md",
        ),
        ("a section that is not there", "@sec:nowhere\n".into(), "nowhere"),
        ("a figure that is not there", "![](fig:nothing)\n".into(), "nothing"),
        ("a reference to a figure that is not shown", "@fig:colours\n".into(), "colours"),
        ("a work that is not there", "[@nobody]\n".into(), "nobody"),
        ("an id twice", "## A {#sec:a}\n\n## B {#sec:a}\n".into(), "20-more.md"),
        ("a level left out", "## A\n\n#### B\n".into(), "20-more.md"),
        ("a heading of the first level", "# A\n".into(), "20-more.md"),
        ("a link that runs a program", "[a](javascript:alert(1))\n".into(), "20-more.md"),
        ("a link to a file", "[a](file:///etc/passwd)\n".into(), "20-more.md"),
        (
            "a link of 10,000 letters",
            format!("[a](https://example.org/{})\n", nested(10_000, "a")),
            "20-more.md",
        ),
        ("an indicator that is not there", "{{ nothing }}\n".into(), "nothing"),
        ("braces left open", "{{ people\n".into(), "20-more.md"),
        ("braces with nothing", "{{ }}\n".into(), "20-more.md"),
        ("braces in braces", "{{ {{ people }} }}\n".into(), "20-more.md"),
        ("an unknown filter", "{{ people | shout }}\n".into(), "shout"),
        (
            "a long chain of filters",
            format!("{{{{ people {}}}}}\n", nested(5_000, "| words ")),
            "20-more.md",
        ),
        (
            "many unknown indicators",
            (0..12_000).map(|n| format!("{{{{ a{n} }}}}\n")).collect(),
            "more problems are not shown",
        ),
        ("a picture that is not there", "![Een plaatje](a.png)\n".into(), "a.png"),
        (
            "a picture outside",
            "![Een plaatje](../../../../a.png)\n".into(),
            "leads out of the project",
        ),
        ("a picture that is a folder", "![Een plaatje](../nl)\n".into(), "20-more.md"),
        (
            "a picture from the network",
            "![Een plaatje](https://example.org/a.png)\n".into(),
            "20-more.md",
        ),
        (
            "a picture that is a data address",
            "![Een plaatje](data:image/png;base64,AAAA)\n".into(),
            "20-more.md",
        ),
        ("a control character", "a\u{1}b\n".into(), "20-more.md"),
        ("a letter that no font has", "a\u{e000}b\n".into(), "20-more.md"),
        ("a letter that turns the text around", "a\u{202e}b\n".into(), "20-more.md"),
    ];
    let wrong = wrong.into_iter().map(|(name, text, says)| case(name).markdown(text).says(says));
    let row = format!("|{}\n", nested(20, " a |"));
    let right = [
        ("a long paragraph", nested(20_000, "woord ")),
        ("many paragraphs", nested(1_000, "woord\n\n")),
        ("a table of 2,000 cells", format!("{row}|{}\n{}", nested(20, "---|"), row.repeat(100))),
        ("brackets left open", nested(3_000, "[a ")),
        ("stars left open", nested(3_000, "*a ")),
        ("backticks left open", nested(3_000, "`a ")),
        ("entities", nested(3_000, "&amp; ")),
        ("many notes", (0..200).map(|n| format!("a[^{n}]\n\n[^{n}]: b\n\n")).collect()),
        (
            "code of other languages",
            "#panic() $ #while true {} $ \\input{x} {% a %} ${a} <?php ?> @a(b)\n"
                .replace("@a(b)", ""),
        ),
        ("code in a block", "```typst\n#panic()\n```\n".into()),
        ("HTML, which is text", "<script>alert()</script>\n\na <b>b</b>\n\n<!-- c\n".into()),
        ("emphasis in emphasis", format!("{}a{}\n", nested(50, "*a **b "), nested(50, "** *"))),
        ("a figure twice", "![](fig:colours)\n\n![](fig:colours)\n".into()),
        ("nothing", String::new()),
        ("line breaks of Windows", "a\r\n\r\nb\r\n".into()),
    ];
    let right = right.map(|(name, text)| case(name).markdown(text));
    let front = |name: &str, text: &str| case(name).write("report/note/nl/20-more.md", text);
    let fronts = [
        front("a section of nothing", "").says("20-more.md"),
        front("front matter left open", "+++\ntitle = \"a\"\n").says("20-more.md"),
        front("front matter in YAML", "---\ntitle: a\n---\n\na\n").says("20-more.md"),
        front("front matter that is no TOML", "+++\ntitle a\n+++\n\na\n").says("20-more.md"),
        front("front matter with a number as title", "+++\ntitle = 3\norder = 20\n+++\n\na\n").says("`title` must be"),
        front("front matter with an order beyond all", "+++\ntitle = \"a\"\norder = 99999999999\n+++\n\na\n").says("order"),
        front("front matter with an unknown field", "+++\ntitle = \"a\"\norder = 20\nauthor = \"b\"\n+++\n\na\n").says("author"),
        front("front matter nested deep", &format!("+++\ntitle = \"a\"\norder = {}\n+++\n\na\n", "[".repeat(50_000))).says("20-more.md"),
        front("a claim that is no expression", "+++\ntitle = \"a\"\norder = 20\n[claims]\n\"a\" = \"share >\"\n+++\n\na\n").says("20-more.md:5"),
        front("a claim nested deep", &format!("+++\ntitle = \"a\"\norder = 20\n[claims]\n\"a\" = \"{}share > 1\"\n+++\n\na\n", "(".repeat(50_000))).says("20-more.md"),
        front("a claim that negates without end", &format!("+++\ntitle = \"a\"\norder = 20\n[claims]\n\"a\" = \"{}(share > 1)\"\n+++\n\na\n", "!".repeat(50_001))).says("20-more.md"),
        front("a claim of many conditions", &format!("+++\ntitle = \"a\"\norder = 20\n[claims]\n\"a\" = \"share > 99{}\"\n+++\n\na\n", " && share > 99".repeat(20_000))).says("20-more.md"),
        front("a claim that counts without end", "+++\ntitle = \"a\"\norder = 20\n[claims]\n\"a\" = \"[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c, [1,2,3,4,5,6,7,8,9].all(d, a + b + c + d < 99)))) && share > 99\"\n+++\n\na\n").says("20-more.md"),
        front("a claim that divides by nothing", "+++\ntitle = \"a\"\norder = 20\n[claims]\n\"a\" = \"1 / 0 > share\"\n+++\n\na\n").says("20-more.md"),
        front("a lead that is open", "+++\ntitle = \"a\"\norder = 20\nlead = \"{{ people\"\n+++\n\na\n").says("20-more.md"),
        case("a section beyond the limit").markdown("a\n".repeat(9_000_000)).says("larger than 16 MiB"),
        case("a section that is no UTF-8").markdown(b"caf\xe9\n").says("is not UTF-8"),
        case("a section in UTF-16").write("report/note/nl/20-more.md", b"\xff\xfe+\0+\0+\0").says("is not UTF-8"),
        case("sections with the same key").markdown("a\n").write("report/note/nl/30-more.md", "+++\ntitle = \"a\"\norder = 30\n+++\n\na\n").says("have the same key"),
        case("more sections than there may be").with(|folder| {
            for number in 0..1_001 {
                let text = format!("+++\ntitle = \"a\"\norder = {number}\n+++\n\na\n");
                std::fs::write(folder.join(format!("report/note/nl/{number}-a{number}.md")), text).unwrap();
            }
        }).says("at most 1000"),
    ];
    wrong.chain(right).chain(fronts).collect()
}
