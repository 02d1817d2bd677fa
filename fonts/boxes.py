"""Adds the boxes of forms, ☐ and ☑, to a face that lacks them; see README.md.

usage: boxes.py FACE      (a TrueType face of 1000 units, changed in place)
needs fonttools
"""

import sys

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

LEFT, BOTTOM, SIDE, STROKE = 110, -50, 780, 56
# The tick: its lower edge from left to right, then its upper edge back.
TICK = [(250, 340), (440, 120), (790, 560), (735, 610), (440, 235), (305, 392)]


def square(pen, inset, clockwise):
    left, bottom, right, top = LEFT + inset, BOTTOM + inset, LEFT + SIDE - inset, BOTTOM + SIDE - inset
    corners = [(left, bottom), (left, top), (right, top), (right, bottom)]
    outline(pen, corners if clockwise else corners[::-1])


def outline(pen, points):
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()


def box(ticked):
    pen = TTGlyphPen(None)
    square(pen, 0, clockwise=True)
    square(pen, STROKE, clockwise=False)
    if ticked:
        outline(pen, TICK[::-1])
    return pen.glyph()


path = sys.argv[1]
font = TTFont(path, recalcTimestamp=False)
assert font["head"].unitsPerEm == 1000
order = font.getGlyphOrder()
for code, ticked in ((0x2610, False), (0x2611, True)):
    name = f"uni{code:04X}"
    assert name not in order
    font["glyf"][name] = box(ticked)
    font["hmtx"][name] = (1000, LEFT)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name
font.save(path)
