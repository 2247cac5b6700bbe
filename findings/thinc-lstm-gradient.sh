#!/usr/bin/env bash
# thinc 9.1.1 with numpy 2.4.6
#
# On the CPU the backward pass of Thinc's own LSTM is not that of its forward pass. For a sequence of one step the
# gradient it keeps for the weights is the weights themselves, whatever the loss; for longer ones the weights are still
# added to it and the first step takes no part, so x₁ gets the gradient 0. The later inputs' gradients are right.
#
# Why a good guess misses: the forward pass is a plain LSTM, the loss falls (weights are pulled to 0 and the readout
# learns), shapes fit, and the inputs' gradients of t ≥ 2 agree with finite differences, so a look at the last step
# confirms it.
#
# For somebody who steps through RNNs: its gradients cannot serve as a reference, an embedding below it learns nothing
# from the first token, and clipping by norm mostly measures the weights.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check thinc==9.1.1 numpy==2.4.6
"$work/venv/bin/python" - <<'PY'
import numpy as np
from thinc.api import LSTM, fix_random_seed, with_padded


def compare(T, hidden=4, inputs=2, step=1e-2):
    """Thinc's gradients of Σ d · y beside central differences of its own forward pass."""
    fix_random_seed(0)
    rng = np.random.default_rng(0)
    x, d = rng.normal(size=(T, inputs)).astype("f"), rng.normal(size=(T, hidden)).astype("f")
    model = with_padded(LSTM(hidden, inputs))
    model.initialize(X=[x], Y=[np.zeros_like(d)])
    cell = next(node for node in model.walk() if node.has_param("LSTM"))
    weights = cell.get_param("LSTM")
    outputs, backprop = model.begin_update([x])
    assert np.array_equal(outputs[0], model.predict([x])[0])
    inputs_gradient = backprop([d])[0]
    weights_gradient = cell.get_grad("LSTM").copy()

    def differences(values):
        slopes = np.zeros_like(values)
        for i in np.ndindex(values.shape):
            kept, losses = values[i], []
            for moved in (kept + step, kept - step):
                values[i] = moved
                losses.append((model.predict([x])[0].astype("d") * d).sum())
            values[i] = kept
            slopes[i] = (losses[0] - losses[1]) / (2 * step)
        return slopes

    return weights, weights_gradient, differences(weights), inputs_gradient, differences(x)


weights, gradient, right, on_x, right_x = compare(1)
print(f"one step:    gradient − weights {np.abs(gradient - weights).max():.1e} at most; the right one is {np.abs(right).max():.3f} at most")
assert np.array_equal(gradient, weights) and not on_x.any() and np.abs(right_x).max() > 0.1
for T in (2, 3, 5):
    weights, gradient, right, on_x, right_x = compare(T)
    error = np.abs(on_x - right_x).max(axis=1).astype(float)
    print(f"{T} steps:     ∂L/∂x off by {error.round(3).tolist()}, ∂L/∂weights by {np.abs(gradient - right).max():.3f}")
    assert not on_x[0].any() and error[0] > 0.1 and error[1:].max() < 2e-3
    assert np.abs(gradient - right).max() > 0.9
PY
