#!/usr/bin/env bash
# Installs from Debian what the checks need beyond Rust, a C compiler, perl and make.
set -euo pipefail

missing=()
# need PACKAGE COMMAND-OR-FILE
need() { [[ -e $2 ]] || command -v "$2" >/dev/null || missing+=("$1"); }

need poppler-utils pdffonts
need poppler-utils pdftotext
need qpdf qpdf
need python3 python3
need default-jdk-headless javac
need libpdfbox2-java /usr/share/java/preflight.jar
need libjaxb-api-java /usr/share/java/jaxb-api.jar
need libactivation-java /usr/share/java/javax.activation.jar

((${#missing[@]})) || exit 0
if ((EUID != 0)); then
    echo "missing, and only root may install: ${missing[*]}"
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -q -y --no-install-recommends "${missing[@]}"
