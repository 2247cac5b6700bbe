#!/usr/bin/env bash
# torch 2.13.0 (large: a build for the CPU is enough)
#
# out.retain_grad() on the output sequence of nn.RNN, nn.GRU or nn.LSTM gives, at each t, only what the loss says
# about y_t itself: with a loss on the last step it is 0 everywhere before, though the gradient does flow through
# every h_t. h_n is not `out[-1]` to autograd: a loss on h_n leaves out.grad None.
#
# Why a good guess misses: for a chain written in tensors retain_grad gives the whole ∂L/∂h_t; here the recurrence is
# inside one operation and out is a copy of its states that nothing later reads.
#
# For somebody who steps through RNNs: out.grad is the *direct* part of ∂L/∂h_t without the carried one, so a plot of
# its norm over t shows gradients "vanished" at once. For the total, step the cell (nn.RNNCell) and retain each state.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet torch==2.13.0 numpy==2.4.6

"$work/venv/bin/python" - <<'PY'
import torch
from torch import nn

torch.manual_seed(0)
T, H = 4, 2
x = torch.randn(T, 1, 3, dtype=torch.double)
sizes = lambda gradients: [round(float(g.abs().sum()), 4) for g in gradients]

for kind in (nn.RNN, nn.GRU, nn.LSTM):
    layer = kind(3, H, dtype=torch.double)
    out, _ = layer(x)
    out.retain_grad()
    out[-1].sum().backward()
    print(f"{kind.__name__:5}loss on y_T: out.grad by t {sizes(out.grad)},  ∂L/∂U {sizes([layer.weight_hh_l0.grad])[0]}")
    assert sizes(out.grad) == [0, 0, 0, H] and layer.weight_hh_l0.grad.abs().sum() > 0
    out, last = layer(x)
    out.retain_grad()
    (last[0] if isinstance(last, tuple) else last).sum().backward()
    assert out.grad is None

layer = nn.RNN(3, H, dtype=torch.double)
cell = nn.RNNCell(3, H, dtype=torch.double)
cell.load_state_dict({name.removesuffix("_l0"): value for name, value in layer.state_dict().items()})
h, states = torch.zeros(1, H, dtype=torch.double), []
for t in range(T):
    h = cell(x[t], h)
    h.retain_grad()
    states.append(h)
h.sum().backward()
assert torch.allclose(torch.stack(states), layer(x)[0])
print(f"RNN  the same in single steps: ∂L/∂h_t {sizes(s.grad for s in states)}")
assert all(s.grad.abs().sum() > 0 for s in states)
PY
