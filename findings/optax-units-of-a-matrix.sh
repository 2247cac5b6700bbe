#!/usr/bin/env bash
# optax 0.2.8 on jax 0.10.2, with flax 0.12.8 and equinox 0.13.8
#
# Two transformations of one library that act on each unit of a matrix disagree on which axis a unit is:
# adaptive_grad_clip compares norms over columns (right for inputs × outputs, as Flax stores a kernel), centralize
# subtracts the mean over rows (right for outputs × inputs, as Equinox and PyTorch store a weight). Chained, one of the
# two is across the units, whatever the layout.
#
# Why a good guess misses: optax and Flax belong together and the papers of both say "per output unit"; a matrix fits
# either way, square or not, and only biases would show anything, which both treat apart.
#
# For somebody who steps through RNNs: centralize on a Flax kernel makes each input's row of gradients sum to 0 over the
# units, gates of a stacked kernel included, so gates are pushed against one another. Transpose before and after.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check optax==0.2.8 jax==0.10.2 jaxlib==0.10.2 flax==0.12.8 equinox==0.13.8 numpy==2.4.6
"$work/venv/bin/python" - <<'PY'
import equinox
import jax
import jax.numpy as jnp
import numpy as np
import optax
from flax import nnx

inputs, units = 3, 2
kernel = nnx.Linear(inputs, units, rngs=nnx.Rngs(0)).kernel[...]
weight = equinox.nn.Linear(inputs, units, key=jax.random.key(0)).weight
print(f"flax kernel {kernel.shape} (inputs × units), equinox weight {weight.shape} (units × inputs)")
assert kernel.shape == (inputs, units) and weight.shape == (units, inputs)

of_unit = jnp.array([[1.0, 2.0, 6.0], [100.0, 300.0, 500.0]])  # a row for each unit, one gradient small, one large


def changed(transformation, gradient):
    return np.array(transformation.update(gradient, transformation.init(gradient), params=jnp.ones_like(gradient))[0], float)


for name, transformation, sound in (
    # sound: what holds of each unit (a row of its argument) if the unit was taken as a whole
    ("adaptive_grad_clip", optax.adaptive_grad_clip(1.0),
     lambda rows: np.allclose(np.linalg.norm(rows, axis=1), np.sqrt(inputs), rtol=1e-3)),
    ("centralize", optax.centralize(), lambda rows: np.allclose(rows.sum(axis=1), 0, atol=1e-3)),
):
    in_flax, in_equinox = changed(transformation, of_unit.T).T, changed(transformation, of_unit)
    verdict = {"flax": bool(sound(in_flax)), "equinox": bool(sound(in_equinox))}
    for layout, rows in (("flax", in_flax), ("equinox", in_equinox)):
        print(f"{name:19}{layout:8} unit 1 {rows[0].round(3).tolist()}, unit 2 {rows[1].round(3).tolist()}: "
              + ("each unit as a whole" if verdict[layout] else "across the units"))
    assert verdict == ({"flax": True, "equinox": False} if name == "adaptive_grad_clip" else {"flax": False, "equinox": True})
PY
