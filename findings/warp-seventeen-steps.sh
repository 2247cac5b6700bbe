#!/usr/bin/env bash
# warp-lang 1.19.0 on the CPU
#
# A recurrence h = tanh(u h + x[t]) in a Warp kernel has right gradients for a constant loop of 16 steps and wrong ones
# for 17, or for any number that comes as an argument: only a loop that is unrolled (max_unroll, 16) keeps its h_t, any
# other goes back with the last h in every step's place. In a linear recurrence ∂L/∂x_t is right all the same, ∂L/∂u not.
#
# Why a good guess misses: the forward numbers are right, short sequences are what one checks gradients with, and 16 is
# a number in a module's options; nothing is raised or printed at 17.
#
# For somebody who steps through RNNs: write every h_t into an array of T + 1 entries and read it from there, which is
# right for any length.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check warp-lang==1.19.0 numpy==2.4.6

cat > "$work/look.py" <<'PY'
import numpy as np
import warp as wp

wp.config.quiet = True
reals = wp.array(dtype=float)


@wp.kernel
def constant_16(x: reals, u: reals, T: int, h: reals, end: reals):
    state = float(0.0)
    for t in range(16):
        state = wp.tanh(u[0] * state + x[t])
    end[0] = state


@wp.kernel
def constant_17(x: reals, u: reals, T: int, h: reals, end: reals):
    state = float(0.0)
    for t in range(17):
        state = wp.tanh(u[0] * state + x[t])
    end[0] = state


@wp.kernel
def argument(x: reals, u: reals, T: int, h: reals, end: reals):
    state = float(0.0)
    for t in range(T):
        state = wp.tanh(u[0] * state + x[t])
    end[0] = state


@wp.kernel
def linear(x: reals, u: reals, T: int, h: reals, end: reals):
    state = float(0.0)
    for t in range(T):
        state = u[0] * state + x[t]
    end[0] = state


@wp.kernel
def array(x: reals, u: reals, T: int, h: reals, end: reals):
    for t in range(T):
        h[t + 1] = wp.tanh(u[0] * h[t] + x[t])
    end[0] = h[T]


def by_hand(inputs, u, squash, slope):
    h = [0.0]
    for value in inputs:
        h.append(squash(u * h[-1] + value))
    carried, on_x, on_u = 1.0, np.zeros(len(inputs)), 0.0
    for t in reversed(range(len(inputs))):
        inner = carried * slope(h[t + 1])
        on_x[t], on_u, carried = inner, on_u + inner * h[t], inner * u
    return h[-1], on_x, on_u


def look(kernel, T, squash=np.tanh, slope=lambda y: 1 - y * y):
    inputs = np.linspace(0.1, 0.9, T)
    new = lambda values: wp.array(np.array(values, "f"), dtype=float, device="cpu", requires_grad=True)
    x, u, h, end = new(inputs), new([0.5]), new(np.zeros(T + 1)), new([0.0])
    with wp.Tape() as tape:
        wp.launch(kernel, dim=1, inputs=[x, u, T, h, end], device="cpu")
    tape.backward(loss=end)
    value, on_x, on_u = by_hand(inputs, 0.5, squash, slope)
    assert abs(end.numpy()[0] - value) < 1e-6
    off = float(np.abs(x.grad.numpy() - on_x).max()), float(abs(u.grad.numpy()[0] - on_u))
    print(f"{kernel.key:12} T {T:2}  ∂L/∂x off by {off[0]:.4f}, ∂L/∂u by {off[1]:.4f}")
    return off


right = lambda off: max(off) < 1e-5
assert right(look(constant_16, 16))
assert min(look(constant_17, 17)) > 0.01
assert min(look(argument, 5)) > 0.01
exact_x, wrong_u = look(linear, 5, lambda a: a, lambda y: 1.0)
assert exact_x < 1e-6 and wrong_u > 0.01
assert right(look(array, 5)) and right(look(array, 17))
PY
WARP_CACHE_PATH="$work/compiled" "$work/venv/bin/python" "$work/look.py" 2> "$work/said" | sed '/^Warp /,/^Module /d' || { cat "$work/said"; exit 1; }
