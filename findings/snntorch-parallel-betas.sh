#!/usr/bin/env bash
# snntorch 1.0.0 with torch 2.13.0 (large: a build for the CPU is enough)
#
# The same beta is another decay in the parallel twins of snn.Leaky. Leaky keeps beta of its potential a step; StateLeaky
# keeps exp(−(1 − beta)): 0.6065 for 0.5, 0.3679 for 0, which Leaky forgets at once. LeakyParallel keeps beta if it is
# one number; of one number for each unit it keeps nothing at all: its decays are then random draws, some below zero.
#
# Why a good guess misses: the three are said to be one neuron, of which two run a whole sequence at once, and share the
# argument. At 0.9 the first two differ by half a percent a step; shapes and the spikes of short sequences agree.
#
# For somebody who steps through RNNs: a linear recurrence with λ trained in one form and run in the other has another
# memory. For StateLeaky give 1 + ln λ, which no longer is between 0 and 1 for λ < 0.37; for LeakyParallel look at
# rnn.weight_hh_l0 and fill its diagonal by hand.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check snntorch==1.0.0 torch==2.13.0 numpy==2.4.6
"$work/venv/bin/python" - <<'PY'
import math

import snntorch
import torch

torch.manual_seed(0)
impulse = torch.zeros(6, 1, 1)
impulse[0] = 0.5  # too small for a spike, so no reset
show = lambda values: " ".join(f"{v:.4f}" for v in values)

for beta in (0.0, 0.5, 0.9):
    layer = snntorch.Leaky(beta=beta)
    mem, stepped = layer.reset_mem(), []
    for x in impulse:
        mem = layer(x, mem)[1]
        stepped.append(mem.item())
    at_once = snntorch.StateLeaky(beta=beta, channels=1)(impulse)[1].flatten().tolist()
    print(f"beta {beta}:  Leaky {show(stepped)}   StateLeaky {show(at_once)}")
    kept = math.exp(-(1 - beta))
    assert all(abs(m - 0.5 * beta**t) < 1e-6 for t, m in enumerate(stepped))
    assert all(abs(m - 0.5 * kept**t) < 1e-5 for t, m in enumerate(at_once)) and kept - beta > 0.004
    wanted = snntorch.StateLeaky(beta=1 + math.log(max(beta, 0.4)), channels=1)(impulse)[1].flatten()
    assert all(abs(m - 0.5 * max(beta, 0.4) ** t) < 1e-5 for t, m in enumerate(wanted.tolist()))

decays = lambda beta, units: snntorch.LeakyParallel(1, units, beta=beta).rnn.weight_hh_l0.diagonal().tolist()
one, each = decays(0.9, 3), [decays(torch.tensor([0.9, 0.5, 0.1]), 3) for _ in range(2)]
print(f"LeakyParallel keeps, for beta 0.9: {show(one)};  for 0.9, 0.5, 0.1: {show(each[0])}, and made again: {show(each[1])}")
assert all(abs(d - 0.9) < 1e-6 for d in one)
assert each[0] != each[1] and min(map(min, each)) < 0 and all(abs(d - b) > 1e-3 for d, b in zip(each[0], (0.9, 0.5, 0.1)))
PY
