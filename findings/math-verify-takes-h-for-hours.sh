#!/usr/bin/env bash
# math-verify 0.9.0 with latex2sympy2_extended 1.11.0
#
# The grader drops a last letter that is also a unit: (1-z) n + z h is read as (1-z) n + z, "f c" as f, "i g" as i. It
# makes all letters small, so h_T is h_t and C is c; it drops a transpose and a prime, so U^T x is U x and h_t' is h_t;
# 5 is 5 %. Each pair is marked as equal, and the expanded form z_t - z_t h of z_t(1-h) as wrong.
#
# Why a good guess misses: it reads LaTeX into sympy and compares there, so a symbol is thought to be kept; fractions,
# sums and e^{-a} are right. The cleaning of word problems ("5 h", "3 cm") comes first and is on by default.
#
# For somebody who steps through RNNs: of all letters it is the state h that goes, and the last time step T that becomes
# any t. Use other letters for the check, no unit among them and no pair of a large and a small one, h not last.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check math-verify==0.9.0 latex2sympy2_extended==1.11.0 sympy==1.14.0
"$work/venv/bin/python" - <<'PY'
from math_verify import parse, verify

read = lambda formula: parse(f"${formula}$")
for formula, taken in (
    ("(1-z) n + z h", "n*(1 - z) + z"),
    ("z h + (1-z) n", "h*z + n*(1 - z)"),
    ("f c", "f"),
    ("i g", "i"),
    ("f_t c_{t-1} + i_t g_t", "c_{t-1}*f_t + g_t*i_t"),
):
    print(f"{formula:24} is read as {read(formula)[0]}")
    assert str(read(formula)[0]) == taken, read(formula)

for given, answer, equal in (
    ("h_T", "h_t", True), ("C", "c", True), ("U^T x", "U x", True), ("h_t'", "h_t", True), ("5", r"5\%", True),
    ("(1-z) n + z h", "(1-z) n + z", True), ("z_t(1-h)", "z_t - z_t h", False),
    ("h_{t-1}", "h_t", False), (r"\frac{1}{1+e^{-a}}", r"\frac{e^a}{1+e^a}", True),
):
    marked = verify(read(given), read(answer))
    print(f"{given:20} for {answer:20} {'right' if marked else 'wrong'}")
    assert marked == equal, (given, answer)
PY
