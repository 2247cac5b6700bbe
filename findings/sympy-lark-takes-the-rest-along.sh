#!/usr/bin/env bash
# sympy 1.14.0 with lark 1.3.1 (antlr4-python3-runtime 4.11.1 only for comparison)
#
# parse_latex(…, backend="lark") gives a function whatever factor follows its parentheses: \ln(p) y is log(p y),
# \exp(-a) b is exp(−a b), and the cross-entropy y \ln(p) + (1-y) \ln(1-p) is y log(1 − p) log(p + 1 − y), a plain
# expression each. \tanh(a) alone is no expression but a tree of three: tan(h(a)), tan(a h) and tanh(a), "\tan" and an h.
#
# Why a good guess misses: parentheses are where an argument ends, and so it is in the default backend (ANTLR); what a
# new backend does not know is thought to raise, as \sigma and h_{t-1} do here. \frac{…}{…} around the function is right.
#
# For somebody who steps through RNNs: a loss or a cell read from the lecture's LaTeX has another gradient. Write the
# factor before the function, stay with ANTLR, and ask for an Expr before differentiating: the tree has no diff.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check sympy==1.14.0 mpmath==1.3.0 lark==1.3.1 antlr4-python3-runtime==4.11.1
"$work/venv/bin/python" - <<'PY'
from sympy import Symbol, cosh, exp, log, sin, symbols, tan, tanh
from sympy.parsing.latex import parse_latex

a, b, h, p, y = symbols("a b h p y")


def read(text, backend):
    found = parse_latex(text, backend=backend)
    return found.doit() if backend == "antlr" else found


for text, wrong, right in (
    (r"\ln(p) y", log(p * y), y * log(p)),
    (r"\exp(-a) b", exp(-a * b), b * exp(-a)),
    (r"\sin(a) b", sin(a * b), b * sin(a)),
    (r"y \ln(p) + (1-y) \ln(1-p)", y * log(1 - p) * log(p + 1 - y), y * log(p) + (1 - y) * log(1 - p)),
):
    lark, antlr = read(text, "lark"), read(text, "antlr")
    print(f"{text:28}lark: {lark};  antlr: {antlr}")
    assert lark.equals(wrong) and antlr.equals(right) and not lark.equals(right)

for text, readings in ((r"\tanh(a)", {tan(Symbol("h") * a), tanh(a)}), (r"\cosh(a)", {cosh(a)})):
    tree = parse_latex(text, backend="lark")
    print(f"{text:28}lark: a {type(tree).__name__} of {', '.join(str(part) for part in tree.children)}")
    assert type(tree).__name__ == "Tree" and not hasattr(tree, "diff")
    assert len(tree.children) == 3 and readings <= set(tree.children)
text = r"\tanh(a)"
tree = parse_latex(text + " b", backend="lark")
print(f"{text + ' b':28}lark: a {type(tree).__name__} of {', '.join(str(part) for part in tree.children)}")
assert b * tanh(a) not in tree.children
for text, right in ((r"y \ln(p)", y * log(p)), (r"\frac{1}{1+\exp(-a)}", 1 / (1 + exp(-a)))):
    assert parse_latex(text, backend="lark").equals(right)
for text in (r"\sigma(a)", "h_{t-1}"):
    try:
        parse_latex(text, backend="lark")
    except Exception as error:
        print(f"{text:28}lark: {type(error).__name__}")
    else:
        raise AssertionError(text)
PY
