"""Files as Keras writes them, each with Keras' own outputs: keras_cases.py FOLDER"""
import os
import sys

os.environ["KERAS_BACKEND"] = "jax"
import keras
import numpy as np
from keras import layers

from cases import Cases, plain

keras.utils.set_random_seed(5)
cases = Cases(sys.argv[1], f"keras {keras.__version__} (float32)")
X = np.random.default_rng(1).normal(size=(5, 3)).astype("float32")
TOKENS = [2, 1, 4, 1, 3]


def shaken(model):
    """Biases start at zero, where a wrong order would not show."""
    rng = np.random.default_rng(2)
    model.set_weights([w + rng.normal(size=w.shape).astype(w.dtype) * 0.3 for w in model.get_weights()])
    return model


def add(name, model, inputs=None, tokens=None, node="h", options=(), forms=("weights.h5", "keras", "h5", "npz", "list.npz")):
    model = shaken(model)
    x = np.array([tokens]) if inputs is None else inputs[None]
    output = np.array(model(x))
    output = output[0] if output.ndim == 3 else output
    # A whole model in a file that ends with .h5 has the layout of Keras 2.
    paths = {"weights.h5": lambda p: model.save_weights(p), "keras": lambda p: model.save(p), "h5": lambda p: model.save(p)}
    paths["npz"] = lambda p: np.savez(p, **{v.path: np.array(v) for v in model.weights})
    paths["list.npz"] = lambda p: np.savez(p, *model.get_weights())
    for form in forms:
        paths[form](cases.path(f"{name}.{form}"))
        # A file of weights alone has no activations.
        extra = [] if form in ("keras", "h5") else list(options)
        target = "y" if node != "h" else "h"
        if form not in ("keras", "h5") and node == "softmax":
            target = "y"
        last = output
        cases.add(f"{name}.{form}", plain(last), inputs=None if inputs is None else plain(inputs), tokens=tokens, node=target, options=extra, tolerance=2e-6)
    return model


def sequential(*stack, tokens=False):
    return keras.Sequential([keras.Input((5,) if tokens else (5, 3), dtype="int32" if tokens else None), *stack])


many = dict(return_sequences=True)
add("lstm", sequential(layers.LSTM(4, **many)), X)
add("gru", sequential(layers.GRU(4, **many)), X)
add("gru_before", sequential(layers.GRU(4, reset_after=False, **many)), X)
add("simple_rnn", sequential(layers.SimpleRNN(4, **many)), X)
add("relu", sequential(layers.SimpleRNN(4, activation="relu", name="lstm", **many)), X, options=["--activation", "relu"])
add("linear", sequential(layers.SimpleRNN(4, activation="linear", **many)), X, options=["--cell", "linear"])
add("nobias", sequential(layers.LSTM(4, use_bias=False, **many)), X)
add("gru_nobias_before", sequential(layers.GRU(4, use_bias=False, reset_after=False, **many)), X, forms=["keras"])
add("both", sequential(layers.Bidirectional(layers.GRU(4, **many)), layers.Dense(2)), X, node="y")
add("stacked", sequential(layers.GRU(4, **many), layers.LSTM(2, **many), layers.Dense(3, name="head")), X, node="y")
add("cell", sequential(layers.RNN(layers.LSTMCell(4), **many), layers.TimeDistributed(layers.Dense(2))), X, node="y", forms=["weights.h5", "keras", "npz"])
add("tagger", sequential(layers.Embedding(6, 3), layers.LSTM(4, **many), layers.Dropout(0.5), layers.Dense(2, activation="sigmoid"), tokens=True), tokens=TOKENS, node="y", forms=["keras"])
add("char_lm", sequential(layers.Embedding(6, 3), layers.GRU(4, **many), layers.Dense(6, activation="softmax"), tokens=True), tokens=TOKENS, node="softmax")
add("same_widths", sequential(layers.GRU(3, **many), layers.GRU(3, **many)), X, forms=["keras"])


class Own(keras.Model):
    """Attributes are the groups of its file."""

    def __init__(self):
        super().__init__()
        self.memory = layers.GRU(4, return_sequences=True)
        self.score = layers.Dense(2)

    def call(self, x):
        return self.score(self.memory(x))


own = Own()
own(X[None])
add("subclassed", own, X, node="y", forms=["weights.h5"])

last = shaken(sequential(layers.LSTM(4), layers.Dense(2)))
last.save(cases.path("last.keras"))
cases.add("last.keras", plain(np.array(last(X[None]))), plain(X), tolerance=2e-6)

for name, words, stack in [
    ("normed", "LayerNormalization", [layers.LSTM(4, **many), layers.LayerNormalization(), layers.LSTM(2, **many)]),
    ("backwards", "go_backwards", [layers.LSTM(4, go_backwards=True, **many)]),
    ("summed", "merge_mode", [layers.Bidirectional(layers.GRU(4, **many), merge_mode="sum")]),
    ("hard", "recurrent_activation", [layers.LSTM(4, recurrent_activation="hard_sigmoid", **many)]),
    ("elu", "activation: elu", [layers.GRU(4, activation="elu", **many)]),
    ("deep_head", "Dense", [layers.GRU(4, **many), layers.Dense(3, activation="relu"), layers.Dense(2)]),
]:
    sequential(*stack).save(cases.path(f"{name}.keras"))
    cases.cases.append(dict(file=f"{name}.keras", tool=cases.tool, options=[], refused=words))

half = sequential(layers.LSTM(4, dtype="bfloat16", recurrent_initializer="glorot_uniform", **many))
half(X[None])
half.set_weights([np.random.default_rng(2).normal(size=w.shape).astype("float32") for w in half.weights])
half.save_weights(cases.path("bfloat16.weights.h5"))
output = np.array(keras.ops.convert_to_numpy(half(X[None])).astype("float64"))[0]
cases.add("bfloat16.weights.h5", plain(output), plain(X.astype("float64")), node="h", tolerance=3e-2)
cases.write()
