#!/usr/bin/env bash
# python-flint 0.9.0
#
# fmpq(1, 2) == 0.5, fmpq(1, 2) == Fraction(1, 2) and fmpz(2) == 2.0 are False, without an error, though the hash of
# fmpq(1, 2) is that of Fraction(1, 2); < and + between fmpq and float or Fraction raise TypeError. With int and with
# one another all works.
#
# Why a good guess misses: Python's own exact numbers compare by value across kinds, and equal hashes hint that these
# would too; arithmetic raises, so one expects a comparison to raise as well.
#
# For somebody who steps through RNNs: a check "exact gradient == gradient" between flint and Fraction or float fails
# for right numbers, and "is it still unequal?" passes for ever. Convert one side first: Fraction(int(q.p), int(q.q)).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet python-flint==0.9.0

"$work/venv/bin/python" - <<'PY'
from fractions import Fraction
from flint import fmpq, fmpz

half = fmpq(1, 2)
compared = {"fmpq(1, 2) == 0.5": half == 0.5, "fmpq(1, 2) == Fraction(1, 2)": half == Fraction(1, 2), "fmpz(2) == 2.0": fmpz(2) == 2.0,
            "fmpq(4, 2) == 2": fmpq(4, 2) == 2, "equal hashes": hash(half) == hash(Fraction(1, 2))}
raised = {}
for text, ask in (("fmpq < float", lambda: half < 0.75), ("fmpq + float", lambda: half + 0.5), ("fmpq + Fraction", lambda: half + Fraction(1, 2)),
                  ("fmpq < Fraction", lambda: half < Fraction(3, 4)), ("fmpq(Fraction)", lambda: fmpq(Fraction(1, 2)))):
    try:
        raised[text] = ask()
    except TypeError:
        raised[text] = "TypeError"
for text, answer in (compared | raised).items():
    print(f"{text:30}{answer}")
assert list(compared.values()) == [False, False, False, True, True]
assert set(raised.values()) == {"TypeError"}
assert Fraction(int(half.p), int(half.q)) == Fraction(1, 2)
PY
