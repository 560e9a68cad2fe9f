#!/usr/bin/env bash
# Times `report evidence` beside the same 50 indicators in one DuckDB query: `benches/evidence/run.sh`.
# See README.md in this folder. Results go to target/bench/evidence.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
runs=${RUNS:-10}
threads=${THREADS:-2}
duckdb_version=2.0.0
cache=${REPORT_CI_CACHE:-$HOME/.cache/report-ci}
data=$cache/evidence-bench
venv=$cache/duckdb-$duckdb_version
results=$PWD/target/bench/evidence
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$results"

bash .ci/need hyperfine 'command -v hyperfine' time 'test -x /usr/bin/time'

# ---- the two programs ------------------------------------------------------------------------------

cargo build --release --locked
target=$(cargo metadata --format-version 1 --no-deps |
  python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')
report=$target/release/report

python=$venv/bin/python
if ! "$python" -c 'import duckdb' 2>/dev/null; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet "duckdb==$duckdb_version"
fi

# ---- the data, made once ---------------------------------------------------------------------------

"$python" benches/evidence/make.py "$data"

# ---- the work: all indicators, computed anew -------------------------------------------------------

export RAYON_NUM_THREADS=$threads
evidence=("$report" evidence --format json)
ours() { printf '%q ' "${evidence[@]}" --no-cache --project "$data/$1"; }
cached() { printf '%q ' "${evidence[@]}" --project "$data/$1"; }
theirs() { printf '%q ' "$python" benches/evidence/in_duckdb.py "$data/$1" "$threads"; }
declare -A file=([csv]=large.csv [parquet]=large.parquet [small]=small.csv)

for form in csv parquet; do
  eval "$(ours $form)" >"$work/ours.json"
  eval "$(theirs "${file[$form]}")" >"$work/theirs.json"
  python3 benches/evidence/compare.py "$work/ours.json" "$work/theirs.json"
done

# ---- time: each run a process of its own -----------------------------------------------------------

for form in csv parquet small; do
  hyperfine --shell=none --warmup 1 --runs "$runs" --export-json "$results/$form.json" \
    --command-name "report evidence" "$(ours $form)" \
    --command-name "cached" "$(cached $form)" \
    --command-name "duckdb" "$(theirs "${file[$form]}")"
done

# ---- memory: the middle of three peaks -------------------------------------------------------------

peak() {
  for _ in 1 2 3; do
    eval "/usr/bin/time -v $1" 2>&1 >/dev/null | awk -F': ' '/Maximum resident set size/ { print $2 }'
  done | sort -n | sed -n 2p
}
for form in csv parquet small; do
  printf '%s\t%s\t%s\n' "$form" "$(peak "$(ours $form)")" "$(peak "$(theirs "${file[$form]}")")"
done >"$results/memory.tsv"

# ---- the verdict -----------------------------------------------------------------------------------

python3 benches/evidence/verdict.py "$results" | tee "$results/verdict.md"
