"""Computes what the indicators of this project have to be: `python3 expected.py`, which writes expected.json.

This knows nothing of the tool: it reads survey.csv with Python alone, computes in exact fractions, and says of each
indicator anew what it is. For every key:

    value           in the unit of the indicator, to 12 significant digits
    printed         the value rounded, half away from zero, to the decimals with which it is printed; only where `decimals` is
                    given, or where shares have none
    n               rows in the base, without weights
    weighted_base   the sum of their weights (the same as n without weights)
    numerator       rows that count, without weights (shares and distributions)
    weighted_numerator
    missing         rows that were asked and gave no valid answer
    suppressed      "primary": below the smallest base or cell of 10, and so not to be shown. Another cell of the table may have to
                    be hidden with it.
"""

import csv
import json
import pathlib
from fractions import Fraction

HERE = pathlib.Path(__file__).parent
LEAST = 10
SCHOOLS = {"1": "roc", "2": "aoc", "3": "specialist"}
ROLES = ["student", "teacher", "coordinator"]
REGIONS = {"Noord": "north", "Oost": "east", "Zuid": "south", "West": "west", "Curaçao": "curacao"}
SCALE = {"1": "strongly_disagree", "2": "disagree", "3": "neutral", "4": "agree", "5": "strongly_agree"}
REASONS = ["language", "skills", "career", "friends"]
UNKNOWN = ("", "98", "99")
AGREE = ("4", "5")

with open(HERE / "data/survey.csv", encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
for row in ROWS:
    row["region"] = "Zuid" if row["region"] == "zuid" else row["region"]

expected = {}


def significant(value):
    """A fraction as a decimal number with 12 significant digits."""
    return float(f"{float(value):.12g}")


def rounded(value, decimals):
    """Rounded half away from zero, as text."""
    scaled = abs(value) * 10**decimals
    digits = f"{int(scaled + Fraction(1, 2)):0{decimals + 1}d}"
    sign = "-" if value < 0 and int(digits) else ""
    return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)


def weight_of(row, weighted):
    return Fraction(row["weight"]) if weighted else Fraction(1)


def total(rows, weighted):
    return sum((weight_of(row, weighted) for row in rows), Fraction(0))


def put(key, value, decimals=None, *, n, base=None, small=None, **more):
    entry = {"value": significant(value)}
    if decimals is not None:
        entry["printed"] = rounded(value, decimals)
    entry["n"] = n
    if base is not None:
        entry["weighted_base"] = significant(base)
    entry |= {name: number if isinstance(number, int) else significant(number) for name, number in more.items()}
    if (n if small is None else small) < LEAST:
        entry["suppressed"] = "primary"
    expected[key] = entry


def share(key, base, counts, weighted=True, missing=0, decimals=0, cell=False):
    """A share in percent of base rows; a cell of a distribution is small itself, not only its base."""
    hit = [row for row in base if counts(row)]
    whole, part = total(base, weighted), total(hit, weighted)
    small = min(len(base), len(hit)) if cell else len(base)
    put(key, 100 * part / whole, decimals, n=len(base), base=whole, small=small, numerator=len(hit),
        weighted_numerator=part, missing=missing)


def count(key, rows, weighted=False, decimals=0, missing=0):
    put(key, total(rows, weighted), decimals, n=len(rows), base=total(rows, weighted), missing=missing)


def valid(rows, column):
    return [row for row in rows if row[column] not in UNKNOWN]


def share_of_valid(key, rows, column="q1_1", answers=AGREE, **more):
    base = valid(rows, column)
    share(key, base, lambda row: row[column] in answers, missing=len(rows) - len(base), **more)


def pairs(rows, column, weighted):
    """Numbers and weights of the rows with a number, upward."""
    return sorted((Fraction(row[column]), weight_of(row, weighted)) for row in valid(rows, column))


def mean(key, rows, column, weighted=True, decimals=0):
    found = pairs(rows, column, weighted)
    base = sum(weight for _, weight in found)
    value = sum(number * weight for number, weight in found) / base
    put(key, value, decimals, n=len(found), base=base, missing=len(rows) - len(found))


def add_up(key, rows, column, weighted=True, decimals=None):
    found = pairs(rows, column, weighted)
    base = sum(weight for _, weight in found)
    value = sum(number * weight for number, weight in found)
    put(key, value, decimals, n=len(found), base=base, missing=len(rows) - len(found))


def quantile(key, rows, column, at, weighted=True, decimals=None):
    """The inverse of the cumulative distribution, averaged at its steps (type 2 of Hyndman & Fan)."""
    found = pairs(rows, column, weighted)
    base = sum(weight for _, weight in found)
    reached = Fraction(0)
    for index, (number, weight) in enumerate(found):
        reached += weight
        if reached > base * at:
            value = number
            break
        if reached == base * at:
            value = (number + found[index + 1][0]) / 2
            break
    put(key, value, decimals, n=len(found), base=base, missing=len(rows) - len(found))


def where(**conditions):
    def holds(row):
        return all(test(row[column]) if callable(test) else row[column] in test for column, test in conditions.items())
    return [row for row in ROWS if holds(row)]


def between(low, high):
    return lambda text: text not in UNKNOWN and low <= Fraction(text) <= high


Y23, Y24 = where(year=("2023",)), where(year=("2024",))
STUDENTS = where(role=("student",))
STAFF = where(role=("teacher", "coordinator"))
TRAVELLERS = valid(ROWS, "weeks")

count("respondents", ROWS)
count("respondents_2023", Y23)
count("respondents_2024", Y24)
count("students", STUDENTS)
count("staff", STAFF)
count("travellers", TRAVELLERS, missing=len(ROWS) - len(TRAVELLERS))
count("travellers_weighted", TRAVELLERS, weighted=True, decimals=1, missing=len(ROWS) - len(TRAVELLERS))
put("strongly_agree_count", len(where(q1_1=("5",))), 0, n=len(where(q1_1=("1", "2", "3", "4", "5"))))

for name in ("fits", "fits_by_label", "fits_by_key", "fits_top"):
    share_of_valid(name, ROWS)
share_of_valid("fits_unweighted", ROWS, weighted=False, decimals=1)
share_of_valid("fits_bottom", ROWS, answers=("1", "2"))
choosing = [row for row in valid(ROWS, "q1_1") if row["q1_1"] != "3"]
share("fits_without_neutral", choosing, lambda row: row["q1_1"] in AGREE, missing=len(ROWS) - len(choosing))
share_of_valid("fits_2023", Y23)
share_of_valid("fits_2024", Y24)
share_of_valid("fits_coordinators", where(role=("coordinator",)))
share_of_valid("fits_students", STUDENTS)
share_of_valid("fits_roc_long", where(school=("1", "3"), weeks=between(4, 12), role=("student", "coordinator")))
share("unknown", ROWS, lambda row: row["q1_2"] == "98", weighted=False, decimals=1,
      missing=len(ROWS) - len(valid(ROWS, "q1_2")))
share("prepares_asked", ROWS, lambda row: row["q1_2"] in AGREE, missing=len(ROWS) - len(valid(ROWS, "q1_2")))
share("prepares_travellers", TRAVELLERS, lambda row: row["q1_2"] in AGREE,
      missing=len(TRAVELLERS) - len(valid(TRAVELLERS, "q1_2")))
share("student_share", ROWS, lambda row: row["role"] == "student")
placed = [row for row in ROWS if row["region"]]
share("south", placed, lambda row: row["region"] == "Zuid", weighted=False, missing=len(ROWS) - len(placed))
share_of_valid("printed_before", ROWS, weighted=False)

mean("mean_weeks", ROWS, "weeks", decimals=1)
mean("mean_weeks_unweighted", ROWS, "weeks", weighted=False, decimals=2)
mean("mean_weeks_students", STUDENTS, "weeks", decimals=1)
mean("mean_fits", ROWS, "q1_1", decimals=2)
quantile("median_weeks", ROWS, "weeks", Fraction(1, 2), weighted=False)
quantile("median_cost", ROWS, "cost", Fraction(1, 2))
quantile("long_weeks", ROWS, "weeks", Fraction(9, 10), weighted=False)
quantile("low_cost", ROWS, "cost", Fraction(1, 4))
add_up("cost", ROWS, "cost", weighted=False)
add_up("cost_weighted", where(cost=between(1000, 10**9)), "cost", decimals=0)


def exact(key):
    """The unrounded value of a share that was put before."""
    return 100 * Fraction(expected[key]["weighted_numerator"]) / Fraction(expected[key]["weighted_base"])


put("traveller_ratio", Fraction(100 * len(TRAVELLERS), len(ROWS)), 1, n=len(ROWS))
put("fits_change", exact("fits_2024") - exact("fits_2023"), 0, n=len(valid(ROWS, "q1_1")))
put("respondents_change", Fraction(100 * (len(Y24) - len(Y23)), len(Y23)), 0, n=len(ROWS))
put("both", len(STUDENTS) + len(STAFF), 0, n=len(ROWS))


def distribution(key, rows, column, weighted=True, decimals=0, whole=False):
    """All answers to a scale. Parts that have to make up 100 are rounded by the largest remainder."""
    base = valid(rows, column)
    for code, name in SCALE.items():
        share(f"{key}.{name}", base, lambda row, code=code: row[column] == code, weighted, len(rows) - len(base),
              decimals, cell=True)
    if whole:
        exact_parts = {name: exact(f"{key}.{name}") for name in SCALE.values()}
        scale = 10**decimals
        parts = {name: int(part * scale) for name, part in exact_parts.items()}
        by_remainder = sorted(parts, key=lambda name: parts[name] - exact_parts[name] * scale)
        for name in by_remainder[:100 * scale - sum(parts.values())]:
            parts[name] += 1
        for name, part in parts.items():
            expected[f"{key}.{name}"]["printed"] = rounded(Fraction(part, scale), decimals)


distribution("opinion", ROWS, "q1_1", weighted=False, whole=True)
distribution("preparation", ROWS, "q1_2", decimals=1, whole=True)
distribution("recognition", Y24, "q1_3", decimals=1)
for key, rows, weighted in (("reasons", ROWS, True), ("reasons_students", STUDENTS, False)):
    asked = [row for row in rows if any(row[reason] for reason in REASONS)]
    for reason in REASONS:
        share(f"{key}.{reason}", asked, lambda row, reason=reason: row[reason] == "1", weighted,
              len(rows) - len(asked), cell=True)
for role in ROLES:
    share(f"roles.{role}", ROWS, lambda row, role=role: row["role"] == role, weighted=False, cell=True)

for code, school in SCHOOLS.items():
    rows = where(school=(code,))
    count(f"by_school.{school}", rows)
    share_of_valid(f"fits_by_school.{school}", rows)
    add_up(f"cost_by_school.{school}", rows, "cost", weighted=False)
    for year in ("2023", "2024"):
        count(f"by_school_year.{school}.{year}", where(school=(code,), year=(year,)))
    for role in ROLES:
        share_of_valid(f"fits_by_school_role.{school}.{role}", where(school=(code,), role=(role,)), weighted=False)
for code, region in REGIONS.items():
    rows = where(region=(code,))
    count(f"by_region.{region}", rows)
    mean(f"weeks_by_region.{region}", rows, "weeks", decimals=1)
for role in ROLES:
    quantile(f"median_by_role.{role}", where(role=(role,)), "weeks", Fraction(1, 2), weighted=False)
    quantile(f"p75_by_role.{role}", where(role=(role,)), "cost", Fraction(3, 4))
for year, rows in (("2023", Y23), ("2024", Y24)):
    share_of_valid(f"fits_by_year.{year}", rows)
    count(f"respondents_by_year.{year}", rows)
    mean(f"weeks_by_year.{year}", rows, "weeks", decimals=1)

text = json.dumps(expected, indent=1, ensure_ascii=False)
(HERE / "expected.json").write_text(text + "\n", encoding="utf-8")
