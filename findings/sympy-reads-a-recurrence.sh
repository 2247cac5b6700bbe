#!/usr/bin/env bash
# sympy 1.14.0 with antlr4-python3-runtime 4.11.1
#
# parse_latex on the equations of a cell, each without an error: z_t(1-h_{t-1}) is a function z_t applied to 1 − h, so
# its derivative by z_t is 0, while (1-h_{t-1})z_t is the product; the _t of \tilde{c}_t ends the reading, and all that
# follows, such as "+ b", is dropped; \sum_{t=1}^{T} h_t is T · h_t, as the t of the index is not the t of the sum;
# \max(0, a) is an unknown function and not Max.
#
# Why a good guess misses: h_{t-1}, \tanh(...), fractions and = are read well, and a reader is thought to complain about
# what it does not understand. strict=True does for the dropped rest and for nothing else here.
#
# For somebody who steps through RNNs: a gradient checked by "read the lecture's LaTeX and differentiate" misses whole
# terms. Write products with \cdot, take the tilde away, and count the symbols of what was read.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check sympy==1.14.0 antlr4-python3-runtime==4.11.1
"$work/venv/bin/python" - <<'PY'
from sympy import Max, Symbol
from sympy.parsing.latex import LaTeXParsingError, parse_latex

z = Symbol("z_{t}")


def refused(text):
    try:
        parse_latex(text, strict=True)
    except LaTeXParsingError:
        return True
    return False


applied, product = parse_latex(r"z_t(1-h_{t-1})", strict=True), parse_latex(r"(1-h_{t-1})z_t", strict=True)
print(f"z_t(1-h_{{t-1}}) → {applied!r}, by z_t: {applied.diff(z)};  (1-h_{{t-1}})z_t → {product!r}, by z_t: {product.diff(z)}")
assert applied.diff(z) == 0 and product.diff(z) == 1 - Symbol("h_{t - 1}")

whole = r"f_t c_{t-1} + i_t \tilde{c}_t + b"
read = parse_latex(whole)
print(f"{whole} → {read!r}; strict=True refuses it: {refused(whole)}")
assert Symbol("b") not in read.free_symbols and Symbol("tilde") in read.free_symbols and refused(whole)

total = parse_latex(r"\sum_{t=1}^{T} h_t", strict=True)
print(f"\\sum_{{t=1}}^{{T}} h_t → {total!r}, which is {total.doit()!r}")
assert total.doit() == Symbol("T") * Symbol("h_{t}")

relu = parse_latex(r"\max(0, a)", strict=True)
print(f"\\max(0, a) → {relu!r} of the kind {relu.func!r}, at a = 2: {relu.subs(Symbol('a'), 2)!r}")
assert relu.subs(Symbol("a"), 2) != 2 and relu.func is not Max
PY
