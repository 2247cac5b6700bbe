#!/usr/bin/env bash
# text2qti 0.8.0
#
# The bounds of a numerical question are written with four decimals: 0.00123 +- 0.00001 becomes "from 0.0012 to 0.0012",
# so that 0.00123, the answer itself, is outside; [0.00121, 0.00124] is the one number 0.0012, 0.12345 +- 0.00001 is
# 0.1234 to 0.1235 with 0.1235 as its exact value. As an answer 0 is refused, 0 +- 0.01 is not.
#
# Why a good guess misses: a number out of range is refused with a sentence (below 0.0001), so one that is accepted seems
# to be kept; and 0.25 +- 0.01 is, and so is a margin in per cent on it.
#
# For somebody who steps through RNNs: gradients of some thousandths are the usual ones, and the student with the most
# digits is marked wrong. Ask for the gradient times 1000, or for two digits and an exponent, and read the XML once.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check text2qti==0.8.0
cat > "$work/look.py" <<'PY'
import re
import subprocess
import sys
import zipfile


def bounds(answer):
    with open("quiz.txt", "w") as quiz:
        quiz.write(f"Quiz title: Gradients\n\n1.  What is dU?\n=   {answer}\n")
    done = subprocess.run([sys.argv[1], "quiz.txt"], capture_output=True, text=True)
    if done.returncode:
        return done.stderr.strip().splitlines()[-1]
    with zipfile.ZipFile("quiz.zip") as packed:
        written = "".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml"))
    found = dict(re.findall(r"<(vargte|varequal|varlte) [^>]*>([^<]*)<", written))
    return tuple(float(found[key]) for key in ("vargte", "varequal", "varlte") if key in found)


refusal = "Invalid numerical response; all acceptable values must have a magnitude >= 0.0001"
for answer, expected in (
    ("0.25 +- 0.01", (0.24, 0.25, 0.26)), ("0.25 +- 10%", (0.225, 0.25, 0.275)),
    ("0.00123 +- 0.00001", (0.0012, 0.0012, 0.0012)), ("[0.00121, 0.00124]", (0.0012, 0.0012)),
    ("0.12345 +- 0.00001", (0.1234, 0.1235, 0.1235)), ("0.00123 +- 1%", (0.0012, 0.0012, 0.0012)),
    ("0.00001", None), ("0.00005 +- 0.00001", refusal), ("0", refusal), ("0 +- 0.01", (-0.01, 0, 0.01)),
):
    seen = bounds(answer)
    print(f"{answer:22}{seen}")
    assert seen == expected or expected is None and "Invalid numerical response" in seen
low, exact, high = bounds("0.00123 +- 0.00001")
assert not low <= 0.00123 <= high
PY
cd "$work"
venv/bin/python look.py "$work/venv/bin/text2qti"
