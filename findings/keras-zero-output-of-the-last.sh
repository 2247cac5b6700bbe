#!/usr/bin/env bash
# keras 3.15.1 on jax 0.10.2
#
# zero_output_for_mask=True on a recurrent layer that returns its last output alone: a sequence padded at the end gets 0
# in place of its state, though return_state beside it gives the right one and the documentation says that the option
# counts for return_sequences=True only. With unroll=True the same layer gives the right state.
#
# Why a good guess misses: without the option the last output of a masked sequence is its last valid one; the option is
# for tidy padding in whole sequences, and unroll is said to change speed only.
#
# For somebody who steps through RNNs: a classifier over padded texts sees 0 for every text shorter than the longest,
# and the readout's bias answers for them. In a stack set the option on the lower layers only.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check keras==3.15.1 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
for backend in jax numpy; do
KERAS_BACKEND=$backend "$work/venv/bin/python" - <<'PY'
import keras
import numpy as np

inputs = np.ones((2, 4, 1), "float32")
mask = np.array([[True, True, False, False], [True, True, True, True]])


def last(kind, **options):
    keras.utils.set_random_seed(1)
    return kind(2, **options)(inputs, mask=mask)


plain = lambda values: np.array(keras.ops.convert_to_numpy(values), float).round(4)
for kind in (keras.layers.SimpleRNN, keras.layers.GRU, keras.layers.LSTM):
    usual = plain(last(kind))
    looped = plain(last(kind, zero_output_for_mask=True))
    unrolled = plain(last(kind, zero_output_for_mask=True, unroll=True))
    output, state = map(plain, last(kind, zero_output_for_mask=True, return_state=True)[:2])
    print(f"{keras.backend.backend():6}{kind.__name__:10}2 of 4 steps: {usual[0].tolist()}, with the option {looped[0].tolist()}, "
          f"unrolled {unrolled[0].tolist()}, its state {state[0].tolist()}")
    assert np.array_equal(usual[1], looped[1]) and usual[0].any()
    assert not looped[0].any() and not output[0].any()
    assert np.allclose(unrolled, usual, atol=1e-4) and np.allclose(state, usual, atol=1e-4)
PY
done
