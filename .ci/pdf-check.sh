#!/usr/bin/env bash
# Every PDF in DIR/notices: fonts embedded, subset and mapped to Unicode; sound to qpdf; valid PDF/A-1b.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
shopt -s nullglob
papers=("$1"/notices/*.pdf)
((${#papers[@]})) || { echo "no PDF in $1/notices"; exit 1; }

for paper in "${papers[@]}"; do
    # The columns before "object ID" are emb, sub, uni, counted from the end: names may hold spaces.
    fonts=$(pdffonts "$paper" | tail -n +3)
    [[ -n $fonts ]] || { echo "$paper: no font"; exit 1; }
    awk -v paper="$paper" '
        !($(NF-4) == "yes" && $(NF-3) == "yes" && $(NF-2) == "yes") { print paper ": font not embedded, subset and unicode: " $0; bad = 1 }
        END { exit bad }' <<<"$fonts"
    # Warnings are exit status 3: not clean either.
    qpdf --check "$paper" >/dev/null || { echo "$paper: qpdf --check"; qpdf --check "$paper"; exit 1; }
done

jars=/usr/share/java
classes=$jars/preflight.jar:$jars/pdfbox2.jar:$jars/fontbox2.jar:$jars/xmpbox.jar
classes+=:$jars/commons-logging.jar:$jars/commons-io.jar:$jars/jaxb-api.jar:$jars/javax.activation.jar
java -cp "$classes" "$here/Preflight.java" "${papers[@]}"
echo "${#papers[@]} PDFs are sound"
