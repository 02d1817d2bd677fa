"""Merges the many short curves of a traced CFF face into few, within a tolerance; see README.md.

usage: simplify.py SOURCE OUTPUT TOLERANCE      (tolerance in font units, thousandths of an em)
needs fonttools and numpy
"""

import math
import sys

import numpy as np
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

SAMPLES = np.linspace(0, 1, 8)[1:]
LONG = 40  # a line as long as this is meant to be straight
SMOOTH = 0.94  # cosine of the angle that still counts as smooth
REACH = 14  # how many curves may become one


def bezier(curve, t):
    p = np.asarray(curve, float)
    t = np.asarray(t)[:, None]
    u = 1 - t
    return u**3 * p[0] + 3 * u * u * t * p[1] + 3 * u * t * t * p[2] + t**3 * p[3]


def tangent(curve, at_end):
    p = [np.asarray(point, float) for point in curve]
    for a, b in [(3, 2), (3, 1), (3, 0)] if at_end else [(0, 1), (0, 2), (0, 3)]:
        v = p[b] - p[a]
        length = math.hypot(*v)
        if length > 1e-6:
            return v / length
    return np.zeros(2)


def fit(points, start, end, tolerance):
    """One cubic through the points with the given end tangents, or None (Schneider's method)."""
    p0, p3 = points[0], points[-1]
    steps = np.hypot(*np.diff(points, axis=0).T)
    along = np.concatenate([[0], np.cumsum(steps)])
    length = along[-1]
    if length < 1e-6:
        return None
    u = along / length
    for _ in range(4):
        b0, b1, b2, b3 = (1 - u) ** 3, 3 * u * (1 - u) ** 2, 3 * u * u * (1 - u), u**3
        a1, a2 = b1[:, None] * start, b2[:, None] * end
        rest = points - ((b0 + b1)[:, None] * p0 + (b2 + b3)[:, None] * p3)
        c00, c01, c11 = (a1 * a1).sum(), (a1 * a2).sum(), (a2 * a2).sum()
        x0, x1 = (a1 * rest).sum(), (a2 * rest).sum()
        determinant = c00 * c11 - c01 * c01
        if abs(determinant) < 1e-9:
            a = b = length / 3
        else:
            a = (x0 * c11 - x1 * c01) / determinant
            b = (c00 * x1 - c01 * x0) / determinant
        if not (1e-3 * length <= a <= 3 * length and 1e-3 * length <= b <= 3 * length):
            a = b = length / 3
        q = [np.round(p0), np.round(p0 + a * start), np.round(p3 + b * end), np.round(p3)]
        on = bezier(q, u)
        error = np.hypot(*(on - points).T).max()
        if error <= tolerance:
            return q
        if error > tolerance * 8:
            return None
        d1 = 3 * ((1 - u) ** 2)[:, None] * (q[1] - q[0]) + 6 * (u * (1 - u))[:, None] * (q[2] - q[1])
        d1 = d1 + 3 * (u * u)[:, None] * (q[3] - q[2])
        d2 = 6 * (1 - u)[:, None] * (q[2] - 2 * q[1] + q[0]) + 6 * u[:, None] * (q[3] - 2 * q[2] + q[1])
        top = ((on - points) * d1).sum(1)
        bottom = (d1 * d1).sum(1) + ((on - points) * d2).sum(1)
        u = np.clip(np.where(np.abs(bottom) > 1e-9, u - top / np.where(bottom == 0, 1, bottom), u), 0, 1)
        u = np.maximum.accumulate(u)
    return None


def merged(run, tolerance):
    """The smooth run of curves as few curves: each takes as many as it can."""
    samples = [bezier(curve, SAMPLES) for curve in run]
    curves, at = [], 0
    while at < len(run):
        best, failures, end = (at + 1, run[at]), 0, at + 1
        while end < len(run) and failures < 2 and end - at < REACH:
            points = np.vstack([[run[at][0]]] + samples[at : end + 1])
            curve = fit(points, tangent(run[at], False), tangent(run[end], True), tolerance)
            if curve is None:
                failures += 1
            else:
                best = (end + 1, curve)
            end += 1
        curves.append(best[1])
        at = best[0]
    return curves


def straight(a, b):
    a, b = np.asarray(a, float), np.asarray(b, float)
    return (tuple(a), tuple(a + (b - a) / 3), tuple(a + (b - a) * 2 / 3), tuple(b))


def simplified(commands, tolerance):
    out, run, pen = [], [], None

    def flush():
        for curve in merged(run, tolerance) if len(run) > 1 else run:
            p = [(int(round(x)), int(round(y))) for x, y in curve]
            v = np.subtract(p[3], p[0])
            length = math.hypot(*v) or 1
            off = [abs(v[0] * (m[1] - p[0][1]) - v[1] * (m[0] - p[0][0])) / length for m in p[1:3]]
            out.append(("lineTo", (p[3],)) if max(off) < 0.75 else ("curveTo", tuple(p[1:])))
        run.clear()

    for command, points in commands:
        if command not in ("lineTo", "curveTo"):
            flush()
            out.append((command, points))
            pen = points[0] if command == "moveTo" else pen
            continue
        curve = straight(pen, points[0]) if command == "lineTo" else (pen,) + tuple(points)
        long = command == "lineTo" and math.dist(points[0], pen) > LONG
        if run and (long or -tangent(run[-1], True) @ tangent(curve, False) < SMOOTH):
            flush()
        if long:
            out.append((command, points))
        else:
            run.append(curve)
        pen = points[-1]
    flush()
    return out


def main(source, output, tolerance):
    font = TTFont(source, recalcTimestamp=False)
    top = font["CFF "].cff.topDictIndex[0]
    glyphs = font.getGlyphSet()
    for name in font.getGlyphOrder():
        recording = RecordingPen()
        glyphs[name].draw(recording)
        old = top.CharStrings[name]
        width = glyphs[name].width
        default = width == old.private.defaultWidthX
        pen = T2CharStringPen(None if default else width - old.private.nominalWidthX, None)
        for command, points in simplified(recording.value, tolerance):
            getattr(pen, command)(*points)
        new = pen.getCharString(old.private, old.globalSubrs, optimize=True)
        new.fdSelectIndex = getattr(old, "fdSelectIndex", None)
        top.CharStrings.charStringsIndex.items[top.CharStrings.charStrings[name]] = new
    for record in font["name"].names:
        if record.nameID == 5:
            record.string = record.toUnicode() + "; outlines simplified for Binggong"
    font.save(output)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
