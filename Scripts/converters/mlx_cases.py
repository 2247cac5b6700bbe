"""Files as MLX writes them, each with MLX' own outputs: mlx_cases.py FOLDER"""
import sys

import mlx.core as mx
import mlx.nn as nn
import numpy as np

from cases import Cases, plain

mx.random.seed(5)
cases = Cases(sys.argv[1], f"mlx {mx.__version__} (float32)")
X = np.random.default_rng(1).normal(size=(5, 3)).astype("float32")
TOKENS = [2, 1, 4, 1, 3]


def first(outputs):
    return outputs[0] if isinstance(outputs, tuple) else outputs


def shake(module):
    from mlx.utils import tree_map

    module.update(tree_map(lambda w: w + 0.3 * mx.random.normal(w.shape), module.parameters()))


for kind, bias in [("LSTM", True), ("GRU", True), ("RNN", True), ("LSTM", False), ("GRU", False)]:
    module = getattr(nn, kind)(3, 4, bias=bias)
    shake(module)
    output = plain(np.array(first(module(mx.array(X)))))
    for form in ["safetensors", "npz"]:
        name = f"{kind.lower()}{'' if bias else '_nobias'}.{form}"
        module.save_weights(cases.path(name))
        cases.add(name, output, plain(X), node="h", tolerance=2e-6)


class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(5, 3)
        self.layers = [nn.LSTM(3, 4), nn.GRU(4, 3)]
        self.out = nn.Linear(3, 2)

    def __call__(self, tokens):
        h = self.emb(tokens)
        for layer in self.layers:
            h = first(layer(h))
        return self.out(h)


tagger = Tagger()
shake(tagger)
tagger.save_weights(cases.path("tagger.safetensors"))
cases.add("tagger.safetensors", plain(np.array(tagger(mx.array(TOKENS)))), tokens=TOKENS, tolerance=2e-6)
tagger.set_dtype(mx.bfloat16)
for form in ["safetensors", "npz"]:
    tagger.save_weights(cases.path(f"bfloat16.{form}"))
    cases.add(f"bfloat16.{form}", plain(np.array(tagger(mx.array(TOKENS)).astype(mx.float32))), tokens=TOKENS, tolerance=4e-2)
cases.write()
