//! Workbooks: damaged, protected, too large when unpacked, or odd.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{Formula, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::case::Case;
use crate::surveys::survey;

fn workbook(write: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    write(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

/// A workbook with nothing but a column's name.
fn header(name: &str) -> Vec<u8> {
    workbook(|sheet| {
        sheet.write(0, 0, name).unwrap();
    })
}

/// An archive of files.
fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        let options =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        archive.start_file(*name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook with a sheet of this XML.
fn sheet(xml: &str) -> Vec<u8> {
    let types =
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"></Types>";
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let book = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
    let root = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r0\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    archive(&[
        ("[Content_Types].xml", types),
        ("_rels/.rels", root),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/worksheets/sheet1.xml", xml),
    ])
}

/// A workbook whose parts say that they are as large as can be when unpacked.
fn bomb() -> Vec<u8> {
    let mut bytes = workbook(|sheet| {
        sheet.write(0, 0, "agree").unwrap();
    });
    for at in 0..bytes.len() - 46 {
        if bytes[at..].starts_with(b"PK\x01\x02") {
            bytes[at + 24..at + 28].copy_from_slice(&[0xff; 4]);
        }
    }
    bytes
}

/// The beginning of a compound file, as protected workbooks are.
fn protected() -> Vec<u8> {
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.resize(2048, 0);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(4096, 0);
    bytes
}

/// All cases.
pub fn cases() -> Vec<Case> {
    let case = |name: &str, bytes: Vec<u8>| survey(name, "survey.xlsx", bytes);
    let answers = |sheet: &mut rust_xlsxwriter::Worksheet| {
        sheet.write(0, 0, "agree").unwrap();
        for row in 1..9 {
            sheet.write(row, 0, row % 2).unwrap();
        }
    };
    let rows = |rows: &str| {
        format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
        )
    };
    vec![
        case("a workbook", workbook(answers)),
        case("a workbook without cells", workbook(|_| ())).says("is empty"),
        case("a workbook with a sheet of our own", sheet(&rows(&format!("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>agree</v></c></row>{}", (2..10).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>{}</v></c></row>", row % 2)).collect::<String>())))),
        case("a workbook with a header", header("agree")).says("no row is in its base"),
        case("a workbook with a column twice", workbook(|sheet| {
            answers(sheet);
            sheet.write(0, 1, "agree").unwrap();
        })).says("occurs twice"),
        case("a workbook with a cell far away", workbook(|sheet| {
            answers(sheet);
            sheet.write(1_048_575, 16_383, 1).unwrap();
        })).says("are empty"),
        case("a workbook with a formula that failed", workbook(|sheet| {
            answers(sheet);
            sheet.write_formula(9, 0, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        })).says("survey.xlsx"),
        case("a workbook with another column", header("agrees")).says("survey"),
        case("a workbook with a password", protected()).says("protected with a password"),
        case("a workbook that is a bomb", bomb()).says("when unpacked"),
        case("a workbook that is another archive", archive(&[("a.txt", "hello")])).says("survey.xlsx"),
        case("a workbook with a path outside", archive(&[("../../evil", "hello")])).says("survey.xlsx"),
        case("a workbook that is an empty archive", archive(&[])).says("survey.xlsx"),
        case("a workbook with broken XML", sheet("<worksheet><sheetData><row")).says("survey.xlsx"),
        case("a workbook with entities that grow", sheet(&format!("<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>{}", rows("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>&b;</v></c></row>")))).says("survey.xlsx"),
        case("a workbook with an external entity", sheet("<!DOCTYPE a [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>&a;</v></c></row></sheetData></worksheet>")).says("survey"),
        case("a workbook with a cell beyond all columns", sheet(&rows("<row r=\"1\"><c r=\"ZZZZZZZ1\"><v>1</v></c></row>"))).says("survey.xlsx"),
        case("a workbook with a cell beyond all rows", sheet(&rows("<row r=\"1\"><c r=\"A99999999999\"><v>1</v></c></row>"))).says("survey.xlsx"),
        case("a workbook with elements in elements", sheet(&rows(&"<row>".repeat(200_000)))).says("survey.xlsx"),
        survey("a workbook named as an older one", "survey.xls", workbook(answers)).says("name it `.xlsx`"),
        survey("a workbook named as one of LibreOffice", "survey.ods", workbook(answers)).says("survey.ods"),
        survey("a workbook named as a binary one", "survey.xlsb", workbook(answers)).says("survey.xlsb"),
        survey("an old workbook of nothing", "survey.xls", protected()).says("survey.xls"),
    ]
}
