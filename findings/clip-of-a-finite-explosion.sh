#!/usr/bin/env bash
# optax 0.2.8 and keras 3.15.1 on jax 0.10.2
#
# A finite float32 gradient of 1e25, clipped by its global norm at 1, becomes exactly 0 in optax and nan in Keras
# (global_clipnorm); Keras' clip by the norm of one variable (clipnorm) gives 0 too. None gives a step of length 1.
#
# Why a good guess misses: clipping is there for explosions, every entry is finite, and the formula g · threshold /
# ‖g‖ has a finite answer; but the squares pass the largest float32 (3.4e38) as soon as an entry passes 1.8e19, so the
# norm is inf.
#
# For somebody who steps through RNNs: a gradient that grows ×1.5 a step is there after 110 steps. A frozen loss curve
# (optax) or nan weights (Keras) may then come from the clip and not from the network.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet optax==0.2.8 keras==3.15.1 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6

KERAS_BACKEND=jax "$work/venv/bin/python" - <<'PY'
import keras, numpy as np, optax
from keras import ops

def by_optax(gradient):
    clip = optax.clip_by_global_norm(1.0)
    return np.array(clip.update(ops.array(gradient), clip.init(None))[0])

def by_keras(gradient, **threshold):
    weights = keras.Variable(np.zeros(2, "float32"))
    optimizer = keras.optimizers.SGD(1.0, **threshold)
    optimizer.build([weights])
    optimizer.apply([ops.array(gradient)])
    return -ops.convert_to_numpy(weights.value)

clips = {"optax clip_by_global_norm": by_optax,
         "keras global_clipnorm": lambda g: by_keras(g, global_clipnorm=1.0),
         "keras clipnorm": lambda g: by_keras(g, clipnorm=1.0)}
seen = {}
for name, clip in clips.items():
    seen[name] = [clip(np.array([size, 0], "float32")) for size in (1e18, 1e25)]
    print(f"{name:27}1e18 → {seen[name][0].tolist()}   1e25 → {seen[name][1].tolist()}")
for small, _ in seen.values():
    assert abs(small[0] - 1) < 1e-6
assert (seen["optax clip_by_global_norm"][1] == 0).all() and (seen["keras clipnorm"][1] == 0).all()
assert np.isnan(seen["keras global_clipnorm"][1]).all()
PY
