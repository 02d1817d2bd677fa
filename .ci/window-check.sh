#!/usr/bin/env bash
# The real window under a virtual display: it opens on the sample bureau, answers the keyboard, rests at 0 %.
#   .ci/window-check.sh BINARY DIR-OF-A-DEMO
set -euo pipefail
binary=$(realpath "$1")
ledger=$(realpath "$2")/示例.ledger
work=$(mktemp -d)
children=()
cleanup() {
    for child in "${children[@]}"; do kill "$child" 2>/dev/null || true; done
    rm -rf "$work"
}
trap cleanup EXIT

Xvfb -displayfd 3 -screen 0 1366x768x24 3>"$work/display" 2>"$work/xvfb.log" &
children+=($!)
for _ in $(seq 100); do [[ -s $work/display ]] && break; sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY LIBGL_ALWAYS_SOFTWARE=1 BINGGONG_HOME=$work/machine
openbox >"$work/openbox.log" 2>&1 &
children+=($!)
sleep 0.5

"$binary" "$ledger" >"$work/out" 2>&1 &
window=$!
children+=("$window")
id=
for _ in $(seq 100); do
    id=$(xdotool search --onlyvisible --class binggong 2>/dev/null | head -n 1) && [[ -n $id ]] && break
    kill -0 "$window" 2>/dev/null || { echo "the window ended: $(cat "$work/out")"; exit 1; }
    sleep 0.1
done
[[ -n $id ]] || { echo "no window"; exit 1; }
xdotool windowactivate --sync "$id"
sleep 1.5

# Colours on the screen, as a measure of whether anything was painted.
colours() { import -window "$id" -depth 8 "$work/$1.png" && identify -format '%k' "$work/$1.png"; }
login=$(colours login)
xdotool key --delay 150 Tab Tab Return
sleep 1.5
todo=$(colours todo)
xdotool key ctrl+2
sleep 1
cards=$(colours cards)
cmp -s "$work/todo.png" "$work/cards.png" && { echo "Ctrl+2 changed nothing"; exit 1; }
((login > 20 && todo > 50 && cards > 50)) || { echo "hardly anything is painted: $login $todo $cards colours"; exit 1; }

# At rest: processor time over five seconds, in hundredths of a second.
ticks() { awk '{ print $14 + $15 }' "/proc/$window/stat"; }
before=$(ticks)
sleep 5
spent=$(($(ticks) - before))
((spent <= 5)) || { echo "at rest it spent $spent hundredths of a second in five seconds"; exit 1; }
anonymous=$(awk '/^RssAnon/ { print int($2 / 1024) }' "/proc/$window/status")

xdotool key alt+F4
for _ in $(seq 50); do kill -0 "$window" 2>/dev/null || break; sleep 0.1; done
kill -0 "$window" 2>/dev/null && { echo "the window does not close"; exit 1; }
"$binary" verify "$ledger" >"$work/verify" || { cat "$work/verify"; exit 1; }
echo "| 窗口静止五秒 | $((spent * 10)) ms CPU | 0 % | |"
echo "| 匿名内存，示例台账已打开 | $anonymous MB | ≤ 90 MB | |"
