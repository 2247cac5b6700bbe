#!/usr/bin/env bash
# pytensor 3.0.7 with numpy 2.4.6
#
# pytensor.scan(..., truncate_gradient=k) walks back k steps from the end of the whole sequence and stops. What the loss
# says at any step before the last k is not used at all: with a loss at every step, ∂L/∂x_t is 0 for t ≤ T − k, and the
# weights learn from the last k steps only.
#
# Why a good guess misses: truncated backpropagation is known as "every loss goes back at most k steps", so that k = 1
# still leaves each x_t the slope of its own step; with a loss on the last step alone the two are the same thing, and
# that is how one tries the option out.
#
# For somebody who steps through RNNs: a sequence labeller trained so on long texts sees the last k labels of each.
# Cut the sequence into chunks of k with the state carried over and disconnected between them instead.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pytensor==3.0.7 numpy==2.4.6
PYTENSOR_FLAGS="cxx=,mode=FAST_COMPILE,base_compiledir=$work/compiled" "$work/venv/bin/python" -W ignore - <<'PY'
import numpy as np
import pytensor
import pytensor.tensor as pt

T, U = 5, 0.5
x, u = pt.vector("x"), pt.scalar("u")


def gradients(k, loss):
    """∂L/∂x and ∂L/∂u of h_t = u h_{t-1} + x_t with x_t = 1 and h_0 = 0."""
    h = pytensor.scan(lambda x_t, h, u: u * h + x_t, sequences=x, outputs_info=pt.as_tensor(np.float64(0.0)),
                      non_sequences=u, truncate_gradient=k, return_updates=False)
    run = pytensor.function([x, u], pytensor.grad(loss(h), [x, u]))
    on_x, on_u = run(np.ones(T), U)
    return np.round(on_x, 4).tolist(), round(float(on_u), 4)


def each_loss_back(k):
    """The same with every loss going back k steps, written out."""
    h = [0.0]
    for _ in range(T):
        h.append(U * h[-1] + 1)
    on_x, on_u = [0.0] * T, 0.0
    for end in range(1, T + 1):
        for back in range(min(k, end)):
            t = end - back
            on_x[t - 1] += U**back
            on_u += U**back * h[t - 1]
    return [round(v, 4) for v in on_x], round(on_u, 4)


assert gradients(-1, lambda h: h.sum()) == each_loss_back(T)
for k in (1, 2, 3):
    every, last = gradients(k, lambda h: h.sum()), gradients(k, lambda h: h[-1])
    print(f"k = {k}  loss at every step: ∂L/∂x {every[0]}, ∂L/∂u {every[1]}; each loss k steps back would be {each_loss_back(k)}")
    print(f"       loss at the last:    ∂L/∂x {last[0]}")
    assert every[0][: T - k] == [0.0] * (T - k) and every[0][T - k :] == each_loss_back(T)[0][T - k :]
    assert every[1] < each_loss_back(k)[1]
    assert last[0] == [0.0] * (T - k) + [round(U**back, 4) for back in reversed(range(k))]
first = gradients(3, lambda h: h[1])
print(f"k = 3  loss at t = 2 alone: ∂L/∂x {first[0]}, ∂L/∂u {first[1]}")
assert first == ([0.0] * T, 0.0)
PY
