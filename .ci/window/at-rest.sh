#!/usr/bin/env bash
# The window on the sample as an office laptop has it, without any reader of the screen: something is painted, tabs
# answer, and at rest it takes no processor time and little memory.
#   at-rest.sh BINARY LEDGER WORK
set -euo pipefail
binary=$1
ledger=$2
work=$3

"$binary" "$ledger" >"$work/out" 2>&1 &
window=$!
trap 'kill "$window" 2>/dev/null || true' EXIT
id=
for _ in $(seq 600); do
    id=$(xdotool search --all --onlyvisible --pid "$window" --class binggong 2>/dev/null | head -n 1) || true
    [[ -n $id ]] && break
    kill -0 "$window" 2>/dev/null || { echo "the window ended: $(cat "$work/out")"; exit 1; }
    sleep 0.1
done
xdotool windowactivate --sync "$id"

# shows NAME: waits until the picture has stayed the same for a second, and gives its number of colours.
shows() {
    local same=0
    for _ in $(seq 300); do
        import -window "$id" -depth 8 "$work/now.png"
        if cmp -s "$work/now.png" "$work/$1.png"; then same=$((same + 1)); else same=0; fi
        cp "$work/now.png" "$work/$1.png"
        ((same < 4)) || break
        sleep 0.25
    done
    identify -format '%k' "$work/$1.png"
}
login=$(shows login)
xdotool key --delay 150 Tab Tab Return
todo=$(shows todo)
xdotool key ctrl+2
cards=$(shows cards)
cmp -s "$work/todo.png" "$work/cards.png" && { echo "Ctrl+2 changed nothing"; exit 1; }
((login > 20 && todo > 50 && cards > 50)) || { echo "hardly anything is painted: $login $todo $cards colours"; exit 1; }

# Processor time over five seconds, in hundredths of a second.
ticks() { awk '{ print $14 + $15 }' "/proc/$window/stat"; }
before=$(ticks)
sleep 5
spent=$(($(ticks) - before))
((spent <= 5)) || { echo "at rest it spent $spent hundredths of a second in five seconds"; exit 1; }
anonymous=$(awk '/^RssAnon/ { print int($2 / 1024) }' "/proc/$window/status")

xdotool key alt+F4
for _ in $(seq 300); do kill -0 "$window" 2>/dev/null || break; sleep 0.1; done
kill -0 "$window" 2>/dev/null && { echo "the window does not close"; exit 1; }
"$binary" verify "$ledger" >"$work/verify" || { cat "$work/verify"; exit 1; }
echo "| 窗口静止五秒 | $((spent * 10)) ms CPU | 0 % | |"
echo "| 匿名内存，示例台账已打开 | $anonymous MB | ≤ 90 MB | |"
