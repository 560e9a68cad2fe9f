"""Reads the files of this folder with pyreadstat and writes what they hold: `make.py [FILE...]`.

Writes expected/*.json, as README.md describes. With files as arguments it reads those instead and prints the JSON, so that
files which cannot be kept here can be compared as well. Needs pyreadstat 1.3.
"""

import json
import math
import pathlib
import sys

import pyreadstat

HERE = pathlib.Path(__file__).parent
LARGEST = sys.float_info.max
# What a set counts, where it is a text: pyreadstat gives numbers only. The syntax in make.sps says it.
COUNTED_TEXTS = {("sets.sav", "travel"): "Y"}


def value(cell):
    """A cell: a text, a number, or nothing for SPSS's system-missing value."""
    if isinstance(cell, str):
        return cell
    return None if cell is None or math.isnan(cell) else float(cell)


def bound(number):
    """An end of a range: SPSS writes open ones as the largest number."""
    return None if abs(number) >= LARGEST or math.isinf(number) else number


def missing(ranges):
    """Missing values, and ranges of them, as SPSS declares them: texts come as ranges from a text to itself."""
    return [one["lo"] if one["lo"] == one["hi"] else [bound(one["lo"]), bound(one["hi"])] for one in ranges]


def encoded_once(code, reencoded):
    """A text code as it is in the data: pyreadstat 1.3 converts the codes of long texts to UTF-8 twice."""
    return code.encode("windows-1252").decode("utf-8") if reencoded and isinstance(code, str) else code


def described(path):
    data, meta = pyreadstat.read_sav(
        path, user_missing=True, disable_datetime_conversion=True, apply_value_formats=False, output_format="dict")
    reencoded = meta.file_encoding == "WINDOWS-1252"
    columns = []
    for name in meta.column_names:
        labels = meta.variable_value_labels.get(name, {})
        columns.append({
            "name": name,
            "label": meta.column_names_to_labels[name],
            "type": {"double": "number", "string": "text"}[meta.readstat_variable_types[name]],
            "format": meta.original_variable_types[name],
            "answers": [[encoded_once(code, reencoded), label] for code, label in labels.items()],
            "missing": missing(meta.missing_ranges.get(name, [])),
            "values": [value(cell) for cell in data[name]],
        })
    sets = {}
    for name, found in meta.mr_sets.items():
        counted = COUNTED_TEXTS.get((path.name, name), found["counted_value"])
        sets[name] = {"label": found["label"], "dichotomies": found["is_dichotomy"], "counted": counted,
                      "columns": found["variable_list"]}
    return {"encoding": meta.file_encoding, "label": meta.file_label, "rows": meta.number_rows, "columns": columns,
            "sets": sets}


def undate(path):
    """Takes the time at which PSPP wrote a file out of its header, so that the same syntax makes the same file."""
    content = bytearray(path.read_bytes())
    if b"GNU pspp" in content[:64]:
        content[92:109] = b"01 May 2400:00:00"
        path.write_bytes(content)


def as_json(found):
    """One line for each column, so that a difference can be read."""
    columns = ",\n".join("  " + json.dumps(column, ensure_ascii=False) for column in found["columns"])
    rest = {name: found[name] for name in ("encoding", "label", "rows", "sets")}
    return json.dumps(rest, ensure_ascii=False)[:-1] + ', "columns": [\n' + columns + "\n]}\n"


def main(paths):
    for path in map(pathlib.Path, paths):
        print(as_json(described(path)), end="")
    if not paths:
        for path in sorted((HERE / "files").iterdir()):
            undate(path)
            text = as_json(described(path))
            json.loads(text)
            (HERE / "expected" / f"{path.name}.json").write_text(text, encoding="utf-8")


main(sys.argv[1:])
