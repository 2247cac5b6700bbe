#!/usr/bin/env bash
# pytensor 3.0.7 with numpy 2.4.6
#
# pytensor.scan over two sequences, one with taps=[-1] ("the element before"): the step that gets y_{t-1} of the one
# gets x_{t-1} of the other, so the delay is gone. With taps=[0, -1] it gets y_t and y_{t-1} beside x_{t-1}. Each
# sequence is cut by its own taps, they are not lined up; and the longer of two sequences is cut at its end in silence.
#
# Why a good guess misses: taps are said to be relative to the current step, as they are for outputs, and there is one
# current step. With one sequence alone nothing is wrong; no shape shows it, since the shorter one decides.
#
# For somebody who steps through RNNs: teacher forcing written so (the previous target with the present input) trains on
# pairs that are one step apart from those it is used with. Shift by hand: sequences=[x[1:], y[:-1]].
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pytensor==3.0.7 numpy==2.4.6
PYTENSOR_FLAGS="cxx=,mode=FAST_COMPILE,base_compiledir=$work/compiled" "$work/venv/bin/python" -W ignore - <<'PY'
import numpy as np
import pytensor
import pytensor.tensor as pt

x, y = pt.vectors("x", "y")
inputs, targets = np.arange(5.0), 10 * np.arange(5.0)  # x_t = t and y_t = 10 t, t = 0 … 4


def seen(*sequences, cut=slice(None)):
    """What each step is given, as lists."""
    scan = pytensor.scan(lambda *given: pt.stack(given), sequences=list(sequences), return_updates=False)
    return pytensor.function([x, y], scan, on_unused_input="ignore")(inputs[cut], targets).astype(int).tolist()


previous = seen(x, dict(input=y, taps=[-1]))
both = seen(x, dict(input=y, taps=[0, -1]))
by_hand = seen(x[1:], y[:-1])
alone = seen(dict(input=y, taps=[0, -1]))
short = seen(x, y, cut=slice(3))
print(f"(x_t, y_(t-1)) by taps:        {previous}")
print(f"(x_t, y_t, y_(t-1)) by taps:   {both}")
print(f"(x_t, y_(t-1)) shifted:        {by_hand}")
print(f"(y_t, y_(t-1)) alone:          {alone}")
print(f"three x and five y:            {short}")
assert previous == [[0, 0], [1, 10], [2, 20], [3, 30]]
assert both == [[0, 10, 0], [1, 20, 10], [2, 30, 20], [3, 40, 30]]
assert by_hand == [[1, 0], [2, 10], [3, 20], [4, 30]]
assert alone == [[10, 0], [20, 10], [30, 20], [40, 30]]
assert short == [[0, 0], [1, 10], [2, 20]]
PY
