#!/usr/bin/env python3
"""pdftotext gives back what was composed: each notice of DIR/示例.ledger, but for white space and page numbers."""

import pathlib
import re
import subprocess
import sys
import tempfile

PAGE_NUMBER = re.compile(r"^\s*—\s*\d+\s*—\s*$", re.MULTILINE)


def essence(text):
    return re.sub(r"\s+", "", PAGE_NUMBER.sub("", text.replace("\f", "\n")))


def difference(composed, extracted):
    """Where the two part, with a little of both."""
    at = next((i for i, (a, b) in enumerate(zip(composed, extracted)) if a != b), min(len(composed), len(extracted)))
    around = slice(max(0, at - 15), at + 15)
    return f"character {at}: composed “{composed[around]}”, extracted “{extracted[around]}”"


def extract(paper, *options):
    command = ["pdftotext", *options, "-enc", "UTF-8", str(paper), "-"]
    return essence(subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8"))


def check(folder):
    """The complaints about the pairs of PDF and .txt in a folder.

    Poppler reads in the order of drawing (-raw) or of position; what is printed at the edge of a page
    comes last in one and first in the other, so either may be the composed order.
    """
    papers = sorted(folder.rglob("*.pdf"))
    if not papers:
        yield f"{folder}: no PDF"
    for paper in papers:
        composed = essence(paper.with_suffix(".txt").read_text(encoding="utf-8"))
        drawn = extract(paper, "-raw")
        if not composed:
            yield f"{paper.name}: the composed text is empty"
        elif composed not in (drawn, extract(paper)):
            yield f"{paper.name}: {difference(composed, drawn)}"


def main():
    with tempfile.TemporaryDirectory() as out:
        ledger = str(pathlib.Path(sys.argv[1]) / "示例.ledger")
        command = ["target/release/binggong", "notice", ledger, "--out", out, "--text"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        complaints = list(check(pathlib.Path(out)))
    print("\n".join(complaints))
    return bool(complaints)


if __name__ == "__main__":
    sys.exit(main())
