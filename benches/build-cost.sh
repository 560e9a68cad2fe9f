#!/usr/bin/env bash
# Says what a first build costs: `build-cost.sh` builds everything anew in a temporary folder (minutes, all cores);
# `build-cost.sh TIMINGS.html` reads the report of an earlier `cargo build --timings` instead.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

html=${1:-}
if [ -z "$html" ]; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  cargo fetch --locked
  CARGO_TARGET_DIR=$folder CARGO_INCREMENTAL=0 cargo build --locked --offline --timings
  html=$folder/cargo-timings/cargo-timing.html
fi

python3 - "$html" <<'PYTHON'
import json, pathlib, re, sys

page = pathlib.Path(sys.argv[1]).read_text("utf-8")
start = re.search(r"UNIT_DATA\s*=\s*", page)
if not start:
    sys.exit(f"no `UNIT_DATA` in `{sys.argv[1]}`")
units, _ = json.JSONDecoder().raw_decode(page, start.end())
total = max(unit["start"] + unit["duration"] for unit in units)
work = sum(unit["duration"] for unit in units)
print(f"{total:.0f} s from start to end, {work:.0f} s of work in {len(units)} units")
for unit in sorted(units, key=lambda unit: -unit["duration"])[:10]:
    print(f"{unit['duration']:8.1f} s  {unit['duration'] / work:5.1%}  {unit['name']} {unit['version']}{unit['target']}")
PYTHON
