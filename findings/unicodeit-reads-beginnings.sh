#!/usr/bin/env bash
# unicodeit 0.7.5
#
# A command that is not in the list is replaced by the one that it begins with: \left( is ≤ft(, \log is łog, \lVert is
# łVert, \operatorname is øperatorname, \relu is ↔u, \intertext is ∫ertext, and \hat y without braces is ℎat y. An index
# of two letters with a comma, h_{t,i}, is hₜ_,ᵢ; one with a letter that Unicode does not have lowered stays, W_{hy}.
#
# Why a good guess misses: \frac, \tanh, \max and \sqrt stay as they are, so what is unknown seems to be left alone, and
# h_{t-1}, 10^{-3}, \hat{y}_t, \odot and \partial are all right.
#
# For somebody who steps through RNNs: of a lecture's equations just those with large parentheses, a norm or a logarithm
# come out broken, and ≤ is a sign that means something. Take \left and \right away, and look for a letter after a sign.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check unicodeit==0.7.5
PYTHONUTF8=1 "$work/venv/bin/python" - <<'PY'
from unicodedata import normalize

import unicodeit

for source, written in (
    (r"h_{t-1}", "hₜ₋₁"), (r"10^{-3}", "10⁻³"), (r"\hat{y}_t", "ŷₜ"), (r"f_t \odot c_{t-1}", "fₜ ⊙ cₜ₋₁"),
    (r"\frac{1}{2}", r"\frac{1}{2}"), (r"\tanh(a)", r"\tanh(a)"), (r"\max", r"\max"),
    (r"\sigma\left(a\right)", r"σ≤ft(a\right)"), (r"-\log p", "−łog p"), (r"\ln p", "łn p"), (r"\lVert h\rVert", r"łVert h\rVert"),
    (r"\operatorname{diag}(h)", "øperatorname{diag}(h)"), (r"\relu(a)", "↔u(a)"), (r"\intertext{so}", "∫ertext{so}"),
    (r"\hat y_t", "ℎat yₜ"), (r"\widetilde{c}_t", "̃{c}ₜ"), (r"h_{t,i}", "hₜ_,ᵢ"), (r"W_{hh} h + W_{hy} y", "Wₕₕ h + W_{hy} y"),
    (r"\epsilon \ne \varepsilon", "ε ≠ ε"),
):
    seen = normalize("NFC", unicodeit.replace(source))
    print(f"{source:28}{seen}")
    assert seen == normalize("NFC", written), ascii(seen)
PY
