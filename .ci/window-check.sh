#!/usr/bin/env bash
# The real window under a virtual display: without a display it says what to do instead; a new bureau goes from the
# wizard to a saved PDF by keyboard and input method alone; and at rest nothing is spent.
#   .ci/window-check.sh BINARY DIR-OF-A-DEMO
set -euo pipefail
binary=$(realpath "$1")
ledger=$(realpath "$2")/示例.ledger
here=$(realpath "$(dirname "$0")")/window
work=$(mktemp -d)
children=()
cleanup() {
    for child in "${children[@]}"; do kill "$child" 2>/dev/null || true; done
    wait
    rm -rf "$work"
}
trap cleanup EXIT
# Nothing of the desktop of whoever runs this.
unset WAYLAND_DISPLAY WAYLAND_SOCKET DISPLAY DBUS_SESSION_BUS_ADDRESS
export LIBGL_ALWAYS_SOFTWARE=1 BINGGONG_HOME=$work/machine
mkdir "$work/story"

"$here/no-display.sh" "$binary" "$work"

Xvfb -displayfd 3 -screen 0 1366x768x24 3>"$work/display" 2>"$work/xvfb.log" &
children+=($!)
for _ in $(seq 300); do [[ -s $work/display ]] && break; sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY
openbox >"$work/openbox.log" 2>&1 &
children+=($!)

begun=$SECONDS
if ! dbus-run-session --config-file="$here/bus.conf" -- \
    /usr/bin/python3 -B "$here/bureau.py" "$binary" "$work/story" >"$work/said" 2>&1; then
    cat "$work/said"
    # What the screen looked like, for whoever reads this.
    [[ -e $work/story/lost.png ]] && cp "$work/story/lost.png" "${TMPDIR:-/tmp}/window-check-lost.png"
    exit 1
fi
"$here/as-written.sh" "$binary" "$work/story"
echo "| 首次使用到保存 PDF，全键盘、真实输入法 | $(tail -n 1 "$work/said")，$((SECONDS - begun)) s | | |"

"$here/at-rest.sh" "$binary" "$ledger" "$work"
