#!/usr/bin/env bash
# Times what one chart of every kind costs in a cold `report render`. See README.md in this folder.
# Results go to target/bench.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
runs=${RUNS:-15}
bound=40
results=$PWD/target/bench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$results"

bash .ci/need hyperfine 'command -v hyperfine'

cargo build --release --locked
target=$(cargo metadata --format-version 1 --no-deps |
  python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')
report=$target/release/report

# ---- one document: with its charts, with their frames, with titles ---------------------------------

gallery=tests/projects/gallery
# The first figure of each kind in the gallery: the kinds on the first reading, their tables on the second.
first_of_each_kind() {
  awk '
    /^\[/ { name = $0; gsub(/[][]/, "", name); sub(/\..*/, "", name) }
    NR == FNR { if ($1 == "kind" && !seen[$3]++) wanted[name] = 1; next }
    wanted[name]
  ' "$1" "$1"
}
project() {
  local folder=$work/$1
  mkdir -p "$folder/report/charts/en"
  cp -r fonts "$gallery/data" "$folder/"
  cp -r report/theme report/locales "$folder/report/"
  cp "$gallery/report/charts/en/10-about.md" "$folder/report/charts/en/"
  # The gallery itself has another document, which nothing is asked of here.
  awk '/^\[\[document\]\]/ { part = 1; held = $0; next } held { if (/"charts"/) { print held; part = 0 } held = "" } !part' \
    "$gallery/report/report.toml" >"$folder/report/report.toml"
  first_of_each_kind "$gallery/report/figures.toml" >"$folder/report/figures.toml"
  cat >"$folder/report/charts/layout.typ" <<TYP
#import "/report/theme/lib.typ": *
#import "/report/theme/figures.typ": figure-frame

#let layout(data, sections) = {
  set page(margin: sheet.margin, numbering: "1")
  show: set-captions.with(numbered: false)
  for section in sections { block-heading(1, section.title) + section.body }
  for fig in data.figures.values() { pagebreak(); $2 }
}
TYP
}
project drawn 'figure-frame(fig, figure-of(data, fig) + figure-source(fig))'
project framed 'figure-frame(fig, figure-of(data, fig, drawn: fig => table(fig.kind)) + figure-source(fig))'
project without 'par(fig.title)'

# ---- the verdict -----------------------------------------------------------------------------------

render() { printf '%q ' "$report" render charts --project "$work/$1" --out "$work/out"; }
hyperfine --shell=none --warmup 2 --runs "$runs" --prepare "rm -rf $work/out" --export-json "$results/charts.json" \
  --command-name drawn "$(render drawn)" --command-name framed "$(render framed)" --command-name without "$(render without)"
python3 - "$results/charts.json" "$bound" "$(grep -c '^kind = ' "$work/drawn/report/figures.toml")" <<'PY' | tee "$results/charts.md"
import json
import sys

path, bound, kinds = sys.argv[1], float(sys.argv[2]), sys.argv[3]
with open(path, encoding="utf-8") as file:
    drawn, framed, without = (result["median"] * 1000 for result in json.load(file)["results"])
cost = drawn - framed
print(f"{kinds} charts, one of each kind: {drawn:.0f} - {framed:.0f} = {cost:.0f} ms,"
      f" {'PASS (at most ' if cost <= bound else 'over ('}{bound:g} ms);"
      f" their captions and sources: {framed - without:.0f} ms")
PY
