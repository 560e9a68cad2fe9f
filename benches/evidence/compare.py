"""Compares two sets of values: `compare.py OURS.json DUCKDB.json`; fails where they differ by more than 1e-9 of a value.

OURS is what `report evidence --format json` prints: objects with `key` and `value`, also within a list of a field.
"""

import json
import sys

TOLERANCE = 1e-9


def listed(found):
    """The values by key, wherever in the document they are listed."""
    if isinstance(found, list):
        for item in found:
            yield from listed(item)
    elif isinstance(found, dict) and "key" in found and "value" in found:
        yield found["key"], float(found["value"])
    elif isinstance(found, dict):
        for item in found.values():
            yield from listed(item)


def main(ours_path, theirs_path):
    with open(ours_path, encoding="utf-8") as file:
        ours = dict(listed(json.load(file)))
    with open(theirs_path, encoding="utf-8") as file:
        theirs = json.load(file)
    problems = [f"only one of them has `{key}`" for key in sorted(ours.keys() ^ theirs.keys())]
    for key in sorted(ours.keys() & theirs.keys()):
        if abs(ours[key] - theirs[key]) > TOLERANCE * max(abs(theirs[key]), 1):
            problems.append(f"`{key}` is {ours[key]!r} and in DuckDB {theirs[key]!r}")
    print(f"{len(theirs)} values, {len(problems)} differences")
    if problems:
        sys.exit("\n".join(problems[:20]))


main(*sys.argv[1:])
