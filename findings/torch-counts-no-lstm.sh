#!/usr/bin/env bash
# torch 2.13.0 (large: a build for the CPU is enough), with torchinfo 1.8.0
#
# torch's own FlopCounterMode counts 0 operations for an nn.LSTM in float32 on the CPU, forwards and backwards, and says
# nothing. For nn.RNN, nn.GRU, and for the very same LSTM in float64 or with proj_size, it counts each product exactly.
# torchinfo counts the biases in as products, for each kind alike.
#
# Why a good guess misses: it counts what is run, not modules, so a layer made of matrix products cannot be missed; and
# a try with a GRU or in float64 is right to the last one. The float32 LSTM is a single operation that it has no formula
# for, and one without a formula is free.
#
# For somebody who steps through RNNs: "the LSTM costs less than its readout" is what such a table says. Count
# T · N · 4H · (I + H) by hand, or count in float64.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6 torchinfo==1.8.0
"$work/venv/bin/python" - <<'PY'
import warnings

import torch
import torchinfo
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

warnings.filterwarnings("ignore", "LSTM with projections")
T, N, I, H = 10, 2, 8, 16


def products(layer, x):
    """What torch counts, forwards and with the way back, as multiplications (it counts an addition to each)."""
    with FlopCounterMode(display=False) as counter:
        out, _ = layer(x)
        forwards = counter.get_total_flops() // 2
        out.sum().backward()
    return forwards, counter.get_total_flops() // 2


for kind, gates in ((nn.RNN, 1), (nn.GRU, 3), (nn.LSTM, 4)):
    right = T * N * gates * H * (I + H)
    x = torch.randn(T, N, I)
    single, double = products(kind(I, H), x), products(kind(I, H).double(), x.double())
    info = torchinfo.summary(kind(I, H), input_data=x, verbose=0).total_mult_adds
    print(f"{kind.__name__:5}products {right:6}   torch: float32 {single[0]:6}, with the way back {single[1]:6}; "
          f"float64 {double[0]:6}, {double[1]:6}   torchinfo {info:6}")
    assert double[0] == right and double[1] > 2 * right
    assert single == ((0, 0) if kind is nn.LSTM else double)
    assert info == T * N * gates * (H * (I + H) + 2 * H)

projected, _ = products(nn.LSTM(I, H, proj_size=4), torch.randn(T, N, I))
print(f"LSTM with proj_size 4: {projected} of {T * N * (4 * H * (I + 4) + H * 4)}")
assert projected == T * N * (4 * H * (I + 4) + H * 4)
PY
