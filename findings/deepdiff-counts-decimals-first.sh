#!/usr/bin/env bash
# deepdiff 9.1.0
#
# significant_digits=6 counts digits after the point, which its page says; number_format_notation="e" is meant to count
# them from the first one, but the number is rounded to six decimals before it is written with its exponent. So 3.1e-7,
# −4.9e-7 and 0 are equal in either notation, 1.23456e-4 and 1.23e-4 at five digits. Above 1 the notation does as it says.
#
# Why a good guess misses: whoever has read the page takes "e" as the mode for relative comparison, tries it with 123456
# and 123457, and is right there. {} means "no difference" and looks like a proof.
#
# For somebody who steps through RNNs: a check of gradients says "equal" for every step at which they have vanished,
# whatever their signs. Scale both sides first, or compare with math.isclose and no absolute tolerance.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check deepdiff==9.1.0
"$work/venv/bin/python" - <<'PY'
from deepdiff import DeepDiff

for digits, one, other, equal in (
    (6, 3.1e-7, -4.9e-7, True),
    (6, 3.1e-7, 0.0, True),
    (5, 1.23456e-4, 1.23e-4, True),
    (3, 1.2e-6, 4.9e-5, True),
    (3, 123456.0, 123499.0, True),
    (3, 123456.0, 124999.0, False),
    (5, 1.23456, 1.23457, False),
):
    seen = DeepDiff({"dU": [one]}, {"dU": [other]}, significant_digits=digits, number_format_notation="e") == {}
    print(f"{digits} digits, e: {one:12g} {other:12g}  {'equal' if seen else 'differ'}")
    assert seen == equal
vanished = DeepDiff({"dh": [3.1e-7, -2.2e-7]}, {"dh": [-4.9e-7, 0.0]}, significant_digits=6, number_format_notation="e")
print("a vector of them:", vanished)
assert vanished == {}
PY
