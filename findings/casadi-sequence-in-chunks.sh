#!/usr/bin/env bash
# casadi 3.8.2
#
# A recurrence unrolled for three steps by mapaccum accepts six inputs, and three, and one: six are two sequences that
# each start from h_0 again, with their states side by side as if it were one; one input is repeated three times; two or
# four are refused. The cell itself, called with a whole sequence, runs every step from h_0.
#
# Why a good guess misses: a function of a fixed number of columns is thought to refuse any other number, or else to go
# on from the state it has reached; the result has one column a step, as a recurrence over six steps would.
#
# For somebody who steps through RNNs: a twice as long sequence gives a forgetting network without a word, seen only as
# h_4 = f(h_0, x_4); gradients through the step from 3 to 4 are 0. Check the number of columns before the call.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check casadi==3.8.2 numpy==2.4.6
"$work/venv/bin/python" - <<'PY'
import casadi
import numpy as np

h, x = casadi.MX.sym("h"), casadi.MX.sym("x")
cell = casadi.Function("cell", [h, x], [h + x])  # the state counts the steps it has seen
three = cell.mapaccum("three", 3)
states = lambda inputs: np.array(three(0, casadi.DM(inputs))).ravel().tolist()


def refuses(count):
    try:
        states(np.ones((1, count)))
    except RuntimeError as error:
        return "mismatching shape" in str(error)
    return False


for count, expected in ((3, [1, 2, 3]), (6, [1, 2, 3, 1, 2, 3]), (9, [1, 2, 3] * 3), (1, [1, 2, 3])):
    seen = states(np.ones((1, count)))
    print(f"{count} inputs of 1: {seen}")
    assert seen == expected
print(f"refused: {[count for count in range(1, 10) if refuses(count)]}")
assert [count for count in range(1, 10) if refuses(count)] == [2, 4, 5, 7, 8]
whole = np.array(cell(0, casadi.DM(np.ones((1, 3))))).ravel().tolist()
print(f"the cell on three inputs: {whole}")
assert whole == [1, 1, 1]

xs = casadi.MX.sym("xs", 1, 6)
slope = casadi.Function("slope", [xs], [casadi.jacobian(three(0, xs)[5], xs)])(1)
print(f"∂h_6/∂x: {np.array(slope).ravel().tolist()}")
assert np.array(slope).ravel().tolist() == [0, 0, 0, 1, 1, 1]
PY
