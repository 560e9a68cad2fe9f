"""Makes the synthetic survey of this project in all its forms: `python3 make.py`.

Nobody answered these questions: the answers are drawn by chance, from a fixed seed, so that every run writes the same
bytes. All forms hold the same answers, and the same codebook belongs to all of them:

    survey.csv         commas, decimal points, UTF-8
    survey-excel.csv   as a Dutch Excel saves it: semicolons, decimal commas, Windows-1252
    survey.xlsx        the first sheet has the data, the second one notes
    survey.ndjson      one object in each line
    survey.parquet
    survey.sav         with labels, missing values and the set of its multiple-response question
    survey.zsav        compressed, without the set

Needs pandas, pyreadstat 1.3, pyarrow and openpyxl.
"""

import csv
import io
import json
import pathlib
import random
import struct
import zipfile
from datetime import datetime

import openpyxl
import pandas
import pyarrow
import pyarrow.parquet
import pyreadstat

DATA = pathlib.Path(__file__).parent / "data"
RESPONDENTS = 420
COLUMNS = {  # name: whether it holds text, whole numbers, or a number of decimals
    "id": 0, "school": 0, "role": None, "year": 0, "q1_1": 0, "q1_2": 0, "q1_3": 0, "language": 0, "skills": 0,
    "career": 0, "friends": 0, "weeks": 0, "cost": 2, "weight": 4, "region": None,
}
QUESTIONS = {
    "id": "Nummer van de respondent",
    "school": "Op wat voor school werkt of leert u?",
    "role": "Wat is uw rol?",
    "year": "Jaar van de meting",
    "q1_1": "Een verblijf in het buitenland past in het onderwijsprogramma",
    "q1_2": "Mijn school bereidt studenten goed voor op een verblijf",
    "q1_3": "Na terugkeer telt wat studenten hebben geleerd mee",
    "language": "Reden om te gaan: de taal leren",
    "skills": "Reden om te gaan: vakkennis opdoen",
    "career": "Reden om te gaan: betere kansen op werk",
    "friends": "Reden om te gaan: nieuwe mensen ontmoeten",
    "weeks": "Hoeveel weken duurde het laatste verblijf?",
    "cost": "Wat kostte het verblijf, in euro?",
    "weight": "Weging",
    "region": "In welke regio ligt de school?",
}
LIKERT = {1: "Helemaal mee oneens", 2: "Mee oneens", 3: "Niet eens, niet oneens", 4: "Mee eens",
          5: "Helemaal mee eens", 98: "Weet niet", 99: "Geen antwoord"}
LABELS = {
    "school": {1: "Roc", 2: "Aoc", 3: "Vakschool"},
    "role": {"student": "Student", "teacher": "Docent", "coordinator": "Coördinator"},
    "q1_1": LIKERT, "q1_2": LIKERT, "q1_3": LIKERT,
    **{column: {0: "Niet genoemd", 1: "Genoemd"} for column in ("language", "skills", "career", "friends")},
    "weeks": {98: "Weet niet meer", 99: "Geen antwoord"},
}
REASONS = {"language": 0.62, "skills": 0.48, "career": 0.33, "friends": 0.21}
MADE = datetime(2024, 5, 1)


def drawn(chance, weights):
    """One of the keys, by their weights."""
    return chance.choices(list(weights), list(weights.values()))[0]


def opinion(chance, lean):
    """An answer on the scale of agreement; a higher `lean` agrees more. Some do not know, and some say nothing."""
    if chance.random() < 0.03:
        return None
    if chance.random() < 0.09:
        return chance.choice([98, 98, 99])
    return drawn(chance, {1: 5, 2: 12, 3: 20, 4: 30 + 22 * lean, 5: 12 + 20 * lean})


def respondent(chance, number):
    """The answers of one respondent; nothing where there is no answer."""
    year = drawn(chance, {2023: 45, 2024: 55})
    school = drawn(chance, {1: 56, 2: 19, 3: 25})
    role = drawn(chance, {"student": 52, "teacher": 30, "coordinator": 18})
    lean = (0.9 if year == 2024 else 0.0) + (1.3 if role == "coordinator" else 0.0)
    row = {"id": number, "school": school, "role": role, "year": year}
    for item, shift in (("q1_1", 0.4), ("q1_2", 0.0), ("q1_3", -0.3)):
        row[item] = opinion(chance, max(lean + shift, 0.0))
    asked = role != "teacher" or chance.random() < 0.5  # half of the teachers did not see the question on reasons
    for reason, share in REASONS.items():
        row[reason] = int(chance.random() < share) if asked else None
    went = chance.random() < (0.75 if role != "teacher" else 0.4)
    row["weeks"] = min(26, 1 + int(chance.expovariate(1 / 6.5))) if went else None
    row["cost"] = round(180 + 95.5 * row["weeks"] + chance.uniform(0, 900), 2) if went else None
    if went and chance.random() < 0.06:
        row["weeks"] = chance.choice([98, 99])
    if went and chance.random() < 0.05:
        row["cost"] = None
    share = {1: 0.84, 2: 1.31, 3: 1.12}[school]
    row["weight"] = round(share * chance.uniform(0.8, 1.25), 4)
    row["region"] = drawn(chance, {"Noord": 24, "Oost": 27, "Zuid": 22, "West": 24, "Curaçao": 1.7, None: 1.5})
    if row["region"] == "Zuid" and chance.random() < 0.12:
        row["region"] = "zuid"  # typed by hand, and so in two spellings
    return row


def printed(column, value, point="."):
    """A value as text tables hold it."""
    decimals = COLUMNS[column]
    if value is None:
        return ""
    return value if decimals is None else f"{value:.{decimals}f}".replace(".", point)


def write_csv(rows):
    with open(DATA / "survey.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([printed(column, row[column]) for column in COLUMNS] for row in rows)
    with open(DATA / "survey-excel.csv", "w", encoding="windows-1252", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(COLUMNS)
        writer.writerows([printed(column, row[column], ",") for column in COLUMNS] for row in rows)


def write_ndjson(rows):
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (DATA / "survey.ndjson").write_text("".join(lines), encoding="utf-8")


def write_xlsx(rows):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Data"
    sheet.append(list(COLUMNS))
    for row in rows:
        sheet.append([row[column] for column in COLUMNS])
    workbook.create_sheet("Toelichting")["A1"] = "Verzonnen gegevens"
    workbook.properties.creator = "make.py"
    workbook.properties.created = workbook.properties.modified = MADE
    buffer = io.BytesIO()
    workbook.save(buffer)
    # A workbook is an archive whose entries carry the time at which they were written.
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(DATA / "survey.xlsx", "w") as fixed:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            content = made.read(name)
            if name == "docProps/core.xml":
                content = undated(content)
            fixed.writestr(entry, content)


def undated(core):
    """The properties of a workbook with the fixed date; saving one sets the present time."""
    start, rest = core.split(b"<dcterms:modified", 1)
    attributes, rest = rest.split(b">", 1)
    return start + b"<dcterms:modified" + attributes + b">2024-05-01T00:00:00Z<" + rest.split(b"<", 1)[1]


def write_parquet(rows):
    kind = {None: pyarrow.string(), 0: pyarrow.int32(), 2: pyarrow.float64(), 4: pyarrow.float64()}
    schema = pyarrow.schema([(column, kind[decimals]) for column, decimals in COLUMNS.items()])
    table = pyarrow.Table.from_pylist(rows, schema=schema)
    pyarrow.parquet.write_table(table, DATA / "survey.parquet", compression="snappy", row_group_size=150)


def write_sav(rows, path, compressed):
    frame = pandas.DataFrame(rows, columns=list(COLUMNS))
    for column, decimals in COLUMNS.items():
        frame[column] = frame[column].fillna("").astype(object) if decimals is None else frame[column].astype(float)
    formats = {column: f"F8.{decimals}" for column, decimals in COLUMNS.items() if decimals is not None}
    missing = {item: [98, 99] for item in ("q1_1", "q1_2", "q1_3")} | {"weeks": [{"lo": 98, "hi": 99}]}
    pyreadstat.write_sav(
        frame, path, file_label="Verzonnen gegevens", column_labels=QUESTIONS, variable_value_labels=LABELS,
        missing_ranges=missing, variable_format=formats, compress=compressed, row_compress=not compressed)
    content = bytearray(path.read_bytes())
    content[92:109] = b"01 May 2400:00:00"  # when it was made, which pyreadstat takes from the clock
    if not compressed:
        content = with_set(bytes(content))
    path.write_bytes(content)


def with_set(content):
    """The same file with a multiple-response set, which pyreadstat reads and cannot write."""
    label = "Redenen om te gaan".encode()
    text = b"$reasons=D1 1 %d %b %b\n" % (len(label), label, b" ".join(name.encode() for name in REASONS))
    record = struct.pack("<iiii", 7, 7, 1, len(text)) + text
    end = struct.pack("<ii", 999, 0)
    assert content.count(end) == 1, "the end of the dictionary cannot be told"
    at = content.index(end)
    return content[:at] + record + content[at:]


def main():
    chance = random.Random(20240501)
    rows = [respondent(chance, number) for number in range(1, RESPONDENTS + 1)]
    DATA.mkdir(exist_ok=True)
    write_csv(rows)
    write_ndjson(rows)
    write_xlsx(rows)
    write_parquet(rows)
    write_sav(rows, DATA / "survey.sav", compressed=False)
    write_sav(rows, DATA / "survey.zsav", compressed=True)


main()
