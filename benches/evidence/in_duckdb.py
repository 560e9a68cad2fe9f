"""Computes the indicators of the bench in DuckDB: `in_duckdb.py DATA [THREADS]` prints them as JSON.

DATA is a file that make.py has made. The types of a CSV's columns are given, so that DuckDB need not find them out. It has
all the memory it wants, and by default two threads.
"""

import json
import pathlib
import sys

import duckdb

TEXTS = ("school", "role", "region", "country", "gender")
NUMBERS = ("score", "award", "weight")


def types(path):
    """The columns of a CSV with their types: the smallest that hold the values."""
    with open(path, encoding="utf-8") as file:
        names = file.readline().strip().split(",")
    return ", ".join(f"'{name}': '{type_of(name)}'" for name in names)


def type_of(name):
    if name in TEXTS:
        return "VARCHAR"
    if name in NUMBERS:
        return "DOUBLE"
    return "TINYINT" if name[0] in "mq" and name[1:].isdigit() else "INTEGER"


def reader(path):
    """The table of the query. A CSV is parsed once; of a Parquet file each part of the query reads its own columns."""
    if path.endswith(".parquet"):
        return f"NOT MATERIALIZED (FROM read_parquet('{path}'))"
    return f"MATERIALIZED (FROM read_csv('{path}', header = true, columns = {{{types(path)}}}))"


def main(path, threads="2"):
    query = (pathlib.Path(__file__).parent / "queries.sql").read_text("utf-8")
    connection = duckdb.connect(config={"threads": threads})
    rows = connection.execute(f"WITH survey AS {reader(path)}\n{query}")
    names = [column[0] for column in rows.description]
    values = {}
    for name, value in zip(names, rows.fetchone()):
        cells = value.items() if isinstance(value, dict) else [("", value)]
        values |= {f"{name}.{cell}".rstrip("."): float(number) for cell, number in cells if number is not None}
    json.dump(values, sys.stdout, indent=1, sort_keys=True)


main(*sys.argv[1:])
