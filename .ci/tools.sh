#!/usr/bin/env bash
# Installs from Debian what the checks need beyond Rust, a C compiler, perl and make.
set -euo pipefail

missing=()
# need PACKAGE COMMAND-OR-FILE
need() { [[ -e $2 ]] || command -v "$2" >/dev/null || missing+=("$1"); }

need poppler-utils pdffonts
need poppler-utils pdftotext
need qpdf qpdf
need zbar-tools zbarimg
need python3 python3
need default-jdk-headless javac
need libpdfbox2-java /usr/share/java/preflight.jar
need libjaxb-api-java /usr/share/java/jaxb-api.jar
need libactivation-java /usr/share/java/javax.activation.jar
# What the window needs on a bare machine, and what drives it.
need xvfb Xvfb
need openbox openbox
need xdotool xdotool
need imagemagick import
need xclip xclip
# The desktop around it: a message bus, Chinese input, and what screen readers listen to.
need dbus-daemon dbus-run-session
need fcitx5 fcitx5
need fcitx5-pinyin /usr/lib/x86_64-linux-gnu/fcitx5/libpinyin.so
need at-spi2-core /usr/libexec/at-spi-bus-launcher
need python3-gi /usr/lib/python3/dist-packages/gi
need gir1.2-atspi-2.0 /usr/lib/x86_64-linux-gnu/girepository-1.0/Atspi-2.0.typelib
need libgl1-mesa-dri /usr/lib/x86_64-linux-gnu/dri/swrast_dri.so
need libgl1 /usr/lib/x86_64-linux-gnu/libGL.so.1
need libegl1 /usr/lib/x86_64-linux-gnu/libEGL.so.1
need libxkbcommon-x11-0 /usr/lib/x86_64-linux-gnu/libxkbcommon-x11.so.0
need libxcursor1 /usr/lib/x86_64-linux-gnu/libXcursor.so.1
need libxi6 /usr/lib/x86_64-linux-gnu/libXi.so.6
need libx11-xcb1 /usr/lib/x86_64-linux-gnu/libX11-xcb.so.1

((${#missing[@]})) || exit 0
if ((EUID != 0)); then
    echo "missing, and only root may install: ${missing[*]}"
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -q -y --no-install-recommends "${missing[@]}"
