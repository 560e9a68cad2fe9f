#!/usr/bin/env bash
# Looks at PDF files with poppler, a reader that knows nothing of how they were made: `embedding.sh FONTS FILE.pdf…`.
# Each file has complete metadata and tags, embeds subsets of fonts of the folder FONTS and no others, gives its
# text back, and is no larger than a reader should have to download.
set -euo pipefail
export LC_ALL=C.UTF-8

[ $# -gt 1 ] || { echo "no PDF file was given, so nothing was looked at" >&2; exit 2; }
fonts=$1
shift

# pdffonts shows no more than 36 characters of a name, of which a subset spends seven on its prefix (`ABCDEF+`).
allowed=$(find "$fonts" -type f \( -iname '*.ttf' -o -iname '*.otf' \) -exec fc-scan --format '%{postscriptname}\n' {} + |
  cut -c1-29 | sort -u)
[ -n "$allowed" ] || { echo "no fonts in \`$fonts\`" >&2; exit 2; }

faults=0
fault() {
  printf 'FAIL  %s: %s\n' "$pdf" "$1"
  faults=$((faults + 1))
}

# The value of a field of pdfinfo, empty when there is none.
field() { sed -n "s/^$1: *//p" <<<"$info"; }

for pdf in "$@"; do
  info=$(pdfinfo "$pdf" 2>&1) || { fault "not readable: $info"; continue; }
  for name in Title Subject Keywords Author CreationDate; do
    [ -n "$(field "$name")" ] || fault "no \`$name\` in the metadata"
  done
  [ "$(field Tagged)" = yes ] || fault 'not tagged'
  [ "$(field Encrypted)" = no ] || fault 'encrypted'
  [ "$(field JavaScript)" = no ] || fault 'has scripts'

  pages=$(field Pages)
  bytes=$(stat -c %s "$pdf")
  limit=10000000
  [ "$pages" -gt 2 ] || limit=1000000
  [ "$bytes" -le "$limit" ] || fault "$bytes bytes, more than $limit for $pages pages"

  # The last columns of pdffonts are: embedded, subset, unicode, object, generation.
  used=$(pdffonts "$pdf" | awk 'NR > 2 { print $1, $(NF - 4), $(NF - 3), $(NF - 2) }')
  [ -n "$used" ] || fault 'no fonts'
  while read -r name embedded subset unicode; do
    [ "$embedded" = yes ] || fault "\`$name\` is not embedded"
    [ "$subset" = yes ] || fault "\`$name\` is not a subset"
    [ "$unicode" = yes ] || fault "\`$name\` has no way back to characters"
  done <<<"$used"
  while read -r name; do
    grep -Fxq "$name" <<<"$allowed" || fault "\`$name\` is not a font of \`$fonts\`"
  done < <(awk '{ print $1 }' <<<"$used" | sed 's/^[A-Z]\{6\}+//' | cut -c1-29 | sort -u)

  text=$(pdftotext "$pdf" -)
  [ "${#text}" -ge 500 ] || fault "only ${#text} characters of text"
  ! grep -q $'\uFFFD' <<<"$text" || fault 'text that no reader can read (U+FFFD)'

  printf '%s: %d pages, %d bytes, %d fonts, %d characters, “%s”\n' \
    "$pdf" "$pages" "$bytes" "$(wc -l <<<"$used")" "${#text}" "$(field Title)"
done

[ "$faults" -eq 0 ]
