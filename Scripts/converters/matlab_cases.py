"""Files of MATLAB, 5.0 by SciPy and 7.3 in the form of HDF5, with numpy's outputs: matlab_cases.py FOLDER"""
import sys

import h5py
import numpy as np
import scipy
import scipy.io

from cases import Cases, plain

cases = Cases(sys.argv[1], f"scipy {scipy.__version__}, h5py {h5py.__version__}")
rng = np.random.default_rng(6)
X = rng.normal(size=(5, 3))


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def lstm(w_ih, w_hh, b_ih, b_hh):
    h = c = np.zeros(4)
    states = []
    for x in X:
        i, f, g, o = np.split(w_ih @ x + b_ih + w_hh @ h + b_hh, 4)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        states.append(h)
    return np.array(states)


arrays = {
    "weight_ih_l0": rng.normal(size=(16, 3)), "weight_hh_l0": rng.normal(size=(16, 4)), "bias_ih_l0": rng.normal(size=16),
    "bias_hh_l0": rng.normal(size=16),
}
output = lstm(*arrays.values())
scipy.io.savemat(cases.path("rows.mat"), arrays)
# MATLAB itself has no vectors: a bias is a column.
columns = {k: v.reshape(-1, 1) if v.ndim == 1 else v for k, v in arrays.items()}
scipy.io.savemat(cases.path("columns.mat"), columns, do_compression=True)
with h5py.File(cases.path("hdf5.mat"), "w", userblock_size=512) as file:
    for name, value in columns.items():
        # MATLAB's first index runs fastest.
        file[name] = value.T
with open(cases.path("hdf5.mat"), "r+b") as file:
    file.write(b"MATLAB 7.3 MAT-file, Platform: GLNXA64".ljust(124) + b"\0\2IM")
for name in ["rows", "columns", "hdf5"]:
    cases.add(f"{name}.mat", plain(output), plain(X), node="h")
cases.write()
