#!/usr/bin/env bash
# jax 0.10.2: a pickle of jax arrays of 64 bits is read as arrays of 32, without a warning, by every program that has not switched
# jax_enable_x64 on before it opens the file. The pickle itself holds a NumPy array of all 64 bits, which jax converts while it is opened.
#
# Why a guess misses: pickling is expected to give back what was put in, and the file's size and bytes say float64; elsewhere
# jax warns when it truncates float64. What was lost shows only as differences around 1e-8.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check jax==0.10.2 numpy==2.4.6
cd "$work"
"$work/venv/bin/python" -c '
import pickle, jax, jax.numpy as jnp
jax.config.update("jax_enable_x64", True)
with open("weights.pkl", "wb") as file:
    pickle.dump(jnp.array([0.1, 1 + 1e-9]), file)
print("written:", jnp.array([0.1]).dtype)'
"$work/venv/bin/python" - <<'PYTHON'
import pickle
import sys
import warnings

import numpy as np

with warnings.catch_warnings(record=True) as heard:
    warnings.simplefilter("always")
    with open("weights.pkl", "rb") as file:
        singles = pickle.load(file)
import jax

jax.config.update("jax_enable_x64", True)
with open("weights.pkl", "rb") as file:
    doubles = pickle.load(file)
lost = np.abs(np.asarray(singles, "float64") - np.asarray(doubles)).max()
said = [str(w.message) for w in heard if "float64" in str(w.message)]
print(f"read without the switch: {singles.dtype}, off by {lost:.1e}, warnings about it: {said}")
print("read with it:", doubles.dtype)
changed = singles.dtype != np.float32 or doubles.dtype != np.float64 or said
print("CHANGED" if changed else "a pickle of float64 is opened as float32, and nothing says so")
sys.exit(bool(changed))
PYTHON
