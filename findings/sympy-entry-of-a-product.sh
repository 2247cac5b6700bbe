#!/usr/bin/env bash
# sympy 1.14.0
#
# The derivative of one entry of a MatrixSymbol expression by that MatrixSymbol is 0: (xᵀx)[0, 0].diff(x) and
# tanh((wᵀUx)[0, 0]).diff(U) both say 0, while (xᵀx).diff(x) and Trace(xᵀx).diff(x) say 2x.
#
# Why a good guess misses: a loss is a number, so one takes the entry [0, 0] of the 1×1 product before asking for its
# gradient; the answer is a plain 0, not an error and not an unevaluated derivative.
#
# For somebody who steps through RNNs: a symbolic gradient of a scalar loss "vanishes" for every weight. Keep the 1×1
# matrix or its Trace, or differentiate by the entries of the weight.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet sympy==1.14.0 mpmath==1.3.0

"$work/venv/bin/python" - <<'PY'
from sympy import MatrixSymbol, Trace, tanh

U, w, x = MatrixSymbol("U", 2, 3), MatrixSymbol("w", 2, 1), MatrixSymbol("x", 3, 1)
product = w.T * U * x
seen = {
    "(x.T*x)[0, 0] by x": (x.T * x)[0, 0].diff(x),
    "x.T*x by x": (x.T * x).diff(x),
    "Trace(x.T*x) by x": Trace(x.T * x).diff(x),
    "tanh((w.T*U*x)[0, 0]) by U": tanh(product[0, 0]).diff(U),
    "Trace(w.T*U*x) by U": Trace(product).diff(U),
    "(w.T*U*x)[0, 0] by U[0, 1]": product[0, 0].diff(U[0, 1]),
}
for question, answer in seen.items():
    print(f"{question:28}{answer}")
assert [str(answer) for answer in seen.values()] == ["0", "2*x", "2*x", "0", "w*x.T", "w[0, 0]*x[1, 0]"]
PY
