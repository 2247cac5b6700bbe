#!/usr/bin/env bash
# inflect 7.6.0
#
# number_to_words takes the digits out of whatever it is given: "1e-05" is "one hundred and five", Fraction(1, 2) is
# "twelve", "−0.5" with the sign U+2212 is "zero point five", and nan and inf are "zero". A float of 1e-05 is read
# rightly, so is "-0.5" with a hyphen.
#
# Why a good guess misses: floats of every size work, also those that Python prints with an exponent, and the function
# takes strings as well; text that is no number is thought to raise.
#
# For somebody who steps through RNNs: numbers for a screen reader come as text, formatted to some digits ("%.3g" gives
# 1e-05 for a vanished gradient, which is then read as 105), as fractions, or with a typographic minus; nan, the one
# value that must not be missed, is read as zero. Hand over floats, and say nan and inf oneself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check inflect==7.6.0
"$work/venv/bin/python" - <<'PY'
from fractions import Fraction

import inflect

say = inflect.engine().number_to_words
for value, words in (
    (1e-05, "zero point zero zero zero zero one"),
    ("-0.5", "minus zero point five"),
    (f"{1e-05:.3g}", "one hundred and five"),
    (f"{2.5e-05:.2g}", "two point five zero five"),
    (Fraction(1, 2), "twelve"),
    ("\N{MINUS SIGN}0.5", "zero point five"),
    (float("nan"), "zero"),
    (float("inf"), "zero"),
):
    print(f"{value!r:18}{say(value)}")
    assert say(value) == words, say(value)
PY
