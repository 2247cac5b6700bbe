#!/usr/bin/env bash
# paddlepaddle 3.3.1: in one state_dict the matrices of nn.GRU, nn.LSTM and nn.SimpleRNN are outputs x inputs and named as PyTorch's,
# weight_ih_l0, and beside them nn.Linear's weight is inputs x outputs. Every array of a recurrent layer stands there a second
# time, as 0.cell.weight_ih.
#
# Why a guess misses: names and most shapes are PyTorch's to the letter, so a square readout loads into PyTorch without an error
# and gives other numbers; and counting parameters in the state_dict counts the recurrent ones twice.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check paddlepaddle==3.3.1 numpy==2.4.6
"$work/venv/bin/python" - <<'PYTHON'
import sys
import numpy as np
import paddle

paddle.seed(1)


class Model(paddle.nn.Layer):
    def __init__(self):
        super().__init__()
        self.rnn = paddle.nn.GRU(3, 4)
        self.readout = paddle.nn.Linear(4, 4)

    def forward(self, x):
        return self.readout(self.rnn(x)[0])


model = Model()
state = {name: value.numpy() for name, value in model.state_dict().items()}
for name, value in state.items():
    print(name, value.shape)
h = np.random.default_rng(1).normal(size=(1, 4)).astype("float32")
y = model.readout(paddle.to_tensor(h)).numpy()
w, b = state["readout.weight"], state["readout.bias"]
as_is, transposed = np.abs(h @ w + b - y).max(), np.abs(h @ w.T + b - y).max()
print(f"readout: h @ W + b off by {as_is:.1e}, h @ W.T + b (as PyTorch) off by {transposed:.1e}")
x = paddle.to_tensor(np.zeros((1, 1, 3), "float32"))
gates = state["rnn.weight_ih_l0"].shape
twins = all(np.array_equal(state[f"rnn.{n}_l0"], state[f"rnn.0.cell.{n}"]) for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
counted = sum(v.size for v in state.values())
trained = sum(int(np.prod(p.shape)) for p in model.parameters())
print(f"weight_ih_l0 is {gates}: outputs x inputs; every one twice: {twins}; numbers in the file {counted}, in the model {trained}")
changed = as_is > 1e-5 or transposed < 1e-3 or gates != (12, 3) or not twins or counted == trained
print("CHANGED" if changed else "two orders of a matrix in one file")
sys.exit(bool(changed))
PYTHON
