#!/usr/bin/env bash
# keras 3.15.1 on jax 0.10.2
#
# x + y between two masked layers of a functional model loses the mask without a warning, and so does 2 * x or
# ops.add(x, y): the recurrent layer after it runs through the padding. layers.Add()([x, y]) keeps the mask, and
# Dropout does; a layer that drops it, such as Lambda or EinsumDense, warns.
#
# Why a good guess misses: + and Add give the same numbers and the same line in the summary, and Keras is known to warn
# when a layer destroys a mask.
#
# For somebody who steps through RNNs: a residual connection around a recurrent layer, written as one writes it in
# mathematics, makes the next layer's last state that of the padding. Use layers.Add, or give mask= to the next layer.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check keras==3.15.1 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
KERAS_BACKEND=jax "$work/venv/bin/python" - <<'PY'
import warnings

import keras
import numpy as np
from keras import layers, ops

tokens = np.array([[1, 1, 0, 0]])


def summed(between):
    """Σ over the sequence of what `between` makes of an embedding: 1 for the token, 100 for the padding, which is masked."""
    entry = keras.Input((4,), dtype="int32")
    embedding = layers.Embedding(2, 1, mask_zero=True)
    counter = layers.SimpleRNN(1, activation="linear", use_bias=False)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        model = keras.Model(entry, counter(between(embedding(entry))))
        embedding.set_weights([np.array([[100.0], [1.0]])])
        counter.set_weights([np.ones((1, 1)), np.ones((1, 1))])
        value = float(ops.convert_to_numpy(model(tokens))[0, 0])
    return value, any("mask" in str(warning.message) for warning in told)


ways = {
    "x": (lambda x: x, 2, False),
    "layers.Add()([x, x])": (lambda x: layers.Add()([x, x]), 4, False),
    "Dropout": (layers.Dropout(0.5), 2, False),
    "x + x": (lambda x: x + x, 404, False),
    "ops.add(x, x)": (lambda x: ops.add(x, x), 404, False),
    "2 * x": (lambda x: 2 * x, 404, False),
    "Lambda": (layers.Lambda(lambda x: 2 * x), 404, True),
    "EinsumDense": (layers.EinsumDense("btc,cd->btd", (4, 1), kernel_initializer="ones"), 202, True),
}
for name, (between, value, warned) in ways.items():
    seen = summed(between)
    print(f"{name:22}{seen[0]:5.0f}  {'masked' if seen[0] < 100 else 'through the padding'}{', with a warning' if seen[1] else ''}")
    assert seen == (value, warned), seen
PY
