#!/usr/bin/env bash
# autograd 1.9.1 with numpy 2.4.6
#
# sgd of autograd.misc.optimizers multiplies each gradient by 1 − mass: with its usual mass of 0.9 the first step is a
# tenth of −η g, and a constant gradient ends at steps of η g, not of 10 η g. rmsprop begins its mean of squares at 1
# and not at 0: for gradients of 0.001 it is plain descent at first, 3000 times slower than RMSprop's first step. The
# callback of all three gets the weights before the step of its gradient, so the last weights are never shown.
#
# Why a good guess misses: the momentum that one knows adds whole gradients up, adam beside it is the published one to
# the last digit, and the name rmsprop says that the size of a gradient does not matter from the first step on.
#
# For somebody who steps through RNNs: a learning rate carried over from another tool is ten times too small, and a
# network whose gradients vanish hardly moves for fifty steps, just with the method that was chosen against it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check autograd==1.9.1 numpy==2.4.6
"$work/venv/bin/python" - <<'PY'
import numpy as np
from autograd.misc.optimizers import adam, rmsprop, sgd


def steps(method, g, count, **how):
    """The steps for a constant gradient, in units of the rate 1, and the weights that the callback was shown."""
    shown = []
    last = method(lambda x, i: np.array([g]), np.zeros(1), num_iters=count, step_size=1.0,
                  callback=lambda x, i, gradient: shown.append(float(x[0])), **how)
    return np.diff([*shown, float(last[0])]), shown


def show(name, values):
    print(f"{name:44}" + "  ".join(f"{v:.4g}" for v in values))


taken, shown = steps(sgd, 1.0, 300)
known = -np.cumsum(0.9 ** np.arange(300))
show("sgd, g = 1, steps 1, 2, 3, 300", taken[[0, 1, 2, -1]])
show("momentum that adds whole gradients", known[[0, 1, 2, -1]])
assert np.allclose(taken, known / 10)
print(f"the callback saw {shown[0]} first and never the last weights: it is called before the step")
assert shown[0] == 0 and len(shown) == 300

for g in (1.0, 0.001):
    taken, _ = steps(rmsprop, g, 200)
    at_zero = -g / (np.sqrt((1 - 0.9 ** np.arange(1, 201)) * g * g) + 1e-8)
    at_one = -g / (np.sqrt(0.9 ** np.arange(1, 201) + (1 - 0.9 ** np.arange(1, 201)) * g * g) + 1e-8)
    show(f"rmsprop, g = {g}, steps 1, 50, 100, 200", taken[[0, 49, 99, -1]])
    show("   from a mean of squares of 0", at_zero[[0, 49, 99, -1]])
    assert np.allclose(taken, at_one) and np.isclose(at_zero[0], -np.sqrt(10), rtol=1e-4)
assert at_zero[0] / taken[0] > 2990

taken, _ = steps(adam, 0.001, 3)
show("adam, g = 0.001, steps 1, 2, 3", taken)
assert np.allclose(taken, -1, rtol=2e-5)
PY
