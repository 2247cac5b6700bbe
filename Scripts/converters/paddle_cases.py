"""Files as PaddlePaddle writes them, each with Paddle's own outputs: paddle_cases.py FOLDER"""
import sys

import numpy as np
import paddle
from paddle import nn
from safetensors.numpy import save_file

from cases import Cases, plain

paddle.seed(5)
paddle.set_default_dtype("float64")
cases = Cases(sys.argv[1], f"paddlepaddle {paddle.__version__}")
X = np.random.default_rng(1).normal(size=(5, 3))
TOKENS = [2, 1, 4, 1, 3]


def save(name, module, forms=("pdparams", "npz", "safetensors")):
    state = module.state_dict()
    arrays = {k: np.ascontiguousarray(v.numpy()) for k, v in state.items()}
    if "pdparams" in forms:
        paddle.save(state, cases.path(f"{name}.pdparams"))
    if "npz" in forms:
        np.savez(cases.path(f"{name}.npz"), **arrays)
    if "safetensors" in forms:
        save_file(arrays, cases.path(f"{name}.safetensors"))
    return [f"{name}.{form}" for form in forms]


for kind, both in [("LSTM", False), ("GRU", True), ("SimpleRNN", False)]:
    module = getattr(nn, kind)(3, 4, direction="bidirect" if both else "forward", num_layers=2)
    output = plain(module(paddle.to_tensor(X[None]))[0].numpy()[0])
    for name in save(kind.lower(), module):
        cases.add(name, output, plain(X), node="h")


class Tagger(nn.Layer):
    def __init__(self, outputs, cell=False):
        super().__init__()
        self.emb = nn.Embedding(6, 3)
        self.rnn = nn.GRUCell(3, 4) if cell else nn.GRU(3, 4)
        self.readout = nn.Linear(4, outputs)
        self.cell = cell

    def forward(self, tokens):
        x = self.emb(tokens)
        return self.readout(nn.RNN(self.rnn)(x)[0] if self.cell else self.rnn(x)[0])


for name, outputs, cell in [("square", 4, False), ("wide", 2, False), ("cell", 2, True), ("square_cell", 4, True)]:
    module = Tagger(outputs, cell)
    module.readout.bias.set_value(paddle.to_tensor(np.random.default_rng(3).normal(size=outputs)))
    output = plain(module(paddle.to_tensor([TOKENS])).numpy()[0])
    for file in save(name, module):
        # Only the form of Paddle's own file says whose arrays these are.
        isOpen = name == "square_cell" and not file.endswith("pdparams")
        cases.add(file, output, tokens=TOKENS, options=["--from", "paddle"] if isOpen else [])
paddle.save({"model": Tagger(2).state_dict(), "epoch": 3}, cases.path("nested.pdparams"))
nested = paddle.load(cases.path("nested.pdparams"))["model"]
module = Tagger(2)
module.set_state_dict(nested)
cases.add("nested.pdparams", plain(module(paddle.to_tensor([TOKENS])).numpy()[0]), tokens=TOKENS)


class Both(nn.Layer):
    """Two cells of one name with `_fw` and `_bw`, and a square readout."""

    def __init__(self):
        super().__init__()
        self.rnn = nn.BiRNN(nn.GRUCell(3, 2), nn.GRUCell(3, 2))
        self.readout = nn.Linear(4, 4)

    def forward(self, x):
        return self.readout(self.rnn(x)[0])


both = Both()
for file in save("both_cells", both):
    cases.add(file, plain(both(paddle.to_tensor(X[None])).numpy()[0]), plain(X))
for name in save("projected", nn.LSTM(3, 4, proj_size=2), forms=["npz"]):
    cases.refuse(name, "proj_size")


class Tied(nn.Layer):
    """Reads out with the embedding's matrix, for which the file has no second array."""

    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(6, 4)
        self.rnn = nn.GRU(4, 4)

    def forward(self, tokens):
        return paddle.matmul(self.rnn(self.emb(tokens))[0], self.emb.weight, transpose_y=True)


tied = Tied()
for name in save("tied", tied, forms=["npz"]):
    output = plain(tied(paddle.to_tensor([TOKENS])).numpy()[0])
    cases.add(name, output, tokens=TOKENS, options=["--embedding", "emb", "--readout", "emb"], node="a_y")


class Normed(nn.Layer):
    """A readout whose spectral norm is taken of it transposed."""

    def __init__(self, outputs):
        super().__init__()
        self.rnn = nn.GRU(3, 4)
        self.readout = nn.utils.spectral_norm(nn.Linear(4, outputs))

    def forward(self, x):
        return self.readout(self.rnn(x)[0])


for outputs in [4, 2]:
    normed = Normed(outputs)
    normed.eval()
    for name in save(f"spectral_{outputs}", normed, forms=["npz"]):
        cases.add(name, plain(normed(paddle.to_tensor(X[None])).numpy()[0]), plain(X))
cases.write()
