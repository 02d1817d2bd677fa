#!/bin/sh
# Kills a writing program 200 times at random points: nothing acknowledged may be lost.
set -eu
cd "$(dirname "$0")/.."
exec cargo test --test kill -- --ignored --nocapture
