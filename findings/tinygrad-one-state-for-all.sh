#!/usr/bin/env bash
# tinygrad 0.14.0 (on its PYTHON device, which needs no compiler; the CPU device with clang does the same)
#
# A step of a recurrent network under TinyJit gives the right h_t if it is read at once; kept in a list, all states from
# t = 2 on are the last one, since every call returns the same memory. A state that the step keeps by itself, self.h =
# f(self.h, x), stands still from the third call on, unless it is written with assign.
#
# Why a good guess misses: the first call runs as it is written and the second only records, so one or two steps look
# right; a JIT is thought to return new arrays, and to refuse or to follow a changed attribute. Nothing is raised.
#
# For somebody who steps through RNNs: a list of hidden states is exactly what one collects, for a plot or for attention;
# here it is flat. Keep h.clone().realize() or .numpy() of each, and hand the state in as an argument.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check tinygrad==0.14.0 numpy==2.4.6
cd "$work"
DEV=PYTHON CACHEDB="$work/cache.db" "$work/venv/bin/python" - <<'PY'
from tinygrad import Tensor, TinyJit

T = 6
one = lambda: Tensor([1.0]).realize()
zero = lambda: Tensor([0.0]).realize()
right = [2 - 0.5**t for t in range(T)]  # h_t = h_{t-1} / 2 + 1


def by_argument(keep):
    step = TinyJit(lambda x, h: (h * 0.5 + x).realize())
    h, states = zero(), []
    for _ in range(T):
        h = step(one(), h)
        states.append(keep(h))
    return [state if isinstance(state, float) else state.item() for state in states]


class Network:
    def __init__(self):
        self.h = Tensor.zeros(1).contiguous().realize()

    def rebinds(self, x):
        self.h = (self.h * 0.5 + x).realize()
        return self.h

    def assigns(self, x):
        return self.h.assign(self.h * 0.5 + x).realize()


def by_attribute(name):
    step = TinyJit(getattr(Network(), name))
    return [step(one()).item() for _ in range(T)]


at_once, kept, copied = by_argument(lambda h: h.item()), by_argument(lambda h: h), by_argument(lambda h: h.clone().realize())
rebound, assigned = by_attribute("rebinds"), by_attribute("assigns")
for name, states in (("read at once", at_once), ("kept in a list", kept), ("copies kept", copied),
                     ("self.h = …", rebound), ("self.h.assign(…)", assigned)):
    print(f"{name:18}{states}")
assert at_once == copied == assigned == right
assert kept == right[:1] + right[-1:] * (T - 1)
assert rebound == right[:2] + right[1:2] * (T - 2)
PY
