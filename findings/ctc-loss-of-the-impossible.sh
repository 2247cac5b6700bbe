#!/usr/bin/env bash
# optax 0.2.8 on jax 0.10.2
#
# optax.ctc_loss of a label sequence that no alignment can produce (1, 1 in two frames: the repeat needs a blank
# between) is about 100,000 and not inf, and its gradient is finite and not zero, of the size of any other.
#
# Why a good guess misses: the probability is 0, so −log is inf; that is what one filters for with isfinite, or what
# an option such as zero_infinity is asked to drop. The library's log of zero is −100,000.
#
# For somebody who steps through RNNs: one label too long for its sequence lifts the mean loss of a batch by thousands
# and still trains the network, towards something that does not exist. Compare lengths before, counting one more frame
# for each repeat.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet optax==0.2.8 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6

"$work/venv/bin/python" - <<'PY'
import math
import jax, jax.numpy as jnp, optax

labels = jnp.array([[1, 1]])

def loss(logits):
    frames = logits.shape[1]
    return optax.ctc_loss(logits, jnp.zeros((1, frames)), labels, jnp.zeros((1, 2)))[0]

for frames in (3, 2):
    logits = jnp.zeros((1, frames, 3))
    value, gradient = jax.value_and_grad(loss)(logits)
    print(f"labels 1 1 in {frames} frames: loss {float(value):.4f}, largest gradient {float(jnp.abs(gradient).max()):.4f}")
    if frames == 3:
        assert abs(value - math.log(27)) < 1e-4      # one alignment of 27: 1, blank, 1
    else:
        assert abs(value - 1e5) < 1 and 0.1 < jnp.abs(gradient).max() < 1
PY
