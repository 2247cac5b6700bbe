#!/usr/bin/env bash
# optax 0.2.8 on jax 0.10.2
#
# One nan gradient in one mini-step, inside optax.MultiSteps: every later update is lost, not only that one. Around
# zero_nans the parameters never move again; around apply_if_finite they stand still until its patience is over and are
# nan then. The accumulated gradient is cleared by multiplying it by 0, and nan · 0 is nan.
#
# Why a good guess misses: zero_nans and apply_if_finite are exactly the guards against one bad batch, and each works by
# itself; wrapping "the optimizer" in MultiSteps is how accumulation is written. The guard has to stand outside:
# chain(zero_nans(), MultiSteps(…)) or apply_if_finite(MultiSteps(…)) loses that one update only.
#
# For somebody who steps through RNNs: one exploding sequence early in training freezes the network silently, with a
# finite loss and finite weights; a flat loss curve then looks like vanished gradients.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check optax==0.2.8 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
"$work/venv/bin/python" - <<'PY'
import math

import jax.numpy as jnp
import optax

step = optax.sgd(0.1)
pairs = lambda inner: optax.MultiSteps(inner, every_k_schedule=2).gradient_transformation()


def walk(optimizer, bad):
    """The one parameter after each of twelve gradients: 1, then `bad`, then 1 for ever."""
    parameter, seen = jnp.ones(1), []
    state = optimizer.init(parameter)
    for gradient in [1.0, bad] + [1.0] * 10:
        update, state = optimizer.update(jnp.array([gradient]), state, parameter)
        parameter = optax.apply_updates(parameter, update)
        seen.append(round(float(parameter[0]), 2))
    return seen


nan = math.nan
inside = walk(pairs(optax.chain(optax.zero_nans(), step)), nan)
patient = walk(pairs(optax.apply_if_finite(step, max_consecutive_errors=3)), nan)
outside = walk(optax.chain(optax.zero_nans(), pairs(step)), nan)
around = walk(optax.apply_if_finite(pairs(step), max_consecutive_errors=3), nan)
for name, seen in (("MultiSteps(zero_nans, sgd)", inside), ("MultiSteps(apply_if_finite(sgd))", patient),
                   ("zero_nans, MultiSteps(sgd)", outside), ("apply_if_finite(MultiSteps(sgd))", around)):
    print(f"{name:34}{seen}")
assert inside == [1.0] * 12
assert patient[:6] == [1.0] * 6 and math.isnan(patient[-1])
assert outside[-1] == 0.45 and around[-1] < 0.6 and all(map(math.isfinite, outside + around))
assert walk(optax.chain(optax.zero_nans(), step), nan)[-1] == -0.1
PY
