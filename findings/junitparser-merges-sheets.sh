#!/usr/bin/env bash
# junitparser 5.0.3
#
# `junitparser merge` puts two files whose test suites have one name into one suite: a test is then in it twice, once
# passed and once failed, and no number tells which file it came from. Suites of one name stay apart if any of
# hostname, timestamp or the properties differ; the file's name counts for nothing.
#
# Why a good guess misses: merging files of JUnit is thought to put their suites side by side, as the same program's
# `+` does with two suites of different names.
#
# For somebody who steps through RNNs: the reports of two students marked on one exercise become one suite. Name the
# suite after the sheet, not after the exercise.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet junitparser==5.0.3

report() { # FILE ATTRIBUTE RESULT
    printf '<testsuites><testsuite name="linear-bptt" %s><testcase classname="linear-bptt" name="dW">%s</testcase></testsuite></testsuites>' "$2" "$3" > "$work/$1"
}
suites() { grep -o '<testsuite ' "$1" | wc -l; }
cd "$work"
report first.xml '' ''
report second.xml '' '<failure message="transposed"/>'
venv/bin/junitparser merge first.xml second.xml merged.xml
report first.xml 'hostname="ada"' ''
report second.xml 'hostname="ben"' '<failure message="transposed"/>'
venv/bin/junitparser merge first.xml second.xml apart.xml
echo "equal names: $(suites merged.xml) suite;  hostnames differ: $(suites apart.xml) suites"
grep -o '<testsuite .*</testsuite>' merged.xml
[ "$(suites merged.xml)" = 1 ]
[ "$(suites apart.xml)" = 2 ]
[ "$(grep -o 'name="dW"' merged.xml | wc -l)" = 2 ]
grep -q '<testsuite [^>]*tests="2"' merged.xml
