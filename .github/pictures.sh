#!/usr/bin/env bash
# Makes the pictures of the README: the first page of every document of the flagship, in few
# colours. Needs Debian's poppler-utils and netpbm.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bash .ci/need poppler-utils 'command -v pdftoppm' netpbm 'command -v pnmquant'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo run --quiet -- render --out "$work"
for language in nl en; do
  for document in factsheet report; do
    pdftoppm -r 76 -singlefile "$work/$language/$document.pdf" "$work/page"
    pnmquant -quiet 48 "$work/page.ppm" | pnmtopng -quiet -compression 9 >".github/$document-$language.png"
  done
done
find .github -name '*.png' -printf '%6s bytes  %p\n' | sort -k3
