#!/usr/bin/env bash
# sympy 1.14.0
#
# The derivative of U h by h is Uᵀ for MatrixSymbols and U for explicit matrices asked for their jacobian; the third
# way, Matrix.diff, gives an array of shape (3, 1, 2, 1), which is again the transpose.
#
# Why a good guess misses: one package, one question, and each answer is right in its own layout; a square U hides the
# difference in the shapes.
#
# For somebody who steps through RNNs: a product of step Jacobians in the layout of MatrixSymbol reads Uᵀ diag(1 − h²)
# and is multiplied from the other end than ∂h_t/∂h_{t−1} = diag(1 − h²) U of the textbook. Mixing the two is wrong
# without a complaint.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet sympy==1.14.0 mpmath==1.3.0

"$work/venv/bin/python" - <<'PY'
from sympy import Matrix, MatrixSymbol, symbols, tanh

U, h = MatrixSymbol("U", 2, 3), MatrixSymbol("h", 3, 1)
V, k = Matrix(2, 3, symbols("u:2:3")), Matrix(symbols("k:3"))
print("MatrixSymbol  ", (U * h).diff(h))
print("jacobian      ", "U" if (V * k).jacobian(k) == V else "not U")
array = (V * k).diff(k)
print("Matrix.diff   ", array.shape)
step = (U * h).applyfunc(tanh).diff(h)
print("one tanh step ", step)
assert (U * h).diff(h) == U.T
assert (V * k).jacobian(k) == V
assert array.shape == (3, 1, 2, 1) and array[1, 0, 0, 0] == V[0, 1]
assert step.shape == (3, 2) and str(step).startswith("U.T*DiagMatrix(")

S, s = MatrixSymbol("S", 2, 2), MatrixSymbol("s", 2, 1)
numbers = {S: Matrix([[1, 2], [3, 4]]), s: Matrix([1, 1])}
symbolic = (S * s).diff(s).subs(numbers).doit().as_explicit()
explicit = (numbers[S] * Matrix(symbols("k:2"))).jacobian(symbols("k:2"))
print("square, by symbols", symbolic.tolist(), "by entries", explicit.tolist())
assert symbolic.tolist() == [[1, 3], [2, 4]] and explicit.tolist() == [[1, 2], [3, 4]]
PY
