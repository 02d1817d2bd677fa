#!/bin/sh
# Cuts the embedded faces from Debian 12's font packages; see README.md. Not needed for a build.
#   apt-get install fonts-noto-cjk fonts-noto-cjk-extra fonts-lxgw-wenkai texlive-lang-chinese
#   pip install fonttools==4.68.0 numpy; npm is needed for the icons
# The 8,105 characters of 通用规范汉字表 are read from the file named by the first argument.
set -eu
cd "$(dirname "$0")"
table=${1:-../../shared/data/tongyong-8105.txt}
noto=/usr/share/fonts/opentype/noto
export SOURCE_DATE_EPOCH=1700000000
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# ASCII, the symbols of GB/T 2312 and the few signs that forms use.
python3 - "$table" "$work" <<'PY'
import sys
table, work = sys.argv[1:]
signs = set(map(chr, range(0x20, 0x7F))) | set("°·•×÷—–…‘’“”※℃№□■○●△▲☆★✓〇〔〕㎡㎏￥")
for row in range(0xA1, 0xAA):
    for cell in range(0xA1, 0xFF):
        try:
            signs.add(bytes((row, cell)).decode("gb2312"))
        except UnicodeDecodeError:
            pass
common = set("".join(open(table, encoding="utf-8").read().split()))
assert len(common) == 8105
han = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)]
open(f"{work}/common", "w", encoding="utf-8").write("".join(sorted(signs | common)))
open(f"{work}/signs", "w", encoding="utf-8").write("".join(sorted(signs)))
open(f"{work}/han", "w").write("\n".join(f"{a:04X}-{b:04X}" for a, b in han))
PY

cut() { # source index output options…
    source=$1 index=$2 output=$3
    shift 3
    pyftsubset "$source" --font-number="$index" --output-file="$output" \
        --layout-features='' --drop-tables+=BASE,GPOS,GSUB,GDEF,VORG,vhea,vmtx \
        --name-IDs='*' --name-languages='*' --notdef-outline --no-recalc-timestamp "$@"
}
cut $noto/NotoSerifCJK-Bold.ttc 2 "$work/NotoSerifSC-Bold.otf" --text-file="$work/common"
cut $noto/NotoSansCJK-Regular.ttc 2 "$work/NotoSansSC-Regular.otf" --text-file="$work/common"
cut $noto/NotoSerifCJK-Black.ttc 2 "$work/NotoSerifSC-Black.otf" --text-file="$work/common"
cut /usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Light.ttf 0 "$work/kai.ttf" \
    --text-file="$work/signs" --unicodes-file="$work/han" --no-hinting
# Traced outlines: two thirds of the size without a difference that a printer shows. Takes minutes.
python3 simplify.py /usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf \
    "$work/FandolFang-Regular.otf" 2
# A notice carries the glyphs that it uses: those of a glyf table are copied, those of a CFF table rewritten.
python3 quadratic.py "$work/FandolFang-Regular.otf" FandolFang-Regular.ttf 1.5
for face in NotoSerifSC-Bold NotoSansSC-Regular NotoSerifSC-Black; do
    python3 quadratic.py "$work/$face.otf" "$face.ttf" 1
done

# The boxes that forms tick, which GB/T 2312 lacks.
python3 boxes.py FandolFang-Regular.ttf

# LXGW and 霞鹜 are reserved font names: the cut carries a name of its own.
python3 - "$work/kai.ttf" <<'PY'
import sys
from fontTools.ttLib import TTFont
font = TTFont(sys.argv[1], recalcTimestamp=False)
new = {1: "Binggong Kai", 2: "Regular", 3: "Binggong Kai:1.250", 4: "Binggong Kai", 6: "BinggongKai-Regular"}
for record in list(font["name"].names):
    if record.nameID in (1, 2, 3, 4, 6, 16, 17, 18, 21, 22):
        font["name"].removeNames(record.nameID, record.platformID, record.platEncID, record.langID)
for number, name in new.items():
    font["name"].setName(name, number, 3, 1, 0x409)
font.save("BinggongKai-Regular.ttf")
PY

# For the screen alone: two weights with their hints, and the icons that src/ui/icons.rs names, from the npm package.
cp "$work/NotoSansSC-Regular.otf" .
cut $noto/NotoSansCJK-Bold.ttc 2 NotoSansSC-Bold.otf --text-file="$work/common"
(cd "$work" && npm pack --silent @phosphor-icons/web@2.1.2 && tar xzf phosphor-icons-web-2.1.2.tgz)
icons=$(sed -n "s/.*'.u{\([0-9a-f]*\)}'.*/\1/p" ../src/ui/icons.rs | paste -sd,)
pyftsubset "$work/package/src/regular/Phosphor.ttf" --unicodes="$icons" --output-file=Phosphor-Regular.ttf \
    --layout-features='' --drop-tables+=GSUB,GPOS --name-IDs='*' --no-recalc-timestamp
chmod 644 ./*.otf ./*.ttf
ls -l ./*.otf ./*.ttf
