"""Makes the data and the projects of the evidence bench: `make.py CACHE`.

In the folder CACHE, which lies outside the repository, come once:

    large.csv, large.parquet   3,000,000 rows of 40 columns
    small.csv                  75 rows of the same
    csv/ parquet/ small/       a project over each, with the same 50 indicators

Codes, short texts, answers on a scale of five with missing codes, weights with four decimals and amounts: the shape of
a large survey. The values are hashes of row and column, so the same DuckDB writes the same files. Needs duckdb.
"""

import os
import pathlib
import shutil
import sys

import duckdb

HERE = pathlib.Path(__file__).parent
BASE = HERE.parent.parent / "tests/projects/base"
ROWS, FEW = 3_000_000, 75
SCHOOLS = ["roc", "aoc", "specialist", "college", "academy", "private"]
GENDERS = ["f", "m", "x"]
ROLES = ["student", "teacher", "coordinator", "board"]
REGIONS = ["dr", "fl", "fr", "ge", "gr", "li", "nb", "nh", "ov", "ut", "ze", "zh"]
COUNTRIES = ("at be bg ch cy cz de dk ee es fi fr gb gr hr hu ie is it li lt lu lv mk mt nl no pl pt ro se si sk tr"
             .split())
ITEMS = [f"q{number:02}" for number in range(1, 21)]


def drawn(column, size):
    """A whole number below `size` for a row and a column, by chance."""
    return f"(hash(i * 64 + {column}) % {size})::BIGINT"


def one_of(column, names):
    """One of some texts; the first ones are more frequent."""
    listed = ", ".join(f"'{name}'" for name in names)
    square = f"({drawn(column, 1000)} * {drawn(column + 32, 1000)} // 1000)"
    return f"([{listed}])[1 + {square} * {len(names)} // 1000]"


def some(column, percent, value):
    """A value for so many percent of the rows, and nothing for the others."""
    return f"CASE WHEN {drawn(column + 16, 100)} < {percent} THEN {value} END"


def opinion(number):
    """An answer from 1 to 5; some do not know (98), some say nothing (99), some have no value at all."""
    chance = drawn(number, 1000)
    scale = f"least(5, 1 + {drawn(number + 32, 700 + 15 * number)} // {140 + 2 * number})"
    return f"CASE WHEN {chance} < 40 THEN NULL WHEN {chance} < 90 THEN 98 WHEN {chance} < 110 THEN 99 ELSE {scale} END"


def columns():
    """The columns: name, type and expression."""
    yield "id", "BIGINT", "i + 1"
    yield "year", "INTEGER", f"2015 + {drawn(21, 10)}"
    yield "school", "VARCHAR", one_of(22, SCHOOLS)
    yield "role", "VARCHAR", one_of(23, ROLES)
    yield "region", "VARCHAR", one_of(24, REGIONS)
    yield "country", "VARCHAR", one_of(25, COUNTRIES)
    yield "gender", "VARCHAR", some(26, 97, one_of(26, GENDERS))
    yield "age", "INTEGER", f"16 + {drawn(27, 50)}"
    yield "sector", "INTEGER", f"1 + {drawn(28, 9)}"
    yield "level", "INTEGER", some(29, 90, f"1 + {drawn(29, 4)}")
    yield "weeks", "INTEGER", some(30, 70, drawn(30, 52))
    yield "score", "DOUBLE", some(31, 92, f"{drawn(31, 1001)} / 10.0")
    yield "cost", "INTEGER", some(33, 70, f"100 + {drawn(33, 9000)}")
    yield "award", "DOUBLE", some(34, 80, f"(5000 + {drawn(34, 450000)}) / 100.0")
    yield "weight", "DOUBLE", f"(2500 + {drawn(35, 27500)}) / 10000.0"
    for number in range(1, 6):
        yield f"m{number}", "INTEGER", some(36, 85, f"({drawn(40 + number, 100)} < {10 + 12 * number})::INTEGER")
    for number, name in enumerate(ITEMS, start=1):
        yield name, "INTEGER", opinion(number)


def make_data(cache):
    listed = ", ".join(f"({expression})::{kind} AS {name}" for name, kind, expression in columns())
    connection = duckdb.connect()
    connection.execute(f"CREATE VIEW survey AS SELECT {listed} FROM range({ROWS}) AS rows(i)")
    for file, query, options in (
        ("large.parquet", "FROM survey", "FORMAT parquet"),
        ("large.csv", f"FROM read_parquet('{cache}/large.parquet')", "FORMAT csv, HEADER"),
        ("small.csv", f"FROM read_parquet('{cache}/large.parquet') LIMIT {FEW}", "FORMAT csv, HEADER"),
    ):
        if not (cache / file).exists():
            connection.execute(f"COPY ({query}) TO '{cache}/{file}.part' ({options})")
            os.rename(cache / f"{file}.part", cache / file)


def codebook():
    """What the columns hold. Named answers need not occur in the small file."""
    lists = {"school": SCHOOLS, "role": ROLES, "region": REGIONS, "country": COUNTRIES, "gender": GENDERS}
    for name, texts in lists.items():
        answers = ", ".join('{ code = "%s" }' % text for text in texts)
        yield f"[column.{name}]\nanswers = [{answers}]\n"
    for name in ("m1", "m2", "m3", "m4", "m5"):
        yield f"[column.{name}]\nanswers = [{{ code = 0 }}, {{ code = 1 }}]\n"
    for name in ITEMS:
        codes = ", ".join(f"{{ code = {code} }}" for code in range(1, 6))
        yield f"[column.{name}]\nanswers = [{codes}]\nmissing = [98, 99]\n"


def make_project(cache, name, file):
    project = cache / name
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(BASE, project)
    shutil.copytree(HERE / "project", project, dirs_exist_ok=True)
    for unused in ("data/colours.csv", "report/figures.toml"):
        (project / unused).unlink()
    target = project / "data" / f"survey{pathlib.Path(file).suffix}"
    os.link(cache / file, target)
    sources = project / "data/sources.toml"
    sources.write_text(sources.read_text("utf-8").replace("FILE", target.name), encoding="utf-8")
    (project / "data/codebook.toml").write_text("\n".join(codebook()), encoding="utf-8")


def main(cache):
    cache = pathlib.Path(cache)
    cache.mkdir(parents=True, exist_ok=True)
    make_data(cache)
    make_project(cache, "csv", "large.csv")
    make_project(cache, "parquet", "large.parquet")
    make_project(cache, "small", "small.csv")


main(*sys.argv[1:])
