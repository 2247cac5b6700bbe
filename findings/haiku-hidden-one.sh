#!/usr/bin/env bash
# dm-haiku 0.0.17 on jax 0.10.2
#
# hk.LSTM adds 1 to the forget gate's pre-activation inside the forward pass: with every parameter 0 it keeps σ(1) =
# 0.7311 of its cell, not ½. hk.GRU's update gate renews where PyTorch's and Keras' keeps. hk.VanillaRNN is a relu
# network with two biases, not tanh.
#
# Why a good guess misses: other libraries put that 1 into the initial bias, where a look at the parameters shows it;
# shapes and names here are the usual ones and say nothing.
#
# For somebody who steps through RNNs: add 1 to the forget block of `b` (the third quarter: i, g, f, o) when the
# weights go elsewhere, change the sign of z, and choose relu; each is silent when forgotten.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet dm-haiku==0.0.17 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6

"$work/venv/bin/python" - <<'PY'
import haiku as hk, jax, jax.numpy as jnp

one, half = jnp.ones((1, 1)), jnp.full((1, 1), 0.5)

def make(kind, state):
    network = hk.without_apply_rng(hk.transform(lambda x, s: kind(1)(x, s)))
    zeros = jax.tree.map(jnp.zeros_like, network.init(jax.random.PRNGKey(0), one, state))
    return lambda parameters: network.apply(parameters, one, state), zeros

step, zeros = make(hk.LSTM, hk.LSTMState(hidden=0 * one, cell=one))
kept = float(step(zeros)[1].cell[0, 0])
print(f"LSTM, all parameters 0, cell from 1: {kept:.4f}")
assert abs(kept - float(jax.nn.sigmoid(1.0))) < 1e-6

bias = zeros["lstm/linear"]["b"]
kept = []
for block in range(4):
    parameters = {"lstm/linear": dict(zeros["lstm/linear"], b=bias.at[block].set(-1.0))}
    kept.append(round(float(step(parameters)[1].cell[0, 0]), 4))
print("LSTM, cell with −1 in block 0, 1, 2, 3 of b:", kept)
assert kept[2] == 0.5 and kept[0] == kept[3] == 0.7311

step, zeros = make(hk.GRU, half)
opened = {"gru": dict(zeros["gru"], b=zeros["gru"]["b"].at[0].set(20.0))}
renewed = float(step(opened)[0][0, 0])
print(f"GRU, update gate open, candidate 0, state from 0.5: {renewed:.4f}")
assert renewed < 1e-6

step, zeros = make(hk.VanillaRNN, half)
first, second = (float(step(jax.tree.map(lambda p: p + shift, zeros))[0][0, 0]) for shift in (5.0, -5.0))
print(f"VanillaRNN, all parameters 5: {first}, all −5: {second}")
assert first == 5 * 1 + 5 + 5 * 0.5 + 5 and second == 0
PY
