//! TOML that is wrong in every way: the manifest, locales, figures, sources, indicators.

use crate::case::{Case, case};

const MANIFEST: &str = "report/report.toml";
const SOURCES: &str = "data/sources.toml";
const INDICATORS: &str = "data/indicators.toml";
const FIGURES: &str = "report/figures.toml";
const DUTCH: &str = "report/locales/nl.toml";

/// A text in the place of another in a file, and what is said of it.
type Edit = (&'static str, &'static str, &'static str, &'static str, &'static str);

const EDITS: &[Edit] = &[
    ("id that is empty", MANIFEST, "id = \"base\"", "id = \"\"", "`id`"),
    ("id that is a number", MANIFEST, "id = \"base\"", "id = 3", "`id` must be"),
    ("id with a line break", MANIFEST, "id = \"base\"", "id = \"a\\nb\"", "id"),
    ("no languages", MANIFEST, "[\"nl-NL\", \"en-GB\"]", "[]", "language"),
    ("language twice", MANIFEST, "[\"nl-NL\", \"en-GB\"]", "[\"nl-NL\", \"nl-BE\"]", "nl"),
    ("languages as a number", MANIFEST, "[\"nl-NL\", \"en-GB\"]", "3", "`languages` must be"),
    ("language that is a path", MANIFEST, "\"nl-NL\"", "\"../x\"", "../x"),
    ("date that does not exist", MANIFEST, "2024-05-01", "2024-02-30", "report.toml:3"),
    ("date with time", MANIFEST, "2024-05-01", "2024-05-01T10:00:00", "date"),
    ("date of the year 0", MANIFEST, "2024-05-01", "0000-00-00", "report.toml:3"),
    ("string left open", MANIFEST, "version = \"1\"", "version = \"1", "report.toml:4"),
    ("key twice", MANIFEST, "version = \"1\"", "version = \"1\"\nversion = \"2\"", "duplicate key"),
    (
        "table left open",
        MANIFEST,
        "{ nl = [\"proef\"], en = [\"trial\"] }",
        "{ nl = [\"proef\"]",
        "report.toml:7",
    ),
    ("list left open", MANIFEST, "[\"nl-NL\", \"en-GB\"]", "[\"nl-NL\"", "report.toml:3"),
    ("no document", MANIFEST, "[[document]]", "[documents]", "document"),
    ("document as a table", MANIFEST, "[[document]]", "[document]", "must be a list of tables"),
    (
        "document twice",
        MANIFEST,
        "[[document]]",
        "[[document]]\nid = \"note\"\nsubject = \"a\"\n\n[[document]]",
        "note",
    ),
    ("document that is a path", MANIFEST, "id = \"note\"", "id = \"../note\"", "../note"),
    ("document with a slash", MANIFEST, "id = \"note\"", "id = \"a/b\"", "a/b"),
    ("document that is absent", MANIFEST, "id = \"note\"", "id = \"nota\"", "nota"),
    ("no pages", MANIFEST, "pages = 1", "pages = 0", "`pages` must be"),
    ("pages below none", MANIFEST, "pages = 1", "pages = -1", "`pages` must be"),
    ("pages beyond the limit", MANIFEST, "pages = 1", "pages = 5001", "from 1 to 5000"),
    ("pages beyond whole numbers", MANIFEST, "pages = 1", "pages = 99999999999999999999", "pages"),
    ("pages as a fraction", MANIFEST, "pages = 1", "pages = 1.5", "`pages` must be"),
    ("pages as infinity", MANIFEST, "pages = 1", "pages = inf", "`pages` must be"),
    ("authors as a text", MANIFEST, "[{ name = \"Test Author\" }]", "\"Test Author\"", "authors"),
    ("author without a name", MANIFEST, "[{ name = \"Test Author\" }]", "[{}]", "name"),
    ("title with a null", MANIFEST, "Proefpublicatie", "a\\u0000b", "report.toml"),
    ("title with a surrogate", MANIFEST, "Proefpublicatie", "a\\ud800b", "report.toml:5"),
    ("title that turns around", MANIFEST, "Proefpublicatie", "a\u{202e}b", "U+202E"),
    ("unknown escape", MANIFEST, "Proefpublicatie", "a\\qb", "report.toml:5"),
    ("title of blanks", MANIFEST, "\"Proefpublicatie\"", "\"   \"", "is empty"),
    ("unknown table", MANIFEST, "[[document]]", "[nonsense]\na = 1\n\n[[document]]", "nonsense"),
    ("no equals sign", MANIFEST, "version = \"1\"", "version \"1\"", "report.toml:4"),
    (
        "source without title",
        SOURCES,
        "title = { nl = \"Verzonnen tabel\", en = \"Invented table\" }\n",
        "",
        "title",
    ),
    (
        "source with file as a list",
        SOURCES,
        "file = \"colours.csv\"",
        "file = [\"colours.csv\"]",
        "file",
    ),
    ("source in a folder", SOURCES, "file = \"colours.csv\"", "file = \"../data\"", "data"),
    (
        "source of another kind",
        SOURCES,
        "file = \"colours.csv\"",
        "file = \"colours.docx\"",
        "colours.docx",
    ),
    (
        "source with an absolute path",
        SOURCES,
        "file = \"colours.csv\"",
        "file = \"/etc/passwd\"",
        "does not lie in the project",
    ),
    (
        "source on the network",
        SOURCES,
        "file = \"colours.csv\"",
        "file = \"https://example.org/a.csv\"",
        "does not lie in the project",
    ),
    (
        "source with a null in its path",
        SOURCES,
        "file = \"colours.csv\"",
        "file = \"a\\u0000.csv\"",
        "backslash or a null",
    ),
    (
        "source with a backslash",
        SOURCES,
        "file = \"colours.csv\"",
        "file = 'a\\b.csv'",
        "backslash or a null",
    ),
    ("value that is infinite", INDICATORS, "value = 1200", "value = inf", "value"),
    ("value that is no number", INDICATORS, "value = 1200", "value = nan", "value"),
    ("value beyond what is printed", INDICATORS, "value = 1200", "value = 1e300", "value"),
    ("value as a text", INDICATORS, "value = 1200", "value = \"veel\"", "value"),
    ("value as a date", INDICATORS, "value = 1200", "value = 2024-01-01", "value"),
    (
        "value with many digits",
        INDICATORS,
        "value = 1200",
        "value = 0.12345678901234567890123",
        "value",
    ),
    ("unit that is none", INDICATORS, "unit = \"percent\"", "unit = \"bananas\"", "bananas"),
    ("percentage of no count", INDICATORS, "base = 1200", "base = 7", "no count"),
    ("base below none", INDICATORS, "base = 1200", "base = -7", "base"),
    ("indicator with a dot", INDICATORS, "[people]", "[\"a.b\"]", "a.b"),
    ("indicator that is nothing", INDICATORS, "[people]", "[\"\"]", "key"),
    ("indicator that is a value", INDICATORS, "[people]", "x = 1\n[people]", "x"),
    (
        "kind that is none",
        INDICATORS,
        "kind = \"table\"",
        "kind = \"tabel\"",
        "did you mean `table`?",
    ),
    (
        "label that is a number",
        INDICATORS,
        "label = { nl = \"Mensen\", en = \"People\" }",
        "label = 3",
        "label",
    ),
    ("figure of an unknown kind", FIGURES, "kind = \"bar\"", "kind = \"pie3d\"", "pie3d"),
    (
        "figure with unknown order",
        FIGURES,
        "order = \"descending\"",
        "order = \"random\"",
        "random",
    ),
    ("figure without data", FIGURES, "data = \"colours\"\n", "", "data"),
    (
        "figure with highlight as a number",
        FIGURES,
        "highlight = [\"green\"]",
        "highlight = 3",
        "highlight",
    ),
    (
        "figure with a key that is a path",
        FIGURES,
        "[colours]",
        "[\"../../x\"]",
        "cannot be the key",
    ),
    ("figure key with blanks", FIGURES, "[colours]", "[\"a b\"]", "a b"),
    ("locale without its strings", DUTCH, "[strings]", "[string]", "string"),
    ("locale with a number", DUTCH, "source = \"Bron\"", "source = 3", "source"),
    ("locale with two places", DUTCH, "about = \"ongeveer {}\"", "about = \"{} {}\"", "about"),
    ("locale with an unknown place", DUTCH, "heeft {min}.\"", "heeft {least}.\"", "bar"),
    (
        "locale with words as a number",
        DUTCH,
        "[\"nul\", \"één\", \"twee\", \"drie\"]",
        "3",
        "cardinals",
    ),
];

/// All cases.
pub fn cases() -> Vec<Case> {
    let edits = EDITS
        .iter()
        .map(|(name, path, old, new, says)| case(*name).replace(path, old, new).says(says));
    let nested = |open: &str, close: &str| {
        format!("x = {}{}\n", open.repeat(100_000), close.repeat(100_000))
    };
    let whole = [
        case("manifest that is empty").write(MANIFEST, "").says("`languages`"),
        case("manifest of a null").write(MANIFEST, "\0").says("report.toml"),
        case("manifest that is no UTF-8").write(MANIFEST, b"id = \"\xff\"").says("is not UTF-8"),
        case("manifest in UTF-16").write(MANIFEST, b"\xff\xfei\0d\0").says("is not UTF-8"),
        case("manifest that is JSON").write(MANIFEST, "{\"id\": \"a\"}").says("report.toml:1"),
        case("manifest with lists in lists").append(MANIFEST, &nested("[", "]")).says("report.toml"),
        case("manifest with tables in tables").append(MANIFEST, &nested("{a=", "}")).says("report.toml"),
        case("manifest with a key of many parts")
            .append(MANIFEST, &format!("{}a = 1\n", "a.".repeat(100_000)))
            .says("report.toml"),
        case("manifest with a header of many parts")
            .append(MANIFEST, &format!("[{}a]\n", "a.".repeat(100_000)))
            .says("report.toml"),
        case("manifest with many unknown fields")
            .append(MANIFEST, &(0..20_000).map(|n| format!("x{n} = 1\n")).collect::<String>())
            .says("more problems are not shown"),
        case("manifest beyond the limit").append(MANIFEST, &"# a\n".repeat(4_300_000)).says("larger than 16 MiB"),
        case("manifest with a byte order mark")
            .with(|folder| {
                let text = std::fs::read_to_string(folder.join(MANIFEST)).unwrap();
                std::fs::write(folder.join(MANIFEST), format!("\u{feff}{text}")).unwrap();
            }),
        case("manifest with line breaks of Windows").with(|folder| {
            let text = std::fs::read_to_string(folder.join(MANIFEST)).unwrap();
            std::fs::write(folder.join(MANIFEST), text.replace('\n', "\r\n")).unwrap();
        }),
        case("indicators that are absent").with(|folder| {
            std::fs::remove_file(folder.join(INDICATORS)).unwrap();
        }).says("people"),
        case("sources that are absent").with(|folder| {
            std::fs::remove_file(folder.join(SOURCES)).unwrap();
        }).says("poll"),
        case("locale that is absent").with(|folder| {
            std::fs::remove_file(folder.join(DUTCH)).unwrap();
        }).says("nl.toml"),
        case("indicators that refer to themselves")
            .append(INDICATORS, "\n[a]\nkind = \"sum\"\nof = [\"b\"]\nlabel = \"a\"\n[b]\nkind = \"sum\"\nof = [\"a\"]\nlabel = \"b\"\n")
            .says("indicators.toml"),
    ];
    edits.chain(whole).collect()
}
