"""A small LSTM in CasADi: loss and gradient as one SX expression over all steps, written as C and compiled."""

import os
import subprocess

import casadi
import numpy as np


def expression(case):
    """The function (w, x, y) → (loss, gradient), and all weights as one vector."""
    hidden, (steps, width) = case.hidden, case.x.shape
    names = list(case.w)
    sizes = [case.w[n].size for n in names]
    w = casadi.SX.sym("w", sum(sizes))
    parts = dict(zip(names, casadi.vertsplit(w, np.cumsum([0] + sizes).tolist())))

    def matrix(name):
        rows, columns = case.w[name].shape
        return casadi.reshape(parts[name], columns, rows).T

    x, y = casadi.SX.sym("x", width, steps), casadi.SX.sym("y", hidden, steps)
    W, U = ({g: matrix(f"stack.0.{k}_{g}") for g in "fico"} for k in "WU")
    b = {g: parts[f"stack.0.b_{g}"] for g in "fico"}
    h, c, loss = casadi.SX.zeros(hidden), casadi.SX.zeros(hidden), 0

    def sigmoid(a):
        return 1 / (1 + casadi.exp(-a))

    for t in range(steps):
        a = {g: W[g] @ x[:, t] + U[g] @ h + b[g] for g in "fico"}
        c = sigmoid(a["f"]) * c + sigmoid(a["i"]) * casadi.tanh(a["c"])
        h = sigmoid(a["o"]) * casadi.tanh(c)
        loss += casadi.sumsqr(h - y[:, t]) / 2
    function = casadi.Function("pass", [w, x, y], [loss, casadi.gradient(loss, w)])
    return function, np.concatenate([case.w[n].ravel() for n in names])


def command(case, folder, scene):
    """The command that serves a case, after its code has been generated and compiled."""
    function, weights = expression(case)
    name = os.path.basename(scene).split(".")[0] + "_casadi"
    generator = casadi.CodeGenerator(name)
    generator.add(function)
    generator.generate(folder + os.sep)
    built = os.path.join(folder, name)
    driver = os.path.join(os.path.dirname(os.path.abspath(__file__)), "casadi_driver.c")
    subprocess.run(
        ["cc", "-O3", "-march=native", f'-DPASS_FILE="{built}.c"', driver, "-lm", "-o", built], check=True)
    data = built + ".numbers"
    with open(data, "wb") as file:
        for array in (weights, case.x, case.y):
            file.write(np.ascontiguousarray(array, dtype=np.float64).tobytes())
    return [built, str(weights.size), str(case.x.size), str(case.y.size), data]
