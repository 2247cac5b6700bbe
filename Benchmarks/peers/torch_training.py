#!/usr/bin/env python3
"""Trains two small networks for twenty updates with PyTorch's optimisers and clips, and prints the weights as JSON.

    python3 torch_training.py > Tests/Fixtures/training/torch.json

Everything is float64, `foreach` and not `fused`. clip_grad_norm_ is recomputed with the denominator ‖g‖ where PyTorch has ‖g‖ + 1e-6;
clip_grad_value_ is PyTorch's own. Weights are kept after updates 1, 2 and 20, each parameter row by row.
"""

import json
import random
import sys

import torch

torch.set_default_dtype(torch.float64)
STEPS = 6
KEPT = [1, 2, 20]


def decimals(generator, rows, columns=None, bound=0.8):
    row = lambda n: [round(generator.uniform(-bound, bound), 4) for _ in range(n)]
    return row(rows) if columns is None else [row(columns) for _ in range(rows)]


def networks():
    generator = random.Random(7)
    for cell, hidden, gates in [("rnn", 3, [""]), ("lstm", 2, ["_f", "_i", "_c", "_o"])]:
        values = {}
        for gate in gates:
            values["stack.0.W" + gate] = decimals(generator, hidden, 2)
            values["stack.0.U" + gate] = decimals(generator, hidden, hidden)
            values["stack.0.b" + gate] = decimals(generator, hidden)
        values["readout.W_y"] = decimals(generator, 2, hidden)
        values["readout.b_y"] = decimals(generator, 2)
        yield {
            "cell": cell, "hidden": hidden, "inputs": decimals(generator, STEPS, 2, 2),
            "targets": decimals(generator, STEPS, 2, 2), "values": values,
        }


def loss(network, p):
    h = c = torch.zeros(network["hidden"])
    total = 0
    for x, target in zip(torch.tensor(network["inputs"]), torch.tensor(network["targets"])):
        a = lambda gate: p["stack.0.W" + gate] @ x + p["stack.0.U" + gate] @ h + p["stack.0.b" + gate]
        if network["cell"] == "rnn":
            h = torch.tanh(a(""))
        else:
            c = torch.sigmoid(a("_f")) * c + torch.sigmoid(a("_i")) * torch.tanh(a("_c"))
            h = torch.sigmoid(a("_o")) * torch.tanh(c)
        total = total + ((p["readout.W_y"] @ h + p["readout.b_y"] - target) ** 2).sum() / 2
    return total


OPTIMIZERS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.05, foreach=True),
    "momentum": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, foreach=True),
    "adam": lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.9, 0.999), eps=1e-8, foreach=True),
    "rmsprop": lambda p: torch.optim.RMSprop(p, lr=0.05, alpha=0.99, eps=1e-8, foreach=True),
    "adagrad": lambda p: torch.optim.Adagrad(p, lr=0.05, eps=1e-10, foreach=True),
}


def clip(kind, parameters):
    if kind == "norm":
        norm = torch.sqrt(sum((q.grad**2).sum() for q in parameters))
        if norm > 0.5:
            for q in parameters:
                q.grad.mul_(0.5 / norm)
    elif kind == "value":
        torch.nn.utils.clip_grad_value_(parameters, 0.1)


def run(network, optimizer, kind):
    p = {path: torch.tensor(value, requires_grad=True) for path, value in network["values"].items()}
    step = OPTIMIZERS[optimizer](list(p.values()))
    kept, losses = {}, []
    for number in range(1, max(KEPT) + 1):
        step.zero_grad()
        value = loss(network, p)
        value.backward()
        losses.append(value.item())
        clip(kind, list(p.values()))
        step.step()
        if number in KEPT:
            kept[str(number)] = {path: q.detach().flatten().tolist() for path, q in p.items()}
    return {"optimizer": optimizer, "clip": kind, "losses": losses, "weights": kept}


print(f"torch {torch.__version__}", file=sys.stderr)
result = [
    {**network, "runs": [run(network, o, k) for o in OPTIMIZERS for k in ["none", "norm", "value"]]}
    for network in networks()
]
json.dump({"torch": torch.__version__.split("+")[0], "networks": result}, sys.stdout, indent=None)
print()
