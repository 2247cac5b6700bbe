#!/usr/bin/env bash
# optax 0.2.8 on jax 0.10.2
#
# optax.rprop answers every gradient with the step that the gradient *before* it asked for: the first update is 0, and
# each later one has the sign and the size of the call before. A gradient that changes its sign at every call, as beside
# a narrow minimum, gets the update 0 for ever; Rprop as published takes every second step there and narrows it down.
#
# Why a good guess misses: with a gradient of one sign the steps grow by 1.2 as they should, only one call later, and on
# a wide bowl it still comes down; an optimizer of signs has no magnitude to compare that would show the delay.
#
# For somebody who steps through RNNs: a worked update by hand (sign of this gradient times this step size) never agrees
# with the number printed, and full-batch training on a steep error surface stops dead.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check optax==0.2.8 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
"$work/venv/bin/python" - <<'PY'
import jax.numpy as jnp
import numpy as np
import optax


def by_optax(gradients, size=0.1):
    optimizer, updates = optax.rprop(size), []
    state = optimizer.init(jnp.ones(1))
    for gradient in gradients:
        update, state = optimizer.update(jnp.array([gradient]), state)
        updates.append(round(float(update[0]), 4) + 0.0)
    return updates


def published(gradients, size=0.1):
    """Rprop without going back: a step size grows by 1.2 while the sign stays; at a change it halves and one step is left out."""
    before, updates = 0.0, []
    for gradient in gradients:
        agreement = gradient * before
        size *= 1.2 if agreement > 0 else 0.5 if agreement < 0 else 1
        before = 0.0 if agreement < 0 else gradient
        updates.append(round(float(-size * np.sign(before)), 4) + 0.0)
    return updates


for name, gradients in (("one sign", [1.0] * 6), ("a change", [1.0, 1.0, -1.0, -1.0, -1.0, -1.0]), ("to and fro", [1.0, -1.0] * 3)):
    late, right = by_optax(gradients), published(gradients)
    print(f"{name:11}optax {late}, published {right}")
    assert late[0] == 0.0 != right[0]
    if name == "one sign":
        assert late[1:] == right[:-1]
    if name == "a change":
        assert late == [0.0, -0.1, 0.0, 0.0, 0.06, 0.072] and right == [-0.1, -0.12, 0.0, 0.06, 0.072, 0.0864]
    if name == "to and fro":
        assert not any(late) and right == [-0.1, 0.0, -0.05, 0.0, -0.025, 0.0]
PY
