"""The cases in JAX: jit of value_and_grad, lax.scan over time, double precision, one thread."""

import os

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import jax
import jax.numpy as jnp
from jax import lax

jax.config.update("jax_enable_x64", True)


def lstm(w, part, x, hidden):
    # All gates in one matrix; the input projection of all steps is one product.
    gates = "fioc"
    W, U, b = (jnp.concatenate([w[f"{part}.{k}_{g}"] for g in gates]) for k in "WUb")
    projected = x @ W.T + b

    def step(carry, p):
        h, c = carry
        f, i, o, g = jnp.split(p + U @ h, 4)
        c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
        h = jax.nn.sigmoid(o) * jnp.tanh(c)
        return (h, c), h

    zero = jnp.zeros(hidden)
    return lax.scan(step, (zero, zero), projected)[1]


def gru_after(w, part, x, hidden):
    W, U = (jnp.concatenate([w[f"{part}.{k}_{g}"] for g in "zrh"]) for k in "WU")
    b = jnp.concatenate([w[f"{part}.b_{g}"] for g in "zrh"])
    c = jnp.concatenate([jnp.zeros(2 * hidden), w[f"{part}.c_h"]])
    projected = x @ W.T + b

    def step(h, p):
        u = U @ h + c
        z, r = jnp.split(jax.nn.sigmoid(p[: 2 * hidden] + u[: 2 * hidden]), 2)
        new = jnp.tanh(p[2 * hidden :] + r * u[2 * hidden :])
        h = (1 - z) * h + z * new
        return h, h

    return lax.scan(step, jnp.zeros(hidden), projected)[1]


def elman(w, part, x, hidden, function=jnp.tanh):
    U = w[f"{part}.U"]
    projected = x @ w[f"{part}.W"].T + w.get(f"{part}.b", 0)

    def step(h, p):
        h = function(p + U @ h)
        return h, h

    return lax.scan(step, jnp.zeros(hidden), projected)[1]


def gru_step(w, part):
    W = jnp.concatenate([w[f"{part}.W_z"], w[f"{part}.W_r"], w[f"{part}.W_h"]])
    U = jnp.concatenate([w[f"{part}.U_z"], w[f"{part}.U_r"]])
    b = jnp.concatenate([w[f"{part}.b_z"], w[f"{part}.b_r"], w[f"{part}.b_h"]])
    hidden = w[f"{part}.b_z"].shape[0]

    def step(h, x):
        p = W @ x + b
        z, r = jnp.split(jax.nn.sigmoid(p[: 2 * hidden] + U @ h), 2)
        new = jnp.tanh(p[2 * hidden :] + w[f"{part}.U_h"] @ (r * h))
        return (1 - z) * h + z * new

    return step


def attention(w, x, y, hidden):
    encode, decode = gru_step(w, "stack.0"), gru_step(w, "decoder")

    def encoder_step(h, x):
        h = encode(h, x)
        return h, h

    last, memory = lax.scan(encoder_step, jnp.zeros(hidden), x)
    keys = memory @ w["attention.U"].T

    def decoder_step(s, before):
        alpha = jax.nn.softmax(jnp.tanh(w["attention.W"] @ s + keys) @ w["attention.v"])
        s = decode(s, jnp.concatenate([before, alpha @ memory]))
        return s, s

    before = jnp.concatenate([jnp.zeros((1, y.shape[1])), y[:-1]])
    states = lax.scan(decoder_step, last, before)[1]
    return states @ w["readout.W_y"].T + w["readout.b_y"]


def loss_function(case, letter):
    x, y = jnp.array(case.x), jnp.array(case.y)

    def loss(w):
        if letter == "h":
            out = attention(w, x, y, case.hidden)
        elif case.cell == "lstm":
            out = lstm(w, "stack.0", x, case.hidden)
        elif case.cell == "gru":
            out = gru_after(w, "stack.0", x, case.hidden)
        else:
            out = elman(w, "stack.0", x, case.hidden, jnp.tanh if case.cell == "rnn" else lambda a: a)
        if case.loss == "nll":
            logits = out @ w["readout.W_y"].T + w["readout.b_y"]
            return -jnp.sum(jax.nn.log_softmax(logits)[jnp.arange(len(y)), y])
        return 0.5 * jnp.sum((out - y) ** 2)

    return loss


def prepare(case, letter):
    """A function that runs one pass and gives the loss and the sum of all gradients' entries."""
    w = {path: jnp.array(value) for path, value in case.w.items()}
    run = jax.jit(jax.value_and_grad(loss_function(case, letter)))

    def checksum(result):
        return float(result[0]), float(sum(g.sum() for g in result[1].values()))

    if letter == "c-step":
        return steps(w, loss_function(case, letter)), checksum

    def one_pass():
        return jax.block_until_ready(run(w))

    return one_pass, checksum


def steps(w, loss):
    """A function that does a step of training, each entry clipped at 5 and Adagrad, and gives the loss and the gradients before it."""

    @jax.jit
    def step(w, memory):
        value, gradients = jax.value_and_grad(loss)(w)
        clipped = {k: jnp.clip(g, -5, 5) for k, g in gradients.items()}
        memory = {k: m + clipped[k] ** 2 for k, m in memory.items()}
        moved = {k: p - 0.1 * clipped[k] / (jnp.sqrt(memory[k]) + 1e-8) for k, p in w.items()}
        return (value, gradients), moved, memory

    state = [w, {k: jnp.zeros_like(p) for k, p in w.items()}]

    def one_pass():
        result, *state[:] = jax.block_until_ready(step(*state))
        return result

    return one_pass
