#!/usr/bin/env bash
# Two runs of the demo leave the same PDFs, byte for byte.
set -euo pipefail
[[ -n $(ls "$1"/notices/*.pdf) ]]
diff <(cd "$1/notices" && ls) <(cd "$2/notices" && ls)
for paper in "$1"/notices/*.pdf; do
    cmp "$paper" "$2/notices/${paper##*/}"
done
