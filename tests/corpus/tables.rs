//! Tables in CSV: their shape, their encoding, what they hold.

use crate::case::{Case, case};

const TABLE: &str = "data/colours.csv";
const GOOD: &str =
    "colour,nl,en,people\ngreen,groen,green,720\nblue,blauw,blue,300\nred,rood,red,180\n";

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

/// All cases.
pub fn cases() -> Vec<Case> {
    let wrong = [
        ("nothing", "", "empty"),
        ("a line break", "\n", "empty"),
        ("blanks", "   \n  \n", "colours.csv"),
        ("a header", "colour,nl,en,people\n", "no rows"),
        ("a header without line break", "colour,nl,en,people", "no rows"),
        ("a row too long", "colour,nl,en,people\ngreen,groen,green,720,1\n", "most rows have 5"),
        ("a row too short", "colour,nl,en,people\ngreen,groen,green\n", "the row has 3 cells"),
        ("a column twice", "colour,nl,nl,people\ngreen,groen,green,720\n", "occurs twice"),
        ("a column without name", "colour,nl,,people\ngreen,groen,green,720\n", "colours.csv"),
        ("a column missing", "colour,nl,people\ngreen,groen,720\n", "has no column `en`"),
        ("a column spelled differently", "colour,nl,en,People\ngreen,groen,green,720\n", "people"),
        ("a row twice", "colour,nl,en,people\ngreen,groen,green,720\ngreen,x,x,1\n", "green"),
        ("a key that is empty", "colour,nl,en,people\n,groen,green,720\n", "has no key"),
        ("a label that is empty", "colour,nl,en,people\ngreen,,green,720\n", "has no name"),
        ("a null", "colour,nl,en,people\ngreen,gro\0en,green,720\n", "colours.csv"),
        ("only nulls", "\0\0\0\0\0\0\0\0", "colours.csv"),
        (
            "an open quote",
            "colour,nl,en,people\n\"green,groen,green,720\nblue,blauw,blue,300\n",
            "quote",
        ),
        (
            "a quote within a cell",
            "colour,nl,en,people\ngr\"een\",groen,green,720\n",
            "did you mean `gr\"een\"`?",
        ),
        ("text after a quote", "colour,nl,en,people\n\"green\"x,groen,green,720\n", "colours.csv"),
        ("a formula", "colour,nl,en,people\ngreen,groen,green,=SUM(A1:A9)\n", "=SUM(A1:A9)"),
        (
            "a formula that starts a program",
            "colour,nl,en,people\ngreen,groen,green,=cmd|' /C calc'!A0\n",
            "=cmd",
        ),
        (
            "an error of a spreadsheet",
            "colour,nl,en,people\ngreen,groen,green,#DIV/0!\n",
            "#DIV/0!",
        ),
        (
            "another number where a text is",
            "colour,nl,en,people\ngreen,groen,green,groen\n",
            "groen",
        ),
        ("HTML", "<html><body><table><tr><td>a</td></tr></table></body></html>\n", "colours.csv"),
        ("JSON", "[{\"colour\": \"green\", \"people\": 720}]\n", "colours.csv"),
        ("one column", "colour\ngreen\nblue\n", "column"),
        (
            "three kinds of delimiter",
            "colour;nl,en\tpeople\ngreen;groen,green\t720\n",
            "colours.csv",
        ),
    ];
    let wrong = wrong.map(|(name, text, says)| {
        case(format!("a table with {name}")).write(TABLE, text).says(says)
    });
    let right = [
        ("a byte order mark", format!("\u{feff}{GOOD}")),
        ("line breaks of Windows", GOOD.replace('\n', "\r\n")),
        ("line breaks of old Macs", GOOD.replace('\n', "\r")),
        ("no final line break", GOOD.trim_end().to_string()),
        ("semicolons", GOOD.replace(',', ";")),
        ("tabs", GOOD.replace(',', "\t")),
        ("quotes", GOOD.replace("groen", "\"groen, \"\"licht\"\"\"")),
        ("a line break within a cell", GOOD.replace("groen", "\"licht\ngroen\"")),
        ("a column more", GOOD.replace('\n', ",x\n")),
        ("code as a label", GOOD.replace("groen", "#panic() $x$ *a* \\\\ <b> {{ people }}")),
        ("letters of many scripts", GOOD.replace("groen", "ĳ Ωμέγα Щука ½")),
    ];
    let right = right.map(|(name, text)| case(format!("a table with {name}")).write(TABLE, text));
    let accented = GOOD.replace("groen", "café");
    let bytes = [
        case("a table in UTF-16 with a mark (little end first)")
            .write(TABLE, [b"\xff\xfe".to_vec(), utf16(&accented, u16::to_le_bytes)].concat()),
        case("a table in UTF-16 with a mark (big end first)")
            .write(TABLE, [b"\xfe\xff".to_vec(), utf16(&accented, u16::to_be_bytes)].concat()),
        case("a table in UTF-16 without a mark").write(TABLE, utf16(&accented, u16::to_le_bytes)),
        case("a table in UTF-16 that ends within a letter")
            .write(
                TABLE,
                [b"\xff\xfe".to_vec(), utf16(GOOD, u16::to_le_bytes), vec![b'a']].concat(),
            )
            .says("colours.csv"),
        case("a table in Windows-1252").write(
            TABLE,
            GOOD.replace("groen", "caf@")
                .replace('@', "\u{1}")
                .bytes()
                .map(|byte| if byte == 1 { 0xe9 } else { byte })
                .collect::<Vec<_>>(),
        ),
        case("a table in UTF-8 that is cut within a letter")
            .write(TABLE, [GOOD.as_bytes(), b"x,\xc3"].concat())
            .says("colours.csv"),
        case("a table of random bytes")
            .write(
                TABLE,
                (0..5000_u32)
                    .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
                    .collect::<Vec<_>>(),
            )
            .says("colours.csv"),
        case("a table that is a picture")
            .write(TABLE, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0")
            .says("colours.csv"),
        case("a table of a million columns")
            .write(
                TABLE,
                format!(
                    "colour{}\ngreen{}\n",
                    (0..1_000_000).map(|n| format!(",a{n}")).collect::<String>(),
                    ",1".repeat(1_000_000)
                ),
            )
            .says("the header of the file is too long"),
        case("a table of many rows")
            .write(
                TABLE,
                format!(
                    "{GOOD}{}",
                    (0..700_000).map(|n| format!("a{n},a,b,1\n")).collect::<String>()
                ),
            )
            .says("too many cells"),
        case("a table with a cell of 40 MB")
            .write(TABLE, GOOD.replace("groen", &"a".repeat(40_000_000)))
            .says("colours.csv"),
        case("a table that is a folder")
            .with(|folder| {
                std::fs::remove_file(folder.join(TABLE)).unwrap();
                std::fs::create_dir(folder.join(TABLE)).unwrap();
            })
            .says("colours.csv"),
    ];
    wrong.into_iter().chain(right).chain(bytes).collect()
}
