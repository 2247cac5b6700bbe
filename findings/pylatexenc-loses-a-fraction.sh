#!/usr/bin/env bash
# pylatexenc 2.11
#
# latex2text puts a root's contents into parentheses, but neither a fraction's parts nor a raised or lowered group's:
# \frac{1}{1+e^{-a}} is written 1/1+e^-a, a-\frac{b-c}{d} is a-b-c/d, h_{t-1} is h_t-1, \frac{a}{b}^2 is a/b^2. Read as
# they stand these are other numbers.
#
# Why a good guess misses: \sqrt{1-h^2} becomes √(1-h^2), so the converter seems to know about grouping, and the short
# cases, \frac{1}{2}, h_t and e^2, are all right.
#
# For somebody who steps through RNNs: the gate σ(a) turns into 1 + e^−a and h_{t−1} into h_t − 1 on its way to a screen
# reader, a braille display, a commit message or a search index. Add parentheses in the specs of \frac and the scripts.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pylatexenc==2.11
"$work/venv/bin/python" - <<'PY'
from math import exp, isclose, sqrt

from pylatexenc.latex2text import LatexNodes2Text

a, b, c, d, h, e = 0.5, 0.4, 0.7, 2.0, 0.6, exp(1)
text = LatexNodes2Text().latex_to_text


def worth(written):
    """The number that a reader gets who takes the text as it stands."""
    return eval(written.replace("^", "**").replace("√", "sqrt"))


for source, written, right in (
    (r"\sqrt{1-h^2}", "√(1-h^2)", sqrt(1 - h * h)),
    (r"\frac{1}{2}", "1/2", 0.5),
    (r"\frac{1}{1+e^{-a}}", "1/1+e^-a", 1 / (1 + exp(-a))),
    (r"a-\frac{b-c}{d}", "a-b-c/d", a - (b - c) / d),
    (r"\frac{a}{b}^2", "a/b^2", (a / b) ** 2),
    (r"e^{1-h}", "e^1-h", exp(1 - h)),
):
    seen = text(source)
    assert seen == written, seen
    print(f"{source:20} → {seen:10} = {worth(seen):.4f}, where {right:.4f} is meant")
    assert isclose(worth(seen), right) == (source in (r"\sqrt{1-h^2}", r"\frac{1}{2}"))
for source, written in ((r"h_{t-1}", "h_t-1"), (r"\frac{\partial L}{\partial h_{t-1}}", "∂L/∂h_t-1"), (r"h_t-1", "h_t-1")):
    print(f"{source} → {text(source)}")
    assert text(source) == written
PY
