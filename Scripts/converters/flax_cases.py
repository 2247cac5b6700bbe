"""Files as Flax, both its NNX and its Linen, write them, each with Flax' own outputs: flax_cases.py FOLDER"""
import pickle
import sys

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)
import flax
from flax import linen, nnx, serialization, traverse_util
from safetensors.numpy import save_file

from cases import Cases, plain

cases = Cases(sys.argv[1], f"flax {flax.__version__}, jax {jax.__version__}")
X = np.random.default_rng(1).normal(size=(5, 3))
TOKENS = [2, 1, 4, 1, 3]
kind = dict(dtype=jnp.float64, param_dtype=jnp.float64)
rngs = nnx.Rngs(3)


def shake(tree, seed=2):
    rng = np.random.default_rng(seed)
    return jax.tree.map(lambda w: w + 0.3 * rng.normal(size=w.shape) if jnp.issubdtype(w.dtype, jnp.floating) else w, tree)


def save_nnx(name, model):
    """Parameters under the paths of the state, joined by dots; only what is contiguous may go through safetensors.numpy."""
    state = nnx.to_pure_dict(nnx.state(model, nnx.Param))
    state = shake(state)
    nnx.update(model, jax.tree.map(lambda x: x, state)) if False else nnx.replace_by_pure_dict(s := nnx.state(model, nnx.Param), state) or nnx.update(model, s)
    flat = traverse_util.flatten_dict(nnx.to_pure_dict(nnx.state(model, nnx.Param)))
    arrays = {".".join(map(str, k)): np.ascontiguousarray(v) for k, v in flat.items()}
    if name.endswith(".npz"):
        np.savez(cases.path(name), **{k.replace(".", "/"): v for k, v in arrays.items()})
    else:
        save_file(arrays, cases.path(name))


for name in ["LSTMCell", "OptimizedLSTMCell", "GRUCell", "SimpleCell"]:
    model = nnx.RNN(getattr(nnx, name)(3, 4, rngs=rngs, **kind))
    file = f"nnx_{name.lower()}.safetensors"
    save_nnx(file, model)
    cases.add(file, plain(np.array(model(X[None]))[0]), plain(X), node="h")
both = nnx.Bidirectional(nnx.RNN(nnx.GRUCell(3, 4, rngs=rngs, **kind)), nnx.RNN(nnx.GRUCell(3, 4, rngs=rngs, **kind)))
save_nnx("nnx_both.npz", both)
cases.add("nnx_both.npz", plain(np.array(both(X[None]))[0]), plain(X), node="h")


class Tagger(nnx.Module):
    def __init__(self, rngs):
        self.emb = nnx.Embed(6, 3, rngs=rngs, **kind)
        self.rnn = nnx.RNN(nnx.GRUCell(3, 4, rngs=rngs, **kind))
        self.memory = nnx.RNN(nnx.LSTMCell(4, 2, rngs=rngs, **kind))
        self.out = nnx.Linear(2, 2, rngs=rngs, **kind)

    def __call__(self, tokens):
        return self.out(self.memory(self.rnn(self.emb(tokens))))


tagger = Tagger(rngs)
save_nnx("nnx_tagger.safetensors", tagger)
cases.add("nnx_tagger.safetensors", plain(np.array(tagger(jnp.array([TOKENS])))[0]), tokens=TOKENS)


class Normed(nnx.Module):
    def __init__(self, rngs):
        self.rnn = nnx.RNN(nnx.GRUCell(3, 4, rngs=rngs, **kind))
        self.norm = nnx.LayerNorm(4, rngs=rngs)


save_nnx("nnx_normed.safetensors", Normed(rngs))
cases.refuse("nnx_normed.safetensors", "norm")


def save_linen(name, model, *inputs, refused=None, node="h", state=False):
    variables = shake(model.init(jax.random.key(4), *inputs))
    if state:
        variables = {"step": 7, "params": variables["params"], "opt_state": {"0": {"mu": variables["params"]}}}
    if name.endswith(".npz"):
        flat = traverse_util.flatten_dict(variables, sep="/")
        np.savez(cases.path(name), **{k: np.array(v) for k, v in flat.items()})
    else:
        open(cases.path(name), "wb").write(serialization.to_bytes(variables))
    if refused:
        cases.refuse(name, refused)
        return
    output = plain(np.array(model.apply({"params": variables["params"]}, *inputs))[0])
    tokens = jnp.issubdtype(inputs[0].dtype, jnp.integer)
    cases.add(name, output, inputs=None if tokens else plain(X), tokens=TOKENS if tokens else None, node=node)


for name in ["LSTMCell", "OptimizedLSTMCell", "GRUCell", "SimpleCell", "MGUCell"]:
    model = linen.RNN(getattr(linen, name)(4, **kind))
    save_linen(f"linen_{name.lower()}.msgpack", model, X[None], refused="MGU" if name == "MGUCell" else None)
save_linen("linen_simplecell.npz", linen.RNN(linen.SimpleCell(4, **kind)), X[None])
save_linen("linen_both.msgpack", linen.Bidirectional(linen.RNN(linen.LSTMCell(4, **kind)), linen.RNN(linen.LSTMCell(4, **kind))), X[None])


class LinenTagger(linen.Module):
    @linen.compact
    def __call__(self, tokens):
        h = linen.Embed(6, 3, **kind)(tokens)
        h = linen.RNN(linen.GRUCell(4, **kind))(h)
        return linen.Dense(2, **kind)(h)


save_linen("linen_tagger.msgpack", LinenTagger(), jnp.array([TOKENS]), node="y")
save_linen("linen_tagger.npz", LinenTagger(), jnp.array([TOKENS]), node="y")
save_linen("linen_state.msgpack", LinenTagger(), jnp.array([TOKENS]), node="y", state=True)


class LinenMemory(linen.Module):
    @linen.compact
    def __call__(self, tokens):
        h = linen.Embed(6, 3, **kind)(tokens)
        h = linen.RNN(linen.LSTMCell(4, **kind))(h)
        return linen.Dense(2, **kind)(h)


# An optimizer's moments have the parameters' names; a pickle of numbers of 64 bits is opened as such.
save_linen("linen_lstm_state.msgpack", LinenMemory(), jnp.array([TOKENS]), node="y", state=True)
variables = shake(LinenMemory().init(jax.random.key(4), jnp.array([TOKENS])))
with open(cases.path("linen_lstm.pkl"), "wb") as file:
    pickle.dump(variables, file)
cases.add("linen_lstm.pkl", plain(np.array(LinenMemory().apply(variables, jnp.array([TOKENS])))[0]), tokens=TOKENS)
cases.write()
