"""The cases in PyTorch, double precision, one thread: nn.LSTM, nn.GRU and nn.RNN where they compute the case, else a loop."""

import numpy as np
import torch

import cases

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

# PyTorch's order of gates; a GRU's update gate is z there and 1 − z here.
ORDER = {"lstm": "ifco", "gru": "rzh"}


def module(case):
    """nn.LSTM, nn.GRU or nn.RNN with the case's weights."""
    kind = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn": torch.nn.RNN}[case.cell]
    net = kind(case.x.shape[-1], case.hidden)
    if case.cell == "rnn":
        w = {k: case.w[f"stack.0.{k}"] for k in "WUb"}
        second = np.zeros(case.hidden)
    else:
        w = {k: cases.stacked(case.w, "stack.0", ORDER[case.cell], k) for k in "WUb"}
        second = np.zeros(len(w["b"]))
    if case.cell == "gru":
        z = slice(case.hidden, 2 * case.hidden)
        for k in "WUb":
            w[k][z] *= -1
        second[2 * case.hidden :] = case.w["stack.0.c_h"]
    with torch.no_grad():
        net.weight_ih_l0.copy_(torch.tensor(w["W"]))
        net.weight_hh_l0.copy_(torch.tensor(w["U"]))
        net.bias_ih_l0.copy_(torch.tensor(w["b"]))
        net.bias_hh_l0.copy_(torch.tensor(second))
    return net


def module_checksum(case, net):
    """The sum of the gradients that the case has: b once where PyTorch has two, z's with its own sign."""
    if case.cell != "gru":
        return sum(float(net.get_parameter(n).grad.sum()) for n in ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0"))
    sign = torch.ones(3 * case.hidden)
    sign[case.hidden : 2 * case.hidden] = -1
    total = sum(
        float((net.get_parameter(n).grad * (sign[:, None] if net.get_parameter(n).dim() == 2 else sign)).sum())
        for n in ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0")
    )
    return total + float(net.bias_hh_l0.grad[2 * case.hidden :].sum())


def with_module(case):
    net = module(case)
    x, y = torch.tensor(case.x), torch.tensor(case.y)
    readout = None
    if case.loss == "nll":
        readout = torch.nn.Linear(case.hidden, case.w["readout.W_y"].shape[0])
        with torch.no_grad():
            readout.weight.copy_(torch.tensor(case.w["readout.W_y"]))
            readout.bias.copy_(torch.tensor(case.w["readout.b_y"]))
    parameters = list(net.parameters()) + (list(readout.parameters()) if readout else [])

    def one_pass():
        for p in parameters:
            p.grad = None
        out = net(x)[0]
        if readout is not None:
            loss = torch.nn.functional.cross_entropy(readout(out), y, reduction="sum")
        else:
            loss = 0.5 * ((out - y) ** 2).sum()
        loss.backward()
        return loss

    def checksum(loss):
        extra = sum(float(p.grad.sum()) for p in readout.parameters()) if readout else 0.0
        return float(loss), module_checksum(case, net) + extra

    return one_pass, checksum


def gru(w, part):
    W = torch.cat([w[f"{part}.W_z"], w[f"{part}.W_r"], w[f"{part}.W_h"]])
    U = torch.cat([w[f"{part}.U_z"], w[f"{part}.U_r"]])
    b = torch.cat([w[f"{part}.b_z"], w[f"{part}.b_r"], w[f"{part}.b_h"]])
    hidden = len(w[f"{part}.b_z"])

    def step(h, x):
        p = W @ x + b
        z, r = torch.sigmoid(p[: 2 * hidden] + U @ h).chunk(2)
        new = torch.tanh(p[2 * hidden :] + w[f"{part}.U_h"] @ (r * h))
        return (1 - z) * h + z * new

    return step


def loop(case, letter):
    """The attention network, or the linear net, step by step."""
    w = {path: torch.tensor(value, requires_grad=True) for path, value in case.w.items()}
    x, y = torch.tensor(case.x), torch.tensor(case.y)

    def outputs():
        h = torch.zeros(case.hidden)
        states = []
        if letter != "h":
            projected = x @ w["stack.0.W"].T
            for p in projected:
                h = p + w["stack.0.U"] @ h
                states.append(h)
            return torch.stack(states)
        encode, decode = gru(w, "stack.0"), gru(w, "decoder")
        for row in x:
            h = encode(h, row)
            states.append(h)
        memory = torch.stack(states)
        keys = memory @ w["attention.U"].T
        before = torch.cat([torch.zeros(1, y.shape[1]), y[:-1]])
        s, out = h, []
        for row in before:
            alpha = torch.softmax(torch.tanh(w["attention.W"] @ s + keys) @ w["attention.v"], 0)
            s = decode(s, torch.cat([row, alpha @ memory]))
            out.append(s)
        return torch.stack(out) @ w["readout.W_y"].T + w["readout.b_y"]

    def one_pass():
        for p in w.values():
            p.grad = None
        loss = 0.5 * ((outputs() - y) ** 2).sum()
        loss.backward()
        return loss

    def checksum(loss):
        return float(loss), sum(float(p.grad.sum()) for p in w.values())

    return one_pass, checksum


def prepare(case, letter):
    return loop(case, letter) if letter in "gh" else with_module(case)
