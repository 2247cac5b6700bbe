#!/usr/bin/env bash
# safetensors 0.8.0 with numpy 2.4.6: safetensors.numpy.save_file stores an array that is not contiguous, such as w.T, with the
# shape of w.T and the bytes of w, and says nothing: it comes back scrambled.
#
# Why a guess misses: numpy.savez and numpy.save keep the order with the array, and safetensors.torch.save_file refuses such
# a tensor; one expects the numpy side to copy or to refuse as well. A kernel of Keras or Flax transposed for PyTorch is
# exactly such an array, and a square one then fits everywhere.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check safetensors==0.8.0 numpy==2.4.6
"$work/venv/bin/python" - <<'PYTHON'
import numpy as np
import sys, tempfile
from safetensors.numpy import load_file, save_file

w = np.arange(6.0).reshape(2, 3)
path = tempfile.mkdtemp() + "/w.safetensors"
save_file({"w": w.T}, path)
back = load_file(path)["w"]
print("stored:", w.T.tolist())
print("read:  ", back.tolist())
save_file({"w": np.ascontiguousarray(w.T)}, path)
print("contiguous first:", load_file(path)["w"].tolist())
changed = back.shape != (3, 2) or back.tolist() != w.reshape(3, 2).tolist()
print("CHANGED" if changed else "the shape is that of w.T, the order that of w")
sys.exit(changed)
PYTHON
