#!/usr/bin/env bash
# Times a cold `report render` beside `typst compile` on the very sources it assembles: `benches/run.sh [LANG]`.
# See README.md in this folder. Results go to target/bench.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
lang=${1:-nl}
runs=${RUNS:-15}
typst_version=0.15.1
cache=${REPORT_CI_CACHE:-$HOME/.cache/report-ci}
results=$PWD/target/bench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$results"

bash .ci/need hyperfine 'command -v hyperfine' time 'test -x /usr/bin/time' poppler-utils 'command -v pdfinfo'

# ---- the two programs, built alike -----------------------------------------------------------------

cargo build --release --locked
target=$(cargo metadata --format-version 1 --no-deps |
  python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')
report=$target/release/report

typst=${TYPST:-$cache/typst-$typst_version/bin/typst}
if [[ "$("$typst" --version 2>/dev/null)" != "typst $typst_version "* ]]; then
  bash .ci/need pkg-config 'command -v pkg-config' libssl-dev 'pkg-config --exists openssl'
  # The profile with which Typst publishes its own binaries; `cargo install` alone would build a slower one.
  CARGO_PROFILE_RELEASE_LTO=thin CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1 \
    cargo install --locked --root "$cache/typst-$typst_version" "typst-cli@$typst_version"
  typst=$cache/typst-$typst_version/bin/typst
fi

# ---- the work: what one language of the publication takes ------------------------------------------

"$report" render --lang "$lang" --out "$work/out" --emit "$work/sources" >/dev/null
# A document that was set tighter to fit lies in a root of its own. Typst has only the last
# of the layouts to do that its fit was found by.
documents=()
declare -A root
for source in "$work/sources"{,/fit-*}/assembled/"$lang"/*.typ; do
  [ -f "$source" ] || continue
  document=$(basename "$source" .typ)
  documents+=("$document")
  root[$document]=${source%"/assembled/$lang/$document.typ"}
done
[ ${#documents[@]} -gt 0 ] || { echo "no document in \`assembled/$lang\` of the emitted sources" >&2; exit 1; }

ours=("$report" render --lang "$lang" --out "$work/out")
theirs=("$typst" compile --font-path fonts --ignore-system-fonts --features a11y-extras)
# A document that carries the data of its figures is PDF/A-3a.
standard_of() {
  if grep -q '"attachments":{}' "${root[$1]}/assembled/$lang/$1.json"; then echo ua-1,a-2a; else echo ua-1,a-3a; fi
}
# A Typst built without its embedded fonts has no switch to leave them aside.
if [[ "$("$typst" compile --help)" == *--ignore-embedded-fonts* ]]; then
  theirs+=(--ignore-embedded-fonts)
fi
pdf_of() { printf '%s' "$work/typst-$1.pdf"; }
# What Typst is called with for a document.
theirs_of() {
  work_of=("${theirs[@]}" --root "${root[$1]}" --pdf-standard "$(standard_of "$1")"
    "${root[$1]}/assembled/$lang/$1.typ" "$(pdf_of "$1")")
}

pages() { pdfinfo "$1" 2>/dev/null | awk '/^Pages:/ { print $2 }'; }
for document in "${documents[@]}"; do
  theirs_of "$document"
  "${work_of[@]}"
  if [ "$(pages "$work/out/$lang/$document.pdf")" != "$(pages "$(pdf_of "$document")")" ]; then
    echo "not the same work: \`$document\` has other pages when Typst compiles it" >&2
    exit 1
  fi
done

# ---- time: each run a process of its own, and none finds earlier output ----------------------------

quoted() { printf '%q ' "$@"; }
measured=(--command-name "report render --lang $lang" "$(quoted "${ours[@]}")")
for document in "${documents[@]}"; do
  theirs_of "$document"
  measured+=(--command-name "typst compile $document" "$(quoted "${work_of[@]}")")
done
hyperfine --shell=none --warmup 2 --runs "$runs" --prepare "$(quoted rm -rf "$work/out")" \
  --export-json "$results/time.json" --export-markdown "$results/time.md" "${measured[@]}"

# ---- memory: the middle of three peaks -------------------------------------------------------------

peak() {
  for _ in 1 2 3; do
    /usr/bin/time -v "$@" 2>&1 >/dev/null | awk -F': ' '/Maximum resident set size/ { print $2 }'
  done | sort -n | sed -n 2p
}
{
  printf 'report\t%s\n' "$(peak "${ours[@]}")"
  for document in "${documents[@]}"; do
    theirs_of "$document"
    printf '%s\t%s\n' "$document" "$(peak "${work_of[@]}")"
  done
} >"$results/memory.tsv"

# ---- the verdict -----------------------------------------------------------------------------------

python3 benches/verdict.py "$results/time.json" "$results/memory.tsv" | tee "$results/verdict.md"
