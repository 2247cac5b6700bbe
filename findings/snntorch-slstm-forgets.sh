#!/usr/bin/env bash
# snntorch 1.0.0 with torch 2.13.0 (large: a build for the CPU is enough)
#
# A spiking LSTM, snn.SLSTM, begins every step from zero unless its hidden size is its input size: the states that are
# handed to it, or that it keeps itself, are replaced by zeros, though what it returns has the right shape. And with its
# default threshold of 1 it never spikes, whatever its sizes, weights and inputs, as |h| = |o ⊙ tanh c| does not pass 1.
#
# Why a good guess misses: the states go in and come out by hand and the cell inside is PyTorch's, so memory is taken
# for granted; a toy with equal sizes does remember, and the first layer of a real network has other sizes. Surrogate
# gradients flow without a spike, so the weights below change and nothing looks dead.
#
# For somebody who steps through RNNs: the loss falls on what the last input alone can tell. Step the lstm_cell inside
# by hand, hold h and c oneself, and give a threshold below 1; the two-dimensional kin, SConv2dLSTM, does remember.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check snntorch==1.0.0 torch==2.13.0 numpy==2.4.6
"$work/venv/bin/python" - <<'PY'
import snntorch
import torch

torch.manual_seed(0)
T, N = 6, 4


def states(step, x):
    """All h of a step that takes and gives (syn, mem), that is (c, h)."""
    kept, out = None, []
    for now in x:
        kept = step(now, kept)
        out.append(kept[1])
    return torch.stack(out)


def compare(name, layer, x, by_hand):
    here = states(lambda now, kept: layer(now, *(kept or layer.reset_mem()))[1:], x)
    carried, fresh = states(by_hand, x), torch.cat([states(by_hand, now[None]) for now in x])
    off = [float((here - other).detach().abs().max()) for other in (carried, fresh)]
    print(f"{name:28}off by {off[0]:.4f} from the recurrence, by {off[1]:.4f} from steps that each begin at zero")
    return off


def by_lstm_cell(layer):
    return lambda now, kept: layer.lstm_cell(now, kept and kept[::-1])[::-1]


for inputs, hidden in ((3, 3), (3, 4), (4, 3)):
    layer = snntorch.SLSTM(inputs, hidden)
    carried, fresh = compare(f"SLSTM, {inputs} inputs, {hidden} units", layer, torch.randn(T, N, inputs), by_lstm_cell(layer))
    assert (carried == 0 and fresh > 0.01) if inputs == hidden else (fresh == 0 and carried > 0.01)

layer = snntorch.SLSTM(3, 4, init_hidden=True, output=True)  # keeps its states itself
x = torch.randn(T, N, 3)
here = torch.stack([layer(now)[2] for now in x])
assert torch.equal(here, torch.cat([states(by_lstm_cell(layer), now[None]) for now in x]))
print("SLSTM, init_hidden           the same: each step begins at zero")

layer = snntorch.SConv2dLSTM(2, 3, kernel_size=1)
x = torch.randn(T, N, 2, 1, 1)
_, syn, mem = layer(x[0], *layer.reset_mem())
remembers = not torch.equal(layer(x[1], syn, mem)[2], layer(x[1], torch.zeros_like(syn), torch.zeros_like(mem))[2])
print(f"SConv2dLSTM                  remembers: {remembers}")
assert remembers

layer, spikes, top = snntorch.SLSTM(3, 3), 0, 0
with torch.no_grad():
    layer.lstm_cell.weight_ih.fill_(1)
    syn, mem = layer.reset_mem()
    for _ in range(100):
        spike, syn, mem = layer(100 * torch.ones(N, 3), syn, mem)
        spikes, top = spikes + int(spike.sum()), max(top, float(mem.max()))
print(f"threshold {float(layer.threshold)}, inputs of 100, weights of 1, 100 steps: h up to {top:.6f}, {spikes} spikes")
assert float(layer.threshold) == 1 and spikes == 0 and top == 1
PY
