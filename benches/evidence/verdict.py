"""Compares the measurements of run.sh with their bounds: `verdict.py RESULTS`.

Prints Markdown; a bound that is exceeded is said, and is no failure.
"""

import json
import pathlib
import sys

FORMS = {"parquet": "3,000,000 rows, Parquet", "csv": "3,000,000 rows, CSV", "small": "75 rows, CSV"}
RATIO, MEMORY_MIB, CACHED_MS, SMALL_MS = 1.0, 200, 10, 10


def verdict(value, bound, unit=""):
    return f"PASS (at most {bound:g}{unit})" if value <= bound else f"over {bound:g}{unit}"


def main(results):
    results = pathlib.Path(results)
    with open(results / "memory.tsv", encoding="utf-8") as file:
        peaks = {form: (int(ours) / 1024, int(theirs) / 1024) for form, ours, theirs in map(str.split, file)}
    print("|  | `report evidence` | DuckDB | ratio | verdict |")
    print("|---|---:|---:|---:|---|")
    for form, name in FORMS.items():
        with open(results / f"{form}.json", encoding="utf-8") as file:
            ours, cached, theirs = (result["median"] * 1000 for result in json.load(file)["results"])
        large = form != "small"
        said = verdict(ours / theirs, RATIO) if large else verdict(ours, SMALL_MS, " ms")
        print(f"| {name}: time, median | {ours:.0f} ms | {theirs:.0f} ms | {ours / theirs:.2f} | {said} |")
        print(f"| {name}: with cache | {cached:.1f} ms |  |  | {verdict(cached, CACHED_MS, ' ms')} |")
        mine, other = peaks[form]
        print(f"| {name}: peak memory | {mine:.0f} MiB | {other:.0f} MiB | {mine / other:.2f} |"
              f" {verdict(mine, MEMORY_MIB, ' MiB')} |")


main(*sys.argv[1:])
