"""Files as Equinox writes them, each with Equinox' own outputs: equinox_cases.py FOLDER"""
import json
import sys

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)
import equinox as eqx
from safetensors.numpy import save_file

from cases import Cases, plain

cases = Cases(sys.argv[1], f"equinox {eqx.__version__}, jax {jax.__version__}")
X = np.random.default_rng(1).normal(size=(5, 3))
keys = iter(jax.random.split(jax.random.key(3), 32))


def run(cell, x=X):
    lstm = isinstance(cell, eqx.nn.LSTMCell)
    state = (jnp.zeros(cell.hidden_size),) * 2 if lstm else jnp.zeros(cell.hidden_size)
    outputs = []
    for row in x:
        state = cell(row, state)
        outputs.append(state[0] if lstm else state)
    return np.array(jnp.stack(outputs))


def named(name, module):
    """Leaves under their paths: `.cell.weight_ih`."""
    leaves = jax.tree_util.tree_leaves_with_path(eqx.filter(module, eqx.is_array))
    save_file({jax.tree_util.keystr(p).lstrip("."): np.ascontiguousarray(v) for p, v in leaves}, cases.path(name))


class Tagger(eqx.Module):
    cell: eqx.nn.GRUCell
    out: eqx.nn.Linear


for kind, bias in [("LSTMCell", True), ("GRUCell", True), ("LSTMCell", False), ("GRUCell", False)]:
    cell = getattr(eqx.nn, kind)(3, 4, use_bias=bias, key=next(keys))
    name = f"{kind.lower()}{'' if bias else '_nobias'}"
    output = plain(run(cell))
    named(f"{name}.safetensors", cell)
    eqx.tree_serialise_leaves(cases.path(f"{name}.eqx"), cell)
    for form in ["safetensors", "eqx"]:
        cases.add(f"{name}.{form}", output, plain(X), node="h")
tagger = Tagger(eqx.nn.GRUCell(3, 4, key=next(keys)), eqx.nn.Linear(4, 4, key=next(keys)))
output = plain(np.array(jax.vmap(tagger.out)(run(tagger.cell))))
named("tagger.safetensors", tagger)
eqx.tree_serialise_leaves(cases.path("tagger.eqx"), tagger)
with open(cases.path("tagger_hyper.eqx"), "wb") as file:
    file.write((json.dumps({"hidden": 4}) + "\n").encode())
    eqx.tree_serialise_leaves(file, tagger)
for name in ["tagger.safetensors", "tagger.eqx", "tagger_hyper.eqx"]:
    cases.add(name, output, plain(X))
cases.write()
