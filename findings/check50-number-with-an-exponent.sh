#!/usr/bin/env bash
# check50 3.5.0
#
# A check that wants the number 2.5, stdout(2.5) or regex.decimal(2.5), passes for 2.5e-05, 2.5e-300 and 2.5e+17, and for
# −2.5 with the sign U+2212; 1 passes for 1e-05, for 1/2 and for 1,5. 12.5, 2.51, 2.50 and -2.5 with a hyphen fail.
#
# Why a good guess misses: the function is there so that a number is matched exactly and not as a piece of a longer one;
# it looks behind for a digit or a hyphen and ahead for a digit or a point, and both are seen to work. Exponents are
# what no small test has.
#
# For somebody who steps through RNNs: a gradient that has vanished or exploded is printed with an exponent, and passes
# for one a hundred thousand times as large. Print with a fixed number of decimals, and read back with float().
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check check50==3.5.0 setuptools==80.9.0
cat > "$work/look.py" <<'PY'
import check50


def passes(printed, wanted):
    try:
        check50.run(f"printf '%s\\n' '{printed}'").stdout(wanted)
    except check50.Failure:
        return False
    return True


for wanted, right, wrong in (
    (2.5, ("2.5", "2.5e-05", "2.5e-300", "2.5e+17", "−2.5"), ("-2.5", "2.50", "2.51", "12.5")),
    (1, ("1", "1e-05", "1/2", "1,5"), ("1.0", "-1", "11")),
):
    for printed in right + wrong:
        seen = {passes(printed, wanted), passes(printed, check50.regex.decimal(wanted))}
        print(f"wanted {wanted}, printed {printed:10}{'passes' if True in seen else 'fails'}")
        assert seen == {printed in right}, printed
PY
cd "$work"
LC_ALL=C.UTF-8 PYTHONUTF8=1 venv/bin/python look.py
