#!/usr/bin/env bash
# The sheet of the key to sealed records: what a scanner reads from its squares is what stands in its groups.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

BINGGONG_NOTICES=$work cargo test --quiet --test interference the_sheet_of_the_key
sheet=$work/paper-key-sheet.pdf
# As coarse as a cheap printer and the scanner of a telephone.
pdftoppm -r 100 -png -singlefile "$sheet" "$work/sheet"
scanned=$(zbarimg --quiet --raw -Sdisable -Sqrcode.enable "$work/sheet.png" 2>"$work/zbar" | tr -d '\n')
# A line holds one or two groups: number, characters, two check marks.
written=$(pdftotext -layout "$sheet" - | awk '
    { for (i = 1; i + 2 <= NF; i++)
          if ($i ~ /^[0-9]+$/ && $(i+1) ~ /^[A-Z0-9-]+$/ && $(i+2) ~ /^[A-Z0-9][A-Z0-9]$/) {
              group[$i] = $(i+1); if ($i + 0 > last) last = $i + 0; i += 2
          } }
    END { for (i = 1; i <= last; i++) printf "%s", group[i] }')
[[ $scanned == AGE-SECRET-KEY-1* ]] || { echo "no key was scanned: “$scanned”"; cat "$work/zbar"; exit 1; }
[[ $scanned == "$written" ]] || { echo "scanned $scanned"; echo "written $written"; exit 1; }
echo "a scanner reads the key of ${#scanned} characters"
