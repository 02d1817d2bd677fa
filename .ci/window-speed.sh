#!/usr/bin/env bash
# The budgets of the window, measured in a real one under a virtual display with software rendering.
#   .ci/window-speed.sh
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

Xvfb -displayfd 3 -noreset -screen 0 1366x768x24 3>"$work/display" 2>"$work/xvfb.log" &
server=$!
for _ in $(seq 100); do [[ -s $work/display ]] && break; sleep 0.1; done
export DISPLAY=:$(cat "$work/display") LIBGL_ALWAYS_SOFTWARE=1
# Wall time also tells how busy the machine is: what is too slow is measured once more before it counts.
cargo bench --bench window || cargo bench --bench window
