#!/usr/bin/env bash
# torch 2.13.0 (large: a build for the CPU is enough)
#
# With parametrizations.spectral_norm on weight_hh_l0 and the module in training mode, every *reading* of weight_hh_l0
# makes a step of the power iteration and changes the buffers: one forward pass of a GRU reads it several times, and
# two equal forward passes with a print between them give different outputs.
#
# Why a good guess misses: reading an attribute is thought to change nothing, and one forward pass to make one step,
# as the option n_power_iterations=1 says.
#
# For somebody who steps through RNNs: an inspector of weights disturbs what it shows. Look in eval mode, or at
# parametrizations.weight_hh_l0.original and the buffers. The norm 1 is that of the three gates stacked.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet torch==2.13.0 numpy==2.4.6

"$work/venv/bin/python" - <<'PY'
import torch
from torch import nn
from torch.nn.utils import parametrizations

torch.manual_seed(0)
gru = parametrizations.spectral_norm(nn.GRU(3, 6, dtype=torch.double), "weight_hh_l0", n_power_iterations=1)
norm = gru.parametrizations.weight_hh_l0[0]
x = torch.randn(5, 1, 3, dtype=torch.double)

def moved(look):
    before = norm._u.clone()
    look()
    return not torch.equal(before, norm._u)

class Counted:
    def __init__(self, step): self.step, self.times = step, 0
    def __call__(self, *given): self.times += 1; return self.step(*given)

reading, saving = moved(lambda: gru.weight_hh_l0), moved(gru.state_dict)
norm._power_method = counted = Counted(norm._power_method)
gru(x)
print(f"training: reading moves the buffers {reading}, state_dict does {saving}, steps in one forward pass {counted.times}")
assert reading and not saving and counted.times > 1

gru.eval()
assert not moved(lambda: gru.weight_hh_l0) and torch.equal(gru(x)[0], gru(x)[0])
print("eval: nothing moves")
PY
