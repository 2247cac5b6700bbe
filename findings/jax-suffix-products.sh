#!/usr/bin/env bash
# jax 0.10.2
#
# jax.lax.associative_scan(matmul, J, reverse=True) does not give the products J_t J_{t+1} … J_T of what is from t on,
# but J_T … J_{t+1} J_t: the function gets the later element first. For a forward scan it gets the earlier first.
#
# Why a good guess misses: sums and the largest element are the same either way, and "associative" is all that is asked
# for, so one expects the order of the sequence to be kept; square matrices fit in both orders.
#
# For somebody who steps through RNNs: ∂h_T/∂h_t = J_T … J_{t+1} by reverse=True is right as it is, but the transposed
# ones, δ_t = J_{t+1}ᵀ … J_Tᵀ δ_T, come out in the wrong order without a complaint; swap the arguments there. The pairs
# (a, b) of h_t = a h_{t+1} + b must not be swapped.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
"$work/venv/bin/python" - <<'PY'
from functools import reduce

import jax
import numpy as np

J = np.random.default_rng(0).integers(-2, 3, size=(5, 2, 2)).astype("f")
near = lambda a, b: np.allclose(a, b, atol=1e-4)
scan = lambda elements, reverse, f=lambda a, b: a @ b: np.array(jax.lax.associative_scan(f, elements, reverse=reverse))
in_order = lambda matrices: reduce(np.matmul, matrices)

forward, backward, swapped = scan(J, False), scan(J, True), scan(J, True, lambda a, b: b @ a)
from_t = [in_order(J[t:]) for t in range(5)]
to_t = [in_order(J[t:][::-1]) for t in range(5)]
print(f"forward: J_1 … J_t {near(forward[-1], in_order(J))}, J_t … J_1 {near(forward[-1], in_order(J[::-1]))}")
print(f"reverse: J_t … J_T {near(backward, from_t)}, J_T … J_t {near(backward, to_t)};  arguments swapped: J_t … J_T {near(swapped, from_t)}")
assert near(forward[-1], in_order(J)) and not near(forward[-1], in_order(J[::-1]))
assert near(backward, to_t) and not near(backward, from_t) and near(swapped, from_t)

a, b = np.random.default_rng(1).normal(size=(2, 5)).astype("f")
pair = lambda first, second: (first[0] * second[0], second[0] * first[1] + second[1])
_, h = jax.lax.associative_scan(pair, (a, b), reverse=True)
right, state = np.zeros(5), 0.0
for t in reversed(range(5)):
    right[t] = state = a[t] * state + b[t]
print(f"h_t = a h_(t+1) + b by pairs, not swapped: {near(h, right)}")
assert near(h, right)
PY
