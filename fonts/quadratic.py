"""Turns the cubic outlines of a CFF face into quadratic ones in a glyf table; see README.md.

usage: quadratic.py SOURCE OUTPUT TOLERANCE      (tolerance in font units, thousandths of an em)
needs fonttools
"""

import sys

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

# Of maxp: outlines without instructions.
UNUSED = (
    "maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs maxStackElements "
    "maxSizeOfInstructions maxComponentElements"
).split()


def main(source, output, tolerance):
    font = TTFont(source, recalcTimestamp=False)
    order, outlines = font.getGlyphOrder(), font.getGlyphSet()
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(None)
        # TrueType fills what lies to the right of a contour, PostScript what lies to the left.
        outlines[name].draw(Cu2QuPen(pen, tolerance, reverse_direction=True))
        glyf[name] = pen.glyph(dropImpliedOnCurves=True)
    font["loca"] = newTable("loca")
    for name, (advance, _) in list(font["hmtx"].metrics.items()):
        glyf[name].recalcBounds(glyf)
        font["hmtx"][name] = (advance, getattr(glyf[name], "xMin", 0))
    maxp = font["maxp"]
    maxp.tableVersion, maxp.maxZones = 0x00010000, 1
    for field in UNUSED:
        setattr(maxp, field, 0)
    for table in ("CFF ", "VORG", "BASE", "GPOS", "vhea", "vmtx"):
        if table in font:
            del font[table]
    post = font["post"]
    post.formatType, post.extraNames, post.mapping = 3.0, [], {}
    for record in font["name"].names:
        if record.nameID == 5:
            record.string = record.toUnicode() + "; outlines made quadratic for Binggong"
    font.sfntVersion = "\000\001\000\000"
    font.save(output)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
