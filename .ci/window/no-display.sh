#!/usr/bin/env bash
# Where no display can be opened, a sentence names the commands that do without one. The sample is made all the same:
# `demo` succeeds, and only a window that was the whole wish fails.
#   no-display.sh BINARY WORK
set -euo pipefail
binary=$1
work=$2

# says CODE ARGUMENT…
says() {
    local wanted=$1 code=0
    shift
    "$binary" "$@" >"$work/out" 2>"$work/err" || code=$?
    ((code == wanted)) || { echo "without a display: exit $code, not $wanted: $*"; cat "$work/err"; exit 1; }
    grep -q '打不开窗口' "$work/err" && grep -q 'verify' "$work/err" && grep -q -- '--help' "$work/err" ||
        { echo "without a display it does not say what to do: $*"; cat "$work/err"; exit 1; }
}
says 0 demo "$work/no-display"
says 1
says 1 "$work/no-display/示例.ledger"
