#!/usr/bin/env bash
# scipy 1.17.1
#
# scipy.differentiate.jacobian of h ↦ tanh(U @ h), a function that is right for every vector, gives a wrong square
# matrix and reports success for each of its entries. The same step written with einsum("ij,j...->i...") gives the
# right one.
#
# Why a good guess misses: the function is called with all its displaced points at once, first axis the components, as
# an array of three axes; @ takes such an array for a stack of matrices, multiplies along the wrong axis, and for a
# square U every shape fits. The estimate then converges, to something else; and the error is not only a transpose.
#
# For somebody who steps through RNNs: ∂h_t/∂h_{t−1} checked so contradicts a right hand-made Jacobian, with
# success=True beside it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet scipy==1.17.1 numpy==2.4.6

"$work/venv/bin/python" - <<'PY'
import numpy as np
from scipy.differentiate import jacobian

U = np.array([[0.5, 0.2], [0.1, 0.4]])
h = np.array([0.3, -0.2])
right = (1 - np.tanh(U @ h) ** 2)[:, None] * U
product = jacobian(lambda v: np.tanh(U @ v), h)
summed = jacobian(lambda v: np.tanh(np.einsum("ij,j...->i...", U, v)), h)
print("by hand   ", right.round(4).tolist())
print("U @ h     ", product.df.round(4).tolist(), "success", product.success.tolist())
print("einsum    ", summed.df.round(4).tolist(), "success", summed.success.tolist())
assert product.success.all() and summed.success.all()
assert np.abs(summed.df - right).max() < 1e-9
assert np.abs(product.df - right).max() > 0.01 and np.abs(product.df - right.T).max() > 1e-3
PY
