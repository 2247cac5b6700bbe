#!/usr/bin/env bash
# thinc 9.1.1 with numpy 2.4.6
#
# The loss that CategoricalCrossentropy reports is not a cross-entropy: it is the sum of the squares of its gradient,
# Σ (p − y)² / n². A certain wrong answer costs 2 and not infinity, and the same batch twice costs half. All losses do
# so, L2Distance too, so no loss is the one whose gradient is given: it is off by a factor that depends on n.
#
# Why a good guess misses: the gradient beside it, (p − y) / n, is exactly that of the mean cross-entropy, training goes
# as it should and the number falls; a quantity named so is compared with ln C, with another tool, or made a perplexity.
#
# For somebody who steps through RNNs: the loss at the start of C equal classes is (1 − 1/C) / n and not ln C, batches
# of other sizes cannot be compared, and finite differences of the loss contradict the gradient. Compute −ln p oneself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check thinc==9.1.1 numpy==2.4.6
"$work/venv/bin/python" - <<'PY'
import numpy as np
from thinc.api import CategoricalCrossentropy, L2Distance

C = 4
softmax = lambda a: np.exp(a) / np.exp(a).sum(axis=1, keepdims=True)
rng = np.random.default_rng(0)
logits = rng.normal(size=(3, C))
classes = np.array([0, 2, 3])
one_hot = np.eye(C)[classes]
entropy, distance = CategoricalCrossentropy(), L2Distance()


def slopes(loss, a, step=1e-4):
    """Central differences of a number by each entry of a."""
    out = np.zeros_like(a)
    for i in np.ndindex(a.shape):
        moved = np.zeros_like(a)
        moved[i] = step
        out[i] = (loss(a + moved) - loss(a - moved)) / (2 * step)
    return out


mean_log = lambda a: -np.log(softmax(a)[range(len(classes)), classes]).mean()
gradient, loss = entropy(softmax(logits), classes)
print(f"three predictions: thinc {loss:.4f}, mean of −ln p {mean_log(logits):.4f}, Σ of the gradient's squares {(gradient**2).sum():.4f}")
assert np.isclose(loss, (gradient**2).sum()) and not np.isclose(loss, mean_log(logits), rtol=0.2)
assert np.allclose(gradient, slopes(mean_log, logits), atol=1e-6)
own = slopes(lambda a: entropy.get_loss(softmax(a), classes), logits)
print(f"its gradient is that of the mean of −ln p; differences of its own loss are up to {np.abs(own - gradient).max():.3f} away")
assert np.abs(own - gradient).max() > 0.05

for n in (1, 10):
    start = entropy.get_loss(np.full((n, C), 1 / C), np.zeros(n, int))
    wrong = entropy.get_loss(np.eye(C)[[1] * n], np.zeros(n, int))
    print(f"{n:2} equal predictions: 1/{C} for each class costs {start:.4f} (ln {C} = {np.log(C):.4f}), a certain wrong answer {wrong:.4f}")
    assert np.isclose(start, (1 - 1 / C) / n) and np.isclose(wrong, 2 / n)

guess = softmax(logits)
for times in (1, 2):
    many, target = np.tile(guess, (times, 1)), np.tile(one_hot, (times, 1))
    gradient, loss = distance(many, target)
    ratio = slopes(lambda a: distance.get_loss(a, target), many) / gradient
    print(f"L2Distance of {len(many)}: loss {loss:.4f}, its differences are {ratio.mean():.3f} × the gradient beside it")
    assert np.isclose(loss, ((guess - one_hot) ** 2).sum() / 9 / times) and np.allclose(ratio, 2 / len(many), rtol=1e-3)
PY
