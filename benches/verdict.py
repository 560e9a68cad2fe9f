"""Compares the measurements of run.sh with their bounds: `verdict.py TIME.json MEMORY.tsv`.

The first row of both files is `report`, the others are the documents compiled by Typst. Typst compiles them one after
the other, so its times add up and its peak is that of the largest. Prints Markdown; a bound that is exceeded is said,
and is no failure.
"""

import json
import sys

TIME_BOUND, TIME_AIM, MEMORY_BOUND = 1.0, 0.6, 1.3


def verdict(ratio, bound, aim=None):
    """What a ratio means under its bound: `PASS`, with the aim when there is one, or `over`."""
    if ratio > bound:
        return f"over {bound:g}"
    if aim is None:
        return f"PASS (at most {bound:g})"
    return f"PASS (at most {bound:g}, aim {aim:g} {'reached' if ratio <= aim else 'not reached'})"


def main(time_path, memory_path):
    with open(time_path, encoding="utf-8") as file:
        ours, *theirs = (result["median"] for result in json.load(file)["results"])
    with open(memory_path, encoding="utf-8") as file:
        our_peak, *their_peaks = (int(line.split("\t")[1]) for line in file)
    time, memory = ours / sum(theirs), our_peak / max(their_peaks)
    print("|  | `report render` | `typst compile` | ratio | verdict |")
    print("|---|---:|---:|---:|---|")
    print(f"| time, median | {ours * 1000:.0f} ms | {sum(theirs) * 1000:.0f} ms | {time:.2f} |"
          f" {verdict(time, TIME_BOUND, TIME_AIM)} |")
    print(f"| peak memory | {our_peak / 1024:.0f} MiB | {max(their_peaks) / 1024:.0f} MiB | {memory:.2f} |"
          f" {verdict(memory, MEMORY_BOUND)} |")


main(*sys.argv[1:])
