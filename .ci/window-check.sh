#!/usr/bin/env bash
# The real window under a virtual display: a bureau is set up by keyboard alone, the
# sample opens, tabs answer, and at rest nothing is spent.
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

# Opens the window with these arguments and puts its process into $window, its identity into $id.
open() {
    "$binary" "$@" >"$work/out" 2>&1 &
    window=$!
    children+=("$window")
    id=
    for _ in $(seq 150); do
        id=$(xdotool search --onlyvisible --class binggong 2>/dev/null | head -n 1) && [[ -n $id ]] && break
        kill -0 "$window" 2>/dev/null || { echo "the window ended: $(cat "$work/out")"; exit 1; }
        sleep 0.1
    done
    [[ -n $id ]] || { echo "no window"; exit 1; }
    xdotool windowactivate --sync "$id"
    sleep 1.5
}
close() {
    xdotool key alt+F4
    for _ in $(seq 50); do kill -0 "$window" 2>/dev/null || return 0; sleep 0.1; done
    echo "the window does not close"
    exit 1
}
keys() { xdotool key --delay 120 "$@"; sleep 0.3; }
# Pastes: a virtual keyboard has no Chinese keys, and pasting has to work in any case.
writes() { printf %s "$1" | xclip -selection clipboard; sleep 0.2; keys ctrl+v; }

# From nothing to a bureau's own desk, by keyboard alone.
open
for word in 某县应急管理局 某应急 某县; do writes "$word"; keys Tab; done
keys ctrl+Return
writes 王某某
keys Tab Tab Tab Tab Tab Tab Tab
for word in 每天用的密码一二三 每天用的密码一二三 锁进保险柜的台账口令一二三四 锁进保险柜的台账口令一二三四; do
    writes "$word"
    keys Tab
done
keys ctrl+a
writes "$work/某县.ledger"
keys ctrl+Return
writes 某应急字〔2025〕8号
keys Tab
xdotool type --delay 60 20250601
keys ctrl+Return
writes 应急
keys ctrl+Return
keys ctrl+Return
for _ in $(seq 100); do [[ -e $work/某县.ledger ]] && break; sleep 0.2; done
sleep 3
keys ctrl+Return
sleep 1.5
close
printf 锁进保险柜的台账口令一二三四 >"$work/passphrase"
"$binary" verify "$work/某县.ledger" --full --passphrase-file "$work/passphrase" >"$work/verify" ||
    { cat "$work/verify"; exit 1; }
"$binary" export "$work/某县.ledger" --out "$work/export" --passphrase-file "$work/passphrase" >/dev/null
grep -rq 某县应急管理局 "$work/export" && grep -rq 某应急字〔2025〕8号 "$work/export" ||
    { echo "what was written in the first run is not in the ledger"; exit 1; }

open "$ledger"
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

close
"$binary" verify "$ledger" >"$work/verify" || { cat "$work/verify"; exit 1; }
echo "| 窗口静止五秒 | $((spent * 10)) ms CPU | 0 % | |"
echo "| 匿名内存，示例台账已打开 | $anonymous MB | ≤ 90 MB | |"
