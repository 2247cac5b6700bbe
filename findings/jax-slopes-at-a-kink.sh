#!/usr/bin/env bash
# jax 0.10.2
#
# At the kink itself jax gives: relu 0, maximum(x, 0) ½, clip at its bound ½, lax.clamp at its bound 0, relu6 at 6 0,
# hard_tanh at 1 1, abs at 0 1. So one function written three ways has three slopes, and |x| has slope 1 where
# autograd and textbooks say 0.
#
# Why a good guess misses: one expects one convention a library; relu is documented as 0, and the others have each
# their own.
#
# For somebody who steps through RNNs: units that are exactly 0 are common in worked examples with small integers
# (zero state, zero bias), so relu(a) and maximum(a, 0) give different gradients for the very first step; and a
# clipped cell that sits on its bound passes all, half or nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6

"$work/venv/bin/python" - <<'PY'
import jax, jax.numpy as jnp

cases = [
    ("nn.relu", jax.nn.relu, 0, 0),
    ("maximum(x, 0)", lambda x: jnp.maximum(x, 0), 0, 0.5),
    ("where(x > 0, x, 0)", lambda x: jnp.where(x > 0, x, 0), 0, 0),
    ("nn.leaky_relu", jax.nn.leaky_relu, 0, 1),
    ("abs", jnp.abs, 0, 1),
    ("clip(x, -1, 1)", lambda x: jnp.clip(x, -1, 1), 1, 0.5),
    ("lax.clamp(-1, x, 1)", lambda x: jax.lax.clamp(-1.0, x, 1.0), 1, 0),
    ("nn.hard_tanh", jax.nn.hard_tanh, 1, 1),
    ("nn.relu6", jax.nn.relu6, 6, 0),
]
for name, function, at, expected in cases:
    slope = float(jax.grad(function)(float(at)))
    print(f"{name:21}at {at}: {slope}")
    assert slope == expected, name
PY
