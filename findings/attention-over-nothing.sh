#!/usr/bin/env bash
# keras 3.15.1 on jax 0.10.2
#
# The weights of an attention whose every position is masked: 0 from keras Softmax(mask) and jax.nn.softmax(where=…),
# ⅓ ⅓ ⅓ over the three padded positions from keras Attention and jax.nn.dot_product_attention, nan from softmax over
# −inf. The layer and the function of one library disagree.
#
# Why a good guess misses: a masked position has weight 0, so a row of them gives the zero vector, or else nan says
# that something is wrong. A mean of the padding is neither, and the scores are lost in the large number that is
# subtracted: the weights are equal although the scores are 1, 2 and 4.
#
# For somebody who steps through RNNs: a decoder over an empty (fully padded) source gets a context of padding vectors
# without any sign of it; with a trained embedding of the padding token that is not zero.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6

KERAS_BACKEND=jax "$work/venv/bin/python" - <<'PY'
import jax, jax.numpy as jnp, keras, numpy as np
from keras import ops

scores, nothing = np.array([[1, 2, 4]], "float32"), np.zeros((1, 3), bool)
query = np.array([[[1, 0]]], "float32")
values = np.array([[[1, 0], [2, 0], [4, 0]]], "float32")

def attended(mask):
    _, weights = keras.layers.Attention()([query, values], mask=[None, mask], return_attention_scores=True)
    return ops.convert_to_numpy(weights).ravel()

def context(mask):
    heads = lambda a: jnp.asarray(a)[:, :, None, :]
    return np.ravel(jax.nn.dot_product_attention(heads(query), heads(values), heads(values), mask=jnp.asarray(mask)[:, None, None, :]))

third = np.full(3, 1 / 3)
seen = [("keras Softmax", ops.convert_to_numpy(keras.layers.Softmax()(scores, mask=nothing)).ravel(), np.zeros(3)),
        ("jax softmax(where=)", np.ravel(jax.nn.softmax(scores, where=nothing)), np.zeros(3)),
        ("jax softmax of −inf", np.ravel(jax.nn.softmax(jnp.where(nothing, scores, -jnp.inf))), np.full(3, np.nan)),
        ("keras Attention", attended(nothing), third),
        ("jax dot_product_attention, context", context(nothing), third @ values[0])]
for name, weights, expected in seen:
    print(f"{name:36}{weights.round(4).tolist()}")
    np.testing.assert_allclose(weights, expected, atol=1e-5, err_msg=name)
only = np.array([[False, True, False]])
assert attended(only)[1] == 1 and abs(context(only)[0] - 2) < 1e-6
PY
