#!/usr/bin/env bash
# num2words 0.5.14
#
# Numbers between −1 and 0 are said without their minus, in English as in German, French and Spanish: -0.5 is "zero
# point five", and so are the string and the Decimal. From −1 down the minus is there: "minus one point five". Italian
# keeps it everywhere.
#
# Why a good guess misses: the sign is the first thing one tries, with -3 or -1.5, and both are right. The whole part is
# said as a number of its own, and the whole part of −0.5 is 0, which has no sign.
#
# For somebody who steps through RNNs: hidden states, tanh and most gradients lie between −1 and 1, so half of what is
# read aloud is wrong by its sign and nothing else. Say the sign oneself and give the absolute value to the library.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check num2words==0.5.14
"$work/venv/bin/python" - <<'PY'
from decimal import Decimal

from num2words import num2words

for language, minus in (("en", "minus"), ("de", "minus"), ("fr", "moins"), ("es", "menos"), ("it", "meno")):
    said = {value: num2words(value, lang=language) for value in (0.5, -0.5, -0.0625, -1.5, -3)}
    print(f"{language}: " + "; ".join(f"{value} {words}" for value, words in said.items()))
    lost = said[-0.5] == said[0.5] and said[-0.0625] == num2words(0.0625, lang=language)
    assert lost == (language != "it") and said[-0.5].startswith(minus) != lost
    assert said[-1.5].startswith(minus) and said[-3].startswith(minus)
for value in ("-0.5", Decimal("-0.5")):
    assert num2words(value) == "zero point five"
PY
