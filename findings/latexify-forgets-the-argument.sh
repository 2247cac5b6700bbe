#!/usr/bin/env bash
# latexify-py 0.4.4 (numpy 2.4.6 only for one of the functions)
#
# Methods named as functions lose what they are called on: x.tanh() becomes \tanh(), ((y - d)**2).sum() / 2 becomes
# \frac{\sum()}{2}, (x + 1).sqrt() an empty root. @ and * are both written by putting letters side by side, without
# parentheses: U @ (r * h), (U @ r) * h and U * (r @ h) are all "U r h". 1e-08 is written 1e-08, in TeX 1·e − 08.
#
# Why a good guess misses: tanh(x) and np.sum(...) come out right, an unknown method such as x.mean() keeps its x, and
# brackets are kept wherever + is inside. Nothing is raised; the formula is typeset well and short.
#
# For somebody who steps through RNNs: a loss loses its terms, a cell in the style of PyTorch its activations, and a GRU
# that resets the state before U cannot be told from a product of three matrices. Compare the letters on both sides.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check latexify-py==0.4.4 numpy==2.4.6

cat > "$work/look.py" <<'PY'
import re

import latexify
import numpy as np
from numpy import tanh


def by_function(x): return tanh(x)
def by_method(x): return x.tanh()
def root(x): return (x + 1).sqrt()
def loss(y, d): return ((y - d) ** 2).sum() / 2
def numpy_loss(y, d): return np.sum((y - d) ** 2) / 2
def mean(y): return y.mean()
def reset_before(U, r, h): return U @ (r * h)
def scaled(U, r, h): return (U @ r) * h
def inner(U, r, h): return U * (r @ h)
def with_plus(U, r, h): return U @ (r + h)
def tiny(x): return x / (x + 1e-08)


for function, written in (
    (by_function, r"\tanh x"), (by_method, r"\tanh()"), (root, r"\sqrt{}"),
    (loss, r"\frac{\sum()}{2}"), (numpy_loss, r"\frac{\sum((y-d)^{2})}{2}"), (mean, r"y.\mathrm{mean}()"),
    (reset_before, "U r h"), (scaled, "U r h"), (inner, "U r h"), (with_plus, r"U\cdot(r+h)"),
    (tiny, r"\frac{x}{x+1e-08}"),
):
    formula = latexify.get_latex(function).split("=", 1)[1]
    formula = formula.replace(r"\mathopen{}\left", "").replace(r"\mathclose{}\right", "")
    formula = re.sub(r" *([^\w\\ ]|\\cdot) *", r"\1", formula).strip()
    print(f"{function.__name__:14}{formula}")
    assert formula == written, formula
PY
"$work/venv/bin/python" "$work/look.py"
