#!/usr/bin/env bash
# gradescope-utils 0.5.0
#
# A test marked @partial_credit(5) that never calls set_score gets 5 of 5 and "passed"; one that calls set_score(3)
# and then fails an assertion keeps its 3; set_score(9) is 9 of 5 and set_score(-9) is −9, and all go into the sum as
# they are.
#
# Why a good guess misses: partial credit reads as "nothing until given", a failed test as 0, and max_score as a
# bound.
#
# For somebody who steps through RNNs: a grader of gradients that returns early (shape wrong, file missing) before it
# has set a score hands out full marks. Set the score to 0 first, bound it by yourself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet gradescope-utils==0.5.0

"$work/venv/bin/python" - <<'PY'
import io, json, unittest
from gradescope_utils.autograder_utils.decorators import partial_credit
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

class Gradients(unittest.TestCase):
    @partial_credit(5)
    def test_returns_early(self, set_score=None):
        return

    @partial_credit(5)
    def test_fails_later(self, set_score=None):
        set_score(3)
        self.fail("dU is wrong")

    @partial_credit(5)
    def test_above(self, set_score=None):
        set_score(9)

    @partial_credit(5)
    def test_below(self, set_score=None):
        set_score(-9)

written = io.StringIO()
JSONTestRunner(stream=written).run(unittest.defaultTestLoader.loadTestsFromTestCase(Gradients))
results = json.loads(written.getvalue())
seen = {}
for test in results["tests"]:
    name = test["name"].split()[0]
    seen[name] = (test["score"], test["status"])
    print(f"{name:20}{test['score']:>3} of {test['max_score']}  {test['status']}")
print("sum", results["score"])
assert seen["test_returns_early"] == (5, "passed")
assert seen["test_fails_later"] == (3, "failed")
assert seen["test_above"][0] == 9 and seen["test_below"][0] == -9
assert results["score"] == 8
PY
