"""LSTM and GRU in oneDNN's fused float32, by a small program in C++: its command line, and the file with its numbers."""

import os
import subprocess
import sys

import numpy as np

import cases

# Orders of gates: oneDNN's GRU keeps h where its gate u is 1, so u = 1 - z.
ORDER = {"lstm": "ifco", "gru": "zrh"}


def program(folder):
    """The built program; it is compiled once."""
    built = os.path.join(folder, "onednn_rnn")
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "onednn_rnn.cpp")
    if not os.path.exists(built) or os.path.getmtime(built) < os.path.getmtime(source):
        prefix = sys.prefix
        subprocess.run(
            ["c++", "-std=c++17", "-O2", source, f"-I{prefix}/include", f"-L{prefix}/lib", "-ldnnl",
             f"-Wl,-rpath,{prefix}/lib", "-o", built], check=True)
    return built


def command(case, folder, scene):
    """The command that serves a case."""
    gates = ORDER[case.cell]
    w = {k: np.stack([case.w[f"stack.0.{k}_{g}"] for g in gates]) for k in "WUb"}
    signs = np.ones(4)
    bias = np.zeros((4, case.hidden))
    bias[: len(gates)] = w["b"]
    if case.cell == "gru":
        signs[0] = -1
        for k in "WU":
            w[k][0] *= -1
        bias[0] *= -1
        # The fourth bias is that inside the reset product.
        bias[3] = case.w["stack.0.c_h"]
    arrays = [case.x, case.y, w["W"].transpose(2, 0, 1), w["U"].transpose(2, 0, 1), bias, signs]
    path = scene + ".onednn"
    with open(path, "wb") as file:
        for array in arrays:
            file.write(np.ascontiguousarray(array, dtype=np.float32).tobytes())
    batch = case.batch or 1
    steps = case.x.shape[0]
    return [program(folder), case.cell, str(case.x.shape[-1]), str(case.hidden), str(steps), str(batch), path]
