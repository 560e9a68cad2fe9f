"""Writes exports in the shapes in which people get them, with invented content: `python3 make.py`.

The shapes are those of the programs and offices that README.md names; no answer and no number is real. Also writes
expected.json: what the indicators in data/indicators.toml have to be, computed here from the rows themselves.
"""

import csv
import io
import json
import pathlib
import random
from fractions import Fraction

HERE = pathlib.Path(__file__).parent
DATA = HERE / "data"
BOM = "\ufeff"
expected = {}


def write(name, rows, delimiter=",", quoting=csv.QUOTE_MINIMAL, ending="\n", bom=False, footer=""):
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, quoting=quoting, lineterminator=ending).writerows(rows)
    text = (BOM if bom else "") + buffer.getvalue() + footer
    (DATA / name).write_bytes(text.encode("utf-8"))


def put(key, value, n=None):
    entry = {"value": float(f"{float(value):.12g}")}
    expected[key] = entry if n is None else entry | {"n": n}


def share(key, counts, base):
    put(key, Fraction(100 * counts, base), base)


# ---- Qualtrics -------------------------------------------------------------------------------------

def qualtrics():
    chance = random.Random(1)
    own = ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished", "RecordedDate",
           "ResponseId", "RecipientLastName", "RecipientFirstName", "RecipientEmail", "ExternalReference",
           "LocationLatitude", "LocationLongitude", "DistributionChannel", "UserLanguage"]
    own_texts = ["Start Date", "End Date", "Response Type", "IP Address", "Progress", "Duration (in seconds)", "Finished",
                 "Recorded Date", "Response ID", "Recipient Last Name", "Recipient First Name", "Recipient Email",
                 "External Data Reference", "Location Latitude", "Location Longitude", "Distribution Channel",
                 "User Language"]
    own_ids = ["startDate", "endDate", "status", "ipAddress", "progress", "duration", "finished", "recordedDate", "_recordId",
               "recipientLastName", "recipientFirstName", "recipientEmail", "externalDataReference", "locationLatitude",
               "locationLongitude", "distributionChannel", "userLanguage"]
    stem = "To what extent do you agree?\n\nPlease tick one box in each row."
    questions = {
        "Q1": ("What is your role?", "QID1"),
        "Q2_1": (f"{stem} - A stay abroad fits into the programme", "QID2_1"),
        "Q2_2": (f"{stem} - Our school prepares students, teachers and \"others\" well", "QID2_2"),
        "Q3_1": ("Why do students go? (several answers possible) - Selected Choice - Language", "QID3_1"),
        "Q3_2": ("Why do students go? (several answers possible) - Selected Choice - Skills", "QID3_2"),
        "Q3_3_TEXT": ("Why do students go? (several answers possible) - Other, namely: - Text", "QID3_3_TEXT"),
        "Q4": ("How many weeks?", "QID4_TEXT"),
    }
    dates = {"startDate", "endDate", "recordedDate"}
    zone = lambda name: {"ImportId": name} | ({"timeZone": "Europe/Amsterdam"} if name in dates else {})
    ids = [json.dumps(zone(name), separators=(",", ":")) for name in own_ids]
    ids += [json.dumps({"ImportId": name}, separators=(",", ":")) for _, name in questions.values()]
    rows = [own + list(questions), own_texts + [text for text, _ in questions.values()], ids]
    answers = []
    for number in range(1, 25):
        finished = number % 8 != 0
        answer = {"Q1": chance.choice("1123"), "Q2_1": chance.choice(["1", "2", "3", "4", "4", "5", "-99"]),
                  "Q2_2": chance.choice(["1", "2", "3", "4", "5", "6"]), "Q3_1": chance.choice(["1", "1", ""]),
                  "Q3_2": chance.choice(["1", ""]), "Q3_3_TEXT": "", "Q4": chance.choice(["2", "4", "10", "13", ""])}
        if number == 5:
            answer["Q3_3_TEXT"] = "Friends, \"sun\"\nand sea"
        if not finished:
            answer |= {"Q2_2": "", "Q3_1": "", "Q3_2": "", "Q4": ""}
        meta = [f"2024-05-{number:02} 10:00:00", f"2024-05-{number:02} 10:07:30", "1" if number == 3 else "0", "*******",
                "100" if finished else "45", "450", "1" if finished else "0", f"2024-05-{number:02} 10:07:31",
                f"R_{number:015d}", "", "", "", "", "", "", "anonymous", "NL" if number % 3 else "EN"]
        rows.append(meta + list(answer.values()))
        answers.append(answer | {"Status": meta[2], "Finished": meta[6]})
    write("qualtrics.csv", rows, bom=True)
    real = [row for row in answers if row["Status"] == "0"]
    done = [row for row in real if row["Finished"] == "1"]
    put("qualtrics_responses", len(real))
    valid = [row for row in real if row["Q2_1"] != "-99"]
    share("qualtrics_fits", sum(row["Q2_1"] in "45" for row in valid), len(valid))
    weeks = [int(row["Q4"]) for row in done if row["Q4"]]
    put("qualtrics_weeks", Fraction(sum(weeks), len(weeks)), len(weeks))
    for column in ("Q3_1", "Q3_2"):
        share(f"qualtrics_reasons.{column.lower()}", sum(row[column] == "1" for row in done), len(done))


# ---- LimeSurvey --------------------------------------------------------------------------------------

def limesurvey():
    chance = random.Random(2)
    header = ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "G01Q01", "G01Q02[SQ001]",
              "G01Q02[SQ002]", "G02Q03[SQ001]", "G02Q03[SQ002]", "G02Q03[other]", "G02Q04", "G02Q04[comment]", "G02Q05[1]",
              "G02Q05[2]"]
    rows, answers = [header], []
    for number in range(1, 21):
        done = number % 10 != 0
        item = lambda: chance.choice(["A1", "A2", "A3", "A4", "A4", "A5"]) if done else ""
        named = lambda likely: "Y" if done and chance.random() < likely else ""
        first, second = chance.sample(["AO01", "AO02", "AO03"], 2)
        answer = ["AO02" if number % 3 else "-oth-", item(), item(), named(0.7), named(0.3), "Zon; zee" if number == 4 else "",
                  str(chance.randint(1, 20)) if done else "", "", first if done else "", second if done else ""]
        answer[7] = "Het was \"mooi\",\r\nmaar kort" if number == 6 else ""
        date = f"2024-05-{number:02} 10:00:00"
        rows.append([str(number), date if done else "", "3" if done else "1", "nl", str(10**9 + number), date, date] + answer)
        answers.append(dict(zip(header, rows[-1])))
    write("limesurvey.csv", rows, quoting=csv.QUOTE_ALL, ending="\r\n", bom=True)
    done = [row for row in answers if row["submitdate"]]
    put("limesurvey_complete", len(done))
    valid = [row for row in answers if row["G01Q02[SQ001]"]]
    share("limesurvey_fits", sum(row["G01Q02[SQ001]"] in ("A4", "A5") for row in valid), len(valid))
    numbers = [int(row["G02Q04"]) for row in done]
    put("limesurvey_weeks", Fraction(sum(numbers), len(numbers)), len(numbers))
    for column, key in (("G02Q03[SQ001]", "language"), ("G02Q03[SQ002]", "skills")):
        share(f"limesurvey_reasons.{key}", sum(row[column] == "Y" for row in done), len(done))


# ---- Statistics Netherlands ----------------------------------------------------------------------------

def statline():
    topic = "Studenten in het mbo"
    years = {"2015/'16": (4100, 2050, "."), "2016/'17": (4050, 2150, "."), "2017/'18": (3990, 2240, "61,4"),
             "2018/'19": (3900, 2330, "62,0"), "2019/'20*": (3875, 2421, "62,5")}
    quoted = lambda cells: ";".join(f'"{cell}"' for cell in cells)
    lines = [
        '"Verzonnen: studenten; leerweg, kerncijfers"',
        quoted(["Onderwerpen", topic, topic, topic]),
        quoted(["Onderwerpen", "Naar leerweg", "Naar leerweg", "Met diploma"]),
        quoted(["Onderwerpen", "Beroepsopleidende leerweg", "Beroepsbegeleidende leerweg", "Aandeel met diploma"]),
        quoted(["Perioden", "aantal", "aantal", "%"]),
        *(quoted([year, *values]) for year, values in years.items()),
        '"© Centraal Bureau voor de Statistiek, Den Haag/Heerlen 10-10-2020"',
    ]
    (DATA / "statline.csv").write_bytes(("\r\n".join(lines) + "\r\n").encode("windows-1252"))
    bol = [values[0] for values in years.values()]
    put("statline_bol_mean", Fraction(sum(bol), len(bol)), len(bol))
    put("statline_bbl_2016", 2150)
    put("statline_diploma_mean", Fraction("61.4") / 3 + Fraction("62.0") / 3 + Fraction("62.5") / 3, 3)
    lines = [
        '"Verzonnen: studenten; leerweg, geslacht"', '""', '""',
        quoted(["", "Geslacht", "Mannen", "Mannen", "Vrouwen", "Vrouwen"]),
        quoted(["", "Perioden", "2022", "2023*", "2022", "2023*"]),
        quoted(["Leerweg", "Onderwerp", "Studenten", "Studenten", "Studenten", "Studenten"]),
        quoted(["Bol", "aantal", "1.900", "1.880", "2.000", "."]),
        quoted(["Bbl", "aantal", "1.300", "1.350", "1.020", "1.110"]),
        '"Bron: CBS"',
    ]
    (DATA / "statline-wide.csv").write_bytes((BOM + "\r\n".join(lines) + "\r\n").encode("utf-8"))


def open_data():
    """The raw table of the open data service: codes and numbers, padded with blanks; what is unknown is a point."""
    lines = ['"ID";"Leerweg";"RegioS";"Perioden";"Studenten_1";"GemiddeldeLeeftijd_2"']
    cells = [("A041234", "NL01  ", "2021JJ00", 480, "20.1"), ("A041234", "NL01  ", "2022JJ00", 470, "20.2"),
             ("A041235", "NL01  ", "2021JJ00", 210, "."), ("A041235", "NL01  ", "2022JJ00", 225, "27.5"),
             ("A041234", "GM0363", "2021JJ00", 48, "."), ("A041234", "GM0363", "2022JJ00", None, ".")]
    for number, (kind, region, period, students, age) in enumerate(cells):
        found = "." if students is None else str(students)
        lines.append(f'{number};"{kind}";"{region}";"{period}";"{found:>8}";"{age:>8}"')
    (DATA / "cbs-open-data.csv").write_bytes(("\r\n".join(lines) + "\r\n").encode("utf-8"))
    put("cbs_students.2021jj00", 480 + 210)
    put("cbs_students.2022jj00", 470 + 225)
    put("cbs_age", Fraction("20.1") / 3 + Fraction("20.2") / 3 + Fraction("27.5") / 3, 3)


# ---- Erasmus+ open mobility data -------------------------------------------------------------------------

def erasmus():
    chance = random.Random(3)
    header = ["Project Reference", "Academic Year", "Mobility Start Month", "Mobility End Month", "Mobility Duration",
              "Activity (mob)", "Field of Education", "Participant Nationality", "Education Level", "Participant Gender",
              "Participant Profile", "Special Needs", "Fewer Opportunities", "GroupLeader", "Participant Age",
              "Sending Country Code", "Sending City", "Sending Organization", "Sending Organisation Erasmus Code",
              "Receiving Country Code", "Receiving City", "Receiving Organization", "Receiving Organisation Erasmus Code",
              "Participants"]
    rows, found = [header], []
    for number in range(30):
        sending, city = chance.choice([("NL", "'s-Hertogenbosch"), ("NL", "UTRECHT"), ("DE", "Köln"), ("FI", "Jyväskylä")])
        receiving = chance.choice(["NL", "ES", "MT", "UK", "EL"])
        learner = chance.random() < 0.8
        row = [f"2019-1-{sending}01-KA102-{500000 + number // 3:06d}", "2019-2020", "2019-10", "2020-01",
               str(chance.choice([5, 14, 21, 62, 90])), "VET learners traineeships in vocational institutes abroad"
               if learner else "Staff training abroad", chance.choice(["Hotel, restaurants and catering", "? Unknown ?"]), sending,
               "Upper secondary education" if learner else "??? - ? Unknown ?", chance.choice(["Female", "Male", "Undefined"]),
               "Learner" if learner else "Staff", chance.choice(["No", "No", "Yes"]), "No", "No",
               str(chance.randint(16, 22)) if learner else "-", sending, city, f"Verzonnen school {number % 4}; locatie \"Zuid\"",
               "-", receiving, "Ciudad", "Invented company", "-", str(chance.choice([1, 1, 1, 2, 3, 7]))]
        rows.append(row)
        found.append(dict(zip(header, row)))
    write("erasmus-mobility.csv", rows, delimiter=";", ending="\r\n", bom=True)
    people = lambda some: sum(int(row["Participants"]) for row in some)
    put("erasmus_participants", people(found))
    abroad = [row for row in found if row["Sending Country Code"] == "NL" and row["Receiving Country Code"] != "NL"]
    put("erasmus_dutch_abroad", people(abroad))
    share("erasmus_women", people(row for row in found if row["Participant Gender"] == "Female"), people(found))
    expected["erasmus_women"]["n"] = len(found)
    days = sum(int(row["Mobility Duration"]) * int(row["Participants"]) for row in found)
    put("erasmus_duration", Fraction(days, people(found)), len(found))
    for country in ("NL", "DE", "FI"):
        put(f"erasmus_sending.{country.lower()}", people(row for row in found if row["Sending Country Code"] == country))


def main():
    DATA.mkdir(exist_ok=True)
    for shape in (qualtrics, limesurvey, statline, open_data, erasmus):
        shape()
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n", encoding="utf-8")


main()
