#!/usr/bin/env bash
# svglib 2.3.2 with reportlab 5.1.0
#
# svg2rlg draws the line of a path with marker-end="url(#head)" and not its head, without a warning: the marker is left
# out, whatever draws it. A text of font-family monospace becomes Courier, which has no ₁, ₂, ⊙ or ─: h₁ and h₂ are an h
# with one and the same box.
#
# Why a good guess misses: colours, groups, text with a list of places and use are drawn, the list of what is not
# supported names masks and foreignObject but no markers, and the PDF looks complete.
#
# For somebody who steps through RNNs: an unfolded graph on a slide loses the direction of every arrow, so the way there
# and the way back are one picture. Draw heads as paths of their own, register a font, or convert by another program.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check svglib==2.3.2 reportlab==5.1.0
cd "$work"
PYTHONUTF8=1 venv/bin/python - <<'PY'
import logging
import warnings

from reportlab import rl_config
from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Group, Path, String
from svglib.svglib import svg2rlg

said = []
logging.getLogger().addHandler(logging.StreamHandler(type("Kept", (), {"write": lambda self, text: said.append(text), "flush": lambda self: None})()))
warnings.simplefilter("error")
rl_config.invariant = 1


def shapes(body):
    """What is drawn of an SVG: its paths and texts, groups opened."""
    with open("graph.svg", "w") as file:
        file.write(f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="40">{body}</svg>')
    drawing, found = svg2rlg("graph.svg"), []

    def walk(shape):
        if isinstance(shape, Group):
            for part in shape.contents:
                walk(part)
        elif isinstance(shape, (Path, String)):
            found.append(shape)

    for shape in drawing.contents:
        walk(shape)
    return found


head = '<path d="M 90 20 L 80 15 L 80 25 z"/>'
marker = '<defs><marker id="head" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M 0 0 L 10 5 L 0 10 z"/></marker></defs>'
line = '<path d="M 10 20 L 90 20" stroke="black" fill="none"/>'
with_marker = marker + line.replace("/>", ' marker-end="url(#head)"/>')
counts = [len(shapes(body)) for body in (line, with_marker, line + head)]
print(f"shapes drawn: of a line {counts[0]}, of a line with a marker {counts[1]}, of a line and a head as a path {counts[2]}; said: {said}")
assert counts[0] == counts[1] < counts[2] and not said
lines = [shape.points for shape in shapes(with_marker)]
assert all(points == [10, 20, 90, 20] for points in lines), lines



def page(body):
    """The bytes of the PDF, without its date."""
    shapes(body)
    return renderPDF.drawToString(svg2rlg("graph.svg"))


letters = {sign: page(f'<text x="10" y="20" font-family="monospace">h{sign}</text>') for sign in "₁₂⊙12"}
print(f"PDF of h₁ and of h₂ the same: {letters['₁'] == letters['₂']}; of h₁ and h⊙: {letters['₁'] == letters['⊙']}; of h1 and h2: {letters['1'] == letters['2']}")
assert letters["₁"] == letters["₂"] == letters["⊙"] and letters["1"] != letters["2"] and not said
PY
