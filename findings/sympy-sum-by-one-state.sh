#!/usr/bin/env bash
# sympy 1.14.0
#
# A loss Σ_t h(t)² differentiated by the state h(2) is 0 when h is a Function, for a sum to 3 as to T, and 2 h(2) once
# the sum is written out with doit(). With IndexedBase the derivative is right; but Σ_j U[i, j] h[j] differentiated by
# h[j], with the letter of the sum, is Σ_j U[i, j] and not U[i, j].
#
# Why a good guess misses: h(2) is a term of the sum, and a derivative that sympy cannot take is usually left
# unevaluated; and a bound letter is thought to be renamed when it meets a free one.
#
# For somebody who steps through RNNs: ∂L/∂h_t of a loss over all steps "vanishes", and a Jacobian of W h written with
# the same letter twice is the sum of a row. Use IndexedBase, and a letter of its own for what one differentiates by.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check sympy==1.14.0
"$work/venv/bin/python" - <<'PY'
from sympy import Function, IndexedBase, Sum, symbols

t, T, i, j, k = symbols("t T i j k", integer=True)
applied, indexed, U = Function("h"), IndexedBase("h"), IndexedBase("U")

for last in (3, T):
    by_function = Sum(applied(t) ** 2, (t, 1, last)).diff(applied(2))
    by_index = Sum(indexed[t] ** 2, (t, 1, last)).diff(indexed[2])
    print(f"∂/∂h(2) Σ_(t=1..{last}) h(t)²: {by_function} with Function, {by_index.doit()} with IndexedBase")
    assert by_function == 0 and by_index.subs(T, 3).doit() == 2 * indexed[2]
written_out = Sum(applied(t) ** 2, (t, 1, 3)).doit().diff(applied(2))
print(f"written out first: {written_out}")
assert written_out == 2 * applied(2)

product = Sum(U[i, j] * indexed[j], (j, 1, 3))
captured, apart = product.diff(indexed[j]).doit(), product.diff(indexed[k]).subs(k, 2).doit()
print(f"∂/∂h[j] Σ_(j=1..3) U[i, j] h[j] = {captured};  by h[k], k = 2: {apart}")
assert captured == U[i, 1] + U[i, 2] + U[i, 3] and apart == U[i, 2]
PY
