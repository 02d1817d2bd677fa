#!/usr/bin/env bash
# What was written in the window is in the ledger and on the paper, as other programs read them.
#   as-written.sh BINARY FOLDER-OF-THE-STORY
set -euo pipefail
binary=$1
story=$2
cd "$(dirname "$0")"

printf %s "$(python3 -Bc 'from words import *; print(PASSPHRASE)')" >"$story/passphrase"
"$binary" verify "$story/某县.ledger" --full --passphrase-file "$story/passphrase" >"$story/verify" ||
    { cat "$story/verify"; exit 1; }
"$binary" export "$story/某县.ledger" --out "$story/export" --passphrase-file "$story/passphrase" >/dev/null
pdftotext -layout "$story/决定书.pdf" "$story/paper"
# Lines break anywhere in Chinese: what is looked for is looked for without them.
tr -d ' \n\f' <"$story/paper" >"$story/words"

python3 -Bc 'from words import *; print(*ON_PAPER, sep="\n")' | while read -r word; do
    grep -qF "$word" "$story/words" || { echo "not on the paper: $word"; cat "$story/paper"; exit 1; }
done
python3 -Bc 'from words import *; print(*IN_LEDGER, sep="\n")' | while read -r word; do
    grep -rqF "$word" "$story/export" || { echo "not in the ledger: $word"; exit 1; }
done
