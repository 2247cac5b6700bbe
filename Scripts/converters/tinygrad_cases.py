"""Files as tinygrad writes them, each with tinygrad's own outputs: tinygrad_cases.py FOLDER"""
import importlib.metadata
import sys

import numpy as np
from tinygrad import Tensor, nn
from tinygrad.nn.state import get_state_dict, safe_save

from cases import Cases, plain

Tensor.manual_seed(5)
cases = Cases(sys.argv[1], f"tinygrad {importlib.metadata.version('tinygrad')} (float32)")
X = np.random.default_rng(1).normal(size=(5, 3)).astype("float32")


class Tagger:
    def __init__(self):
        self.cell = nn.LSTMCell(3, 4)
        self.out = nn.Linear(4, 2)


tagger = Tagger()
for name in ["bias_ih", "bias_hh"]:
    setattr(tagger.cell, name, Tensor(np.random.default_rng(len(name) + ord(name[5])).normal(size=16).astype("float32")))
state, hidden, outputs = None, [], []
for x in X:
    state = tagger.cell(Tensor(x[None]), state)
    hidden.append(state[0].numpy()[0])
    outputs.append(tagger.out(state[0]).numpy()[0])
safe_save(get_state_dict(tagger.cell), cases.path("lstmcell.safetensors"))
cases.add("lstmcell.safetensors", plain(np.stack(hidden)), plain(X), node="h", tolerance=2e-6)
safe_save(get_state_dict(tagger), cases.path("tagger.safetensors"))
cases.add("tagger.safetensors", plain(np.stack(outputs)), plain(X), tolerance=2e-6)
cases.add("tagger.safetensors", plain(np.stack(outputs)), plain(X), tolerance=2e-6, options=["--from", "tinygrad"])
cases.write()
